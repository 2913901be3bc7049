import type { Outcome, Queryable, RunId } from "../core/index.ts";
import type { AttemptView, StepState } from "./port.ts";
import type { StepError } from "./step-result.ts";

/** What a transaction knows about a step; what it leaves out stays as it is. */
export interface StepWrite {
  readonly runId: RunId;
  readonly stepId: string;
  readonly state: StepState;
  readonly outcome?: Outcome;
  readonly attempt?: AttemptView;
  readonly versions?: Readonly<Record<string, string>>;
  readonly error?: StepError;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly childRunId?: RunId;
  readonly reviewId?: string;
  readonly waitsUntil?: Date;
  readonly inputSealed?: string;
  readonly resultSealed?: string;
  readonly evidenceSealed?: string;
}

/**
 * Writes a step's row and, when the run was queued or waiting, that it runs: one round trip.
 * Times keep the earliest start; attempts are appended; the error is that of the last attempt.
 */
export async function saveStep(tx: Queryable, step: StepWrite): Promise<void> {
  await tx.query(
    `with moved as (
       update probity.run set state = 'running', started_at = coalesce(started_at, $10, now()), stuck_since = null
       where id = $1 and (state in ('queued', 'waiting') or stuck_since is not null) and ended_at is null
     )
     insert into probity.run_step as s (run_id, step_id, state, outcome, attempts, versions, error_code, error_message,
       child_run_id, started_at, ended_at, review_id, waits_until, input_sealed, result_sealed, evidence_sealed)
     values ($1, $2, $3, $4, coalesce($5::jsonb, '[]'), coalesce($6::jsonb, '{}'), $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (run_id, step_id) do update set
       state = excluded.state, outcome = excluded.outcome, attempts = s.attempts || excluded.attempts,
       versions = excluded.versions, error_code = excluded.error_code, error_message = excluded.error_message,
       child_run_id = coalesce(excluded.child_run_id, s.child_run_id),
       started_at = coalesce(s.started_at, excluded.started_at), ended_at = excluded.ended_at,
       review_id = coalesce(excluded.review_id, s.review_id),
       waits_until = coalesce(excluded.waits_until, s.waits_until),
       input_sealed = coalesce(excluded.input_sealed, s.input_sealed),
       result_sealed = coalesce(excluded.result_sealed, s.result_sealed),
       evidence_sealed = coalesce(excluded.evidence_sealed, s.evidence_sealed)`,
    [
      step.runId,
      step.stepId,
      step.state,
      step.outcome ?? null,
      step.attempt === undefined ? null : JSON.stringify([step.attempt]),
      step.versions === undefined ? null : JSON.stringify(step.versions),
      step.error?.code ?? null,
      step.error?.message ?? null,
      step.childRunId ?? null,
      step.startedAt ?? null,
      step.endedAt ?? null,
      step.reviewId ?? null,
      step.waitsUntil ?? null,
      step.inputSealed ?? null,
      step.resultSealed ?? null,
      step.evidenceSealed ?? null,
    ],
  );
}

/**
 * Shows that a step is under way, for people who watch; it decides nothing. Does nothing once
 * the step has ended or the run belongs to another execution.
 */
export async function markStepRunning(
  db: Queryable,
  step: {
    readonly runId: RunId;
    readonly stepId: string;
    readonly startedAt: Date;
    readonly workerId: string;
  },
): Promise<void> {
  await db.query(
    `with owned as (
       select 1 from dbos.workflow_status where workflow_uuid = $1 and executor_id = $4 and status = 'PENDING'
     ), moved as (
       update probity.run set state = 'running', started_at = coalesce(started_at, $3)
       where id = $1 and state in ('queued', 'waiting') and exists (select 1 from owned)
     )
     insert into probity.run_step as s (run_id, step_id, state, started_at)
     select $1, $2, 'running', $3 from owned
     on conflict (run_id, step_id) do update set state = 'running', started_at = coalesce(s.started_at, excluded.started_at)
     where s.state in ('pending', 'retrying')`,
    [step.runId, step.stepId, step.startedAt, step.workerId],
  );
}

/** Shows that a run only waits. */
export async function markRunWaiting(db: Queryable, runId: RunId, workerId: string): Promise<void> {
  await db.query(
    `update probity.run set state = 'waiting', started_at = coalesce(started_at, now())
     where id = $1 and state in ('queued', 'running') and exists (
       select 1 from dbos.workflow_status where workflow_uuid = $1 and executor_id = $2 and status = 'PENDING')`,
    [runId, workerId],
  );
}
