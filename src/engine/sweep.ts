import type { Clock, Database, DataCipher, Log } from "../core/index.ts";
import { engineActor } from "./audit-events.ts";
import type { Executor } from "./dbos-executor.ts";
import type { Duty } from "./duties.ts";
import { eachInTurn } from "./each-in-turn.ts";
import { endRun } from "./end-run.ts";
import type { EngineSettings } from "./engine.ts";
import { startForgottenLists } from "./list-updates.ts";
import { handOnAlerts, type OperationalAlert, raiseAlert } from "./operational-alerts.ts";
import { forgetCheckpoints } from "./retention.ts";
import type { ExecutorControl } from "./runtime.ts";
import { fireSchedules } from "./schedules.ts";
import { createStuckDetector } from "./stuck-runs.ts";
import {
  clearAway,
  renotify,
  requeue,
  selectAbandonedRuns,
  selectClaimed,
  selectDeadExecutors,
} from "./worker-store.ts";

export interface SweepOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  readonly log: Log;
  readonly control: ExecutorControl;
  readonly workerId: string;
  readonly settings: EngineSettings;
  readonly executor: Executor;
  readonly onOperationalAlert?: (alert: OperationalAlert) => Promise<void> | void;
  /** There may be runs to begin. */
  readonly onWork: () => void;
}

/** A run claimed this long ago that is not carried out here was lost between claim and start. */
const CLAIM_LOST_AFTER_MS = 10_000;
/** A message not taken this long after it was sent: its notification got lost. */
const RENOTIFY_AFTER_MS = 2_000;
/** Old checkpoints are in nobody's way; a minute's worth of them is gone in a moment. */
const RETENTION_EVERY_MS = 60_000;

/**
 * What keeps runs from being forgotten: every worker looks after its own, the leader after
 * everybody's. Dead workers and schedules have their turn every beat, the rest every sweep.
 */
export function dutiesOf(options: SweepOptions): Duty[] {
  const { settings, onWork } = options;
  const { beatEveryMs, sweepEveryMs } = settings;
  const stuck = createStuckDetector(options);
  const leaders = (name: string, everyMs: number, work: () => Promise<unknown>): Duty => ({
    name,
    everyMs,
    leads: true,
    work: async () => void (await work()),
  });
  return [
    { name: "own claims", everyMs: sweepEveryMs, leads: false, work: () => giveBackLost(options) },
    leaders("dead workers", beatEveryMs, () => recoverDead(options)),
    leaders("schedules", beatEveryMs, async () => {
      if ((await fireSchedules(options)) > 0) onWork();
    }),
    leaders("published lists", sweepEveryMs, async () => {
      if ((await startForgottenLists(options)) > 0) onWork();
    }),
    leaders("lost notifications", sweepEveryMs, () => renotify(options.db, RENOTIFY_AFTER_MS)),
    leaders("abandoned runs", sweepEveryMs, () => endAbandoned(options)),
    leaders("stuck runs", stuck.everyMs, stuck.work),
    leaders("alerts", sweepEveryMs, () => handOnAlerts(options)),
    leaders("old checkpoints", Math.max(sweepEveryMs, RETENTION_EVERY_MS), () => forgetCheckpoints(options)),
    leaders("old workers", sweepEveryMs, () => clearAway(options.db)),
  ];
}

async function giveBackLost({ db, log, workerId, executor }: SweepOptions): Promise<void> {
  const claimed = await selectClaimed(db, workerId, CLAIM_LOST_AFTER_MS);
  const lost = claimed.filter((runId) => !executor.isRunning(runId));
  if (lost.length === 0) return;
  log.warn({ runs: lost.length }, "claimed runs were never begun here; giving them back");
  await requeue(db, workerId, lost);
}

async function recoverDead({ db, log, settings, executor, onWork }: SweepOptions): Promise<void> {
  await eachInTurn(await selectDeadExecutors(db, settings.deadAfterMs), async (dead) => {
    const count = await executor.recover(dead);
    log.warn({ worker: dead, runs: count }, "took over the runs of a worker that is gone");
    onWork();
  });
}

async function endAbandoned(options: SweepOptions): Promise<void> {
  const { db, clock } = options;
  await eachInTurn(await selectAbandonedRuns(db), async ({ id, workflowId, status }) => {
    const message = `the executor gave the run up (${status}); the worker's log says why`;
    const error = { code: "INTERNAL", message };
    await db.transaction(async (tx) => {
      const ended = await endRun(options, tx, id, { state: "failed", actor: engineActor, error });
      if (ended)
        await raiseAlert(tx, { kind: "run_abandoned", runId: id, workflowId, message, at: clock.now() });
    });
  });
}
