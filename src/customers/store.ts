import { type CustomerId, canonicalJson, type DataCipher, type Queryable } from "../core/index.ts";
import { type CustomerRecord, screenedFacts } from "./customer.ts";

export type CustomerStatus = "active" | "closed";

/** A customer's row without the sealed record. */
export interface CustomerRow {
  readonly id: CustomerId;
  readonly refIndex: string;
  readonly status: CustomerStatus;
  readonly version: number;
  readonly recordHash: string;
}

/** What is compared and looked up without opening a record; keyed, so nothing can be guessed from it. */
export interface CustomerHashes {
  readonly refIndex: string;
  readonly contentHash: string;
  readonly recordHash: string;
}

const contexts = {
  ref: "probity.customer.ref",
  content: "probity.customer.content",
  record: "probity.customer.record",
} as const;

export function refIndexOf(cipher: DataCipher, ref: string): string {
  return cipher.blindIndex(ref, contexts.ref);
}

/** The three keyed hashes of a record. */
export function hashesOf(cipher: DataCipher, record: CustomerRecord): CustomerHashes {
  return {
    refIndex: refIndexOf(cipher, record.ref),
    contentHash: cipher.blindIndex(canonicalJson(screenedFacts(record)), contexts.content),
    recordHash: cipher.blindIndex(canonicalJson(record), contexts.record),
  };
}

/** Bound to the customer, so that a sealed record moved to another customer does not open. */
export function sealRecord(cipher: DataCipher, id: string, record: CustomerRecord): string {
  return cipher.seal(record, `${contexts.record}:${id}`);
}

/** @throws ProbityError CIPHER_UNREADABLE when it was altered or belongs to another customer. */
export function openRecord(cipher: DataCipher, id: string, sealed: string): CustomerRecord {
  return cipher.open(sealed, `${contexts.record}:${id}`) as unknown as CustomerRecord;
}

/** Why a version came to be; bound to the customer and the version. */
export function sealReason(cipher: DataCipher, id: string, version: number, reason: string): string {
  return cipher.seal(reason, reasonContext(id, version));
}

function reasonContext(id: string, version: number): string {
  return `probity.customer.reason:${id}:${version}`;
}

/** Lets one batch be written at a time: two that add the same customers in another order would block each other. */
export async function lockBatches(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('probity.customer.batch', 0))");
}

/** The rows of the given refs that exist, locked in one order so that two imports cannot block each other. */
export async function lockByRef(tx: Queryable, refIndexes: readonly string[]): Promise<CustomerRow[]> {
  const { rows } = await tx.query<{
    id: CustomerId;
    ref_index: string;
    status: CustomerStatus;
    version: number;
    record_hash: string;
  }>(
    `select id, ref_index, status, version, record_hash from probity.customer
      where ref_index = any($1) order by ref_index for update`,
    [refIndexes],
  );
  return rows.map((row) => ({
    id: row.id,
    refIndex: row.ref_index,
    status: row.status,
    version: row.version,
    recordHash: row.record_hash,
  }));
}

/** One new state of a customer. */
export interface CustomerState extends CustomerHashes {
  readonly id: CustomerId;
  readonly version: number;
  readonly type: string;
  readonly status: CustomerStatus;
  readonly sealed: string;
  /** Of a version that ended the relationship. */
  readonly reasonSealed?: string;
}

