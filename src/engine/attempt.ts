import { setTimeout as sleep } from "node:timers/promises";
import type { ActionEvent, Evidence, Queryable } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";
import { isConnectionError } from "../db/index.ts";
import { appendRunAudit, stepAudit } from "./audit-events.ts";
import { backoffMs } from "./backoff.ts";
import { isOwnershipLost } from "./dbos-journal.ts";
import {
  attemptLimitMs,
  type Executed,
  executeAction,
  type RenderedInput,
  renderInput,
} from "./execute-action.ts";
import type { Checkpoint, Operation } from "./journal.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { markStepRunning } from "./run-step-store.ts";
import {
  clearError,
  errorEvidence,
  openResult,
  recordResult,
  resultOf,
  type StepError,
  type StepResult,
  stepContext,
} from "./step-result.ts";

/** How an attempt ended: the step is done, or it is to be tried again after a pause. */
export type AttemptEnd =
  | { readonly kind: "done"; readonly result: StepResult }
  | { readonly kind: "retry"; readonly error: StepError };

/** An attempt shorter than this is never shown as running: it saves a transaction per step. */
const SHOW_RUNNING_AFTER_MS = 250;
/** Pause before an attempt that failed because the database was away is made anew. */
const OUTAGE_PAUSE_MS = 500;

/**
 * One attempt of a unit's action. The handler runs outside any transaction; then one
 * transaction writes its local effects, the step's row, the audit entry and the checkpoint.
 * A failed attempt is a recorded value, never an exception, so that replays see it too.
 */
export function attempt(context: RunContext, unit: Unit, number: number): Promise<AttemptEnd> {
  const operation = context.journal.begin(`${unit.id}#${number}`);
  if (operation.recorded !== undefined) return Promise.resolve(openEnd(context, unit, operation.recorded));
  if (context.runtime.draining()) return new Promise<never>(() => {});
  return carryOut(context, unit, number, operation);
}

interface Attempted {
  readonly number: number;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly input: RenderedInput | undefined;
}

async function carryOut(
  context: RunContext,
  unit: Unit,
  number: number,
  operation: Operation,
): Promise<AttemptEnd> {
  const { runtime, record, journal } = context;
  const startedAt = runtime.clock.now();
  const marker = setTimeout(() => {
    const endsBy = new Date(startedAt.getTime() + attemptLimitMs(unit));
    const mark = { runId: record.id, stepId: unit.id, startedAt, endsBy, workerId: runtime.workerId };
    // Only people who watch lose by it.
    markStepRunning(runtime.db, mark).catch(() => {});
  }, SHOW_RUNNING_AFTER_MS);
  const done = runtime.underway();
  let input: RenderedInput | undefined;
  const attempted = (): Attempted => ({ number, startedAt, endedAt: runtime.clock.now(), input });
  try {
    const executed = await outlastOutage(context, async () => {
      input = renderUnit(context, unit);
      return await executeAction(context, unit, number, input);
    });
    const text = await journal.commit(
      operation,
      success(context, unit, attempted(), executed),
      effectOf(context, unit, executed),
    );
    return openEnd(context, unit, text);
  } catch (error) {
    if (isOwnershipLost(error)) throw error;
    const text = await journal.commit(operation, failure(context, unit, attempted(), error));
    return openEnd(context, unit, text);
  } finally {
    clearTimeout(marker);
    done();
  }
}

function renderUnit(context: RunContext, unit: Unit): RenderedInput {
  if (context.record.breakSteps.has(unit.step.id)) {
    throw new ProbityError("STEP_BROKEN_ON_PURPOSE", `step "${unit.id}" is broken in this drill`);
  }
  return renderInput(context, unit);
}

/** An attempt during which our database went away did not happen: it is made anew and not counted. */
async function outlastOutage<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  const { runtime, record } = context;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (runtime.stopped()) return new Promise<never>(() => {});
      if (!(await isOutage(context, error))) throw error;
      runtime.log.warn(
        { runId: record.id, reason: messageOf(error) },
        "the database went away during a step",
      );
      await sleep(OUTAGE_PAUSE_MS);
    }
  }
}

/**
 * Handlers talk to other systems too, and a refused connection looks the same everywhere. Only
 * what names our database, or happens while our database does not answer, is an outage.
 */
async function isOutage(context: RunContext, error: unknown): Promise<boolean> {
  if (error instanceof ProbityError && error.code !== "DATABASE_UNAVAILABLE") return false;
  if (!isConnectionError(error)) return false;
  if (error instanceof ProbityError) return true;
  return await context.runtime.db.query("select 1").then(
    () => false,
    () => true,
  );
}

