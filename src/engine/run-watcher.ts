import { setTimeout as sleep } from "node:timers/promises";
import type { Database, RunId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import type { RunState, RunSummary } from "./port.ts";
import { selectRunSummary } from "./run-views.ts";

/** How often `waitForRun` looks; runs carried out in this process also tell when they rest. */
const WATCH_MS = { first: 20, longest: 200 } as const;
/** Waiting states and ends: whoever watches a run need not watch further. */
const restingStates: readonly RunState[] = [
  "waiting",
  "paused",
  "succeeded",
  "rejected",
  "failed",
  "cancelled",
];

/** Waits for runs to rest. */
export interface RunWatcher {
  /** A run of this process has ended or only waits now. */
  readonly rested: (runId: RunId) => void;
  /** @param told whether this process executes runs, so that `rested` mostly tells in time. */
  wait(id: RunId, timeoutMs: number, told: boolean): Promise<RunSummary>;
}

export function createRunWatcher(db: Database): RunWatcher {
  const watchers = new Map<RunId, Set<() => void>>();
  return {
    rested(runId) {
      for (const look of watchers.get(runId) ?? []) look();
    },
    async wait(id, timeoutMs, told) {
      const deadline = performance.now() + timeoutMs;
      let pauseMs: number = told ? WATCH_MS.longest : WATCH_MS.first;
      const watch = watchRun(watchers, id);
      try {
        for (;;) {
          const rested = watch.next();
          const run = await selectRunSummary(db, id);
          if (run === undefined) throw new ProbityError("NOT_FOUND", `there is no run ${id}`);
          if (restingStates.includes(run.state) || performance.now() >= deadline) return run;
          await Promise.race([sleep(pauseMs), rested]);
          pauseMs = Math.min(pauseMs * 1.5, WATCH_MS.longest);
        }
      } finally {
        watch.end();
      }
    },
  };
}

/** Listens for a run of this process to rest. Ask for `next` before looking, so that nothing is missed in between. */
function watchRun(
  watchers: Map<RunId, Set<() => void>>,
  runId: RunId,
): { next(): Promise<void>; end(): void } {
  let tell = () => {};
  const listener = () => tell();
  const own = watchers.get(runId) ?? new Set();
  watchers.set(runId, own.add(listener));
  return {
    next: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    end() {
      own.delete(listener);
      if (own.size === 0) watchers.delete(runId);
    },
  };
}
