import type { Database } from "../core/index.ts";

/** Runs whose checkpoints go in one statement: few enough to hold locks for an instant only. */
const BATCH_RUNS = 200;
/** Batches of one round: enough to keep up with a hundred runs a second, few enough not to hold up the other duties. */
const BATCHES_MAX = 30;

/**
 * Forgets the executor's rows of runs that ended long ago: checkpoints, messages and the like.
 * They only serve to go on with a run. What a run was given and concluded, its steps, its reviews
 * and its audit entries are ours and stay, and a fork needs nothing else.
 */
export async function forgetCheckpoints({
  db,
  settings,
}: {
  readonly db: Database;
  readonly settings: { readonly retainCheckpointsMs: number };
}): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    if ((await forgetBatch(db, settings.retainCheckpointsMs)) < BATCH_RUNS) return;
  }
}

/** Messages, events and streams of a run go with its row in workflow_status; its outputs do not. */
async function forgetBatch(db: Database, retainMs: number): Promise<number> {
  const { rows } = await db.query<{ forgotten: string }>(
    `with old as (select clock_timestamp() - make_interval(secs => $1::float8 / 1000) as at),
     gone as (
       delete from dbos.workflow_status where workflow_uuid in (
         select s.workflow_uuid
         from old, dbos.workflow_status s join probity.run r on r.id = s.workflow_uuid
         where s.status not in ('PENDING', 'ENQUEUED') and s.created_at < extract(epoch from old.at) * 1000
           and r.ended_at < old.at
         order by s.created_at limit $2)
       returning workflow_uuid
     ), outputs as (
       delete from dbos.operation_outputs o using gone where o.workflow_uuid = gone.workflow_uuid
     )
     select count(*) as forgotten from gone`,
    [retainMs, BATCH_RUNS],
  );
  return Number(rows[0]?.forgotten ?? 0);
}
