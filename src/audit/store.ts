import type { Queryable } from "../core/index.ts";

/** A row of audit.entry as it is read back. */
export interface EntryRow {
  /** Text: the number may pass 2^53. */
  readonly id: string;
  readonly entry_id: string;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly stream: string;
  readonly run_id: string | null;
  readonly step_id: string | null;
  readonly workflow: string | null;
  readonly action: string;
  readonly status: string;
  readonly dedup_key: string | null;
  readonly body: Buffer;
  readonly leaf: Buffer;
}

const columns =
  "id, entry_id, at, recorded_at, stream, run_id, step_id, workflow, action, status, dedup_key, body, leaf";

/** Adds a body; the row's id, or undefined when the run has an entry with this dedup key. */
export async function insertEntry(tx: Queryable, bytes: Buffer): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string | null }>("select audit.append($1) as id", [bytes]);
  return rows[0]?.id ?? undefined;
}

/** Adds bodies in their order. */
export async function insertEntries(tx: Queryable, bodies: readonly Buffer[]): Promise<void> {
  await tx.query(
    "select audit.append(body) from unnest($1::bytea[]) with ordinality as entry (body, place) order by place",
    [bodies],
  );
}

export interface EntryFilter {
  readonly runId?: string | undefined;
  readonly workflow?: string | undefined;
  readonly action?: string | undefined;
  readonly status?: string | undefined;
}

/** Entries below `beforeId`, newest first. */
export async function selectEntries(
  db: Queryable,
  filter: EntryFilter,
  beforeId: string | undefined,
  limit: number,
): Promise<EntryRow[]> {
  const { rows } = await db.query<EntryRow & Record<string, unknown>>(
    `select ${columns} from audit.entry
     where ($1::text is null or run_id = $1)
       and ($2::text is null or workflow = $2)
       and ($3::text is null or action = $3)
       and ($4::text is null or status = $4)
       and ($5::bigint is null or id < $5)
     order by id desc limit $6`,
    [
      filter.runId ?? null,
      filter.workflow ?? null,
      filter.action ?? null,
      filter.status ?? null,
      beforeId ?? null,
      limit,
    ],
  );
  return rows;
}

/** Entries above `afterId`, oldest first. */
export async function selectEntriesAfter(db: Queryable, afterId: string, limit: number): Promise<EntryRow[]> {
  const { rows } = await db.query<EntryRow & Record<string, unknown>>(
    `select ${columns} from audit.entry where id > $1 order by id limit $2`,
    [afterId, limit],
  );
  return rows;
}
