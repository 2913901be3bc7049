import { randomUUID } from "node:crypto";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { dbRetryConfig } from "@dbos-inc/dbos-sdk/internal/utils";
import { WorkflowQueue } from "@dbos-inc/dbos-sdk/internal/wfqueue";
import pg from "pg";
import type { Log, RunId } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";
import { dbosLogger } from "./dbos-log.ts";
import { DBOS_SCHEMA } from "./dbos-migrate.ts";
import { APPLICATION_NAME, APPLICATION_VERSION, INTERPRETER, RUN_QUEUE } from "./dbos-names.ts";

/**
 * This process as a worker of DBOS. DBOS keeps one executor per process, so there is one
 * engine that executes at a time; several engines may exist that only start and read runs.
 */
export interface Executor {
  /** Claims runs that wait and begins them, at most `limit`. Gives how many it began. */
  dispatch(limit: number): Promise<number>;
  /** Hands the unfinished runs of an executor that is gone to the living. Gives how many. */
  recover(executorId: string): Promise<number>;
  /** Makes everything that waits for a message look again; of one run, or of all. */
  wakeWaits(runId?: RunId): void;
  /** Whether a run is being carried out in this process. */
  isRunning(runId: RunId): boolean;
  shutdown(): Promise<void>;
}

/**
 * A run that was taken over so often without a single checkpoint or wait in between breaks its
 * workers and is given up. Recoveries of runs that get on are forgotten, so that one parked
 * for years survives any number of deployments.
 */
const RECOVERIES_MAX = 20;
/** DBOS waits at most this long between two attempts to reach a database that is away; its own default is a minute. */
const DBOS_RECONNECT_S = { first: 0.1, longest: 2 } as const;

let execute: ((runId: RunId) => Promise<void>) | undefined;

DBOS.registerWorkflow(
  async (target: { runId: RunId }) => {
    if (execute === undefined) throw new ProbityError("INTERNAL", "no engine is launched in this process");
    await execute(target.runId);
  },
  { name: INTERPRETER, maxRecoveryAttempts: RECOVERIES_MAX },
);

export async function launchExecutor(options: {
  readonly appUrl: string;
  readonly log: Log;
  readonly executorId: string;
  /** Connections DBOS keeps for itself. */
  readonly poolSize: number;
  readonly execute: (runId: RunId) => Promise<void>;
}): Promise<Executor> {
  if (execute !== undefined) throw new ProbityError("CONFLICT", "this process already executes runs");
  execute = options.execute;
  dbRetryConfig.initialBackoffSec = DBOS_RECONNECT_S.first;
  dbRetryConfig.maxBackoffSec = DBOS_RECONNECT_S.longest;
  const pool = guardedPool(options.appUrl, options.poolSize, options.executorId);
  try {
    DBOS.setConfig({
      name: APPLICATION_NAME,
      systemDatabaseUrl: options.appUrl,
      systemDatabaseSchemaName: DBOS_SCHEMA,
      systemDatabasePool: pool,
      runMigrations: false,
      executorID: options.executorId,
      applicationVersion: APPLICATION_VERSION,
      logger: dbosLogger(options.log),
      // Schedules are our own; this only keeps DBOS from looking for its own too often.
      schedulerPollingIntervalMs: 3_600_000,
    });
    await DBOS.launch();
  } catch (error) {
    execute = undefined;
    await pool.end();
    throw error;
  }
  return createExecutor(options.log, options.executorId, pool);
}

/** Longer in an open transaction without a statement means that the process is frozen; its locks must not outlive that. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/** As DBOS would make it, but a connection that dies in anybody's hands never ends the process. */
function guardedPool(appUrl: string, size: number, executorId: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: appUrl,
    application_name: `probity executor ${executorId}`,
    max: size,
    keepAlive: true,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function createExecutor(log: Log, executorId: string, pool: pg.Pool): Executor {
  const queue = (limit: number) =>
    new WorkflowQueue(WorkflowQueue.recordFromParams(RUN_QUEUE, { workerConcurrency: limit }), false);
  return {
    async dispatch(limit) {
      const executor = DBOSExecutor.globalInstance;
      if (executor === undefined || limit <= 0) return 0;
      const ownerXid = randomUUID();
      const claimed = await executor.systemDatabase.findAndMarkStartableWorkflows(
        queue(limit),
        executorId,
        APPLICATION_VERSION,
        undefined,
        0,
        0,
        ownerXid,
      );
      if (claimed.length > 0) await executor.dispatchDequeuedWorkflows(claimed, ownerXid);
      return claimed.length;
    },
    async recover(deadId) {
      const handles = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([deadId]);
      return handles?.length ?? 0;
    },
    wakeWaits,
    isRunning: (runId) => DBOSExecutor.globalInstance?.systemDatabase.checkForRunningWorkflow(runId) ?? false,
    async shutdown() {
      execute = undefined;
      // What is parked would otherwise hold its timer, and so the process, for minutes.
      const wake = waitsOf(DBOSExecutor.globalInstance);
      await DBOS.shutdown().catch((error: unknown) => {
        log.warn({ reason: messageOf(error) }, "the executor did not shut down cleanly");
      });
      wake();
      await pool.end();
    },
  };
}

function wakeWaits(runId?: RunId): void {
  waitsOf(DBOSExecutor.globalInstance, runId)();
}

function waitsOf(executor: DBOSExecutor | undefined, runId?: RunId): () => void {
  const waits = executor?.systemDatabase.notificationsMap;
  return () => {
    for (const topic of [...(waits?.map.keys() ?? [])]) {
      if (runId === undefined || topic.startsWith(`${runId}::`)) waits?.callCallbacks(topic);
    }
  };
}
