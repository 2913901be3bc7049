import { canonicalJson, type DataCipher, type Queryable, type ScreeningId } from "../core/index.ts";
import { normaliseText } from "./names/normalise.ts";
import type { ScreeningPolicy } from "./policy.ts";
import { policyHash } from "./policy-file.ts";
import type { ScreeningQuery } from "./query.ts";
import type { ScreeningResult } from "./screener.ts";
import type { CustomerKeys, SuppressionInForce } from "./suppression.ts";

/** What was asked, whole: everything a replay needs beside lists and policy. Stored sealed. */
export interface ScreeningInput {
  readonly query: ScreeningQuery;
  /** The caller's reference of the customer. */
  readonly ref?: string;
  /** Suppressions that were applied. */
  readonly suppressions: readonly SuppressionInForce[];
}

/** One screening, ready to be recorded. */
export interface ScreeningRecord {
  readonly id: ScreeningId;
  readonly at: Date;
  readonly runId?: string;
  readonly stepId?: string;
  readonly input: ScreeningInput;
  readonly customer: CustomerKeys;
  readonly result: ScreeningResult;
}

/** A screening as it is read back. */
export interface StoredScreening {
  readonly id: ScreeningId;
  readonly at: Date;
  readonly input: ScreeningInput;
  /** Canonical JSON of the result, as it was written. */
  readonly resultText: string;
  /** The keyed hash of that text when it was written. */
  readonly resultHash: string;
  /** What stands in clear beside the sealed columns, as it is now. */
  readonly clear: ClearColumns;
  readonly listVersions: Readonly<Record<string, string>>;
  readonly policyHash: string | undefined;
  readonly policyVersion: string;
  readonly engine: string;
  readonly statistic: string;
  readonly runId?: string;
  readonly stepId?: string;
}

/** Columns in clear that follow from the sealed ones: what screenings are counted and looked up by. */
export interface ClearColumns {
  readonly decision: string;
  readonly hits: number;
  readonly suppressed: number;
  readonly inputIndex: string;
  readonly customerIndex: string | undefined;
  readonly policyVersion: string;
}

/** The columns in clear that belong to a screening. */
export function clearColumns(
  cipher: DataCipher,
  { query }: Pick<ScreeningInput, "query">,
  { customerIndex }: CustomerKeys,
  { decision, hits, policyVersion }: ScreeningResult,
): ClearColumns {
  const identity = [...query.names.map(normaliseText).sort(), query.birthDate ?? ""].join("\n");
  return {
    decision,
    hits: hits.length,
    suppressed: hits.filter((hit) => hit.suppressed !== undefined).length,
    inputIndex: cipher.blindIndex(identity, "probity.screening.input"),
    customerIndex,
    policyVersion,
  };
}

/** What is authenticated with the sealed columns of `probity.screening`: column and row. */
export function screeningSealContext(column: "input" | "result", id: ScreeningId): string {
  return `probity.screening.${column} ${id}`;
}

/** The keyed hash of a result's canonical JSON; stands in the record and in the audit entry. */
export function resultHash(cipher: DataCipher, resultText: string): string {
  return cipher.blindIndex(resultText, "probity.screening.result");
}

/** Keyed hashes of what was recorded, for the audit entries, in the order of the records. */
export interface RecordedHashes {
  readonly inputHash: string;
  readonly outputHash: string;
}

/** A screening with names and hits sealed, ready to be written. */
export interface SealedScreening {
  readonly record: ScreeningRecord;
  readonly clear: ClearColumns;
  readonly inputSealed: string;
  readonly resultSealed: string;
  readonly hashes: RecordedHashes;
}

export function sealScreening(cipher: DataCipher, record: ScreeningRecord): SealedScreening {
  const { id, input, result } = record;
  const resultText = canonicalJson(result);
  const clear = clearColumns(cipher, input, record.customer, result);
  return {
    record,
    clear,
    inputSealed: cipher.seal(input, screeningSealContext("input", id)),
    resultSealed: cipher.seal(resultText, screeningSealContext("result", id)),
    hashes: {
      inputHash: clear.inputIndex,
      outputHash: resultHash(cipher, resultText),
    },
  };
}

/**
 * Writes screenings, and with them entries into the audit log, in one statement: both or neither, at
 * one exchange with the database. Without entries, hand over the transaction that writes them.
 *
 * @param entries bodies of audit entries, in their order
 */
