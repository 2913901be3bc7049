import type { Probity } from "../app/index.ts";
import type { Actor } from "./route.ts";

/** A page that follows a run asks every second; that is one look at it, not six hundred. */
const VIEW_WINDOW_MS = 10 * 60_000;
/** Looks remembered at a time. A forgotten one is logged once more, which does no harm. */
const VIEWS_MAX = 10_000;

export interface PersonalDataViews {
  /** Notes a look at these runs: one entry, which names a single run as its own and several in its details. */
  record(actor: Actor, runIds: readonly string[]): Promise<void>;
}

/**
 * Writes into the audit log who saw the personal data of which run, before it is shown, once
 * per actor, run and ten minutes (GDPR art. 5(2): access must be demonstrable). Each process
 * remembers for itself, so with several of them there may be more entries, never fewer.
 */
export function createPersonalDataViews(probity: Probity): PersonalDataViews {
  const seenAtMs = new Map<string, number>();
  return {
    async record(actor, runIds) {
      const nowMs = probity.clock.now().getTime();
      const keyOf = (runId: string) => `${actor.id} ${runId}`;
      const runs = [...new Set(runIds)].filter((runId) => {
        const lastMs = seenAtMs.get(keyOf(runId));
        return lastMs === undefined || nowMs - lastMs >= VIEW_WINDOW_MS;
      });
      const [first, ...others] = runs;
      if (first === undefined) return;
      const subject = others.length === 0 ? { runId: first } : { details: { runs } };
      await probity.recordAudit({ actor, action: "personal-data.viewed", status: "succeeded", ...subject });
      for (const runId of runs) {
        seenAtMs.delete(keyOf(runId));
        seenAtMs.set(keyOf(runId), nowMs);
        const [oldest] = seenAtMs.keys();
        if (seenAtMs.size > VIEWS_MAX && oldest !== undefined) seenAtMs.delete(oldest);
      }
    },
  };
}
