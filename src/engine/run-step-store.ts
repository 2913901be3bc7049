import type { Outcome, Queryable, RunId } from "../core/index.ts";
import type { AttemptView, StepState } from "./port.ts";
import type { StepError } from "./step-result.ts";

/** What a transaction knows about a step; what it leaves out stays as it is. */
export interface StepWrite {
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

/** The step's part of the parameters of probity.checkpoint; what is absent leaves the row's value as it is. */
export function stepValues(step: StepWrite | undefined): unknown[] {
  return [
    step?.stepId ?? null,
    step?.state ?? null,
    step?.outcome ?? null,
    step?.attempt === undefined ? null : JSON.stringify([step.attempt]),
    step?.versions === undefined ? null : JSON.stringify(step.versions),
    step?.error?.code ?? null,
    step?.error?.message ?? null,
    step?.childRunId ?? null,
    step?.startedAt ?? null,
    step?.endedAt ?? null,
    step?.reviewId ?? null,
    step?.waitsUntil ?? null,
    step?.inputSealed ?? null,
    step?.resultSealed ?? null,
    step?.evidenceSealed ?? null,
  ];
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
    /** When the attempt will be given up. */
    readonly endsBy: Date;
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
     insert into probity.run_step as s (run_id, step_id, state, started_at, attempt_ends_by)
     select $1, $2, 'running', $3, $5 from owned
     on conflict (run_id, step_id) do update set state = 'running',
       started_at = coalesce(s.started_at, excluded.started_at), attempt_ends_by = excluded.attempt_ends_by
     where s.state in ('pending', 'retrying', 'running')`,
    [step.runId, step.stepId, step.startedAt, step.workerId, step.endsBy],
  );
}

/** Shows that a run only waits. One that got this far breaks no worker, so its recoveries are forgotten. */
export async function markRunWaiting(db: Queryable, runId: RunId, workerId: string): Promise<void> {
  await db.query(
    `with owned as (
       select recovery_attempts from dbos.workflow_status
       where workflow_uuid = $1 and executor_id = $2 and status = 'PENDING'
     ), forgotten as (
       update dbos.workflow_status set recovery_attempts = 1
       where workflow_uuid = $1 and exists (select 1 from owned where recovery_attempts > 1)
     )
     update probity.run set state = 'waiting', started_at = coalesce(started_at, now())
     where id = $1 and state in ('queued', 'running') and exists (select 1 from owned)`,
    [runId, workerId],
  );
}
