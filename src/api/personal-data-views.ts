import type { Probity } from "../app/index.ts";
import type { Actor } from "./route.ts";

/** A page that follows a run asks every second; that is one look at it, not six hundred. */
const VIEW_WINDOW_MS = 10 * 60_000;
/** Looks remembered at a time. A forgotten one is logged once more, which does no harm. */
const VIEWS_MAX = 10_000;

export interface PersonalDataViews {
  record(actor: Actor, runId: string): Promise<void>;
}

/**
 * Writes into the audit log who saw the personal data of which run, before it is shown, once
 * per actor, run and ten minutes (GDPR art. 5(2): access must be demonstrable). Each process
 * remembers for itself, so with several of them there may be more entries, never fewer.
 */
export function createPersonalDataViews(probity: Probity): PersonalDataViews {
  const seenAtMs = new Map<string, number>();
  return {
    async record(actor, runId) {
      const nowMs = probity.clock.now().getTime();
      const key = `${actor.id} ${runId}`;
      const lastMs = seenAtMs.get(key);
      if (lastMs !== undefined && nowMs - lastMs < VIEW_WINDOW_MS) return;
      await probity.recordAudit({ actor, action: "personal-data.viewed", status: "succeeded", runId });
      seenAtMs.delete(key);
      seenAtMs.set(key, nowMs);
      const [oldest] = seenAtMs.keys();
      if (seenAtMs.size > VIEWS_MAX && oldest !== undefined) seenAtMs.delete(oldest);
    },
  };
}
