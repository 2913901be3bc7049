import { type AuditEntryId, messageOf, ProbityError, type Queryable } from "../core/index.ts";
import { sqlStateOf } from "../db/index.ts";
import { type AuditEvent, encodeEvent } from "./entry.ts";
import { insertEntries, insertEntry } from "./store.ts";

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
    throw asEntryError(error, event.action);
  }
}

/**
 * Writes entries in the order given, with one statement; as {@link appendAudit} otherwise. An entry
 * whose dedup key its run has already is left out.
 */
export async function appendAuditEntries(tx: Queryable, events: readonly AuditEvent[]): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  try {
    await insertEntries(
      tx,
      events.map((event) => encodeEvent(event).bytes),
    );
  } catch (error) {
    throw asEntryError(error, first.action);
  }
}

/** SQLSTATE classes 22 and 23: the database finds the data wrong. */
function asEntryError(error: unknown, action: string): unknown {
  if (!/^2[23]/.test(sqlStateOf(error) ?? "")) return error;
  return new ProbityError("AUDIT_ENTRY_INVALID", `the entry for "${action}": ${messageOf(error)}`, {
    cause: error,
  });
}
