import type { Clock } from "../core/index.ts";

/** Refused sign-ins and keys a source may have within the window before it is told to slow down. */
const FAILURES_MAX = 20;
const FAILURE_WINDOW_MS = 15 * 60_000;
/** Sources remembered at a time; beyond that the oldest is forgotten, so memory stays bounded. */
const SOURCES_MAX = 10_000;

export type FailureVerdict = "counted" | "limit-reached" | "over-limit";

/**
 * Counts refused attempts per source, in this process. It slows noise down and makes it
 * visible; what keeps attackers out is that secrets cannot be guessed. A valid credential
 * is therefore never turned away: otherwise one noisy client behind a shared address could
 * lock out everyone else.
 */
export function createFailureCount(clock: Clock): { record(source: string): FailureVerdict } {
  const windows = new Map<string, { readonly sinceMs: number; failures: number }>();
  return {
    record(source) {
      const nowMs = clock.now().getTime();
      let window = windows.get(source);
      if (window === undefined || nowMs - window.sinceMs >= FAILURE_WINDOW_MS) {
        window = { sinceMs: nowMs, failures: 0 };
        windows.delete(source);
        windows.set(source, window);
        const [oldest] = windows.keys();
        if (windows.size > SOURCES_MAX && oldest !== undefined) windows.delete(oldest);
      }
      window.failures += 1;
      if (window.failures === FAILURES_MAX) return "limit-reached";
      return window.failures > FAILURES_MAX ? "over-limit" : "counted";
    },
  };
}
