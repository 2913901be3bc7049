import type { JsonObject, Queryable, RunId } from "../core/index.ts";
import { appendRunAudit, keyedHash } from "./audit-events.ts";
import { releaseSlot } from "./concurrency.ts";
import { childTopic } from "./performance.ts";
import type { Actor, RunError, RunState } from "./port.ts";
import { cancelReviews } from "./review-store.ts";
import { cancelReasonContext, type LockedRun, lockRun, runContextOf } from "./run-store.ts";
import type { EngineRuntime } from "./runtime.ts";

export interface RunEnd {
  readonly state: Extract<RunState, "succeeded" | "rejected" | "failed" | "cancelled">;
  readonly actor: Actor;
  /** Why it is cancelled; people write about people, so it is sealed, and the audit log holds its keyed hash. */
  readonly reason?: string;
  readonly error?: RunError;
  readonly outputs?: JsonObject;
}

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control">;

/**
 * Ends a run, whoever asks: its interpreter, a person who cancels it, or the sweep that finds
 * it dead. Open reviews are closed, runs it waits for are cancelled, the next run of its
 * concurrency key is let in, and the run that waits for it is woken: all in the given
 * transaction. A run that has ended already is left alone, and the answer is false.
 */
export async function endRun(runtime: Deps, tx: Queryable, id: RunId, end: RunEnd): Promise<boolean> {
  // The executor's row is always locked before ours, by everybody, so that nobody waits in a circle.
  if (end.state === "cancelled") await runtime.control.halt(tx, [id]);
  const run = await lockRun(tx, id);
  if (run === undefined || run.ended) return false;
  const now = runtime.clock.now();
  await tx.query(
    `update probity.run set state = $2, ended_at = $3, started_at = coalesce(started_at, $3), held = false,
       stuck_since = null, error_code = $4, error_message = $5, error_step_id = $6, outputs_sealed = $7,
       cancel_reason_sealed = $8
     where id = $1`,
    [
      id,
      end.state,
      now,
      end.error?.code ?? null,
      end.error?.message ?? null,
      end.error?.stepId ?? null,
      end.outputs === undefined ? null : runtime.cipher.seal(end.outputs, runContextOf(id)),
      end.reason === undefined ? null : runtime.cipher.seal(end.reason, cancelReasonContext(id)),
    ],
  );
  await tx.query(
    `update probity.run_step set state = 'cancelled', ended_at = $2
     where run_id = $1 and state in ('pending', 'running', 'waiting', 'retrying')`,
    [id, now],
  );
  await cancelReviews(tx, id, now);
  await cancelChildren(runtime, tx, id, end.actor);
  await releaseSlot(runtime, tx, run);
  await wakeParent(runtime, tx, run);
  await appendRunAudit(tx, run, {
    at: now,
    actor: end.actor,
    action: end.state === "cancelled" ? "run.cancelled" : "run.ended",
    status: end.state,
    ...(end.outputs === undefined ? {} : { outputHash: keyedHash(runtime, end.outputs) }),
    ...(end.reason === undefined ? {} : { inputHash: keyedHash(runtime, { reason: end.reason }) }),
    details: {
      ...(end.error === undefined ? {} : { code: end.error.code, message: end.error.message }),
      ...(end.error?.stepId === undefined ? {} : { step: end.error.stepId }),
    },
  });
  return true;
}

/** Only runs that somebody waits for end with their starter; the others go their own way. */
async function cancelChildren(runtime: Deps, tx: Queryable, id: RunId, actor: Actor): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from probity.run
     where parent_run_id = $1 and parent_step_id is not null and ended_at is null order by id`,
    [id],
  );
  for (const child of rows) {
    await endRun(runtime, tx, child.id as RunId, {
      state: "cancelled",
      actor,
      reason: `run ${id}, which waited for it, has ended`,
    });
  }
}

async function wakeParent(runtime: Deps, tx: Queryable, run: LockedRun): Promise<void> {
  if (run.parentRunId === undefined || run.parentStepId === undefined) return;
  await runtime.control.send(tx, {
    to: run.parentRunId,
    topic: childTopic(run.parentStepId),
    text: "ended",
    key: `end:${run.id}`,
  });
}
