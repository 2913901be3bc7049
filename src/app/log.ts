import pino from "pino";
import type { Log } from "../core/index.ts";

/**
 * Structured logs on standard error, one JSON object per line, so that standard output
 * stays what a command answers. Level from PROBITY_LOG (default `warn`).
 */
export function createLog(level: string): Log {
  return pino(
    { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
