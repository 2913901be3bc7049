import type { Log } from "../../src/core/index.ts";
import { silentLog } from "../../src/core/index.ts";

/** Warnings and errors to standard error, for looking into a kill test that fails. */
export function stderrLog(enabled: boolean): Log {
  if (!enabled) return silentLog;
  const write = (level: string) => (fields: object, message: string) => {
    const at = new Date().toISOString().slice(11, 23);
    process.stderr.write(`${at} [${process.pid}] ${level} ${message} ${JSON.stringify(fields)}\n`);
  };
  return { debug() {}, info: write("info"), warn: write("warn"), error: write("error") };
}
