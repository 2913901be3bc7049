import { setTimeout as sleep } from "node:timers/promises";
import { DBOS, DBOSWorkflowConflictError, Error as DbosErrors, StatusString } from "@dbos-inc/dbos-sdk";
import { currentOwnerXid, functionIDGetIncrement } from "@dbos-inc/dbos-sdk/internal/context";
import type { Database, Log, Queryable, RunId } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";
import { isConnectionError } from "../db/index.ts";
import type { Journal, Operation } from "./journal.ts";
import { isTransient } from "./retry-transient.ts";

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
  readonly output: string;
  readonly write: ((tx: Queryable) => Promise<void>) | undefined;
}

/** Must be called inside the workflow, where DBOS knows which execution is asking. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { runId, db } = options;
  const owner = currentOwnerXid(runId);
  const records = await retryOutage(options, () => loadRecords(db, runId));
  const deferred: Deferred[] = [];
  let tail: Promise<unknown> = Promise.resolve();

  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  };

  const write = (operation?: Operation, effect?: (tx: Queryable) => Promise<string>) =>
    exclusively(async () => {
      const batch = deferred.slice();
      const last = operation ?? batch.at(-1)?.operation;
      if (last === undefined) return "";
      let attempts = 0;
      const output = await retryOutage(options, () =>
        db.transaction(async (tx) => {
          await fence(tx, runId, owner);
          // After a lost connection the commit may have gone through without our hearing of it.
          const done = attempts++ > 0 ? await findRecord(tx, runId, last.id) : undefined;
          if (done !== undefined) return done;
          for (const earlier of batch) await earlier.write?.(tx);
          const records = batch.map(({ operation: { id, name }, output }) => ({ id, name, output }));
          const value = (await effect?.(tx)) ?? "";
          if (operation !== undefined)
            records.push({ id: operation.id, name: operation.name, output: value });
          await insertRecords(tx, runId, records);
          return value;
        }),
      );
      deferred.splice(0, batch.length);
      return output;
    });

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
    commit(operation, effect) {
      if (operation.recorded !== undefined) return Promise.resolve(operation.recorded);
      return write(operation, effect);
    },
    defer(operation, output, effect) {
      if (operation.recorded === undefined) deferred.push({ operation, output, write: effect });
    },
    async flush() {
      await write();
    },
    get hasDeferred() {
      return deferred.length > 0;
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

async function insertRecords(
  tx: Queryable,
  runId: RunId,
  rows: readonly { id: number; name: string; output: string }[],
): Promise<void> {
  await tx.query(
    `insert into dbos.operation_outputs
       (workflow_uuid, function_id, function_name, output, serialization, application_name,
        started_at_epoch_ms, completed_at_epoch_ms, retention_timestamp)
     select $1, r.id, r.name, r.output, 'probity', 'probity', t.ms, t.ms, t.ms
     from unnest($2::int[], $3::text[], $4::text[]) as r (id, name, output),
       (select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms) as t`,
    [runId, rows.map((row) => row.id), rows.map((row) => row.name), rows.map((row) => row.output)],
  );
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
