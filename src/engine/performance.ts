import { DURATION_MAX_MS } from "../core/index.ts";
import type { RunContext } from "./run-context.ts";
import type { StepResult } from "./step-result.ts";

/** One durable operation a unit asks the scheduler for. `begin` reserves its number before it returns. */
export interface Call<T> {
  begin(): Promise<T>;
  /** Set when the operation only waits for a message on this topic. */
  readonly topic?: string;
  /** Set when it is the pause before another attempt: the run shows as running and not as waiting. */
  readonly pause?: boolean;
}

/**
 * A unit as a sequence of operations that the scheduler carries out one after the other. It
 * is a generator so that it goes on only when the scheduler says so, in the recorded order.
 */
export type Performance = Generator<Call<unknown>, StepResult, unknown>;

/** Carries out one operation and gives its value. */
export function* ask<T>(call: Call<T>): Generator<Call<unknown>, T, unknown> {
  return (yield call) as T;
}

/** Waits for a message; undefined when the time is up first. Without a time it waits without end. */
export function* waitFor(
  context: RunContext,
  topic: string,
  timeoutMs = DURATION_MAX_MS,
): Generator<Call<unknown>, string | undefined, unknown> {
  return yield* ask({ topic, begin: () => context.journal.receive(topic, timeoutMs) });
}

/** The pause before another attempt. */
export function* pauseFor(
  context: RunContext,
  topic: string,
  ms: number,
): Generator<Call<unknown>, string | undefined, unknown> {
  return yield* ask({ topic, pause: true, begin: () => context.journal.receive(topic, ms) });
}

/** The message that ends a wait because the run was stopped elsewhere. */
export const GIVE_UP = "give-up";

/** The topic a run waits on for the decision of one of its reviews. */
export function reviewTopic(unitId: string): string {
  return `review:${unitId}`;
}

/** The topic a run waits on for the end of a run it started. */
export function childTopic(unitId: string): string {
  return `child:${unitId}`;
}
