import { createHash } from "node:crypto";

interface RetryPolicy {
  readonly initialMs: number;
  readonly maxMs: number;
}

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1): doubling from
 * `initialMs` up to `maxMs`, of which between half and all is taken. The part is derived
 * from the id, so messages that failed together spread out and a replay waits as long.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, id: string): number {
  const doublings = Math.min(attempt - 1, 40);
  const fullMs = Math.min(policy.maxMs, policy.initialMs * 2 ** doublings);
  const hash = createHash("sha256").update(`${id}/${attempt}`).digest().readUInt32BE(0);
  return Math.round(fullMs * (0.5 + hash / 2 ** 33));
}
