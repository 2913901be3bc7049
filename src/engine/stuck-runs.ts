import type { Clock, Database, Queryable, RunId } from "../core/index.ts";
import { appendRunAudit, engineActor } from "./audit-events.ts";
import { eachInTurn } from "./each-in-turn.ts";
import { raiseAlert } from "./operational-alerts.ts";
import { lockRun } from "./run-store.ts";

interface StuckOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: {
    readonly stuckAfterMs: number;
    readonly deadAfterMs: number;
    readonly sweepEveryMs: number;
  };
}

/** It looks at every unended run, so it looks only this often while a run may stand still. */
const LOOKS = 4;
/** Runs marked in one round; the rest has its turn in the next. */
const MARKED_MAX = 100;

/**
 * Finds the runs in which nothing moves although something should, marks them, and says so in
 * the audit log and by an alert, once per standstill. A run that moves again loses its mark.
 *
 * It counts from the time it has been looking itself: after an outage of the database or of all
 * workers everything is late for a moment, and nothing is stuck.
 */
export function createStuckDetector(options: StuckOptions): { everyMs: number; work: () => Promise<void> } {
  const { db, settings } = options;
  const everyMs = Math.max(settings.sweepEveryMs, settings.stuckAfterMs / LOOKS);
  let sinceMs = Number.NEGATIVE_INFINITY;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const work = async () => {
    const nowMs = performance.now();
    if (nowMs - lookedAtMs > settings.stuckAfterMs + everyMs) sinceMs = nowMs;
    if (nowMs - sinceMs >= settings.stuckAfterMs) {
      await eachInTurn(await selectStuckRuns(db, settings), (runId) =>
        db.transaction((tx) => mark(options, tx, runId)),
      );
    }
    lookedAtMs = nowMs;
  };
  return { everyMs, work };
}

async function mark({ clock }: StuckOptions, tx: Queryable, runId: RunId): Promise<void> {
  const run = await lockRun(tx, runId);
  const { rowCount } = await tx.query(
    "update probity.run set stuck_since = clock_timestamp() where id = $1 and stuck_since is null and ended_at is null",
    [runId],
  );
  if (run === undefined || rowCount !== 1) return;
  const at = clock.now();
  await appendRunAudit(tx, run, { at, actor: engineActor, action: "run.stuck", status: "stuck" });
  const message = "nothing in this run has moved for some time although something should";
  await raiseAlert(tx, { kind: "run_stuck", runId, workflowId: run.workflowId, message, at });
}

/**
 * What a standstill longer than `stuckAfterMs` is:
 * - a run that waits for a worker, while no worker of its version begins runs or is full;
 * - a run of a worker that is gone and whose runs nobody took over;
 * - a run with an attempt, a pause or a wait that should have been over, a decided review or an
 *   ended child run that was not taken up;
 * - a run that was claimed and has nothing under way.
 *
 * A run that waits for a person, a time or a child, or whose attempt has time left, is not stuck.
 */
async function selectStuckRuns(
  db: Queryable,
  { stuckAfterMs, deadAfterMs }: StuckOptions["settings"],
): Promise<RunId[]> {
  const { rows } = await db.query<{ id: string }>(
    `with alive as (
       select w.id, w.application_version, w.progress_at from probity.worker w
       where w.stopped_at is null and w.last_beat_at > clock_timestamp() - make_interval(secs => $2::float8 / 1000)
     )
     select r.id
     from probity.run r
     join dbos.workflow_status s on s.workflow_uuid = r.id
     cross join (select clock_timestamp() - make_interval(secs => $1::float8 / 1000) as at) late
     cross join lateral (
       select max(greatest(p.started_at, p.ended_at)) as moved_at,
         bool_or(p.state in ('running', 'retrying', 'waiting')) as under_way,
         bool_or(case
           when p.state = 'running' then p.attempt_ends_by
           when p.state = 'retrying' then p.waits_until
           when p.state <> 'waiting' then null
           when p.review_id is not null then (
             select case when v.state <> 'open' then v.decided_at when v.escalated_at is null then v.due end
             from probity.review v where v.id = p.review_id)
           when p.child_run_id is not null then (select c.ended_at from probity.run c where c.id = p.child_run_id)
           else p.waits_until
         end < late.at) as overdue
       from probity.run_step p where p.run_id = r.id
     ) steps
     where r.ended_at is null and not r.held and r.stuck_since is null
       and r.state in ('queued', 'running', 'waiting')
       and greatest(s.updated_at, s.started_at_epoch_ms) < extract(epoch from late.at) * 1000
       and case
         when s.status = 'ENQUEUED' then not exists (select 1 from alive
           where alive.application_version = s.application_version and alive.progress_at > late.at)
         when s.status <> 'PENDING' then false
         else steps.overdue or coalesce(steps.moved_at < late.at, true) and (
           not coalesce(steps.under_way, false) or not exists (select 1 from alive where alive.id = s.executor_id))
       end
     order by r.id
     limit $3`,
    [stuckAfterMs, deadAfterMs, MARKED_MAX],
  );
  return rows.map((row) => row.id as RunId);
}
