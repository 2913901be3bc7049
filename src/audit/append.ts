import { type AuditEntryId, messageOf, ProbityError, type Queryable } from "../core/index.ts";
import { sqlStateOf } from "../db/index.ts";
import { type AuditEvent, encodeEvent } from "./entry.ts";
import { insertEntry } from "./store.ts";

export type Appended =
  | { readonly appended: true; readonly id: string; readonly entryId: AuditEntryId }
  /** The run already has an entry with this dedup key. */
  | { readonly appended: false };

/**
 * Writes an entry. Hand over the transaction that holds the effect, so that both happen or neither.
 *
 * @throws ProbityError AUDIT_ACTOR_MISSING, AUDIT_ENTRY_INVALID; nothing is ever skipped silently.
 */
export async function appendAudit(tx: Queryable, event: AuditEvent): Promise<Appended> {
  const { entryId, bytes } = encodeEvent(event);
  try {
    const id = await insertEntry(tx, bytes);
    return id === undefined ? { appended: false } : { appended: true, id, entryId };
  } catch (error) {
    // SQLSTATE classes 22 and 23: the database finds the data wrong.
    if (!/^2[23]/.test(sqlStateOf(error) ?? "")) throw error;
    throw new ProbityError("AUDIT_ENTRY_INVALID", `the entry for "${event.action}": ${messageOf(error)}`, {
      cause: error,
    });
  }
}
