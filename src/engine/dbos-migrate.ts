import { migrateSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";
import { type Log, messageOf, ProbityError, silentLog } from "../core/index.ts";
import { asDatabaseError } from "../db/index.ts";
import { dbosLogger } from "./dbos-log.ts";

/** The schema DBOS keeps its tables in. */
export const DBOS_SCHEMA = "dbos";
const APPLICATION_ROLE = "probity_app";

/**
 * Creates the tables of the durable executor, or brings them up to date, and lets the
 * application's role use them. Any number of processes may call it at once.
 *
 * @param ownerUrl login that may create schemas.
 * @throws ProbityError MIGRATION_FAILED, DATABASE_UNAVAILABLE.
 */
export async function migrateEngine(ownerUrl: string, log: Log = silentLog): Promise<void> {
  try {
    const logger = new GlobalLogger(undefined, { logger: dbosLogger(log) });
    await migrateSystemDatabase(ownerUrl, logger, DBOS_SCHEMA, APPLICATION_ROLE);
  } catch (error) {
    const known = asDatabaseError(error);
    if (known instanceof ProbityError) throw known;
    throw new ProbityError("MIGRATION_FAILED", `the tables of the engine: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
