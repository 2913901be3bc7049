import { setTimeout as sleep } from "node:timers/promises";
import type { ActionDefinition, Database, Log, Queryable } from "../core/index.ts";
import { messageOf } from "../core/index.ts";

/**
 * The limits of a connector over all runs and workers: how many calls at a time, how many
 * per period. A call draws a ticket; tickets are granted in the order of priority and number
 * under an advisory lock, so the order is that of the calls and no slot is given twice. The
 * ticket of a worker that has stopped beating counts no longer, so a killed worker blocks
 * nobody. Nothing of this is part of a run's record: a replay draws a new ticket.
 */
export interface ConnectorGate {
  /** Waits for a turn. Call what it gives back when the call is over; it never throws. */
  acquire(
    connector: ActionDefinition["connector"],
    priority: number,
    signal: AbortSignal,
  ): Promise<() => void>;
}

/** Pause between two looks at the queue; a release in this process is seen at once. */
const POLL_MS = 50;

export function createConnectorGate(options: {
  readonly db: Database;
  readonly log: Log;
  readonly workerId: string;
  /** A worker that has not beaten for this long holds nothing. */
  readonly deadAfterMs: number;
}): ConnectorGate {
  const { db, log, workerId } = options;
  let woken = new AbortController();
  const release = async (ticket: string) => {
    await db.query("update probity.connector_ticket set released_at = clock_timestamp() where id = $1", [
      ticket,
    ]);
    woken.abort();
    woken = new AbortController();
  };
  return {
    async acquire(connector, priority, signal) {
      if (connector === undefined) return () => {};
      const { concurrency, rate, name } = connector;
      if (concurrency === undefined && rate === undefined) return () => {};
      const { rows } = await db.query<{ id: string }>(
        "insert into probity.connector_ticket (connector, worker_id, priority) values ($1, $2, $3) returning id",
        [name, workerId, priority],
      );
      const ticket = rows[0]?.id ?? "";
      try {
        for (;;) {
          signal.throwIfAborted();
          const granted = await db.transaction((tx) => grant(tx, connector, ticket, options.deadAfterMs));
          if (granted) break;
          await sleep(POLL_MS, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(
            () => {},
          );
        }
      } catch (error) {
        await release(ticket).catch(() => {});
        throw error;
      }
      return () => {
        release(ticket).catch((error: unknown) => {
          // It is cleared away with this worker's other tickets when the worker leaves or dies.
          log.warn({ connector: name, reason: messageOf(error) }, "a connector ticket was not given back");
        });
      };
    },
  };
}

async function grant(
  tx: Queryable,
  connector: NonNullable<ActionDefinition["connector"]>,
  ticket: string,
  deadAfterMs: number,
): Promise<boolean> {
  const { name, concurrency, rate } = connector;
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`probity.connector/${name}`]);
  const { rows } = await tx.query<{ allowed: boolean }>(
    `with alive as (
       select id from probity.worker
       where stopped_at is null and last_beat_at > clock_timestamp() - make_interval(secs => $5::float8 / 1000)
     )
     select
       ($3::int is null or $3 > (select count(*) from probity.connector_ticket t join alive on alive.id = t.worker_id
         where t.connector = $1 and t.granted_at is not null and t.released_at is null))
       and ($4::int is null or $4 > (select count(*) from probity.connector_ticket t
         where t.connector = $1 and t.granted_at > clock_timestamp() - make_interval(secs => $6::float8 / 1000)))
       and not exists (
         select 1 from probity.connector_ticket t join alive on alive.id = t.worker_id,
           (select priority, id from probity.connector_ticket where id = $2) mine
         where t.connector = $1 and t.granted_at is null and t.released_at is null
           and (t.priority, t.id) < (mine.priority, mine.id))
       as allowed`,
    [name, ticket, concurrency ?? null, rate?.count ?? null, deadAfterMs, rate?.perMs ?? 0],
  );
  if (rows[0]?.allowed !== true) return false;
  await tx.query("update probity.connector_ticket set granted_at = clock_timestamp() where id = $1", [
    ticket,
  ]);
  return true;
}
