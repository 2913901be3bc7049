import type { DataCipher, Queryable, SuppressionId } from "../core/index.ts";
import { loadParties } from "./lists/list-store.ts";
import type { ScreeningResult } from "./screener.ts";
import {
  applySuppressions,
  type CustomerKeys,
  holdsFor,
  type SuppressionEnd,
  type SuppressionInForce,
} from "./suppression.ts";

/** What is authenticated with the sealed columns of `probity.suppression`: column and row. */
export function suppressionSealContext(
  column: "subject" | "reason" | "ended_reason",
  id: SuppressionId,
): string {
  return `probity.suppression.${column} ${id}`;
}

/** One answer before suppressions, and whose it is. */
export interface Unsuppressed {
  readonly result: ScreeningResult;
  readonly customer: CustomerKeys;
}

/** The answer with suppressions applied, those that were, and those that no longer hold. */
export interface Suppressed {
  readonly result: ScreeningResult;
  readonly applied: readonly SuppressionInForce[];
  readonly ended: readonly EndedSuppression[];
}

/** A suppression that is over, for its audit entry. */
export interface EndedSuppression {
  readonly id: SuppressionId;
  readonly list: string;
  readonly entityId: string;
  readonly why: SuppressionEnd;
}

interface SuppressionRow extends Record<string, unknown> {
  readonly id: SuppressionId;
  readonly list: string;
  readonly entity_id: string;
  readonly entry_hash: string;
  readonly customer_hash: string;
  readonly customer_index: string | null;
  readonly reason_sealed: string;
  readonly until: Date;
}

/**
 * Looks up the suppressions of several customers at once and applies them. One that was made for
 * other facts of the customer or another content of the entry does not apply: it is among `ended`,
 * which {@link endSuppressions} has to be given in the transaction that records the answer.
 * Answers without hits cost no statement.
 */
export async function considerSuppressions(
  db: Queryable,
  cipher: DataCipher,
  asked: readonly Unsuppressed[],
  now: Date,
): Promise<readonly Suppressed[]> {
  const withHits = asked.filter(({ result }) => result.hits.length > 0);
  const rows =
    withHits.length === 0
      ? []
      : await activeOf(
          db,
          withHits.map(({ customer }) => customer),
        );
  if (rows.length === 0) return asked.map(({ result }) => ({ result, applied: [], ended: [] }));
  return asked.map((one) => considerOne(one, rows, cipher, now));
}

function considerOne(
  { result, customer }: Unsuppressed,
  rows: readonly SuppressionRow[],
  cipher: DataCipher,
  now: Date,
): Suppressed {
  const applied: SuppressionInForce[] = [];
  const ended: EndedSuppression[] = [];
  for (const hit of result.hits) {
    for (const row of rows) {
      if (row.list !== hit.list || row.entity_id !== hit.entityId) continue;
      const sameFacts = row.customer_hash === customer.customerHash;
      const sameReference = row.customer_index !== null && row.customer_index === customer.customerIndex;
      if (!sameFacts && !sameReference) continue;
      const one = toSuppression(row, cipher);
      const why = endOf({ sameFacts, sameEntry: holdsFor(one, hit), isOver: row.until <= now });
      if (why === undefined) applied.push(one);
      else ended.push({ id: row.id, list: row.list, entityId: row.entity_id, why });
    }
  }
  return { result: applySuppressions(result, customer.customerHash, applied), applied, ended };
}

function endOf(state: {
  sameFacts: boolean;
  sameEntry: boolean;
  isOver: boolean;
}): SuppressionEnd | undefined {
  if (state.isOver) return "expired";
  if (!state.sameFacts) return "customer_changed";
  return state.sameEntry ? undefined : "entry_changed";
}

async function activeOf(db: Queryable, customers: readonly CustomerKeys[]): Promise<SuppressionRow[]> {
  const hashes = customers.map(({ customerHash }) => customerHash);
  const references = customers.flatMap(({ customerIndex }) => customerIndex ?? []);
  const { rows } = await db.query<SuppressionRow>(
    `select id, list, entity_id, entry_hash, customer_hash, customer_index, reason_sealed, until
       from probity.suppression
      where state = 'active' and (customer_hash = any($1) or customer_index = any($2))
      order by id`,
    [hashes, references],
  );
  return rows;
}

function toSuppression(row: SuppressionRow, cipher: DataCipher): SuppressionInForce {
  return {
    id: row.id,
    list: row.list,
    entityId: row.entity_id,
    entryHash: row.entry_hash,
    customerHash: row.customer_hash,
    until: row.until.toISOString(),
    reason: String(cipher.open(row.reason_sealed, suppressionSealContext("reason", row.id))),
  };
}

/**
 * Marks suppressions as over, each once; those that this call ended. `expired` stays a state of its
 * own, a change of facts reopens.
 */
export async function endSuppressions(
  tx: Queryable,
  ended: readonly EndedSuppression[],
  by: string,
  at: Date,
  given: { readonly reasonSealed?: string } = {},
): Promise<readonly EndedSuppression[]> {
  const byId = new Map(ended.map((one) => [one.id, one]));
  if (byId.size === 0) return [];
  const ids = [...byId.keys()];
  const { rows } = await tx.query<{ id: SuppressionId }>(
    `update probity.suppression s
        set state = case when e.why = 'expired' then 'expired' when e.why = 'revoked' then 'revoked' else 'reopened' end,
            ended_by = $3, ended_at = $4, ended_why = e.why, ended_reason_sealed = $5
       from unnest($1::text[], $2::text[]) as e (id, why)
      where s.id = e.id and s.state in ('proposed', 'active')
      returning s.id`,
    [ids, ids.map((id) => byId.get(id)?.why), by, at, given.reasonSealed ?? null],
  );
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

/**
 * Ends the suppressions, proposed ones too, whose list entry another snapshot changed or no longer
 * has. Hand over the transaction that takes the snapshot into use; those that ended are for the audit log.
 */
export async function endSuppressionsOfList(
  tx: Queryable,
  publication: { readonly list: string; readonly hash: string; readonly by: string; readonly at: Date },
): Promise<readonly EndedSuppression[]> {
  const { list, hash, by, at } = publication;
  const { rows } = await tx.query<{ id: SuppressionId; entity_id: string; entry_hash: string }>(
    `select id, entity_id, entry_hash from probity.suppression
      where list = $1 and state in ('proposed', 'active') order by id`,
    [list],
  );
  if (rows.length === 0) return [];
  const hashes = new Map((await loadParties(tx, hash)).map(({ id, contentHash }) => [id, contentHash]));
  const ended = rows.flatMap(({ id, entity_id: entityId, entry_hash: before }): EndedSuppression[] => {
    const now: string | undefined = hashes.get(entityId);
    if (now === before) return [];
    return [{ id, list, entityId, why: now === undefined ? "entry_removed" : "entry_changed" }];
  });
  return endSuppressions(tx, ended, by, at);
}
