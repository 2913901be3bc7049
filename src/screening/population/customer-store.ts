import type { Queryable } from "../../core/index.ts";
import type { EntryKey } from "./entry-changes.ts";
import type { ClosedBecause, HitState, KnownHit } from "./hit-changes.ts";
import type { RegisteredCustomer } from "./population.ts";

interface CustomerRow extends Record<string, unknown> {
  readonly id: string;
  readonly version: number;
  readonly status: "active" | "closed";
  readonly record_sealed: string;
}

function customerOf(row: CustomerRow): RegisteredCustomer {
  return { id: row.id, version: row.version, status: row.status, sealed: row.record_sealed };
}

async function customersOf(
  db: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<RegisteredCustomer[]> {
  const { rows } = await db.query<CustomerRow>(text, values);
  return rows.map(customerOf);
}

const columns = "c.id, c.version, c.status, c.record_sealed";

/** All customers that carry a coverage, by id from `afterId` on. */
export async function coveredPage(
  db: Queryable,
  coverageId: string,
  afterId: string,
  limit: number,
): Promise<RegisteredCustomer[]> {
  return customersOf(
    db,
    `select ${columns} from probity.customer_to_screen c
       join probity.customer_screening s on s.customer_id = c.id and s.coverage_id = $1
      where c.id > $2 order by c.id limit $3`,
    [coverageId, afterId, limit],
  );
}

/** All customers, or those changed from a transaction on, by id from `afterId` on. */
export async function registeredPage(
  db: Queryable,
  sinceTransaction: string | undefined,
  afterId: string,
  limit: number,
): Promise<RegisteredCustomer[]> {
  return customersOf(
    db,
    `select ${columns} from probity.customer_to_screen c
      where c.id > $1 and ($2::text is null or c.changed_by_transaction >= $2::text::xid8)
      order by c.id limit $3`,
    [afterId, sinceTransaction ?? null, limit],
  );
}

/**
 * Customers of the given ids that carry the coverage and that this re-screening has not looked at
 * yet. One whose record changed since is left out: it is screened on its own account.
 */
export async function coveredByIds(
  db: Queryable,
  ids: readonly string[],
  coverageId: string,
  rescreeningId: string,
): Promise<RegisteredCustomer[]> {
  return customersOf(
    db,
    `select ${columns} from probity.customer_to_screen c
       join probity.customer_screening s on s.customer_id = c.id and s.customer_version = c.version
      where c.id = any($1) and s.coverage_id = $2 and s.rescreening_id <> $3 order by c.id`,
    [ids, coverageId, rescreeningId],
  );
}

/** Customers with a hit on one of the entries that is not closed. */
export async function customersHitBy(db: Queryable, entries: readonly EntryKey[]): Promise<string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select distinct h.customer_id from probity.customer_hit h
       join unnest($1::text[], $2::text[]) as e (list, entity_id) on e.list = h.list and e.entity_id = h.entity_id
      where h.state <> 'closed'`,
    [entries.map((one) => one.list), entries.map((one) => one.entityId)],
  );
  return rows.map((row) => row.customer_id);
}

/**
 * Customers that are not at the coverage as they are now: new ones, changed ones, closed ones that
 * still stand in it. `sinceTransaction` keeps to those changed from it on; without it all are compared.
 */
export async function staleCustomers(
  db: Queryable,
  coverageId: string,
  sinceTransaction: string | undefined,
  afterId: string,
  limit: number,
): Promise<RegisteredCustomer[]> {
  return customersOf(
    db,
    `select ${columns} from probity.customer_to_screen c
       left join probity.customer_screening s on s.customer_id = c.id
      where c.id > $2 and ($3::text is null or c.changed_by_transaction >= $3::text::xid8)
        and case when c.status = 'closed' then s.customer_id is not null
            else s.customer_id is null or s.coverage_id <> $1 or s.customer_version <> c.version end
      order by c.id limit $4`,
    [coverageId, afterId, sinceTransaction ?? null, limit],
  );
}

/**
 * Customers whose suppressions may have changed since they were screened: those with a suppressed hit,
 * because suppressions end by themselves, and those with an open hit that is suppressed meanwhile.
 */
export async function customersOfSuppressions(
  db: Queryable,
  rescreeningId: string,
  afterId: string,
  limit: number,
): Promise<RegisteredCustomer[]> {
  return customersOf(
    db,
    `select ${columns} from probity.customer_to_screen c
       join probity.customer_screening s on s.customer_id = c.id
      where c.status = 'active' and c.id > $2 and s.rescreening_id <> $1 and c.id in (
        select h.customer_id from probity.customer_hit h where h.state = 'suppressed'
        union
        select h.customer_id from probity.customer_hit h
          join probity.suppression p on p.list = h.list and p.entity_id = h.entity_id
           and p.entry_hash = h.entry_hash and p.customer_hash = h.customer_hash and p.state = 'active'
         where h.state = 'open')
      order by c.id limit $3`,
    [rescreeningId, afterId, limit],
  );
}

/** Hits of the given customers, closed ones too, by customer. */
export async function knownHits(
  tx: Queryable,
  customerIds: readonly string[],
): Promise<Map<string, KnownHit[]>> {
  const { rows } = await tx.query<{
    customer_id: string;
    list: string;
    entity_id: string;
    entry_hash: string;
    customer_hash: string;
    score: number;
    state: HitState;
  }>(
    `select customer_id, list, entity_id, entry_hash, customer_hash, score, state
       from probity.customer_hit where customer_id = any($1)`,
    [customerIds],
  );
  const byCustomer = new Map<string, KnownHit[]>();
  for (const row of rows) {
    const hit = {
      list: row.list,
      entityId: row.entity_id,
      entryHash: row.entry_hash,
      customerHash: row.customer_hash,
      score: row.score,
      state: row.state,
    };
    byCustomer.set(row.customer_id, [...(byCustomer.get(row.customer_id) ?? []), hit]);
  }
  return byCustomer;
}

/** A hit to write down. */
export interface HitRow extends KnownHit {
  readonly customerId: string;
  readonly decision: string;
  readonly sealed: string;
}

/** Notes that hits were seen again, as they were. */
export async function seeHitsAgain(
  tx: Queryable,
  rescreeningId: string,
  hits: readonly HitRow[],
  at: Date,
): Promise<void> {
  if (hits.length === 0) return;
  await tx.query(
    `update probity.customer_hit h
        set hit_sealed = s.sealed, decision = s.decision, last_seen = $6, rescreening_id = $7
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         as s (customer_id, list, entity_id, decision, sealed)
      where h.customer_id = s.customer_id and h.list = s.list and h.entity_id = s.entity_id`,
    [
      hits.map((hit) => hit.customerId),
      hits.map((hit) => hit.list),
      hits.map((hit) => hit.entityId),
      hits.map((hit) => hit.decision),
      hits.map((hit) => hit.sealed),
      at,
      rescreeningId,
    ],
  );
}

/** Writes hits that are new or changed; the first time one was seen stays. */
export async function upsertHits(
  tx: Queryable,
  rescreeningId: string,
  hits: readonly HitRow[],
  at: Date,
): Promise<void> {
  if (hits.length === 0) return;
  await tx.query(
    `insert into probity.customer_hit
       (customer_id, list, entity_id, entry_hash, customer_hash, score, decision, state, hit_sealed,
        first_seen, last_seen, rescreening_id, changed_in)
     select h.*, $10, $10, $11, $11
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[],
                   $8::text[], $9::text[]) as h
     on conflict (customer_id, list, entity_id) do update
        set entry_hash = excluded.entry_hash, customer_hash = excluded.customer_hash, score = excluded.score,
            decision = excluded.decision, state = excluded.state, closed_because = null,
            hit_sealed = excluded.hit_sealed, last_seen = excluded.last_seen,
            rescreening_id = excluded.rescreening_id, changed_in = excluded.changed_in`,
    [
      hits.map((hit) => hit.customerId),
      hits.map((hit) => hit.list),
      hits.map((hit) => hit.entityId),
      hits.map((hit) => hit.entryHash),
      hits.map((hit) => hit.customerHash),
      hits.map((hit) => hit.score),
      hits.map((hit) => hit.decision),
      hits.map((hit) => hit.state),
      hits.map((hit) => hit.sealed),
      at,
      rescreeningId,
    ],
  );
}

export interface ClosedHit extends EntryKey {
  readonly customerId: string;
  readonly because: ClosedBecause;
}

/** Closes hits; what they were stays as evidence. */
export async function closeHits(
  tx: Queryable,
  rescreeningId: string,
  hits: readonly ClosedHit[],
  at: Date,
): Promise<void> {
  if (hits.length === 0) return;
  await tx.query(
    `update probity.customer_hit h
        set state = 'closed', closed_because = c.because, last_seen = $5, rescreening_id = $6, changed_in = $6
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as c (customer_id, list, entity_id, because)
      where h.customer_id = c.customer_id and h.list = c.list and h.entity_id = c.entity_id`,
    [
      hits.map((hit) => hit.customerId),
      hits.map((hit) => hit.list),
      hits.map((hit) => hit.entityId),
      hits.map((hit) => hit.because),
      at,
      rescreeningId,
    ],
  );
}

/** What one screening of one customer concluded. */
export interface OutcomeRow {
  readonly customerId: string;
  readonly version: number;
  readonly customerHash: string;
  readonly decision: string;
  readonly hits: number;
  readonly openHits: number;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly errorCode?: string | undefined;
  /** A closed customer leaves the population. */
  readonly leaves: boolean;
}

/** One row for each customer screened, whatever it concluded, and where each stands now. */
export async function writeOutcomes(
  tx: Queryable,
  run: { readonly id: string; readonly coverageId: string },
  outcomes: readonly OutcomeRow[],
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into probity.customer_outcome
       (customer_id, customer_version, content_hash, decision, hits, new_hits, changed_hits, closed_hits,
        error_code, rescreening_id, at)
     select o.*, $10, $11
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[],
                   $9::text[]) as o`,
    [
      outcomes.map((one) => one.customerId),
      outcomes.map((one) => one.version),
      outcomes.map((one) => one.customerHash),
      outcomes.map((one) => one.decision),
      outcomes.map((one) => one.hits),
      outcomes.map((one) => one.added),
      outcomes.map((one) => one.changed),
      outcomes.map((one) => one.closed),
      outcomes.map((one) => one.errorCode ?? null),
      run.id,
      at,
    ],
  );
  const staying = outcomes.filter((one) => !one.leaves);
  await tx.query(
    `insert into probity.customer_screening
       (customer_id, customer_version, decision, open_hits, coverage_id, rescreening_id, at)
     select s.*, $5, $6, $7 from unnest($1::text[], $2::int[], $3::text[], $4::int[]) as s
     on conflict (customer_id) do update
        set customer_version = excluded.customer_version, decision = excluded.decision,
            open_hits = excluded.open_hits, coverage_id = excluded.coverage_id,
            rescreening_id = excluded.rescreening_id, at = excluded.at`,
    [
      staying.map((one) => one.customerId),
      staying.map((one) => one.version),
      staying.map((one) => one.decision),
      staying.map((one) => one.openHits),
      run.coverageId,
      run.id,
      at,
    ],
  );
  const leaving = outcomes.filter((one) => one.leaves).map((one) => one.customerId);
  if (leaving.length > 0) {
    await tx.query("delete from probity.customer_screening where customer_id = any($1)", [leaving]);
  }
}

/** How many active customers there are, and how many of them are at the coverage as they are now. */
export async function countCovered(
  db: Queryable,
  coverageId: string | undefined,
): Promise<{ customers: number; covered: number }> {
  const { rows } = await db.query<{ customers: string; covered: string }>(
    `select count(*) as customers,
            count(*) filter (where s.coverage_id = $1 and s.customer_version = c.version) as covered
       from probity.customer c left join probity.customer_screening s on s.customer_id = c.id
      where c.status = 'active'`,
    [coverageId ?? null],
  );
  return { customers: Number(rows[0]?.customers ?? 0), covered: Number(rows[0]?.covered ?? 0) };
}