/** Adds new customers with their first version; gives the ids of those that nobody else added meanwhile. */
export async function insertCustomers(
  tx: Queryable,
  states: readonly CustomerState[],
  at: Date,
  by: string,
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into probity.customer
       (id, ref_index, type, status, version, content_hash, record_hash, created_at, changed_at)
     select id, ref_index, type, 'active', 1, content_hash, record_hash, $6, $6
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         as s (id, ref_index, type, content_hash, record_hash)
     on conflict (ref_index) do nothing returning id`,
    [
      states.map((state) => state.id),
      states.map((state) => state.refIndex),
      states.map((state) => state.type),
      states.map((state) => state.contentHash),
      states.map((state) => state.recordHash),
      at,
    ],
  );
  const added = new Set(rows.map((row) => row.id));
  await insertVersions(
    tx,
    states.filter((state) => added.has(state.id)),
    at,
    by,
  );
  return added;
}

/** Moves locked customers to a new state and keeps it as a version. */
export async function updateCustomers(
  tx: Queryable,
  states: readonly CustomerState[],
  at: Date,
  by: string,
): Promise<void> {
  await tx.query(
    `update probity.customer c
        set type = s.type, status = s.status, version = s.version, content_hash = s.content_hash,
            record_hash = s.record_hash, changed_by_transaction = pg_current_xact_id(), changed_at = $7
       from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[])
         as s (id, type, status, version, content_hash, record_hash)
      where c.id = s.id`,
    [
      states.map((state) => state.id),
      states.map((state) => state.type),
      states.map((state) => state.status),
      states.map((state) => state.version),
      states.map((state) => state.contentHash),
      states.map((state) => state.recordHash),
      at,
    ],
  );
  await insertVersions(tx, states, at, by);
}

async function insertVersions(
  tx: Queryable,
  states: readonly CustomerState[],
  at: Date,
  by: string,
): Promise<void> {
  if (states.length === 0) return;
  await tx.query(
    `insert into probity.customer_version (customer_id, version, content_hash, status, record_sealed, reason_sealed, at, by)
     select id, version, content_hash, status, sealed, reason, $7, $8
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[])
         as s (id, version, content_hash, status, sealed, reason)`,
    [
      states.map((state) => state.id),
      states.map((state) => state.version),
      states.map((state) => state.contentHash),
      states.map((state) => state.status),
      states.map((state) => state.sealed),
      states.map((state) => state.reasonSealed ?? null),
      at,
      by,
    ],
  );
}

/** A customer with its sealed present record. */
export interface StoredCustomer {
  readonly id: CustomerId;
  readonly status: CustomerStatus;
  readonly version: number;
  readonly contentHash: string;
  readonly sealed: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** The customer with this id or this ref's index. */
export async function selectCustomer(db: Queryable, key: CustomerKey): Promise<StoredCustomer | undefined> {
  const { rows } = await db.query<StoredRow>(
    `select ${storedColumns} from probity.customer c
       join probity.customer_version v on v.customer_id = c.id and v.version = c.version
      where ${conditionOf(key)}`,
    Object.values(key),
  );
  return rows[0] && storedOf(rows[0]);
}

/**
 * Keeps a customer as it is until the transaction ends. A statement of its own: what is read after it is
 * the customer as the last writer left it.
 */
export async function lockCustomer(tx: Queryable, key: CustomerKey): Promise<void> {
  await tx.query(`select 1 from probity.customer c where ${conditionOf(key)} for update`, Object.values(key));
}

export type CustomerKey = { readonly id: string } | { readonly refIndex: string };

function conditionOf(key: CustomerKey): string {
  return "id" in key ? "c.id = $1" : "c.ref_index = $1";
}

/** A page of customers, newest first. */
export async function selectCustomers(
  db: Queryable,
  filter: { readonly status?: CustomerStatus | undefined; readonly beforeId?: string | undefined },
  limit: number,
): Promise<StoredCustomer[]> {
  const { rows } = await db.query<StoredRow>(
    `select ${storedColumns} from probity.customer c
       join probity.customer_version v on v.customer_id = c.id and v.version = c.version
      where ($1::text is null or c.status = $1) and ($2::text is null or c.id < $2)
      order by c.id desc limit $3`,
    [filter.status ?? null, filter.beforeId ?? null, limit],
  );
  return rows.map(storedOf);
}

/** That a customer was in a state, without the state itself. */
export interface CustomerVersion {
  readonly version: number;
  readonly status: CustomerStatus;
  readonly at: Date;
  /** Who wrote it, as in the audit log. */
  readonly by: string;
  /** Why the relationship ended, where this version ended it. */
  readonly reason?: string;
}

/**
 * States a customer was in, the present one first.
 * @throws ProbityError CIPHER_UNREADABLE when a reason was altered or belongs to another version
 */
export async function selectVersions(
  db: Queryable,
  cipher: DataCipher,
  id: CustomerId,
  limit: number,
): Promise<CustomerVersion[]> {
  const { rows } = await db.query<
    Omit<CustomerVersion, "reason"> & { reason_sealed: string | null } & Record<string, unknown>
  >(
    `select version, status, at, by, reason_sealed from probity.customer_version
      where customer_id = $1 order by version desc limit $2`,
    [id, limit],
  );
  return rows.map(({ version, status, at, by, reason_sealed: sealed }) => ({
    version,
    status,
    at,
    by,
    ...(sealed === null ? {} : { reason: String(cipher.open(sealed, reasonContext(id, version))) }),
  }));
}

const storedColumns =
  "c.id, c.status, c.version, c.content_hash, v.record_sealed, c.created_at, c.changed_at";

interface StoredRow extends Record<string, unknown> {
  readonly id: CustomerId;
  readonly status: CustomerStatus;
  readonly version: number;
  readonly content_hash: string;
  readonly record_sealed: string;
  readonly created_at: Date;
  readonly changed_at: Date;
}

function storedOf(row: StoredRow): StoredCustomer {
  return {
    id: row.id,
    status: row.status,
    version: row.version,
    contentHash: row.content_hash,
    sealed: row.record_sealed,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
