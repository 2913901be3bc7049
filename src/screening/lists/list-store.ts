import { lookupTable, ProbityError, type Queryable } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { type Snapshot, unpackSnapshot } from "./snapshot.ts";

/** Hash of the current snapshot of each list, by list id in alphabetical order. */
export async function currentVersions(db: Queryable): Promise<Readonly<Record<string, string>>> {
  const { rows } = await db.query<{ list: string; hash: string }>(
    'select list, hash from probity.list_current order by list collate "C"',
  );
  return lookupTable(Object.fromEntries(rows.map((row) => [row.list, row.hash])));
}

/** Parties of one stored snapshot. @throws ProbityError NOT_FOUND, LIST_INVALID when it was altered. */
export async function loadParties(db: Queryable, hash: string): Promise<Party[]> {
  return unpackSnapshot(hash, await loadSnapshotContent(db, hash));
}

/** The packed parties of one stored snapshot, not checked yet. @throws ProbityError NOT_FOUND */
export async function loadSnapshotContent(db: Queryable, hash: string): Promise<Uint8Array> {
  const { rows } = await db.query<{ content: Uint8Array }>(
    "select content from probity.list_snapshot where hash = $1",
    [hash],
  );
  const row = rows[0];
  if (!row) throw new ProbityError("NOT_FOUND", `there is no list snapshot ${hash}`);
  return row.content;
}

/** What is stored beside the parties of a snapshot. */
export interface SnapshotFacts {
  readonly hash: string;
  readonly list: string;
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  readonly source: string;
  readonly publishedAt?: Date;
  readonly importedAt: Date;
  readonly importedBy: string;
}

/**
 * The snapshot of a list that the text names: its hash or the beginning of it.
 * @throws ProbityError NOT_FOUND, REQUEST_INVALID where several begin like this.
 */
export async function findSnapshot(db: Queryable, list: string, hash: string): Promise<SnapshotFacts> {
  if (!/^[0-9a-f]{6,64}$/.test(hash)) {
    throw new ProbityError("REQUEST_INVALID", "a version is named by at least six characters of its hash");
  }
  const { rows } = await db.query<SnapshotRow>(
    `select hash, list, entities, names, weak_names, source, published_at, imported_at, imported_by
       from probity.list_snapshot where list = $1 and starts_with(hash, $2) limit 2`,
    [list, hash],
  );
  const [row] = rows;
  if (row === undefined)
    throw new ProbityError("NOT_FOUND", `the list ${list} has no version that begins with ${hash}`);
  if (rows.length > 1)
    throw new ProbityError("REQUEST_INVALID", `several versions of ${list} begin with ${hash}`);
  return snapshotFacts(row);
}

interface SnapshotRow extends Record<string, unknown> {
  hash: string;
  list: string;
  entities: number;
  names: number;
  weak_names: number;
  source: string;
  published_at: Date | null;
  imported_at: Date;
  imported_by: string;
}

function snapshotFacts(row: SnapshotRow): SnapshotFacts {
  return {
    hash: row.hash,
    list: row.list,
    entities: row.entities,
    names: row.names,
    weakNames: row.weak_names,
    source: row.source,
    ...(row.published_at ? { publishedAt: row.published_at } : {}),
    importedAt: row.imported_at,
    importedBy: row.imported_by,
  };
}

/** When the publication that is in use says it was published; undefined where there is none, or it does not say. */
export async function currentPublishedAt(db: Queryable, list: string): Promise<Date | undefined> {
  const { rows } = await db.query<{ published_at: Date | null }>(
    `select s.published_at from probity.list_current c join probity.list_snapshot s on s.hash = c.hash
      where c.list = $1`,
    [list],
  );
  return rows[0]?.published_at ?? undefined;
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
    readonly source: string;
    readonly publishedAt?: Date | undefined;
    readonly at: Date;
    readonly actor: string;
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
      snapshot.entities,
      snapshot.names,
      snapshot.weakNames,
      facts.source,
      facts.publishedAt ?? null,
      facts.at,
      facts.actor,
      snapshot.content,
    ],
  );
}

/** A snapshot that comes into use, and what that changes. */
export interface PublicationFacts {
  readonly list: string;
  readonly hash: string;
  readonly previousHash?: string | undefined;
  readonly at: Date;
  readonly actor: string;
  readonly source: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly forcedReason?: string | undefined;
}

/** Makes a stored snapshot the one that screenings use, and writes that down. */
export async function makeCurrent(tx: Queryable, publication: PublicationFacts): Promise<void> {
  const { list, hash, at } = publication;
  await tx.query(
    `insert into probity.list_current (list, hash, changed_at) values ($1, $2, $3)
     on conflict (list) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [list, hash, at],
  );
  await tx.query(
    `insert into probity.list_publication
       (list, hash, previous_hash, at, actor, source, added, removed, changed, forced_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      list,
      hash,
      publication.previousHash ?? null,
      at,
      publication.actor,
      publication.source,
      publication.added,
      publication.removed,
      publication.changed,
      publication.forcedReason ?? null,
    ],
  );
}

/** One change of the current snapshot of a list. */
export interface ListPublication extends PublicationFacts {
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  readonly publishedAt?: Date;
}

/** Every snapshot a list was screened with, the newest first. */
export async function listHistory(db: Queryable, list: string, limit: number): Promise<ListPublication[]> {
  const { rows } = await db.query<
    SnapshotRow & {
      previous_hash: string | null;
      at: Date;
      actor: string;
      added: number;
      removed: number;
      changed: number;
      forced_reason: string | null;
    }
  >(
    `select p.hash, p.list, p.previous_hash, p.at, p.actor, p.source, p.added, p.removed, p.changed, p.forced_reason,
            s.entities, s.names, s.weak_names, s.published_at, s.imported_at, s.imported_by
       from probity.list_publication p join probity.list_snapshot s on s.hash = p.hash
      where p.list = $1 order by p.id desc limit $2`,
    [list, limit],
  );
  return rows.map((row) => {
    const { importedAt: _importedAt, importedBy: _importedBy, ...facts } = snapshotFacts(row);
    return {
      ...facts,
      ...(row.previous_hash === null ? {} : { previousHash: row.previous_hash }),
      at: row.at,
      actor: row.actor,
      added: row.added,
      removed: row.removed,
      changed: row.changed,
      ...(row.forced_reason === null ? {} : { forcedReason: row.forced_reason }),
    };
  });
}
