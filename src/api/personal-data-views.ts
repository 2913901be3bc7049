import type { Probity } from "../app/index.ts";
import type { Actor } from "./route.ts";

/** A page that follows a run asks every second; that is one look at it, not six hundred. */
const VIEW_WINDOW_MS = 10 * 60_000;
/** Looks remembered at a time. A forgotten one is logged once more, which does no harm. */
const VIEWS_MAX = 10_000;

/** What holds personal data. */
export type ViewedKind = "runs" | "screenings" | "suppressions" | "customers";

export interface PersonalDataViews {
  /**
   * Notes a look at things of one kind, runs unless said: one entry, which names a single run as its
   * own and everything else in its details.
   */
  record(actor: Actor, ids: readonly string[], kind?: ViewedKind): Promise<void>;
}

/**
 * Writes into the audit log who saw whose personal data, before it is shown, once per actor, thing
 * and ten minutes (GDPR art. 5(2): access must be demonstrable). Each process remembers for itself,
 * so with several of them there may be more entries, never fewer.
 */
export function createPersonalDataViews(probity: Probity): PersonalDataViews {
  const seenAtMs = new Map<string, number>();
  return {
    async record(actor, ids, kind = "runs") {
      const nowMs = probity.clock.now().getTime();
      const keyOf = (id: string) => `${actor.id} ${id}`;
      const unseen = [...new Set(ids)].filter((id) => {
        const lastMs = seenAtMs.get(keyOf(id));
        return lastMs === undefined || nowMs - lastMs >= VIEW_WINDOW_MS;
      });
      const [first, ...others] = unseen;
      if (first === undefined) return;
      const isOneRun = kind === "runs" && others.length === 0;
      const subject = isOneRun ? { runId: first } : { details: { [kind]: unseen } };
      await probity.recordAudit({ actor, action: "personal-data.viewed", status: "succeeded", ...subject });
      for (const id of unseen) {
        seenAtMs.delete(keyOf(id));
        seenAtMs.set(keyOf(id), nowMs);
        const [oldest] = seenAtMs.keys();
        if (seenAtMs.size > VIEWS_MAX && oldest !== undefined) seenAtMs.delete(oldest);
      }
    },
  };
}
