import type { Queryable, RunId } from "../core/index.ts";
import type { LockedRun } from "./run-store.ts";
import type { EngineRuntime } from "./runtime.ts";

/**
 * `concurrency: {key, limit}`. A run beyond the limit is stored but not handed to the
 * executor; the run that ends hands over the oldest one that waits, in its own last
 * transaction. So the limit holds over all workers, the order is that of the starts, and
 * nothing polls. A run that is parked or paused keeps its slot: it still works on its subject.
 */

/** Makes everybody who counts or changes the runs of a key wait for the others. */
async function lockKey(tx: Queryable, key: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`probity.concurrency/${key}`]);
}

/** Whether a further run may begin now. Locks the key until the end of the transaction. */
export async function hasFreeSlot(tx: Queryable, key: string, limit: number): Promise<boolean> {
  await lockKey(tx, key);
  const { rows } = await tx.query<{ unended: string }>(
    "select count(*) as unended from probity.run where concurrency_key = $1 and ended_at is null",
    [key],
  );
  return Number(rows[0]?.unended ?? 0) < limit;
}

/** Lets in the runs that a run which has just ended makes room for. */
export async function releaseSlot(
  runtime: Pick<EngineRuntime, "control">,
  tx: Queryable,
  run: Pick<LockedRun, "concurrencyKey" | "concurrencyLimit">,
): Promise<void> {
  const { concurrencyKey: key, concurrencyLimit: limit } = run;
  if (key === undefined || limit === undefined) return;
  await lockKey(tx, key);
  const { rows } = await tx.query<{ id: string; definition_hash: string; priority: number }>(
    `select id, definition_hash, priority from probity.run
     where concurrency_key = $1 and held and state = 'queued'
     order by id
     limit greatest(0, $2 - (select count(*) from probity.run
       where concurrency_key = $1 and ended_at is null and not held))
     for no key update`,
    [key, limit],
  );
  for (const row of rows) {
    await tx.query("update probity.run set held = false where id = $1", [row.id]);
    await runtime.control.enqueue(tx, {
      id: row.id as RunId,
      definitionHash: row.definition_hash,
      priority: row.priority,
    });
  }
}
