import type { RetryPolicy } from "../definitions/index.ts";

/** Pause after the given failed attempt (from 1), in milliseconds. */
export function backoffMs(policy: RetryPolicy, failedAttempt: number): number {
  if (policy.backoff === "fixed") return policy.initialMs;
  return Math.min(policy.initialMs * 2 ** Math.min(failedAttempt - 1, 40), policy.maxMs);
}
