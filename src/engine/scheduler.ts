import type { Json } from "../core/index.ts";
import { FOR_EACH_ITEMS_MAX, ProbityError } from "../core/index.ts";
import type { Step } from "../definitions/index.ts";
import { evaluate, evaluateCondition } from "../definitions/index.ts";
import { aggregate } from "./for-each.ts";
import { type Call, GIVE_UP, type Performance } from "./performance.ts";
import type { RunContext, Stop, Unit } from "./run-context.ts";
import { scopeOf } from "./run-context.ts";
import { concludeGroup, perform, recordFailure, recordSkip } from "./step-performance.ts";
import { clearError, type StepResult } from "./step-result.ts";

/**
 * The order of a run. Steps are begun in the order of the definition as soon as their needs
 * have ended. While more than one operation is under way, which of them ended first is an
 * operation of its own (`next`) and recorded, so that every replay sees the same order and
 * begins the same operations under the same numbers, whatever the timing of the machine.
 *
 * Nothing here looks at a clock, at randomness or at the outside: what it decides follows
 * from the definition, the run's input and recorded results alone.
 *
 * When a step stops the run, attempts under way elsewhere end and are recorded, but nothing
 * is tried again and nothing new begins; waits, reviews and child runs are given up.
 */
interface Active {
  readonly unit: Unit;
  readonly body: Performance;
  readonly call: Call<unknown>;
}

type Settled = { readonly value: unknown } | { readonly error: unknown };

interface Group {
  readonly step: Step;
  readonly items: readonly Json[];
  readonly results: Map<number, StepResult>;
  begun: number;
}

