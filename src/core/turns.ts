import { setImmediate } from "node:timers/promises";

/** Milliseconds that a loop computes before others have their turn: nobody who waits for an answer notices. */
const TURN_MS = 10;

/**
 * For loops of many short computations: await what it returns after each of them. Every ten milliseconds
 * that gives the event loop back, so that a process that computes for minutes still answers others, sees
 * its timers and can be told to stop.
 */
export function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