/** The local effects of an action, with the audit entries it asks for besides its step's own. */
function effectOf(context: RunContext, unit: Unit, { commit }: Executed) {
  if (commit === undefined) return undefined;
  return async (tx: Queryable): Promise<void> => {
    const at = context.runtime.clock.now();
    // Named after the action: it cannot speak for the engine.
    const actor = { kind: "service", id: unit.step.action, via: "engine" } as const;
    await commit(tx, async (events: readonly ActionEvent[]) => {
      for (const { action, status, details } of events) {
        const event = { at, actor, action, status, stepId: unit.id, details };
        await appendRunAudit(tx, context.record, event);
      }
    });
  };
}

function openEnd(context: RunContext, unit: Unit, text: string): AttemptEnd {
  const recorded = JSON.parse(text);
  if (recorded.kind === "retry") return recorded;
  const { cipher } = context.runtime;
  return {
    kind: "done",
    result: openResult(cipher, stepContext(context.record.id, unit.id), recorded.result),
  };
}

function success(context: RunContext, unit: Unit, attempted: Attempted, executed: Executed): Checkpoint {
  const { cipher } = context.runtime;
  const result = resultOf(executed);
  const sealing = stepContext(context.record.id, unit.id);
  const recorded = recordResult(cipher, sealing, result);
  return {
    output: JSON.stringify({ kind: "done", result: recorded }),
    step: {
      ...rowOf(context, unit, attempted),
      state: result.status,
      endedAt: attempted.endedAt,
      outcome: executed.outcome,
      ...(executed.versions === undefined ? {} : { versions: executed.versions }),
      ...(recorded.sealed === undefined ? {} : { resultSealed: recorded.sealed }),
      ...evidenceOf(context, sealing, executed.evidence),
    },
    audit: stepAudit(context, unit, {
      at: attempted.endedAt,
      result,
      attempt: attempted.number,
      outputHash: executed.outputHash,
      ...(attempted.input === undefined ? {} : { inputHash: attempted.input.hash }),
      ...(executed.auditDetails === undefined ? {} : { details: executed.auditDetails }),
    }),
  };
}

function failure(context: RunContext, unit: Unit, attempted: Attempted, thrown: unknown): Checkpoint {
  const error = clearError(thrown);
  const { onTimeout, retry } = unit.step;
  const timedOut = error.code === "STEP_TIMEOUT" && onTimeout !== "fail";
  const willRetry = !timedOut && error.retryable && attempted.number < retry.attempts;
  const result = failedResult(error, timedOut ? onTimeout : undefined);
  const { endedAt } = attempted;
  return {
    output: JSON.stringify(willRetry ? { kind: "retry", error } : { kind: "done", result }),
    step: {
      ...rowOf(context, unit, attempted, error),
      state: willRetry ? "retrying" : result.status,
      error,
      ...(willRetry
        ? { waitsUntil: new Date(endedAt.getTime() + backoffMs(retry, attempted.number)) }
        : { endedAt }),
      ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
      ...evidenceOf(context, stepContext(context.record.id, unit.id), errorEvidence(thrown)),
    },
    audit: stepAudit(context, unit, {
      at: endedAt,
      result,
      attempt: attempted.number,
      willRetry,
      ...(attempted.input === undefined ? {} : { inputHash: attempted.input.hash }),
    }),
  };
}

/** What a final error makes of a step, by its `on_timeout` when the error is its timeout. */
function failedResult(error: StepError, onTimeout: string | undefined): StepResult {
  if (onTimeout === "reject") return { status: "rejected", outcome: "fail", error };
  if (onTimeout === "continue") return { status: "failed", error, tolerated: true };
  return { status: "failed", error };
}

function rowOf(context: RunContext, unit: Unit, attempted: Attempted, error?: StepError) {
  const { record, runtime } = context;
  const { number, startedAt, endedAt, input } = attempted;
  return {
    stepId: unit.id,
    startedAt,
    attempt: { attempt: number, startedAt, endedAt, ...(error === undefined ? {} : { error }) },
    ...(input === undefined
      ? {}
      : { inputSealed: runtime.cipher.seal(input.masked, stepContext(record.id, unit.id)) }),
  };
}

function evidenceOf(context: RunContext, sealing: string, evidence: readonly Evidence[]) {
  if (evidence.length === 0) return {};
  return { evidenceSealed: context.runtime.cipher.seal(evidence, sealing) };
}
