import type { Queryable, RunId, WorkflowId } from "../core/index.ts";
import { APPLICATION_VERSION } from "./dbos-names.ts";
import type { WorkerView } from "./port.ts";

/** Workers that stopped this long ago are forgotten. */
const FORGET_AFTER = "1 day";
/** Workers shown at most. */
const WORKERS_SHOWN_MAX = 200;
/** Abandoned runs ended in one round; the rest has its turn in the next. */
const ABANDONED_MAX = 100;
/** A message that nobody has taken for this long is for a run that hangs; the stuck-run detector reports that. */
const RENOTIFY_FOR = "1 hour";

/** @param progressed whether the worker began a run since its last beat, or has no room for one. */
export async function beat(
  db: Queryable,
  worker: { readonly id: string; readonly host: string; readonly pid: number },
  progressed: boolean,
): Promise<void> {
  await db.query(
    `insert into probity.worker as w (id, host, pid, application_version) values ($1, $2, $3, $4)
     on conflict (id) do update set last_beat_at = clock_timestamp(), stopped_at = null,
       progress_at = case when $5 then clock_timestamp() else w.progress_at end`,
    [worker.id, worker.host, worker.pid, APPLICATION_VERSION, progressed],
  );
}

/** Takes or keeps the lead for `leaseMs`; false while somebody else has it. */
export async function lead(db: Queryable, workerId: string, leaseMs: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into probity.leader as l (worker_id, leads_until)
     values ($1, clock_timestamp() + make_interval(secs => $2::float8 / 1000))
     on conflict (only_row) do update set worker_id = excluded.worker_id, leads_until = excluded.leads_until
     where l.worker_id = $1 or l.leads_until < clock_timestamp()`,
    [workerId, leaseMs],
  );
  return rowCount === 1;
}

export async function markStopped(db: Queryable, id: string): Promise<void> {
  await db.query("update probity.worker set stopped_at = clock_timestamp() where id = $1", [id]);
  await db.query("update probity.leader set leads_until = clock_timestamp() where worker_id = $1", [id]);
}

export async function selectWorkers(db: Queryable, deadAfterMs: number): Promise<WorkerView[]> {
  const { rows } = await db.query<{
    id: string;
    host: string;
    pid: number;
    started_at: Date;
    last_beat_at: Date;
    alive: boolean;
  }>(
    `select id, host, pid, started_at, last_beat_at,
       stopped_at is null and last_beat_at > clock_timestamp() - make_interval(secs => $1::float8 / 1000) as alive
     from probity.worker order by alive desc, last_beat_at desc limit ${WORKERS_SHOWN_MAX}`,
    [deadAfterMs],
  );
  return rows.map((row) => ({
    id: row.id,
    host: row.host,
    pid: row.pid,
    startedAt: row.started_at,
    lastBeatAt: row.last_beat_at,
    alive: row.alive,
  }));
}

/** Executors that hold runs although nobody has heard of them lately. */
export async function selectDeadExecutors(db: Queryable, deadAfterMs: number): Promise<string[]> {
  const { rows } = await db.query<{ executor_id: string }>(
    `select distinct s.executor_id from dbos.workflow_status s
     where s.status = 'PENDING' and s.application_version = $2 and not exists (
       select 1 from probity.worker w
       where w.id = s.executor_id and w.stopped_at is null
         and w.last_beat_at > clock_timestamp() - make_interval(secs => $1::float8 / 1000))`,
    [deadAfterMs, APPLICATION_VERSION],
  );
  return rows.map((row) => row.executor_id);
}

/** Runs claimed by a worker at least `olderThanMs` ago. */
export async function selectClaimed(db: Queryable, workerId: string, olderThanMs: number): Promise<RunId[]> {
  const { rows } = await db.query<{ workflow_uuid: string }>(
    `select workflow_uuid from dbos.workflow_status
     where status = 'PENDING' and executor_id = $1
       and started_at_epoch_ms < extract(epoch from clock_timestamp()) * 1000 - $2`,
    [workerId, olderThanMs],
  );
  return rows.map((row) => row.workflow_uuid as RunId);
}

/** Gives claimed runs back to the queue, as a recovery of their whole executor would. */
export async function requeue(db: Queryable, workerId: string, runIds: readonly RunId[]): Promise<void> {
  await db.query(
    `update dbos.workflow_status set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null
     where workflow_uuid = any ($1) and status = 'PENDING' and executor_id = $2`,
    [runIds, workerId],
  );
}

/**
 * Runs that have not ended although the executor is done with them: it gave up after too many
 * recoveries, or the interpreter itself broke.
 */
export async function selectAbandonedRuns(
  db: Queryable,
): Promise<{ id: RunId; workflowId: WorkflowId; status: string }[]> {
  const { rows } = await db.query<{ id: string; workflow_id: string; status: string }>(
    `select r.id, r.workflow_id, s.status from probity.run r join dbos.workflow_status s on s.workflow_uuid = r.id
     where r.ended_at is null and not r.held and r.state <> 'paused'
       and s.status in ('ERROR', 'SUCCESS', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')
     limit ${ABANDONED_MAX}`,
  );
  return rows.map((row) => ({
    id: row.id as RunId,
    workflowId: row.workflow_id as WorkflowId,
    status: row.status,
  }));
}

/** Messages that nobody has taken although their run should be waiting for them: their notification got lost. */
export async function renotify(db: Queryable, olderThanMs: number): Promise<void> {
  await db.query(
    `select pg_notify('dbos_notifications_channel', n.destination_uuid || '::' || n.topic)
     from dbos.notifications n join dbos.workflow_status s on s.workflow_uuid = n.destination_uuid
     where not n.consumed and s.status = 'PENDING'
       and n.created_at_epoch_ms between extract(epoch from clock_timestamp() - interval '${RENOTIFY_FOR}') * 1000
         and extract(epoch from clock_timestamp()) * 1000 - $1`,
    [olderThanMs],
  );
}

/** Forgets workers that are long gone and connector tickets that count for nothing any more. */
export async function clearAway(db: Queryable): Promise<void> {
  await db.query(
    `delete from probity.connector_ticket t
     where t.released_at < clock_timestamp() - interval '${FORGET_AFTER}'
       or not exists (select 1 from probity.worker w where w.id = t.worker_id)`,
  );
  await db.query(
    `delete from probity.worker where last_beat_at < clock_timestamp() - interval '${FORGET_AFTER}'`,
  );
}
