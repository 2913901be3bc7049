import { setTimeout as sleep } from "node:timers/promises";
import type { Queryable, RunId } from "../core/index.ts";
import { messageOf } from "../core/index.ts";
import { appendRunAudit, engineActor } from "./audit-events.ts";
import { startBeat } from "./beat.ts";
import { createConnectorGate } from "./connector-gate.ts";
import { launchExecutor } from "./dbos-executor.ts";
import { isOwnershipLost } from "./dbos-journal.ts";
import { startDispatcher } from "./dispatcher.ts";
import { endRun } from "./end-run.ts";
import type { EngineOptions, EngineSettings } from "./engine.ts";
import { interpret } from "./interpreter.ts";
import { lockRun } from "./run-store.ts";
import type { EngineRuntime, ExecutorControl } from "./runtime.ts";
import { fireSchedules } from "./schedules.ts";
import {
  clearAway,
  markStuckRuns,
  renotify,
  requeue,
  selectAbandonedRuns,
  selectClaimed,
  selectDeadExecutors,
} from "./worker-store.ts";

/** This process as a worker: it takes runs, beats, and when it leads looks after everybody's. */
export interface Worker {
  wake(): void;
  stop(graceMs: number): Promise<void>;
}

export type WorkerOptions = Omit<EngineOptions, "settings"> & {
  readonly settings: EngineSettings;
  readonly workerId: string;
  readonly control: ExecutorControl;
  /** A run of this process has ended or only waits, and everybody can see it. */
  readonly onRest: (runId: RunId) => void;
};

/** A run claimed this long ago that is not carried out here was lost between claim and start. */
const CLAIM_LOST_AFTER_MS = 10_000;
/** A message not taken this long after it was sent: its notification got lost. */
const RENOTIFY_AFTER_MS = 2_000;

export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const { settings, workerId, log, db } = options;
  const aborts = new Map<RunId, Set<AbortController>>();
  const busy = new Set<RunId>();
  let underway = 0;
  let draining = false;
  let stopped = false;
  let lastSweep = 0;

  const runtime: EngineRuntime = {
    workerId,
    db,
    clock: options.clock,
    log,
    cipher: options.cipher,
    actions: options.actions,
    host: options.host,
    control: options.control,
    connectors: createConnectorGate({ db, log, workerId, deadAfterMs: settings.deadAfterMs }),
    draining: () => draining,
    stopped: () => stopped,
    underway() {
      underway++;
      return () => underway--;
    },
    rested: options.onRest,
    busy(runId, isBusy) {
      if (isBusy) busy.add(runId);
      else if (busy.delete(runId)) dispatcher.wake();
    },
  };

  const executor = await launchExecutor({
    appUrl: options.appUrl,
    log,
    executorId: workerId,
    poolSize: settings.executorConnections,
    execute,
  });
  const pulse = await startBeat({
    appUrl: options.appUrl,
    log,
    workerId,
    everyMs: settings.beatEveryMs,
    leaseMs: settings.deadAfterMs,
    onHalt(runId) {
      for (const controller of aborts.get(runId) ?? []) controller.abort();
      executor.wakeWaits(runId);
    },
    onReconnect: () => executor.wakeWaits(),
    onBeat,
    onLead,
  });
  // Only a worker that beats may hold runs; one that does not is taken for dead.
  const dispatcher = startDispatcher({
    log,
    dispatch: (limit) => executor.dispatch(limit),
    freeSlots: () => (draining ? 0 : settings.activeRunsMax - busy.size),
  });
  log.info({ workerId, activeRunsMax: settings.activeRunsMax }, "worker launched");

  async function execute(runId: RunId): Promise<void> {
    const controller = new AbortController();
    const own = aborts.get(runId) ?? new Set();
    aborts.set(runId, own.add(controller));
    busy.add(runId);
    try {
      await interpret(runtime, runId, controller.signal);
    } catch (error) {
      // Leaving is no outcome: the run goes on elsewhere, and this execution never reports.
      if (stopped) return await new Promise<never>(() => {});
      if (!isOwnershipLost(error)) log.error({ runId, reason: messageOf(error) }, "the interpreter broke");
      throw error;
    } finally {
      own.delete(controller);
      if (own.size === 0) {
        aborts.delete(runId);
        runtime.busy(runId, false);
      }
    }
  }

  async function onBeat(beatDb: Queryable): Promise<void> {
    const now = performance.now();
    if (now - lastSweep < settings.sweepEveryMs) return;
    lastSweep = now;
    const claimed = await selectClaimed(beatDb, workerId, CLAIM_LOST_AFTER_MS);
    const lost = claimed.filter((runId) => !executor.isRunning(runId));
    if (lost.length > 0) {
      log.warn({ runs: lost.length }, "claimed runs were never begun here; giving them back");
      await requeue(beatDb, workerId, lost);
    }
  }

  let lastLead = 0;
  async function onLead(beatDb: Queryable): Promise<void> {
    for (const dead of await selectDeadExecutors(beatDb, settings.deadAfterMs)) {
      const count = await executor.recover(dead);
      log.warn({ worker: dead, runs: count }, "took over the runs of a worker that is gone");
      dispatcher.wake();
    }
    if ((await fireSchedules({ ...options, db })) > 0) dispatcher.wake();
    const now = performance.now();
    if (now - lastLead < settings.sweepEveryMs) return;
    lastLead = now;
    await renotify(beatDb, RENOTIFY_AFTER_MS);
    await endAbandoned(beatDb);
    await reportStuck(beatDb);
    await clearAway(beatDb);
  }

  async function endAbandoned(beatDb: Queryable): Promise<void> {
    for (const { id, status } of await selectAbandonedRuns(beatDb)) {
      const message = `the executor gave the run up (${status}); the worker's log says why`;
      await db.transaction((tx) =>
        endRun(runtime, tx, id, {
          state: "failed",
          actor: engineActor,
          error: { code: "INTERNAL", message },
        }),
      );
      log.error({ runId: id, status }, "an abandoned run was ended as failed");
    }
  }

  async function reportStuck(beatDb: Queryable): Promise<void> {
    const limits = { afterMs: settings.stuckAfterMs, deadAfterMs: settings.deadAfterMs };
    for (const runId of await markStuckRuns(beatDb, limits)) {
      log.error({ runId }, "a run is stuck");
      await db.transaction(async (tx) => {
        const run = await lockRun(tx, runId);
        if (run === undefined) return;
        await appendRunAudit(tx, run, {
          at: options.clock.now(),
          actor: engineActor,
          action: "run.stuck",
          status: "stuck",
        });
      });
    }
  }

  return {
    wake: () => dispatcher.wake(),
    async stop(graceMs) {
      draining = true;
      await dispatcher.stop();
      const deadline = performance.now() + graceMs;
      while (underway > 0 && performance.now() < deadline) await sleep(10);
      stopped = true;
      for (const own of aborts.values()) for (const controller of own) controller.abort();
      await pulse.stop();
      await executor.recover(workerId).catch((error: unknown) => {
        log.warn(
          { reason: messageOf(error) },
          "runs could not be handed over; a peer takes them when it notices",
        );
      });
      await executor.shutdown();
      log.info({ workerId }, "worker left");
    },
  };
}
