import type { Json } from "../core/index.ts";
import { FOR_EACH_ITEMS_MAX, ProbityError } from "../core/index.ts";
import type { Step } from "../definitions/index.ts";
import { evaluate, evaluateCondition } from "../definitions/index.ts";
import { aggregate, FOR_EACH_OUTPUT_BYTES_MAX, outputBytes } from "./for-each.ts";
import { type Call, GIVE_UP, type Performance } from "./performance.ts";
import type { RunContext, Stop, Unit } from "./run-context.ts";
import { scopeOf } from "./run-context.ts";
import { concludeGroup, perform, recordFailure, recordSkip } from "./step-performance.ts";
import { clearError, type StepError, type StepResult } from "./step-result.ts";

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
  outputBytes: number;
  /** An item has ended in a way that stops the run, or the outputs are more than the list may have. */
  failed: boolean;
}

/** Where a run stands in this execution. */
interface Progress {
  readonly context: RunContext;
  readonly steps: readonly Step[];
  readonly begun: Set<string>;
  readonly active: Map<string, Active>;
  /** Operations that have ended and were not dealt with yet, in the order in which they ended. */
  readonly settled: Map<string, Settled>;
  readonly groups: Map<string, Group>;
  /** Called whenever an operation has ended. */
  wake: () => void;
}

/** Carries out `steps` until every one of them has ended or the run is stopped and nothing is under way. */
export async function runSteps(context: RunContext, steps: readonly Step[]): Promise<void> {
  const progress: Progress = {
    context,
    steps,
    begun: new Set(context.finished.keys()),
    active: new Map(),
    settled: new Map(),
    groups: new Map(),
    wake: () => {},
  };
  await beginReady(progress);
  while (progress.active.size > 0) {
    const { unit, body, value } = await nextSettled(progress);
    progress.active.delete(unit.id);
    await advance(progress, unit, body, value);
    await beginReady(progress);
  }
}

async function beginReady(progress: Progress): Promise<void> {
  const { context, steps, begun } = progress;
  for (let found = true; found && context.stop === undefined; ) {
    found = false;
    for (const step of steps) {
      if (context.stop !== undefined) break;
      if (begun.has(step.id) || !step.needs.every((id) => context.finished.has(id))) continue;
      begun.add(step.id);
      await begin(progress, step);
      found = true;
    }
  }
}

async function begin(progress: Progress, step: Step): Promise<void> {
  const { context, groups } = progress;
  const unit: Unit = { id: unitId(context, step), step };
  const plan = planOf(context, step);
  switch (plan.kind) {
    case "skip":
      return await conclude(progress, unit, recordSkip(context, unit));
    case "fail":
      return await advance(progress, unit, recordFailure(context, unit, plan.error), undefined);
    case "once":
      return await advance(progress, unit, perform(context, unit), undefined);
    case "each": {
      const group: Group = {
        step,
        items: plan.items,
        results: new Map(),
        begun: 0,
        outputBytes: 0,
        failed: false,
      };
      groups.set(step.id, group);
      return await beginItems(progress, group);
    }
  }
}

type Plan =
  | { readonly kind: "skip" | "once" }
  | { readonly kind: "each"; readonly items: readonly Json[] }
  | { readonly kind: "fail"; readonly error: StepError };

/** What the definition says about a step that may begin. What cannot be evaluated fails the step. */
function planOf(context: RunContext, step: Step): Plan {
  try {
    const scope = scopeOf(context);
    if (step.condition !== undefined && !evaluateCondition(step.condition, scope, `steps.${step.id}.if`)) {
      return { kind: "skip" };
    }
    if (step.forEach === undefined) return { kind: "once" };
    const items = evaluate(step.forEach.items, scope, `steps.${step.id}.for_each`);
    return { kind: "each", items: checkItems(step, items) };
  } catch (error) {
    return { kind: "fail", error: clearError(error) };
  }
}

async function beginItems(progress: Progress, group: Group): Promise<void> {
  const { context, groups } = progress;
  const { step, items, results } = group;
  const limit = step.forEach?.maxParallel ?? 1;
  const more = () => group.begun < items.length && !group.failed && context.stop === undefined;
  while (more() && group.begun - results.size < limit) {
    const index = group.begun++;
    const id = `${unitId(context, step)}[${index}]`;
    const unit: Unit = { id, step, item: { value: items[index] ?? null, index } };
    await advance(progress, unit, perform(context, unit), undefined);
  }
  if (results.size < group.begun || more() || !groups.delete(step.id)) return;
  const unit: Unit = { id: unitId(context, step), step };
  await advance(progress, unit, concludeGroup(context, unit, aggregate(group)), undefined);
}

