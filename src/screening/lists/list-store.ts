import { ProbityError, type Queryable } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { type Snapshot, unpackSnapshot } from "./snapshot.ts";

/** The list's current snapshot, or the state of all lists at a glance. */
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
  /** Set when a later publication looked wrong and was not taken. */
  readonly quarantined?: { readonly hash: string; readonly reason: string; readonly at: Date };
}

/** Hash of the current snapshot of each list, by list id in alphabetical order. */
export async function currentVersions(db: Queryable): Promise<Record<string, string>> {
  const { rows } = await db.query<{ list: string; hash: string }>(
    'select list, hash from probity.list_current order by list collate "C"',
  );
  return Object.fromEntries(rows.map((row) => [row.list, row.hash]));
}

/** Parties of one stored snapshot. @throws ProbityError NOT_FOUND, LIST_INVALID when it was altered. */
export async function loadParties(db: Queryable, hash: string): Promise<Party[]> {
  const { rows } = await db.query<{ content: Uint8Array }>(
    "select content from probity.list_snapshot where hash = $1",
    [hash],
  );
  const row = rows[0];
  if (!row) throw new ProbityError("NOT_FOUND", `there is no list snapshot ${hash}`);
  return unpackSnapshot(hash, row.content);
}

/** Status of every list that has a current snapshot. */
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
    quarantine_hash: string | null;
    quarantine_reason: string | null;
    quarantine_at: Date | null;
  }>(
    `select c.list, c.hash, s.entities, s.names, s.weak_names, s.source, s.published_at, s.imported_at, c.changed_at,
            q.hash as quarantine_hash, q.reason as quarantine_reason, q.at as quarantine_at
       from probity.list_current c
       join probity.list_snapshot s on s.hash = c.hash
       left join lateral (
         select hash, reason, at from probity.list_quarantine
          where list = c.list and at > c.changed_at order by at desc, id desc limit 1
       ) q on true
      order by c.list collate "C"`,
  );
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
    ...(row.quarantine_hash !== null && row.quarantine_reason !== null && row.quarantine_at !== null
      ? { quarantined: { hash: row.quarantine_hash, reason: row.quarantine_reason, at: row.quarantine_at } }
      : {}),
  }));
}

/** Lets one import of a list go on at a time; the lock ends with the transaction. */
export async function lockList(tx: Queryable, list: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('probity.list.' || $1, 0))", [list]);
}

/** Stores a snapshot unless this very content is stored already. */
export async function storeSnapshot(
  tx: Queryable,
  snapshot: Snapshot,
  facts: {
    readonly list: string;
    readonly entities: number;
    readonly names: number;
    readonly weakNames: number;
    readonly source: string;
    readonly publishedAt?: Date | undefined;
    readonly importedAt: Date;
    readonly importedBy: string;
  },
): Promise<void> {
  await tx.query(
    `insert into probity.list_snapshot
       (hash, list, entities, names, weak_names, source, published_at, imported_at, imported_by, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (hash) do nothing`,
    [
      snapshot.hash,
      facts.list,
      facts.entities,
      facts.names,
      facts.weakNames,
      facts.source,
      facts.publishedAt ?? null,
      facts.importedAt,
      facts.importedBy,
      snapshot.content,
    ],
  );
}

/** Makes a stored snapshot the one that screenings use. */
export async function makeCurrent(tx: Queryable, list: string, hash: string, at: Date): Promise<void> {
  await tx.query(
    `insert into probity.list_current (list, hash, changed_at) values ($1, $2, $3)
     on conflict (list) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [list, hash, at],
  );
}

/** Notes that a stored snapshot looks wrong and why. */
export async function quarantine(
  tx: Queryable,
  entry: { readonly list: string; readonly hash: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  await tx.query("insert into probity.list_quarantine (list, hash, reason, at) values ($1, $2, $3, $4)", [
    entry.list,
    entry.hash,
    entry.reason,
    entry.at,
  ]);
}
