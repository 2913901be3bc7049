import { ProbityError, type Queryable } from "../../core/index.ts";
import { openQuarantines, type Quarantine } from "./quarantine.ts";

/** The last look at a list: when, and what came of it. */
export interface ListCheck {
  readonly at: Date;
  readonly outcome: "published" | "unchanged" | "quarantined" | "failed";
  /** Why it failed, or what is wrong with the publication. */
  readonly problem?: string;
  /** The last time the snapshot in use was what the publisher offers. */
  readonly confirmedAt?: Date;
}

/** The snapshot of a list that is in use, and how fresh it is. */
export interface ListStatus {
  readonly list: string;
  readonly hash: string;
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  readonly source: string;
  readonly publishedAt?: Date;
  readonly importedAt: Date;
  /** Since when it is used. */
  readonly currentSince: Date;
  readonly check?: ListCheck;
  /** Set while a later publication looked wrong and was not taken. */
  readonly quarantined?: Quarantine;
}

/** A list that cannot be screened against: nothing of it was ever taken into use. */
export interface AbsentList {
  readonly list: string;
  readonly check?: ListCheck;
  readonly quarantined?: Quarantine;
}

/** Status of every list that has a current snapshot, by list id. */
export async function listStatus(db: Queryable): Promise<ListStatus[]> {
  const { rows } = await db.query<{
    list: string;
    hash: string;
    entities: number;
    names: number;
    weak_names: number;
    source: string;
    published_at: Date | null;
    imported_at: Date;
    changed_at: Date;
  }>(
    `select c.list, c.hash, s.entities, s.names, s.weak_names, s.source, s.published_at, s.imported_at, c.changed_at
       from probity.list_current c join probity.list_snapshot s on s.hash = c.hash
      order by c.list collate "C"`,
  );
  const checks = await listChecks(db);
  const quarantines = new Map((await openQuarantines(db)).map((entry) => [entry.list, entry]));
  return rows.map((row) => ({
    list: row.list,
    hash: row.hash,
    entities: row.entities,
    names: row.names,
    weakNames: row.weak_names,
    source: row.source,
    ...(row.published_at ? { publishedAt: row.published_at } : {}),
    importedAt: row.imported_at,
    currentSince: row.changed_at,
    ...given("check", checks.get(row.list)),
    ...given("quarantined", quarantines.get(row.list)),
  }));
}

/** What is known of lists of which nothing is in use: the configured ones, and those that were only ever refused. */
export async function absentLists(db: Queryable, configured: readonly string[]): Promise<AbsentList[]> {
  const { rows } = await db.query<{ list: string }>("select list from probity.list_current");
  const current = new Set(rows.map((row) => row.list));
  const checks = await listChecks(db);
  const quarantines = new Map((await openQuarantines(db)).map((entry) => [entry.list, entry]));
  const absent = new Set([...configured, ...checks.keys(), ...quarantines.keys()].sort());
  return [...absent]
    .filter((list) => !current.has(list))
    .map((list) => ({
      list,
      ...given("check", checks.get(list)),
      ...given("quarantined", quarantines.get(list)),
    }));
}

function given<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: T });
}

async function listChecks(db: Queryable): Promise<Map<string, ListCheck>> {
  const { rows } = await db.query<{
    list: string;
    checked_at: Date;
    outcome: ListCheck["outcome"];
    problem: string | null;
    confirmed_at: Date | null;
  }>("select list, checked_at, outcome, problem, confirmed_at from probity.list_check");
  return new Map(
    rows.map((row) => [
      row.list,
      {
        at: row.checked_at,
        outcome: row.outcome,
        ...(row.problem === null ? {} : { problem: row.problem }),
        ...(row.confirmed_at === null ? {} : { confirmedAt: row.confirmed_at }),
      },
    ]),
  );
}

/** Writes down the last look at a list. */
export async function noteCheck(
  tx: Queryable,
  check: {
    readonly list: string;
    readonly at: Date;
    readonly outcome: ListCheck["outcome"];
    readonly problem?: string | undefined;
  },
): Promise<void> {
  const confirmed = check.outcome === "published" || check.outcome === "unchanged";
  await tx.query(
    `insert into probity.list_check (list, checked_at, outcome, problem, confirmed_at) values ($1, $2, $3, $4, $5)
     on conflict (list) do update set
       checked_at = excluded.checked_at, outcome = excluded.outcome, problem = excluded.problem,
       confirmed_at = coalesce(excluded.confirmed_at, probity.list_check.confirmed_at)`,
    [check.list, check.at, check.outcome, check.problem ?? null, confirmed ? check.at : null],
  );
}

/** When a list was last known to be what its publisher offers, and how long that may be ago. */
export interface ListFreshness {
  readonly list: string;
  readonly confirmedAt: Date;
  /** Undefined where nobody said how often the list changes: it never grows stale. */
  readonly staleAfterMs?: number | undefined;
}

/** The lists that nobody could confirm for longer than they may go unconfirmed. */
export function staleLists<T extends ListFreshness>(lists: readonly T[], now: Date): T[] {
  return lists.filter(
    ({ confirmedAt, staleAfterMs }) =>
      staleAfterMs !== undefined && now.getTime() - confirmedAt.getTime() > staleAfterMs,
  );
}

/** The freshness of every list in use; `staleAfterMs` by list id. */
export async function listFreshness(
  db: Queryable,
  staleAfterMs: (list: string) => number | undefined,
): Promise<ListFreshness[]> {
  const { rows } = await db.query<{ list: string; changed_at: Date; confirmed_at: Date | null }>(
    `select c.list, c.changed_at, k.confirmed_at
       from probity.list_current c left join probity.list_check k on k.list = c.list
      order by c.list collate "C"`,
  );
  return rows.map((row) => ({
    list: row.list,
    confirmedAt: row.confirmed_at ?? row.changed_at,
    staleAfterMs: staleAfterMs(row.list),
  }));
}

/**
 * Refuses to go on with a stale list where the policy wants that.
 * @throws ProbityError LIST_STALE naming the lists and since when they are unconfirmed
 */
export function assertFresh(
  lists: readonly ListFreshness[],
  now: Date,
  failsClosed: (list: string) => boolean,
): void {
  const stale = staleLists(lists, now).filter(({ list }) => failsClosed(list));
  if (stale.length === 0) return;
  const named = stale.map(
    ({ list, confirmedAt }) => `${list} (unconfirmed since ${confirmedAt.toISOString()})`,
  );
  throw new ProbityError(
    "LIST_STALE",
    `the policy forbids screening against lists that are out of date: ${named.join(", ")}; run probity lists sync, or import a current publication`,
  );
}
