import fc from "fast-check";
import { expect, test } from "vitest";
import { cipher, hostFor, testActions } from "../../test/support/engine-actions.ts";
import type { Database, RunId, Sha256Hex, WorkflowId } from "../core/index.ts";
import { silentLog, systemClock } from "../core/index.ts";
import type { Step, WorkflowDefinition } from "../definitions/index.ts";
import type { Checkpoint, Journal, Operation } from "./journal.ts";
import type { RunContext } from "./run-context.ts";
import type { EngineRuntime } from "./runtime.ts";
import { runSteps } from "./scheduler.ts";

/**
 * The order of runs, without a database: a journal in memory that can be cut off at any
 * record, as a kill would, and executed over again.
 */
interface Stored {
  readonly records: Map<number, { name: string; output: string }>;
  /** Names of operations in the order they were recorded; an effect happens with its record. */
  readonly effects: string[];
}

class Killed extends Error {}

/** Every operation takes a random turn; after `budget` records the execution is killed. */
function memoryJournal(stored: Stored, random: () => number, budget: number): Journal {
  const deferred: { operation: Operation; checkpoint: Checkpoint }[] = [];
  let next = 0;
  let left = budget;
  const turn = async () => {
    for (let ticks = Math.floor(random() * 6); ticks > 0; ticks--) await new Promise(setImmediate);
  };
  const save = (batch: readonly { operation: Operation; checkpoint: Checkpoint }[]) => {
    if (left-- <= 0) throw new Killed();
    for (const { operation, checkpoint } of batch) {
      expect(stored.records.has(operation.id)).toBe(false);
      stored.records.set(operation.id, { name: operation.name, output: checkpoint.output });
      if (checkpoint.step !== undefined) stored.effects.push(operation.name);
    }
  };
  return {
    begin(name) {
      const id = next++;
      const record = stored.records.get(id);
      if (record !== undefined) expect(record.name).toBe(name);
      return { id, name, recorded: record?.output };
    },
    async commit(operation, checkpoint) {
      if (operation.recorded !== undefined) return operation.recorded;
      await turn();
      save([...deferred.splice(0), { operation, checkpoint }]);
      return checkpoint.output;
    },
    async transact(operation, decide) {
      if (operation.recorded !== undefined) return operation.recorded;
      const checkpoint = await decide({ query: async () => ({ rows: [], rowCount: 0 }) });
      await turn();
      save([...deferred.splice(0), { operation, checkpoint }]);
      return checkpoint.output;
    },
    defer(operation, checkpoint) {
      if (operation.recorded === undefined) deferred.push({ operation, checkpoint });
    },
    async flush() {
      await turn();
      save(deferred.splice(0));
    },
    get hasDeferred() {
      return deferred.length > 0;
    },
    async receive() {
      const [id, name] = [next++, "receive"];
      const record = stored.records.get(id);
      if (record !== undefined) expect(record.name).toBe(name);
      await turn();
      if (record === undefined)
        save([{ operation: { id, name, recorded: undefined }, checkpoint: { output: "" } }]);
      return undefined;
    },
  };
}

const db: Database = {
  query: async () => ({ rows: [], rowCount: 0 }),
  transaction: (work) => work(db),
};

function contextFor(plan: WorkflowDefinition, journal: Journal): RunContext {
  const runtime: EngineRuntime = {
    workerId: "w",
    db,
    clock: systemClock,
    log: silentLog,
    cipher,
    actions: testActions(),
    host: hostFor(db),
    connectors: { acquire: async () => () => {} },
    control: {
      hold: async () => {},
      enqueue: async () => {},
      send: async () => {},
      halt: async () => {},
      proceed: async () => {},
    },
    draining: () => false,
    stopped: () => false,
    underway: () => () => {},
    busy: () => {},
    rested: () => {},
  };
  return {
    record: {
      id: "run_test" as RunId,
      workflowId: plan.id,
      workflowName: plan.name,
      definitionHash: "0".repeat(64) as Sha256Hex,
      input: {},
      createdAt: new Date(0),
      startedBy: { kind: "human", id: "user:a", via: "cli" },
      initiators: [],
      drill: false,
      breakSteps: new Set(),
      depth: 0,
      priority: 0,
      kept: new Map(),
    },
    plan,
    journal,
    runtime,
    signal: new AbortController().signal,
    finished: new Map(),
    stop: undefined,
    failure: undefined,
    parked: async () => {},
  };
}

const stepArbitrary = fc.record({
  kind: fc.constantFrom("effect", "flaky", "skip", "wait", "each", "reject"),
  needs: fc.array(fc.nat(), { maxLength: 3 }),
});

function planOf(shapes: readonly { kind: string; needs: readonly number[] }[]): WorkflowDefinition {
  const steps = shapes.map(({ kind, needs }, index): Step => {
    const base = {
      id: `s${index}`,
      name: `s${index}`,
      action: "effect",
      with: {},
      defaults: {},
      needs: index === 0 ? [] : [...new Set(needs.map((need) => `s${need % index}`))],
      retry: { attempts: 3, backoff: "fixed", initialMs: 1, maxMs: 1 },
      continueOn: [],
      onTimeout: "fail",
    } as const;
    switch (kind) {
      case "flaky":
        return { ...base, action: "flaky", with: { failures: 1 } };
      case "skip":
        return { ...base, condition: "false" };
      case "wait":
        return { ...base, action: "wait", with: { for: "1ms" } };
      case "each":
        return { ...base, forEach: { items: "[1, 2, 3]", maxParallel: 2 } };
      case "reject":
        return { ...base, action: "judge", with: { outcome: "fail" }, continueOn: ["fail"] };
      default:
        return base;
    }
  });
  return {
    format: 1,
    id: "random" as WorkflowId,
    name: "Random",
    triggers: [{ kind: "manual" }],
    steps,
    onFailure: [],
  };
}

test("a run killed at any records and executed again does the same operations, each once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepArbitrary, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
      async (shapes, budgets, stream) => {
        const plan = planOf(shapes);
        const stored: Stored = { records: new Map(), effects: [] };
        const random = () => stream.next().value ?? 0;
        for (const budget of [...budgets, Number.POSITIVE_INFINITY]) {
          const context = contextFor(plan, memoryJournal(stored, random, budget));
          try {
            await runSteps(context, plan.steps);
            await context.journal.transact(context.journal.begin("end"), async () => ({ output: "" }));
            expect([...context.finished.keys()].sort()).toEqual(plan.steps.map(({ id }) => id).sort());
            break;
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
            // What was under way when the process died reports to nobody.
            await new Promise(setImmediate);
          }
        }
        expect(new Set(stored.effects).size).toBe(stored.effects.length);
        const ends = stored.effects.filter((name) => !name.endsWith(":open"));
        for (const step of plan.steps) {
          const own = ends.filter(
            (name) => name === step.id || name.startsWith(`${step.id}#`) || name.startsWith(`${step.id}:`),
          );
          expect(own.length).toBe(step.action === "flaky" ? 2 : 1);
        }
      },
    ),
    { numRuns: 150, seed: 20_261_122 },
  );
}, 60_000);
