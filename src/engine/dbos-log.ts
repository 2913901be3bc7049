import type { DLogger } from "@dbos-inc/dbos-sdk";
import type { Log } from "../core/index.ts";

/**
 * What DBOS says, into our log: warnings and errors as they are, the rest as debug. Metadata
 * (stacks, spans) is left out: our own code logs what it knows about a failure.
 */
export function dbosLogger(log: Log): DLogger {
  const textOf = (entry: unknown) => (entry instanceof Error ? entry.message : String(entry));
  return {
    debug: (entry) => log.debug({ source: "dbos" }, textOf(entry)),
    info: (entry) => log.debug({ source: "dbos" }, textOf(entry)),
    // Runs that go on elsewhere, or wait for a person, when a process leaves are what it is made for.
    warn: (entry) =>
      textOf(entry).startsWith("Shutting down while")
        ? log.debug({ source: "dbos" }, textOf(entry))
        : log.warn({ source: "dbos" }, textOf(entry)),
    error: (entry) => log.error({ source: "dbos" }, textOf(entry)),
  };
}
