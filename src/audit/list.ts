import { ProbityError, type Queryable } from "../core/index.ts";
import type { AuditBody } from "./entry.ts";
import { type EntryFilter, type EntryRow, selectEntries } from "./store.ts";

/** Entries of one page; a body may have 64 kB. */
export const AUDIT_PAGE_MAX = 500;

/** The largest bigint: what PostgreSQL's identity column can count to. */
const ID_MAX = 9_223_372_036_854_775_807n;

/** An entry as it is shown: its place in the log and its body. */
export interface AuditEntry {
  /** Its number in the log, as text. */
  readonly id: string;
  /** The database's clock, beside the application's `body.at`. */
  readonly recordedAt: Date;
  readonly body: AuditBody;
  /** Leaf hash in hexadecimal. */
  readonly leaf: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Give it back for the entries before these; absent on the last page. */
  readonly nextCursor?: string;
}

/**
 * Entries that fit every given filter, newest first.
 *
 * @throws ProbityError REQUEST_INVALID for a cursor that is not ours or a limit outside 1 to 500.
 */
export async function listAudit(
  db: Queryable,
  query: EntryFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<AuditPage> {
  if (query.cursor !== undefined && (!/^\d{1,19}$/.test(query.cursor) || BigInt(query.cursor) > ID_MAX)) {
    throw new ProbityError("REQUEST_INVALID", "the cursor is not one this list gave out");
  }
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > AUDIT_PAGE_MAX) {
    throw new ProbityError("REQUEST_INVALID", `limit must be 1 to ${AUDIT_PAGE_MAX}`);
  }
  const rows = await selectEntries(db, query, query.cursor, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(toEntry),
    ...(rows.length > query.limit && last ? { nextCursor: last.id } : {}),
  };
}

/** The body is shown as it is stored; whether it is sound is for verifyEntries to say. */
function toEntry(row: EntryRow): AuditEntry {
  return {
    id: row.id,
    recordedAt: row.recorded_at,
    body: JSON.parse(row.body.toString("utf8")) as AuditBody,
    leaf: row.leaf.toString("hex"),
  };
}
