/** PostgreSQL: the embedded server, connections and transactions, migrations, the schema's text. */
export { asDatabaseError, isConnectionError, sqlStateOf } from "./connection-error.ts";
export { type DatabaseHandle, type DatabaseOptions, openDatabase } from "./database.ts";
export type { DoctorCheck } from "./doctor-check.ts";
export { type DatabaseChecksOptions, databaseChecks } from "./doctor-checks.ts";
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from "./embedded-postgres.ts";
export { type MigrateOptions, migrate } from "./migrate.ts";
export { dumpSchema } from "./schema-dump.ts";
