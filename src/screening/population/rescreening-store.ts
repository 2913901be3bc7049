import type { Queryable, RescreeningId } from "../../core/index.ts";
import type { ListVersions } from "./entry-changes.ts";

export type RescreeningMode = "delta" | "full";

/** The rules a population was screened by: everything but the lists that an answer follows from. */
export interface Rules {
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly engine: string;
  readonly statistic: string;
}

/** One application of list versions to the customers. */
export interface Rescreening extends Rules {
  readonly id: RescreeningId;
  readonly mode: RescreeningMode;
  readonly state: "running" | "done" | "abandoned";
  readonly phase: "entries" | "customers" | "done";
  readonly coverageId: string;
  /** Versions before; absent for a full one. */
  readonly fromVersions?: ListVersions;
  readonly listVersions: ListVersions;
  readonly entriesChanged: number;
  readonly entriesRemoved: number;
  /** Customers screened one by one. */
  readonly screened: number;
  readonly newHits: number;
  readonly changedHits: number;
  readonly closedHits: number;
  /** Active customers at these versions when it ended. */
  readonly customers?: number;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly startedBy: string;
  /** The key it was asked for under, where there was one. */
  readonly requestKey?: string;
}

interface RescreeningRow extends Record<string, unknown> {
  readonly id: RescreeningId;
  readonly mode: RescreeningMode;
  readonly state: Rescreening["state"];
  readonly phase: Rescreening["phase"];
  readonly coverage_id: string;
  readonly from_versions: ListVersions | null;
  readonly list_versions: ListVersions;
  readonly policy_version: string;
  readonly policy_hash: string;
  readonly engine_version: string;
  readonly statistic_version: string;
  readonly entries_changed: number;
  readonly entries_removed: number;
  readonly screened: string;
  readonly new_hits: string;
  readonly changed_hits: string;
  readonly closed_hits: string;
  readonly customers: string | null;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly started_by: string;
  readonly request_key: string | null;
}

function rescreeningOf(row: RescreeningRow): Rescreening {
  return {
    id: row.id,
    mode: row.mode,
    state: row.state,
    phase: row.phase,
    coverageId: row.coverage_id,
    ...(row.from_versions === null ? {} : { fromVersions: row.from_versions }),
    listVersions: row.list_versions,
    policyVersion: row.policy_version,
    policyHash: row.policy_hash,
    engine: row.engine_version,
    statistic: row.statistic_version,
    entriesChanged: row.entries_changed,
    entriesRemoved: row.entries_removed,
    screened: Number(row.screened),
    newHits: Number(row.new_hits),
    changedHits: Number(row.changed_hits),
    closedHits: Number(row.closed_hits),
    ...(row.customers === null ? {} : { customers: Number(row.customers) }),
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    startedBy: row.started_by,
    ...(row.request_key === null ? {} : { requestKey: row.request_key }),
  };
}

/** The state of lists and rules that holds for every customer who carries its id. */
export interface Coverage extends Rules {
  readonly id: string;
  readonly listVersions: ListVersions;
  /** Customers changed by earlier transactions were looked at; a PostgreSQL xid8 as text. */
  readonly seenTransaction: string;
}

/** The newest coverage that was applied to all customers; undefined before the first full re-screening. */
export async function currentCoverage(db: Queryable): Promise<Coverage | undefined> {
  const { rows } = await db.query<{
    id: string;
    list_versions: ListVersions;
    policy_version: string;
    policy_hash: string;
    engine_version: string;
    statistic_version: string;
    seen_transaction: string;
  }>("select * from probity.coverage where complete order by id desc limit 1");
  const row = rows[0];
  return (
    row && {
      id: row.id,
      listVersions: row.list_versions,
      policyVersion: row.policy_version,
      policyHash: row.policy_hash,
      engine: row.engine_version,
      statistic: row.statistic_version,
      seenTransaction: row.seen_transaction,
    }
  );
}

