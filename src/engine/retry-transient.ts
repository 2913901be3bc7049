import { setTimeout as sleep } from "node:timers/promises";
import { sqlStateOf } from "../db/index.ts";

/** SQLSTATEs of transactions that may simply be tried again: serialization failure, deadlock, lock timeout. */
const transientStates: ReadonlySet<string> = new Set(["40001", "40P01", "55P03"]);
/** Losing five times in a row means that something holds its locks for good; the caller should hear of it. */
const ATTEMPTS_MAX = 5;
/** Longer than our transactions take, so that the winner is done; it grows by itself with every attempt. */
const PAUSE_MS = 20;

/** Whether PostgreSQL refused a transaction only because of another one. */
export function isTransient(error: unknown): boolean {
  return transientStates.has(sqlStateOf(error) ?? "");
}

/** Repeats a transaction that lost against another one. */
export async function retryTransient<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt >= ATTEMPTS_MAX) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}
