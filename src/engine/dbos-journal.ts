import { setTimeout as sleep } from "node:timers/promises";
import { DBOS, DBOSWorkflowConflictError, Error as DbosErrors, StatusString } from "@dbos-inc/dbos-sdk";
import { currentOwnerXid, functionIDGetIncrement } from "@dbos-inc/dbos-sdk/internal/context";
import { encodeEvent } from "../audit/index.ts";
import type { Database, Log, Queryable, RunId } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";
import { isConnectionError, sqlStateOf } from "../db/index.ts";
import type { Checkpoint, Journal, Operation } from "./journal.ts";
import { isTransient } from "./retry-transient.ts";
import { stepValues } from "./run-step-store.ts";

/**
 * The journal on DBOS. Our tables and the tables of DBOS share a database, so the checkpoint
 * is written into dbos.operation_outputs by the very transaction that writes the step's
 * effect, its row and its audit entry. The transaction first locks the run's row in
 * dbos.workflow_status and compares the fencing token: an execution that lost the run, to a
 * peer that took it for dead or to a cancellation, cannot write anything.
 */
export interface JournalOptions {
  readonly db: Database;
  readonly log: Log;
  readonly runId: RunId;
  /** True once the process leaves: whatever is not recorded by then is carried out elsewhere. */
  readonly stopped: () => boolean;
}

/** First and longest pause between two attempts to reach a database that is away. */
const RECONNECT_MS = { first: 50, longest: 2_000 } as const;
/** The longest poll of a parked wait; a message wakes it within milliseconds, so this only guards against a lost one. */
const PARKED_POLL_MS = 600_000;

interface Deferred {
  readonly operation: Operation;
  readonly checkpoint: Checkpoint;
}