export async function insertCoverage(
  tx: Queryable,
  listVersions: ListVersions,
  rules: Rules,
  at: Date,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into probity.coverage
       (list_versions, policy_version, policy_hash, engine_version, statistic_version, seen_transaction, at)
     values ($1, $2, $3, $4, $5, '0', $6) returning id`,
    [JSON.stringify(listVersions), rules.policyVersion, rules.policyHash, rules.engine, rules.statistic, at],
  );
  return rows[0]?.id ?? "";
}

/** From now on these versions hold for all customers who carry the coverage's id. */
export async function moveCoverage(
  tx: Queryable,
  id: string,
  listVersions: ListVersions,
  at: Date,
): Promise<void> {
  await tx.query("update probity.coverage set list_versions = $2, at = $3 where id = $1", [
    id,
    JSON.stringify(listVersions),
    at,
  ]);
}

export async function completeCoverage(tx: Queryable, id: string, seenTransaction: string): Promise<void> {
  await tx.query(
    "update probity.coverage set complete = true, seen_transaction = $2::text::xid8 where id = $1",
    [id, seenTransaction],
  );
}

/** All transactions below it are over: whoever reads now sees what they changed. */
export async function oldestTransaction(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ xmin: string }>(
    "select pg_snapshot_xmin(pg_current_snapshot())::text as xmin",
  );
  return rows[0]?.xmin ?? "0";
}

/** Adds the one running re-screening; false when there is one already. */
export async function insertRescreening(
  tx: Queryable,
  run: Pick<
    Rescreening,
    | "id"
    | "mode"
    | "phase"
    | "coverageId"
    | "fromVersions"
    | "listVersions"
    | "startedAt"
    | "startedBy"
    | "requestKey"
  > &
    Rules,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into probity.rescreening
       (id, mode, state, phase, coverage_id, from_versions, list_versions, policy_version, policy_hash,
        engine_version, statistic_version, started_at, started_by, request_key)
     values ($1, $2, 'running', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict do nothing`,
    [
      run.id,
      run.mode,
      run.phase,
      run.coverageId,
      run.fromVersions === undefined ? null : JSON.stringify(run.fromVersions),
      JSON.stringify(run.listVersions),
      run.policyVersion,
      run.policyHash,
      run.engine,
      run.statistic,
      run.startedAt,
      run.startedBy,
      run.requestKey ?? null,
    ],
  );
  return rowCount === 1;
}

export async function runningRescreening(db: Queryable): Promise<Rescreening | undefined> {
  const { rows } = await db.query<RescreeningRow>(
    "select * from probity.rescreening where state = 'running'",
  );
  return rows[0] && rescreeningOf(rows[0]);
}

export async function getRescreening(db: Queryable, id: string): Promise<Rescreening | undefined> {
  const { rows } = await db.query<RescreeningRow>("select * from probity.rescreening where id = $1", [id]);
  return rows[0] && rescreeningOf(rows[0]);
}

/** The one that was asked for under a key. */
export async function rescreeningByKey(db: Queryable, requestKey: string): Promise<Rescreening | undefined> {
  const { rows } = await db.query<RescreeningRow>(
    "select * from probity.rescreening where request_key = $1",
    [requestKey],
  );
  return rows[0] && rescreeningOf(rows[0]);
}

/** Re-screenings, newest first. */
export async function selectRescreenings(
  db: Queryable,
  beforeId: string | undefined,
  limit: number,
): Promise<Rescreening[]> {
  const { rows } = await db.query<RescreeningRow>(
    "select * from probity.rescreening where $1::text is null or id < $1 order by id desc limit $2",
    [beforeId ?? null, limit],
  );
  return rows.map(rescreeningOf);
}

/** Whether the last one was given up before its end, so that customers may stand at two coverages. */
export async function lastWasAbandoned(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ state: string }>(
    "select state from probity.rescreening where state <> 'running' order by id desc limit 1",
  );
  return rows[0]?.state === "abandoned";
}

export async function abandon(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.query(
    "update probity.rescreening set state = 'abandoned', ended_at = $2, runner = null where id = $1",
    [id, at],
  );
}

export async function noteEntries(
  tx: Queryable,
  id: string,
  changed: number,
  removed: number,
): Promise<void> {
  await tx.query("update probity.rescreening set entries_changed = $2, entries_removed = $3 where id = $1", [
    id,
    changed,
    removed,
  ]);
}

/** The entries are applied; customers that changed come next. */
export async function startCustomersPhase(tx: Queryable, id: string): Promise<void> {
  await tx.query("update probity.rescreening set phase = 'customers' where id = $1", [id]);
}

export async function addCounts(
  tx: Queryable,
  id: string,
  counts: {
    readonly screened: number;
    readonly added: number;
    readonly changed: number;
    readonly closed: number;
  },
): Promise<void> {
  await tx.query(
    `update probity.rescreening
        set screened = screened + $2, new_hits = new_hits + $3, changed_hits = changed_hits + $4,
            closed_hits = closed_hits + $5
      where id = $1`,
    [id, counts.screened, counts.added, counts.changed, counts.closed],
  );
}

export async function finish(tx: Queryable, id: string, customers: number, at: Date): Promise<void> {
  await tx.query(
    `update probity.rescreening
        set state = 'done', phase = 'done', customers = $2, ended_at = $3, runner = null where id = $1`,
    [id, customers, at],
  );
}

/** Whoever works on a re-screening says so at least this often; after it another may take over. */
export const LEASE_SECONDS = 20;

/** Takes the lease unless another holds it. The database's clock decides, so that all agree. */
export async function takeLease(db: Queryable, id: string, runner: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update probity.rescreening
        set runner = $2, lease_until = clock_timestamp() + make_interval(secs => $3)
      where id = $1 and state = 'running'
        and (runner is null or runner = $2 or lease_until < clock_timestamp())`,
    [id, runner, LEASE_SECONDS],
  );
  return rowCount === 1;
}

/** Lets another go on at once. */
export async function giveLeaseBack(db: Queryable, id: string, runner: string): Promise<void> {
  await db.query("update probity.rescreening set runner = null where id = $1 and runner = $2", [id, runner]);
}
