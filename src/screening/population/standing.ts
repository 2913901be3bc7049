import type { DataCipher, Queryable } from "../../core/index.ts";
import type { ScreeningDecision } from "../policy.ts";
import type { ReportedHit } from "../screener.ts";
import type { ClosedBecause, HitState } from "./hit-changes.ts";
import { hitSealContext } from "./screen-chunk.ts";

/** A hit of a customer, open or closed. */
export interface CustomerHit {
  readonly customerId: string;
  readonly list: string;
  readonly entityId: string;
  readonly entryHash: string;
  readonly score: number;
  readonly decision: ScreeningDecision;
  readonly state: HitState;
  readonly closedBecause?: ClosedBecause;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly rescreeningId: string;
  /** The hit whole, as it was when it was last seen. */
  readonly hit: ReportedHit;
}

/** Where a customer stands against the lists. */
export interface CustomerStanding {
  readonly decision: ScreeningDecision;
  readonly openHits: number;
  /** When it was last screened on its own account; later deltas cover it besides. */
  readonly screenedAt: Date;
  readonly rescreeningId: string;
  /** The lists it was screened against, this or a later delta included; empty while a full re-screening goes on. */
  readonly listVersions: Readonly<Record<string, string>>;
  readonly policyVersion: string;
  readonly engine: string;
  /** Whether it was screened as it is registered now, against the versions the population is at. */
  readonly upToDate: boolean;
}

/** Standings of customers, by customer; who was never screened has none. */
export async function customerStandings(
  db: Queryable,
  customerIds: readonly string[],
): Promise<Map<string, CustomerStanding>> {
  const { rows } = await db.query<{
    customer_id: string;
    decision: ScreeningDecision;
    open_hits: number;
    at: Date;
    rescreening_id: string;
    list_versions: Record<string, string>;
    policy_version: string;
    engine_version: string;
    up_to_date: boolean;
  }>(
    `select s.customer_id, s.decision, s.open_hits, s.at, s.rescreening_id, v.list_versions, v.policy_version,
            v.engine_version,
            s.customer_version = c.version
              and v.id = (select max(id) from probity.coverage where complete) as up_to_date
       from probity.customer_screening s
       join probity.customer c on c.id = s.customer_id
       join probity.coverage v on v.id = s.coverage_id
      where s.customer_id = any($1)`,
    [customerIds],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        decision: row.decision,
        openHits: row.open_hits,
        screenedAt: row.at,
        rescreeningId: row.rescreening_id,
        listVersions: row.list_versions,
        policyVersion: row.policy_version,
        engine: row.engine_version,
        upToDate: row.up_to_date,
      },
    ]),
  );
}

/** One time a customer was screened, also when nothing changed. */
export interface CustomerOutcome {
  readonly at: Date;
  readonly rescreeningId: string;
  readonly version: number;
  readonly decision: ScreeningDecision;
  readonly hits: number;
  readonly newHits: number;
  readonly changedHits: number;
  readonly closedHits: number;
  /** Why the customer could not be screened and is for a person to look at. */
  readonly errorCode?: string;
}

/** What screening a customer gave each time, the newest first. */
export async function outcomesOfCustomer(
  db: Queryable,
  customerId: string,
  limit: number,
): Promise<CustomerOutcome[]> {
  const { rows } = await db.query<{
    at: Date;
    rescreening_id: string;
    customer_version: number;
    decision: ScreeningDecision;
    hits: number;
    new_hits: number;
    changed_hits: number;
    closed_hits: number;
    error_code: string | null;
  }>("select * from probity.customer_outcome where customer_id = $1 order by id desc limit $2", [
    customerId,
    limit,
  ]);
  return rows.map((row) => ({
    at: row.at,
    rescreeningId: row.rescreening_id,
    version: row.customer_version,
    decision: row.decision,
    hits: row.hits,
    newHits: row.new_hits,
    changedHits: row.changed_hits,
    closedHits: row.closed_hits,
    ...(row.error_code === null ? {} : { errorCode: row.error_code }),
  }));
}

interface HitRow extends Record<string, unknown> {
  readonly customer_id: string;
  readonly list: string;
  readonly entity_id: string;
  readonly entry_hash: string;
  readonly score: number;
  readonly decision: ScreeningDecision;
  readonly state: HitState;
  readonly closed_because: ClosedBecause | null;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly rescreening_id: string;
  readonly hit_sealed: string;
}

/** Every hit a customer ever had, open ones first, the best first. */
export async function hitsOfCustomer(
  db: Queryable,
  cipher: DataCipher,
  customerId: string,
): Promise<CustomerHit[]> {
  const { rows } = await db.query<HitRow>(
    `select * from probity.customer_hit where customer_id = $1
      order by state = 'closed', score desc, list, entity_id`,
    [customerId],
  );
  return rows.map((row) => hitOf(row, cipher));
}

/** Open hits that a re-screening found new or changed, the best first. */
export async function hitsOfRescreening(
  db: Queryable,
  cipher: DataCipher,
  rescreeningId: string,
  limit: number,
): Promise<CustomerHit[]> {
  const { rows } = await db.query<HitRow>(
    `select * from probity.customer_hit where changed_in = $1 and state = 'open'
      order by score desc, customer_id, list, entity_id limit $2`,
    [rescreeningId, limit],
  );
  return rows.map((row) => hitOf(row, cipher));
}

function hitOf(row: HitRow, cipher: DataCipher): CustomerHit {
  return {
    customerId: row.customer_id,
    list: row.list,
    entityId: row.entity_id,
    entryHash: row.entry_hash,
    score: row.score,
    decision: row.decision,
    state: row.state,
    ...(row.closed_because === null ? {} : { closedBecause: row.closed_because }),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    rescreeningId: row.rescreening_id,
    hit: cipher.open(row.hit_sealed, hitSealContext(row.customer_id)) as unknown as ReportedHit,
  };
}
