import { setTimeout as sleep } from "node:timers/promises";
import type { RunId } from "../core/index.ts";
import { messageOf } from "../core/index.ts";
import { startBeat } from "./beat.ts";
import { createConnectorGate } from "./connector-gate.ts";
import { launchExecutor } from "./dbos-executor.ts";
import { isOwnershipLost } from "./dbos-journal.ts";
import { startDispatcher } from "./dispatcher.ts";
import { startDuties } from "./duties.ts";
import type { EngineOptions, EngineSettings } from "./engine.ts";
import { interpret } from "./interpreter.ts";
import type { EngineRuntime, ExecutorControl } from "./runtime.ts";
import { dutiesOf } from "./sweep.ts";

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

export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const { settings, workerId, log } = options;
  const aborts: Aborts = new Map();
  const state: WorkerState = { busy: new Set(), begun: 0, underway: 0, draining: false, stopped: false };
  const freeSlots = () => (state.draining ? 0 : settings.activeRunsMax - state.busy.size);
  const runtime = createRuntime(options, state, () => dispatcher.wake());
  const executor = await launchExecutor({
    appUrl: options.appUrl,
    log,
    executorId: workerId,
    poolSize: settings.executorConnections,
    execute: (runId) => execute(runtime, aborts, runId),
  });
  const pulse = await startBeat({
    appUrl: options.appUrl,
    log,
    workerId,
    everyMs: settings.beatEveryMs,
    leaseMs: settings.deadAfterMs,
    progressed() {
      const { begun } = state;
      state.begun = 0;
      return begun > 0 || freeSlots() <= 0;
    },
    onHalt(runId) {
      for (const controller of aborts.get(runId) ?? []) controller.abort();
      executor.wakeWaits(runId);
    },
    onReconnect: () => executor.wakeWaits(),
  });
  // Only a worker that beats may hold runs; one that does not is taken for dead.
  const dispatcher = startDispatcher({
    log,
    async dispatch(limit) {
      const begun = await executor.dispatch(limit);
      state.begun += begun;
      return begun;
    },
    freeSlots,
  });
  const duties = startDuties({
    log,
    duties: dutiesOf({ ...options, executor, onWork: () => dispatcher.wake() }),
    leads: pulse.leads,
    everyMs: settings.beatEveryMs,
  });
  log.info({ workerId, activeRunsMax: settings.activeRunsMax }, "worker launched");

  return {
    wake: () => dispatcher.wake(),
    async stop(graceMs) {
      state.draining = true;
      await dispatcher.stop();
      const deadline = performance.now() + graceMs;
      while (state.underway > 0 && performance.now() < deadline) await sleep(10);
      state.stopped = true;
      for (const own of aborts.values()) for (const controller of own) controller.abort();
      await duties.stop();
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

interface WorkerState {
  /** Runs that do something besides waiting. */
  readonly busy: Set<RunId>;
  /** Runs begun since the last beat. */
  begun: number;
  /** Handlers that are called. */
  underway: number;
  draining: boolean;
  stopped: boolean;
}

function createRuntime(options: WorkerOptions, state: WorkerState, onFreeSlot: () => void): EngineRuntime {
  const { db, log, workerId, settings } = options;
  return {
    workerId,
    db,
    clock: options.clock,
    log,
    cipher: options.cipher,
    actions: options.actions,
    host: options.host,
    control: options.control,
    connectors: createConnectorGate({ db, log, workerId, deadAfterMs: settings.deadAfterMs }),
    draining: () => state.draining,
    stopped: () => state.stopped,
    underway() {
      state.underway++;
      return () => {
        state.underway--;
      };
    },
    rested: options.onRest,
    busy(runId, isBusy) {
      if (isBusy) state.busy.add(runId);
      else if (state.busy.delete(runId)) onFreeSlot();
    },
  };
}

/** Runs under way here, with what aborts them. A run taken away and given back may be here twice for a moment. */
type Aborts = Map<RunId, Set<AbortController>>;

async function execute(runtime: EngineRuntime, aborts: Aborts, runId: RunId): Promise<void> {
  const controller = new AbortController();
  const own = aborts.get(runId) ?? new Set();
  aborts.set(runId, own.add(controller));
  runtime.busy(runId, true);
  try {
    await interpret(runtime, runId, controller.signal);
  } catch (error) {
    // Leaving is no outcome: the run goes on elsewhere, and this execution never reports.
    if (runtime.stopped()) return await new Promise<never>(() => {});
    if (!isOwnershipLost(error)) {
      runtime.log.error({ runId, reason: messageOf(error) }, "the interpreter broke");
    }
    throw error;
  } finally {
    own.delete(controller);
    if (own.size === 0) {
      aborts.delete(runId);
      runtime.busy(runId, false);
    }
  }
}
