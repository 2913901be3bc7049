import type { Clock, Database, DataCipher, Log, Queryable } from "../core/index.ts";
import { appendRunAudit, engineActor } from "./audit-events.ts";
import type { Executor } from "./dbos-executor.ts";
import { endRun } from "./end-run.ts";
import type { EngineSettings } from "./engine.ts";
import { lockRun } from "./run-store.ts";
import type { ExecutorControl } from "./runtime.ts";
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

/** What keeps runs from being forgotten: every worker looks after its own, the leader after everybody's. */
export interface Sweep {
  onBeat(db: Queryable): Promise<void>;
  onLead(db: Queryable): Promise<void>;
}

export interface SweepOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  readonly log: Log;
  readonly control: ExecutorControl;
  readonly workerId: string;
  readonly settings: EngineSettings;
  readonly executor: Executor;
  /** There may be runs to begin. */
  readonly onWork: () => void;
}

/** A run claimed this long ago that is not carried out here was lost between claim and start. */
const CLAIM_LOST_AFTER_MS = 10_000;
/** A message not taken this long after it was sent: its notification got lost. */
const RENOTIFY_AFTER_MS = 2_000;

export function createSweep(options: SweepOptions): Sweep {
  const { executor, log, settings, workerId } = options;
  const ownDue = every(settings.sweepEveryMs);
  const allDue = every(settings.sweepEveryMs);
  return {
    async onBeat(db) {
      if (!ownDue()) return;
      const claimed = await selectClaimed(db, workerId, CLAIM_LOST_AFTER_MS);
      const lost = claimed.filter((runId) => !executor.isRunning(runId));
      if (lost.length === 0) return;
      log.warn({ runs: lost.length }, "claimed runs were never begun here; giving them back");
      await requeue(db, workerId, lost);
    },
    async onLead(db) {
      for (const dead of await selectDeadExecutors(db, settings.deadAfterMs)) {
        const count = await executor.recover(dead);
        log.warn({ worker: dead, runs: count }, "took over the runs of a worker that is gone");
        options.onWork();
      }
      if ((await fireSchedules(options)) > 0) options.onWork();
      if (!allDue()) return;
      await renotify(db, RENOTIFY_AFTER_MS);
      await endAbandoned(options, db);
      await reportStuck(options);
      await clearAway(db);
    },
  };
}

/** Says yes at most once per period. */
function every(periodMs: number): () => boolean {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lastMs < periodMs) return false;
    lastMs = nowMs;
    return true;
  };
}

async function endAbandoned(options: SweepOptions, db: Queryable): Promise<void> {
  for (const { id, status } of await selectAbandonedRuns(db)) {
    const message = `the executor gave the run up (${status}); the worker's log says why`;
    const error = { code: "INTERNAL", message };
    await options.db.transaction((tx) =>
      endRun(options, tx, id, { state: "failed", actor: engineActor, error }),
    );
    options.log.error({ runId: id, status }, "an abandoned run was ended as failed");
  }
}

async function reportStuck(options: SweepOptions): Promise<void> {
  const { settings, clock, log } = options;
  const limits = { afterMs: settings.stuckAfterMs, deadAfterMs: settings.deadAfterMs };
  const stuck = await options.db.transaction(async (tx) => {
    const runIds = await markStuckRuns(tx, limits);
    for (const runId of runIds) {
      const run = await lockRun(tx, runId);
      if (run === undefined) continue;
      const event = { at: clock.now(), actor: engineActor, action: "run.stuck", status: "stuck" };
      await appendRunAudit(tx, run, event);
    }
    return runIds;
  });
  for (const runId of stuck) log.error({ runId }, "a run is stuck");
}