/** Resumes a unit with the value of its last operation; begins its next one, or ends it. */
async function advance(progress: Progress, unit: Unit, body: Performance, value: unknown): Promise<void> {
  const { journal } = progress.context;
  const turn = body.next(value);
  if (turn.done) return await conclude(progress, unit, turn.value);
  const call = turn.value;
  // A wait records its own beginning at once; what was decided before must be recorded by then.
  if (call.topic !== undefined && journal.hasDeferred) await journal.flush();
  progress.active.set(unit.id, { unit, body, call });
  const settle = (outcome: Settled) => {
    progress.settled.set(unit.id, outcome);
    progress.wake();
  };
  call.begin().then(
    (result) => settle({ value: result }),
    (error: unknown) => settle({ error }),
  );
}

async function conclude(progress: Progress, unit: Unit, result: StepResult): Promise<void> {
  const { context, groups } = progress;
  const group = unit.item === undefined ? undefined : groups.get(unit.step.id);
  if (group !== undefined && unit.item !== undefined) {
    group.results.set(unit.item.index, result);
    group.outputBytes += outputBytes(result);
    group.failed ||= stops(unit.step, result) || group.outputBytes > FOR_EACH_OUTPUT_BYTES_MAX;
    return await beginItems(progress, group);
  }
  context.finished.set(unit.step.id, result);
  if (context.stop === undefined && stops(unit.step, result)) {
    context.stop = stopOf(unit.step, result);
    await giveUpWaits(progress);
  }
}

/** Wakes everything that only waits, so that it ends as cancelled. */
async function giveUpWaits({ context, active }: Progress): Promise<void> {
  const topics = [...active.values()].flatMap(({ call }) => (call.topic === undefined ? [] : [call.topic]));
  if (topics.length === 0) return;
  const operation = context.journal.begin("stop");
  await context.journal.transact(operation, async (tx) => {
    for (const topic of topics) {
      const message = { to: context.record.id, topic, text: GIVE_UP, key: `stop:${topic}` };
      await context.runtime.control.send(tx, message);
    }
    return { output: "" };
  });
}

type Ended = { readonly unit: Unit; readonly body: Performance; readonly value: unknown };

/** The operation that ended first, now or when the run was here before. */
async function nextSettled(progress: Progress): Promise<Ended> {
  const { active, settled, context } = progress;
  if (active.size === 1) {
    const [id = ""] = active.keys();
    return await take(progress, id);
  }
  const operation = context.journal.begin("next");
  if (operation.recorded !== undefined) return await take(progress, operation.recorded);
  while (settled.size === 0) await pauseUntilSettled(progress);
  const [id = ""] = settled.keys();
  context.journal.defer(operation, { output: id });
  return await take(progress, id);
}

async function take(progress: Progress, id: string): Promise<Ended> {
  const { active, settled, context } = progress;
  const entry = active.get(id);
  if (entry === undefined) {
    throw new ProbityError(
      "INTERNAL",
      `run ${context.record.id}: "${id}" is recorded as next but not under way`,
    );
  }
  while (!settled.has(id)) await pauseUntilSettled(progress);
  const outcome = settled.get(id);
  settled.delete(id);
  if (outcome === undefined || "error" in outcome) throw outcome?.error;
  return { unit: entry.unit, body: entry.body, value: outcome.value };
}

async function pauseUntilSettled(progress: Progress): Promise<void> {
  const { context, active, settled } = progress;
  // An execution that lost its run must not wait for the operations that have not noticed yet.
  for (const outcome of settled.values()) if ("error" in outcome) throw outcome.error;
  const woken = new Promise<void>((resolve) => {
    progress.wake = resolve;
  });
  const calls = [...active.values()].map(({ call }) => call);
  if (!calls.every((call) => call.topic !== undefined)) return await woken;
  context.runtime.busy(context.record.id, false);
  if (!calls.some((call) => call.pause)) await context.parked();
  await woken;
  context.runtime.busy(context.record.id, true);
}

function unitId(context: RunContext, step: Step): string {
  return context.failure === undefined ? step.id : `on_failure.${step.id}`;
}

function checkItems(step: Step, items: Json): readonly Json[] {
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
  return items;
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