export async function insertScreenings(
  db: Queryable,
  screenings: readonly SealedScreening[],
  entries: readonly Uint8Array[] = [],
): Promise<void> {
  const column = (pick: (screening: SealedScreening) => unknown): unknown[] => screenings.map(pick);
  await db.query(
    `with recorded as (
       insert into probity.screening
         (id, at, run_id, step_id, decision, hits, suppressed, input_sealed, result_sealed, input_index,
          customer_index, result_hash, list_versions, policy_version, policy_hash, engine_version,
          statistic_version)
       select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::integer[],
         $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::jsonb[],
         $14::text[], $15::text[], $16::text[], $17::text[]))
     select audit.append(body) from unnest($18::bytea[]) with ordinality as entry (body, place) order by place`,
    [
      column(({ record }) => record.id),
      column(({ record }) => record.at),
      column(({ record }) => record.runId ?? null),
      column(({ record }) => record.stepId ?? null),
      column(({ clear }) => clear.decision),
      column(({ clear }) => clear.hits),
      column(({ clear }) => clear.suppressed),
      column(({ inputSealed }) => inputSealed),
      column(({ resultSealed }) => resultSealed),
      column(({ clear }) => clear.inputIndex),
      column(({ clear }) => clear.customerIndex ?? null),
      column(({ hashes }) => hashes.outputHash),
      column(({ record }) => JSON.stringify(record.result.listVersions)),
      column(({ clear }) => clear.policyVersion),
      column(({ record }) => record.result.policyHash),
      column(({ record }) => record.result.engine),
      column(({ record }) => record.result.statistic),
      entries,
    ],
  );
}

/** Seals and writes screenings. Hand over the transaction that also writes the audit entries. */
export async function recordScreenings(
  tx: Queryable,
  cipher: DataCipher,
  records: readonly ScreeningRecord[],
): Promise<void> {
  await insertScreenings(
    tx,
    records.map((record) => sealScreening(cipher, record)),
  );
}

interface ScreeningRow extends Record<string, unknown> {
  readonly id: ScreeningId;
  readonly at: Date;
  readonly run_id: string | null;
  readonly step_id: string | null;
  readonly decision: string;
  readonly hits: number;
  readonly suppressed: number;
  readonly input_index: string;
  readonly customer_index: string | null;
  readonly input_sealed: string;
  readonly result_sealed: string;
  readonly result_hash: string;
  readonly list_versions: Record<string, string>;
  readonly policy_version: string;
  readonly policy_hash: string | null;
  readonly engine_version: string;
  readonly statistic_version: string;
}

/**
 * A recorded screening; undefined when there is none with this id.
 * @throws ProbityError CIPHER_UNREADABLE when it was altered, or written under another data key
 */
export async function loadScreening(
  db: Queryable,
  cipher: DataCipher,
  id: ScreeningId,
): Promise<StoredScreening | undefined> {
  const { rows } = await db.query<ScreeningRow>(
    `select id, at, run_id, step_id, decision, hits, suppressed, input_index, customer_index, input_sealed,
            result_sealed, result_hash, list_versions, policy_version, policy_hash, engine_version,
            statistic_version
       from probity.screening where id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) return undefined;
  return {
    id: row.id,
    at: row.at,
    // Only recordScreenings writes these columns, and the seal shows whether anybody else did.
    input: cipher.open(row.input_sealed, screeningSealContext("input", id)) as unknown as ScreeningInput,
    resultText: String(cipher.open(row.result_sealed, screeningSealContext("result", id))),
    resultHash: row.result_hash,
    clear: {
      decision: row.decision,
      hits: row.hits,
      suppressed: row.suppressed,
      inputIndex: row.input_index,
      customerIndex: row.customer_index ?? undefined,
      policyVersion: row.policy_version,
    },
    listVersions: row.list_versions,
    policyVersion: row.policy_version,
    policyHash: row.policy_hash ?? undefined,
    engine: row.engine_version,
    statistic: row.statistic_version,
    ...(row.run_id === null ? {} : { runId: row.run_id }),
    ...(row.step_id === null ? {} : { stepId: row.step_id }),
  };
}

/** The id of the newest screening; undefined when there is none. */
export async function latestScreening(db: Queryable): Promise<ScreeningId | undefined> {
  const { rows } = await db.query<{ id: ScreeningId }>(
    "select id from probity.screening order by at desc, id desc limit 1",
  );
  return rows[0]?.id;
}

/** Stores a policy under its content hash, unless it is stored already. */
export async function storePolicy(db: Queryable, policy: ScreeningPolicy, at: Date): Promise<void> {
  await db.query(
    `insert into probity.screening_policy (hash, version, content, first_used_at) values ($1, $2, $3, $4)
     on conflict (hash) do nothing`,
    [policyHash(policy), policy.version, canonicalJson(policy), at],
  );
}

/** The policy stored under a hash; undefined when there is none. */
export async function loadPolicy(db: Queryable, hash: string): Promise<ScreeningPolicy | undefined> {
  const { rows } = await db.query<{ content: string }>(
    "select content from probity.screening_policy where hash = $1",
    [hash],
  );
  // The table's own constraint makes the content the one the hash names.
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].content) as ScreeningPolicy);
}
