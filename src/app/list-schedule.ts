import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, type Database, type Log, messageOf } from "../core/index.ts";
import { nextFireTimes } from "../definitions/index.ts";
import { raiseAlert } from "../engine/index.ts";
import { type ListSource, listFreshness, staleLists } from "../screening/index.ts";
import type { Actor } from "./probity.ts";

/** How often a worker looks whether lists are due or stale; nobody minds a list half a minute late. */
const LOOK_EVERY_MS = 30_000;

/** Whom the audit log names for what the schedule downloads. */
export const listScheduleActor: Actor = { kind: "service", id: "schedule:lists", via: "schedule" };

export interface ListScheduleOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: readonly ListSource[];
  /** When to download, in UTC; undefined for never. */
  readonly cron: string | undefined;
  readonly sync: (signal: AbortSignal) => Promise<unknown>;
  readonly everyMs?: number;
}

/**
 * Looks after the lists while this process is a worker: downloads them when it is time, one worker
 * at a time, and tells people once a day about each list that is stale.
 */
export function startListSchedule(options: ListScheduleOptions): { stop(): Promise<void> } {
  const { log } = options;
  const ended = new AbortController();
  const told = new Map<string, string>();
  const guarded = async (duty: string, work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (!ended.signal.aborted)
        log.warn({ duty, reason: messageOf(error) }, "looking after the lists failed");
    });
  };
  const loop = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await guarded("download", () => downloadWhenDue(options, ended.signal));
      await guarded("staleness", () => tellOfStaleLists(options, told));
      await sleep(options.everyMs ?? LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    async stop() {
      ended.abort();
      await running;
    },
  };
}

/**
 * One worker at a time: the lock is that of a transaction, so it ends with the worker, and what it
 * did not finish is due again for the next one. Instants that passed meanwhile are one download.
 */
async function downloadWhenDue(options: ListScheduleOptions, signal: AbortSignal): Promise<void> {
  const { db, clock, cron } = options;
  if (cron === undefined) return;
  await db.transaction(async (tx) => {
    // It waits for the network, holds no snapshot and writes only at its end, so it stands in nobody's way.
    await tx.query("set local idle_in_transaction_session_timeout = 0");
    const lock = await tx.query<{ taken: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('probity.list.schedule', 0)) as taken",
    );
    if (lock.rows[0]?.taken !== true) return;
    const { rows } = await tx.query<{ done_until: Date }>("select done_until from probity.list_schedule");
    const doneUntil = rows[0]?.done_until;
    const now = clock.now();
    const [due] = doneUntil === undefined ? [now] : nextFireTimes({ cron, timezone: "UTC" }, doneUntil, 1);
    if (due === undefined || due > now) return;
    await options.sync(signal);
    signal.throwIfAborted();
    await tx.query(
      `insert into probity.list_schedule (done_until) values ($1)
       on conflict (only_row) do update set done_until = excluded.done_until`,
      [now],
    );
  });
}

/** `told` remembers the day each list was last spoken of; of the alerts of several workers one goes out. */
async function tellOfStaleLists(options: ListScheduleOptions, told: Map<string, string>): Promise<void> {
  const { db, clock, sources } = options;
  const now = clock.now();
  const limits = new Map(sources.map(({ id, staleAfterMs }) => [id, staleAfterMs]));
  const day = now.toISOString().slice(0, 10);
  for (const { list, confirmedAt } of staleLists(await listFreshness(db, (id) => limits.get(id)), now)) {
    if (told.get(list) === day) continue;
    const since = confirmedAt.toISOString();
    const message = `The list ${list} is stale: nobody could confirm it with its publisher since ${since}. See probity lists status; then probity lists sync, or import a current publication.`;
    await raiseAlert(db, { kind: "list_stale", about: list, message, at: now });
    told.set(list, day);
  }
}