/** Carries out `steps` until every one of them has ended or the run is stopped and nothing is under way. */
export async function runSteps(context: RunContext, steps: readonly Step[]): Promise<void> {
  const { journal, finished } = context;
  const active = new Map<string, Active>();
  const settled = new Map<string, Settled>();
  const groups = new Map<string, Group>();
  const begun = new Set<string>(finished.keys());
  let wake = () => {};

  await beginReady();
  while (active.size > 0) {
    const { unit, body, value } = await nextSettled();
    active.delete(unit.id);
    await advance(unit, body, value);
    await beginReady();
  }

  async function beginReady(): Promise<void> {
    for (let progress = true; progress && context.stop === undefined; ) {
      progress = false;
      for (const step of steps) {
        if (context.stop !== undefined) break;
        if (begun.has(step.id) || !step.needs.every((id) => finished.has(id))) continue;
        begun.add(step.id);
        await begin(step);
        progress = true;
      }
    }
  }

  async function begin(step: Step): Promise<void> {
    const unit: Unit = { id: unitId(context, step), step };
    let items: Json | undefined;
    try {
      const scope = scopeOf(context);
      if (step.condition !== undefined && !evaluateCondition(step.condition, scope, `steps.${step.id}.if`)) {
        return await conclude(unit, recordSkip(context, unit));
      }
      if (step.forEach !== undefined) {
        items = evaluate(step.forEach.items, scope, `steps.${step.id}.for_each`);
        checkItems(step, items);
      }
    } catch (error) {
      return await advance(unit, recordFailure(context, unit, clearError(error)), undefined);
    }
    if (items === undefined) return await advance(unit, perform(context, unit), undefined);
    const group = { step, items: items as readonly Json[], results: new Map(), begun: 0 };
    groups.set(step.id, group);
    await beginItems(group);
  }

  async function beginItems(group: Group): Promise<void> {
    const { step, items, results } = group;
    const limit = step.forEach?.maxParallel ?? 1;
    const failing = () =>
      context.stop !== undefined || [...results.values()].some((result) => stops(step, result));
    while (group.begun < items.length && group.begun - results.size < limit && !failing()) {
      const index = group.begun++;
      const unit: Unit = {
        id: `${unitId(context, step)}[${index}]`,
        step,
        item: { value: items[index] ?? null, index },
      };
      await advance(unit, perform(context, unit), undefined);
    }
    if (results.size < group.begun || (group.begun < items.length && !failing())) return;
    if (!groups.delete(step.id)) return;
    const unit: Unit = { id: unitId(context, step), step };
    await advance(unit, concludeGroup(context, unit, aggregate(group)), undefined);
  }

  /** Resumes a unit with the value of its last operation; begins its next one, or ends it. */
  async function advance(unit: Unit, body: Performance, value: unknown): Promise<void> {
    const turn = body.next(value);
    if (turn.done) return await conclude(unit, turn.value);
    const call = turn.value;
    // A wait records its own beginning at once; what was decided before must be recorded by then.
    if (call.topic !== undefined && journal.hasDeferred) await journal.flush();
    active.set(unit.id, { unit, body, call });
    call.begin().then(
      (result) => settle(unit.id, { value: result }),
      (error: unknown) => settle(unit.id, { error }),
    );
  }

  function settle(id: string, outcome: Settled): void {
    settled.set(id, outcome);
    wake();
  }

  async function conclude(unit: Unit, result: StepResult): Promise<void> {
    const group = unit.item === undefined ? undefined : groups.get(unit.step.id);
    if (group !== undefined && unit.item !== undefined) {
      group.results.set(unit.item.index, result);
      return await beginItems(group);
    }
    finished.set(unit.step.id, result);
    if (context.stop === undefined && stops(unit.step, result)) {
      context.stop = stopOf(unit.step, result);
      await giveUpWaits();
    }
  }

  /** Wakes everything that only waits, so that it ends as cancelled. */
  async function giveUpWaits(): Promise<void> {
    const topics = [...active.values()].flatMap(({ call }) => (call.topic === undefined ? [] : [call.topic]));
    if (topics.length === 0) return;
    const operation = journal.begin("stop");
    await journal.transact(operation, async (tx) => {
      for (const topic of topics) {
        await context.runtime.control.send(tx, {
          to: context.record.id,
          topic,
          text: GIVE_UP,
          key: `stop:${topic}`,
        });
      }
      return { output: "" };
    });
  }

  async function nextSettled(): Promise<{ unit: Unit; body: Performance; value: unknown }> {
    if (active.size === 1) {
      const [id = ""] = active.keys();
      return await take(id);
    }
    const operation = journal.begin("next");
    if (operation.recorded !== undefined) return await take(operation.recorded);
    while (settled.size === 0) await pauseUntilSettled();
    const [id = ""] = settled.keys();
    journal.defer(operation, { output: id });
    return await take(id);
  }

  async function take(id: string): Promise<{ unit: Unit; body: Performance; value: unknown }> {
    const entry = active.get(id);
    if (entry === undefined) {
      throw new ProbityError(
        "INTERNAL",
        `run ${context.record.id}: "${id}" is recorded as next but not under way`,
      );
    }
    while (!settled.has(id)) await pauseUntilSettled();
    const outcome = settled.get(id);
    settled.delete(id);
    if (outcome === undefined || "error" in outcome) throw outcome?.error;
    return { unit: entry.unit, body: entry.body, value: outcome.value };
  }

  async function pauseUntilSettled(): Promise<void> {
    // An execution that lost its run must not wait for the operations that have not noticed yet.
    for (const outcome of settled.values()) if ("error" in outcome) throw outcome.error;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const onlyWaits = [...active.values()].every(({ call }) => call.topic !== undefined);
    if (!onlyWaits) return await woken;
    context.runtime.busy(context.record.id, false);
    if (![...active.values()].some(({ call }) => call.pause)) await context.parked();
    await woken;
    context.runtime.busy(context.record.id, true);
  }
}

function unitId(context: RunContext, step: Step): string {
  return context.failure === undefined ? step.id : `on_failure.${step.id}`;
}

function checkItems(step: Step, items: Json): void {
  if (!Array.isArray(items)) {
    throw new ProbityError(
      "EXPRESSION_FAILED",
      `steps.${step.id}.for_each: the expression did not yield a list`,
    );
  }
  if (items.length > FOR_EACH_ITEMS_MAX) {
    throw new ProbityError(
      "RUN_LIMIT_EXCEEDED",
      `steps.${step.id}.for_each: the list has ${items.length} elements, more than ${FOR_EACH_ITEMS_MAX}`,
    );
  }
}

/** Whether the end of a step is the end of the run. */
export function stops(step: Step, result: StepResult): boolean {
  if (result.status === "rejected") return !step.continueOn.includes("fail");
  return result.status === "failed" && !step.continueOn.includes("error") && result.tolerated !== true;
}

function stopOf(step: Step, result: StepResult): Stop {
  const state = result.status === "rejected" ? "rejected" : "failed";
  return {
    step,
    state,
    error: result.error ?? {
      code: "STEP_REJECTED",
      message: `step "${step.name}" concluded with outcome fail`,
      retryable: false,
    },
  };
}
