import type { Log } from "../core/index.ts";
import { messageOf } from "../core/index.ts";

/**
 * Looks for runs that wait and begins them. It looks often while there is work, ever less
 * often while there is none, and at once when this process has started a run. Only runs that
 * do something count against the limit: a parked run costs memory and nothing else.
 */
export interface Dispatcher {
  /** There may be something to begin. */
  wake(): void;
  stop(): Promise<void>;
}

/** How often an idle worker looks; bounds how long a run started by another process waits. */
const IDLE_POLL_MS = 200;
const BUSY_POLL_MS = 20;
/** The database does not answer; the beat and the journal wait for it too. */
const OUTAGE_POLL_MS = 500;

export function startDispatcher(options: {
  readonly log: Log;
  readonly dispatch: (limit: number) => Promise<number>;
  readonly freeSlots: () => number;
}): Dispatcher {
  let stopping = false;
  let woken = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopping) wake();
    });
  const loop = async () => {
    let pauseMs = BUSY_POLL_MS;
    while (!stopping) {
      woken = false;
      try {
        const free = options.freeSlots();
        const begun = free > 0 ? await options.dispatch(free) : 0;
        pauseMs = begun > 0 || free <= 0 ? BUSY_POLL_MS : Math.min(pauseMs * 1.5, IDLE_POLL_MS);
      } catch (error) {
        options.log.warn({ reason: messageOf(error) }, "runs cannot be dispatched at the moment");
        pauseMs = OUTAGE_POLL_MS;
      }
      await pause(pauseMs);
    }
  };
  const running = loop();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
