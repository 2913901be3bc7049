import { type AuditActor, appendAudit } from "../audit/index.ts";
import {
  type Clock,
  type CustomerId,
  type Database,
  type DataCipher,
  hashJson,
  isId,
  newId,
  ProbityError,
  type Queryable,
} from "../core/index.ts";
import { type CustomerRecord, readCustomer } from "./customer.ts";
import type { CustomerRow } from "./read-file.ts";
import {
  type CustomerHashes,
  type CustomerKey,
  type CustomerState,
  type CustomerStatus,
  type CustomerVersion,
  hashesOf,
  insertCustomers,
  lockBatches,
  lockByRef,
  lockCustomer,
  openRecord,
  refIndexOf,
  type StoredCustomer,
  sealReason,
  sealRecord,
  selectCustomer,
  selectCustomers,
  selectVersions,
  updateCustomers,
} from "./store.ts";

/** Rows that share a transaction: enough that statements cost little, few enough that a lock is short. */
export const IMPORT_BATCH_ROWS = 1_000;
/** Row problems given back; the count goes on. */
export const IMPORT_PROBLEMS_MAX = 1_000;

/** A customer with its record opened. */
export interface Customer {
  readonly id: CustomerId;
  readonly status: CustomerStatus;
  readonly version: number;
  readonly contentHash: string;
  readonly record: CustomerRecord;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export type UpsertResult = "created" | "changed" | "unchanged";

export interface CustomerImport {
  /** Rows read, good and bad. */
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first thousand that were refused, by line and without personal data. */
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

export interface CustomerRegister {
  /** Registers or changes one customer. @throws ProbityError CUSTOMER_INVALID. */
  upsert(input: unknown, actor: AuditActor): Promise<{ result: UpsertResult; customer: Customer }>;
  /**
   * Registers or changes every customer that is read; a bad row is listed and keeps no other back.
   * Each batch is one transaction with one audit entry; an import that ends early can be repeated,
   * because rows that are registered already change nothing.
   */
  importRows(
    rows: AsyncIterable<CustomerRow>,
    actor: AuditActor,
    onProgress?: (rows: number) => void,
  ): Promise<CustomerImport>;
  /** By id or by the institution's own ref. @throws ProbityError NOT_FOUND. */
  get(idOrRef: string): Promise<Customer>;
  list(query: {
    readonly status?: CustomerStatus | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<{ items: Customer[]; nextCursor?: string }>;
  /** States the customer with this id was in, the present one first. */
  versions(id: CustomerId, limit: number): Promise<CustomerVersion[]>;
  /** Ends the relationship: the customer is screened no more; registering it again opens it. @throws ProbityError NOT_FOUND. */
  close(idOrRef: string, reason: string, actor: AuditActor): Promise<Customer>;
}

export interface RegisterOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  /**
   * What a record must fulfil besides its own shape, such as countries that screening knows.
   * @throws ProbityError whose message holds no personal data.
   */
  readonly check: (record: CustomerRecord) => void;
}

/** The register of the institution's customers; every change is a version and an audit entry in one transaction. */
export function createCustomerRegister(options: RegisterOptions): CustomerRegister {
  const { db, cipher } = options;
  const keyOf = (idOrRef: string): CustomerKey =>
    isId("customer", idOrRef) ? { id: idOrRef } : { refIndex: refIndexOf(cipher, idOrRef) };
  const find = async (queryable: Queryable, idOrRef: string): Promise<StoredCustomer> => {
    const found = await selectCustomer(queryable, keyOf(idOrRef));
    if (!found) throw new ProbityError("NOT_FOUND", "There is no customer with this id or ref.");
    return found;
  };
  return {
    async upsert(input, actor) {
      const record = checked(options, input);
      const [one] = await writeBatch(options, [record], actor);
      if (!one) throw new ProbityError("INTERNAL", "a customer was written without a result");
      return { result: one.result, customer: opened(cipher, await find(db, one.id)) };
    },
    importRows: (rows, actor, onProgress) => importRows(options, rows, actor, onProgress),
    get: async (idOrRef) => opened(cipher, await find(db, idOrRef)),
    async list({ status, cursor, limit }) {
      if (cursor !== undefined && !isId("customer", cursor)) {
        throw new ProbityError("REQUEST_INVALID", "the cursor is none that a list of customers gave out");
      }
      const found = await selectCustomers(db, { status, beforeId: cursor }, limit + 1);
      const items = found.slice(0, limit).map((one) => opened(cipher, one));
      const last = items.at(-1);
      return { items, ...(found.length > limit && last ? { nextCursor: last.id } : {}) };
    },
    versions: (id, limit) => selectVersions(db, cipher, id, limit),
    close: (idOrRef, reason, actor) =>
      db.transaction(async (tx) => {
        await lockCustomer(tx, keyOf(idOrRef));
        const found = await find(tx, idOrRef);
        const closed = { ...opened(cipher, found), status: "closed" as const };
        if (found.status === "closed") return closed;
        const state = stateOf(cipher, closed.record, found.id, found.version + 1, "closed");
        const at = options.clock.now();
        const reasonSealed = sealReason(cipher, found.id, state.version, reason);
        await updateCustomers(tx, [{ ...state, reasonSealed }], at, actor.id);
        // Why a relationship ended is about a person: it is sealed with the version, and the log holds its keyed hash.
        const reasonHash = cipher.blindIndex(reason, "probity.customer.close-reason");
        await appendAudit(tx, {
          actor,
          action: "customer.close",
          status: "succeeded",
          stream: "customers",
          at,
          inputHash: reasonHash,
          details: { customerId: found.id, version: state.version },
        });
        return { ...closed, version: state.version, changedAt: at };
      }),
  };
}

function opened(cipher: DataCipher, { sealed, ...stored }: StoredCustomer): Customer {
  return { ...stored, record: openRecord(cipher, stored.id, sealed) };
}

function checked({ check }: RegisterOptions, input: unknown): CustomerRecord {
  const record = readCustomer(input);
  check(record);
  return record;
}

async function importRows(
  options: RegisterOptions,
  rows: AsyncIterable<CustomerRow>,
  actor: AuditActor,
  onProgress: ((rows: number) => void) | undefined,
): Promise<CustomerImport> {
  const counts = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 };
  const problems: { line: number; problem: string }[] = [];
  const refuse = (line: number, problem: string): void => {
    counts.refused++;
    if (problems.length < IMPORT_PROBLEMS_MAX) problems.push({ line, problem });
  };
  let waiting = new Map<string, CustomerRecord>();
  const flush = async (): Promise<void> => {
    const batch = [...waiting.values()];
    waiting = new Map();
    if (batch.length === 0) return;
    for (const { result } of await writeBatch(options, batch, actor)) counts[result]++;
    onProgress?.(counts.rows);
  };
  for await (const row of rows) {
    counts.rows++;
    if (!row.customer) {
      refuse(row.line, row.problem ?? "the row is no customer");
      continue;
    }
    const problem = problemOf(options, row.customer);
    if (problem !== undefined) {
      refuse(row.line, problem);
      continue;
    }
    // Two rows of one customer are two changes, one after the other.
    if (waiting.has(row.customer.ref)) await flush();
    waiting.set(row.customer.ref, row.customer);
    if (waiting.size >= IMPORT_BATCH_ROWS) await flush();
  }
  await flush();
  return { ...counts, problems };
}

function problemOf({ check }: RegisterOptions, record: CustomerRecord): string | undefined {
  try {
    check(record);
    return undefined;
  } catch (error) {
    if (error instanceof ProbityError) return error.message;
    throw error;
  }
}

interface Written {
  readonly id: CustomerId;
  readonly result: UpsertResult;
}

/** Writes records of different refs and their audit entry, in the order given; all or none. */
async function writeBatch(
  options: RegisterOptions,
  records: readonly CustomerRecord[],
  actor: AuditActor,
): Promise<Written[]> {
  const { db, clock, cipher } = options;
  const hashed = records.map((record) => ({ record, hashes: hashesOf(cipher, record) }));
  return db.transaction(async (tx) => {
    const at = clock.now();
    if (records.length > 1) await lockBatches(tx);
    const written = new Map<string, Written>();
    const states: CustomerState[] = [];
    // Whoever adds the same customer at the same moment wins; the next round sees theirs.
    for (let left = hashed; left.length > 0; ) {
      const round = await writeOnce(tx, cipher, left, at, actor.id);
      for (const [ref, one] of round.written) written.set(ref, one);
      states.push(...round.states);
      left = left.filter(({ record }) => !written.has(record.ref));
    }
    if (states.length > 0) await audit(tx, states, [...written.values()], at, actor);
    return records.flatMap((record) => written.get(record.ref) ?? []);
  });
}

async function writeOnce(
  tx: Queryable,
  cipher: DataCipher,
  records: readonly { readonly record: CustomerRecord; readonly hashes: CustomerHashes }[],
  at: Date,
  by: string,
): Promise<{ written: Map<string, Written>; states: CustomerState[] }> {
  const known = new Map(
    (
      await lockByRef(
        tx,
        records.map(({ hashes }) => hashes.refIndex),
      )
    ).map((row) => [row.refIndex, row]),
  );
  const written = new Map<string, Written>();
  const added: CustomerState[] = [];
  const changed: CustomerState[] = [];
  const refOf = new Map<string, string>();
  for (const { record, hashes } of records) {
    const row = known.get(hashes.refIndex);
    const id = row?.id ?? newId("customer", at.getTime());
    refOf.set(id, record.ref);
    if (row?.recordHash === hashes.recordHash && row.status === "active") {
      written.set(record.ref, { id, result: "unchanged" });
      continue;
    }
    const state = stateOf(cipher, record, id, (row?.version ?? 0) + 1, "active", hashes);
    (row ? changed : added).push(state);
  }
  const addedIds = added.length > 0 ? await insertCustomers(tx, added, at, by) : new Set<string>();
  if (changed.length > 0) await updateCustomers(tx, changed, at, by);
  const states = [...added.filter((state) => addedIds.has(state.id)), ...changed];
  for (const { id, version } of states) {
    written.set(refOf.get(id) ?? "", { id, result: version === 1 ? "created" : "changed" });
  }
  return { written, states };
}

function stateOf(
  cipher: DataCipher,
  record: CustomerRecord,
  id: CustomerId,
  version: number,
  status: CustomerStatus,
  hashes: CustomerHashes = hashesOf(cipher, record),
): CustomerState {
  return { ...hashes, id, version, status, type: record.type, sealed: sealRecord(cipher, id, record) };
}

/** One entry for one customer, or for a batch: its counts and a hash over every id and the hash of its content. */
async function audit(
  tx: Queryable,
  states: readonly CustomerState[],
  written: readonly Written[],
  at: Date,
  actor: AuditActor,
): Promise<void> {
  const count = (result: UpsertResult) => written.filter((one) => one.result === result).length;
  const [only] = states;
  const single = written.length === 1 && only ? { customerId: only.id, version: only.version } : {};
  await appendAudit(tx, {
    actor,
    action: "customer.register",
    status: "succeeded",
    stream: "customers",
    at,
    details: {
      ...single,
      created: count("created"),
      changed: count("changed"),
      unchanged: count("unchanged"),
      contentHash: hashJson(states.map(({ id, version, recordHash }) => [id, version, recordHash])),
    },
  });
}
