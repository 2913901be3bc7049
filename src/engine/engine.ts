import type { ActionDefinition, ActionHost, Clock, Database, DataCipher, Log } from "../core/index.ts";
import { ProbityError, uuidV7 } from "../core/index.ts";
import { createControl } from "./dbos-control.ts";
import { createDefinitions } from "./definitions-port.ts";
import type { OperationalAlert } from "./operational-alerts.ts";
import type { EnginePort } from "./port.ts";
import { retryTransient } from "./retry-transient.ts";
import { decideReview, getReview, listReviews } from "./reviews.ts";
import { cancelRun, forkRun, pauseRun, resumeRun } from "./run-control.ts";
import { listRuns, selectRunDetail } from "./run-views.ts";
import { createRunWatcher } from "./run-watcher.ts";
import { createStarts } from "./starts-port.ts";
import { createWorker, type Worker } from "./worker.ts";
import { selectWorkers } from "./worker-store.ts";

export interface EngineOptions {
  /** Login of the application role; DBOS and the beat connect with it. Never logged. */
  readonly appUrl: string;
  /** The pool of the application role on the same database. */
  readonly db: Database;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  /** Lent to handlers. */
  readonly host: ActionHost;
  readonly cipher: DataCipher;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Told what went wrong outside of every step: a run that is stuck or was given up, a schedule or
   * a published list that started nothing. After the commit, at least once, by the leading worker;
   * one that throws is told again.
   */
  readonly onOperationalAlert?: (alert: OperationalAlert) => Promise<void> | void;
  readonly settings?: Partial<EngineSettings>;
}

export interface EngineSettings {
  /** Runs this process carries out at a time; parked ones do not count. */
  readonly activeRunsMax: number;
  /** Connections of DBOS's own pool. */
  readonly executorConnections: number;
  readonly beatEveryMs: number;
  /** A worker that has not beaten for this long loses its runs to the others. */
  readonly deadAfterMs: number;
  /** How often the slower checks run: lost notifications, abandoned and stuck runs. */
  readonly sweepEveryMs: number;
  /** Nothing has moved for this long although something should: the run is stuck. */
  readonly stuckAfterMs: number;
  /** How long the executor's checkpoints of a run are kept after its end. */
  readonly retainCheckpointsMs: number;
}

const defaults: EngineSettings = {
  // Runs mostly wait for other systems; more of them at a time keep one process's event loop no busier.
  activeRunsMax: 64,
  // Claims and waits are short statements; ten serve all active runs and leave a default server room for other workers.
  executorConnections: 10,
  // Bounds how late a schedule fires; one small statement a second is nothing to a server.
  beatEveryMs: 1_000,
  // Five beats missed is no hiccup any more; the runs of a dead worker stand still for as long.
  deadAfterMs: 5_000,
  // What the sweep mends is rare, and nobody minds it five seconds late.
  sweepEveryMs: 5_000,
  // Long enough for a restart of every worker, short enough that people hear of it before they miss the run.
  stuckAfterMs: 120_000,
  // They serve to look into a run with the executor's own tools; after a month nobody does.
  retainCheckpointsMs: 30 * 24 * 3_600_000,
};

export interface Engine extends EnginePort {
  /** Closes what even an engine that was never launched holds open. After `shutdown`. */
  close(): Promise<void>;
}

/** One installation's engine. Without `launch` it starts, reads and decides but carries nothing out. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, cipher, clock, log } = options;
  const settings = { ...defaults, ...options.settings };
  const workerId = uuidV7(clock.now().getTime());
  let worker: Worker | undefined;
  const watcher = createRunWatcher(db);
  const control = await createControl({
    appUrl: options.appUrl,
    log,
    onEnqueue: () => worker?.wake(),
  });
  const deps = { db, cipher, clock, control, log };
  return {
    async launch() {
      if (worker !== undefined) throw new ProbityError("CONFLICT", "this engine is launched already");
      worker = await createWorker({ ...options, settings, workerId, control, onRest: watcher.rested });
    },
    async shutdown(graceMs = 10_000) {
      await worker?.stop(graceMs);
      worker = undefined;
    },
    async close() {
      await control.close();
    },
    ...createDefinitions(deps),
    ...createStarts(deps, () => worker?.wake()),

    getRun: (id) => selectRunDetail(db, cipher, id),
    listRuns: (filter) => listRuns(db, filter),
    waitForRun: (id, timeoutMs) => watcher.wait(id, timeoutMs, worker !== undefined),
    cancel: (id, actor, reason) => retryTransient(() => cancelRun(deps, id, actor, reason)),
    pause: (id, actor) => retryTransient(() => pauseRun(deps, id, actor)),
    async resume(id, actor) {
      await retryTransient(() => resumeRun(deps, id, actor));
      worker?.wake();
    },
    async fork(id, stepId, actor) {
      const runId = await retryTransient(() => forkRun(deps, id, stepId, actor));
      worker?.wake();
      return runId;
    },

    listReviews: (filter) => listReviews(deps, filter),
    getReview: (id) => getReview(deps, id),
    async decide(request) {
      await retryTransient(() => decideReview(deps, request));
      const review = await getReview(deps, request.reviewId);
      if (review === undefined) throw new ProbityError("NOT_FOUND", `there is no review ${request.reviewId}`);
      return review;
    },
    workers: () => selectWorkers(db, settings.deadAfterMs),
  };
}
