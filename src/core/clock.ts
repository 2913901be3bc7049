/**
 * Time is injected. Nothing outside this file and the database asks the machine for the
 * time, so that a decision can be replayed as of the instant it was made.
 */
export interface Clock {
  /** The present instant, UTC. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved; for tests and replays. */
export function fixedClock(iso: string): Clock & { advance(ms: number): void } {
  let atMs = Date.parse(iso);
  if (Number.isNaN(atMs)) throw new RangeError(`not an ISO 8601 instant: ${iso}`);
  return {
    now: () => new Date(atMs),
    advance(ms) {
      atMs += ms;
    },
  };
}
