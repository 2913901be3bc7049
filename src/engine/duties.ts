import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../core/index.ts";
import { messageOf } from "../core/index.ts";

/** Something a worker does again and again beside carrying out runs. */
export interface Duty {
  /** For the log. */
  readonly name: string;
  readonly everyMs: number;
  /** Done by the leader only. */
  readonly leads: boolean;
  /** May be done by two workers at a time while the lead changes hands; what it throws is logged. */
  readonly work: () => Promise<void>;
}

/**
 * Does the duties one after the other, each when it is due. One that fails keeps no other from
 * its turn, and one that takes long delays the others but not the beat.
 */
export function startDuties(options: {
  readonly log: Log;
  readonly duties: readonly Duty[];
  readonly leads: () => boolean;
  /** How often it looks what is due. */
  readonly everyMs: number;
}): { stop(): Promise<void> } {
  const { log } = options;
  const ended = new AbortController();
  const doneAtMs = new Map<Duty, number>();
  const loop = async () => {
    while (!ended.signal.aborted) {
      for (const duty of options.duties) {
        const nowMs = performance.now();
        if (ended.signal.aborted || (duty.leads && !options.leads())) continue;
        if (nowMs - (doneAtMs.get(duty) ?? Number.NEGATIVE_INFINITY) < duty.everyMs) continue;
        doneAtMs.set(duty, nowMs);
        await duty.work().catch((error: unknown) => {
          log.warn({ duty: duty.name, reason: messageOf(error) }, "a duty of the worker failed");
        });
      }
      await sleep(options.everyMs, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    async stop() {
      ended.abort();
      await running;
    },
  };
}