/** One execution's hold on a run. */
interface Hold {
  readonly options: JournalOptions;
  readonly owner: string | undefined;
  readonly deferred: Deferred[];
  /** Runs one piece of work after the other: transactions of a run would only wait for each other's locks. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Must be called inside the workflow, where DBOS knows which execution is asking. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { runId, db } = options;
  let tail: Promise<unknown> = Promise.resolve();
  const hold: Hold = {
    options,
    owner: currentOwnerXid(runId),
    deferred: [],
    exclusively(work) {
      const result = tail.then(work);
      tail = result.catch(() => {});
      return result;
    },
  };
  const records = await retryOutage(options, () => loadRecords(db, runId));
  return {
    begin(name) {
      const id = functionIDGetIncrement();
      const record = records.get(id);
      if (record !== undefined && record.name !== name) {
        throw new ProbityError(
          "INTERNAL",
          `run ${runId}: operation ${id} was recorded as ${record.name} and is now ${name}`,
        );
      }
      return { id, name, recorded: record?.output };
    },
    async commit(operation, checkpoint, effect) {
      return operation.recorded ?? (await write(hold, { operation, checkpoint, effect }));
    },
    async transact(operation, decide) {
      return operation.recorded ?? (await write(hold, { operation, decide }));
    },
    defer(operation, checkpoint) {
      if (operation.recorded === undefined) hold.deferred.push({ operation, checkpoint });
    },
    async flush() {
      await write(hold, undefined);
    },
    get hasDeferred() {
      return hold.deferred.length > 0;
    },
    async receive(topic, timeoutMs) {
      const message = await DBOS.recv<string>(topic, {
        timeoutSeconds: Math.max(1, timeoutMs) / 1_000,
        pollingIntervalMs: PARKED_POLL_MS,
      });
      return message ?? undefined;
    },
  };
}

/** What is written: a checkpoint that is known, with or without an effect, or one the transaction decides. */
type Work =
  | {
      readonly operation: Operation;
      readonly checkpoint: Checkpoint;
      readonly effect: ((tx: Queryable) => Promise<void>) | undefined;
    }
  | { readonly operation: Operation; readonly decide: (tx: Queryable) => Promise<Checkpoint> };

/** Records what was deferred and then the operation: in one transaction, which is one statement where one is enough. */
async function write(hold: Hold, work: Work | undefined): Promise<string> {
  const { options, deferred } = hold;
  return await hold.exclusively(async () => {
    const batch = deferred.slice();
    const last = work?.operation ?? batch.at(-1)?.operation;
    if (last === undefined) return "";
    const known = work === undefined || ("checkpoint" in work && !work.effect);
    const all = !known ? undefined : work !== undefined && "checkpoint" in work ? [...batch, work] : batch;
    let attempts = 0;
    const output = await retryOutage(options, async () => {
      const retry = attempts++ > 0;
      if (all !== undefined && groupsByRow(all).length === 1)
        return await record(options.db, hold, all, retry);
      return await options.db.transaction((tx) => writeWithin(tx, hold, { batch, work, last, retry }));
    });
    deferred.splice(0, batch.length);
    return output;
  });
}

async function writeWithin(
  tx: Queryable,
  hold: Hold,
  part: {
    readonly batch: readonly Deferred[];
    readonly work: Work | undefined;
    readonly last: Operation;
    readonly retry: boolean;
  },
): Promise<string> {
  const { batch, work, last, retry } = part;
  const { runId } = hold.options;
  // Our rows are locked only after the executor's, by everybody, so that nobody waits in a circle.
  await fence(tx, runId, hold.owner);
  // After a lost connection the commit may have gone through without our hearing of it.
  const done = retry ? await findRecord(tx, runId, last.id) : undefined;
  if (done !== undefined) return done;
  if (work === undefined) return await record(tx, hold, batch, false);
  if ("decide" in work) {
    const checkpoint = await work.decide(tx);
    return await record(tx, hold, [...batch, { operation: work.operation, checkpoint }], false);
  }
  await work.effect?.(tx);
  return await record(tx, hold, [...batch, work], false);
}

async function loadRecords(
  db: Queryable,
  runId: RunId,
): Promise<Map<number, { name: string; output: string }>> {
  const { rows } = await db.query<{ function_id: number; function_name: string; output: string | null }>(
    "select function_id, function_name, output from dbos.operation_outputs where workflow_uuid = $1",
    [runId],
  );
  return new Map(rows.map((row) => [row.function_id, { name: row.function_name, output: row.output ?? "" }]));
}

async function findRecord(tx: Queryable, runId: RunId, id: number): Promise<string | undefined> {
  const { rows } = await tx.query<{ output: string | null }>(
    "select output from dbos.operation_outputs where workflow_uuid = $1 and function_id = $2",
    [runId, id],
  );
  return rows[0] && (rows[0].output ?? "");
}

/** Holds the run's row until the commit, so that no hand-over can happen in between. */
async function fence(tx: Queryable, runId: RunId, owner: string | undefined): Promise<void> {
  const { rows } = await tx.query<{ status: string; owner_xid: string | null }>(
    "select status, owner_xid from dbos.workflow_status where workflow_uuid = $1 for no key update",
    [runId],
  );
  if (rows[0]?.status === StatusString.CANCELLED) throw new DbosErrors.DBOSWorkflowCancelledError(runId);
  if (rows[0] === undefined || rows[0].owner_xid !== owner) throw new DBOSWorkflowConflictError(runId);
}

const checkpointSql = `select probity.checkpoint($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
  $17, $18, $19, $20, $21, $22) as output`;

/**
 * Records operations in their order. Several steps' rows take a call each, which only a
 * transaction around them holds together.
 */
async function record(
  tx: Queryable,
  { owner, options }: Hold,
  all: readonly Deferred[],
  retry: boolean,
): Promise<string> {
  const { runId } = options;
  let output = "";
  for (const group of groupsByRow(all)) {
    const audit = group.flatMap(({ checkpoint }) => checkpoint.audit ?? []);
    const step = group.find(({ checkpoint }) => checkpoint.step !== undefined)?.checkpoint.step;
    const values = [
      runId,
      owner ?? null,
      retry,
      group.map(({ operation }) => operation.id),
      group.map(({ operation }) => operation.name),
      group.map(({ checkpoint }) => checkpoint.output),
      audit.map((event) => encodeEvent(event).bytes),
      ...stepValues(step),
    ];
    const { rows } = await tx.query<{ output: string }>(checkpointSql, values).catch((error: unknown) => {
      const state = sqlStateOf(error);
      if (state === "PBE10") throw new DbosErrors.DBOSWorkflowCancelledError(runId);
      if (state === "PBE11") throw new DBOSWorkflowConflictError(runId);
      throw error;
    });
    output = rows[0]?.output ?? "";
  }
  return output;
}

/** Consecutive operations with at most one step's row among them. */
function groupsByRow(all: readonly Deferred[]): Deferred[][] {
  const groups: Deferred[][] = [];
  let open: Deferred[] = [];
  for (const entry of all) {
    const full =
      entry.checkpoint.step !== undefined && open.some(({ checkpoint }) => checkpoint.step !== undefined);
    if (full) {
      groups.push(open);
      open = [];
    }
    open.push(entry);
  }
  return open.length === 0 ? groups : [...groups, open];
}

/**
 * Repeats database work until the database answers. An outage is never an outcome: it does
 * not count as an attempt of a step and fails no run.
 */
export async function retryOutage<T>(
  options: Pick<JournalOptions, "log" | "stopped"> & { readonly runId?: RunId },
  work: () => Promise<T>,
): Promise<T> {
  for (let pauseMs: number = RECONNECT_MS.first; ; pauseMs = Math.min(pauseMs * 2, RECONNECT_MS.longest)) {
    // A process that leaves must not turn its own leaving into an outcome: this execution never goes on.
    if (options.stopped()) return new Promise<never>(() => {});
    try {
      return await work();
    } catch (error) {
      if (options.stopped()) return new Promise<never>(() => {});
      if (!isConnectionError(error) && !isTransient(error)) throw error;
      options.log.warn(
        { runId: options.runId, reason: messageOf(error), pauseMs },
        "the database is away; waiting",
      );
      await sleep(pauseMs);
    }
  }
}

/** Whether an error says that this execution must stop because the run was cancelled, paused or taken over. */
export function isOwnershipLost(error: unknown): boolean {
  return error instanceof DBOSWorkflowConflictError || error instanceof DbosErrors.DBOSWorkflowCancelledError;
}
