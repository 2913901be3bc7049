import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../core/index.ts";
import { type DatabaseHandle, type DatabaseOptions, openDatabase } from "./database.ts";
import { check, type DoctorCheck, type Finding } from "./doctor-check.ts";
import { embeddedChecks } from "./embedded-checks.ts";
import { compareMigrations, MIGRATIONS_FOLDER, POSTGRES_VERSION_MIN, readMigrations } from "./migrate.ts";
import { dumpSchema } from "./schema-dump.ts";

/** Beyond this the order of entries by time and the validity of tokens become doubtful. */
const CLOCK_SKEW_MAX_MS = 2_000;

export interface DatabaseChecksOptions {
  /** `$PROBITY_HOME` when the embedded server is used; absent with DATABASE_URL. */
  readonly embeddedHome?: string;
  /** How the application connects; absent when the embedded server could not be started. */
  readonly app?: DatabaseOptions;
  readonly clock: Clock;
  /** The text of the schema as it should be. Default: the one that ships. */
  readonly schemaFile?: string;
}

/** Everything that can be wrong with the database of an installation. Changes nothing and does not throw. */
export async function databaseChecks(options: DatabaseChecksOptions): Promise<DoctorCheck[]> {
  const checks = options.embeddedHome === undefined ? [] : await embeddedChecks(options.embeddedHome);
  if (options.app === undefined) return checks;
  const db = openDatabase(options.app);
  try {
    const connection = await check("database.connection", () => connect(db));
    checks.push(connection);
    if (!connection.ok) return checks;
    checks.push(
      await check("database.version", () => version(db)),
      await check("database.clock", () => clockSkew(db, options.clock)),
    );
    const migrations = await check("database.migrations", () => migrationState(db));
    checks.push(migrations);
    if (!migrations.ok) return checks;
    checks.push(
      await check("database.rights", () => rights(db)),
      await check("database.schema", () =>
        drift(db, options.schemaFile ?? join(MIGRATIONS_FOLDER, "schema.sql")),
      ),
    );
    return checks;
  } finally {
    await db.close();
  }
}

async function connect(db: DatabaseHandle): Promise<Finding> {
  const { rows } = await db.query<{ role: string; database: string }>(
    "select current_user as role, current_database() as database",
  );
  return { ok: true, message: `connected to database ${rows[0]?.database} as ${rows[0]?.role}` };
}

async function version(db: DatabaseHandle): Promise<Finding> {
  const { rows } = await db.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  const ok = (rows[0]?.number ?? 0) >= POSTGRES_VERSION_MIN;
  const message = `PostgreSQL ${rows[0]?.text}`;
  return ok ? { ok, message } : { ok, message, fix: "Use PostgreSQL 14 or newer." };
}

async function clockSkew(db: DatabaseHandle, clock: Clock): Promise<Finding> {
  const beforeMs = clock.now().getTime();
  const { rows } = await db.query<{ at: Date }>("select clock_timestamp() as at");
  const afterMs = clock.now().getTime();
  const at = rows[0]?.at.getTime() ?? 0;
  // Zero when the database's time lies within the time the question took.
  const skewMs = at < beforeMs ? beforeMs - at : Math.max(0, at - afterMs);
  const message = `the clocks of this machine and of the database differ by ${skewMs} ms`;
  if (skewMs <= CLOCK_SKEW_MAX_MS) return { ok: true, message };
  return { ok: false, message, fix: "Let both machines take their time from NTP." };
}

async function migrationState(db: DatabaseHandle): Promise<Finding> {
  const files = await readMigrations();
  const found = await db.query("select to_regclass('probity.migration')::text as name");
  const { rows } = found.rows[0]?.["name"]
    ? await db.query<{ name: string; sha256: string }>("select name, sha256 from probity.migration")
    : { rows: [] };
  const state = compareMigrations(files, new Map(rows.map((row) => [row.name, row.sha256])));
  if (state.unknown.length > 0) {
    return {
      ok: false,
      message: `the database is newer than this version of Probity: it has ${state.unknown.join(", ")}`,
      fix: "Run the newer version of Probity.",
    };
  }
  if (state.changed.length > 0) {
    return {
      ok: false,
      message: `changed after they were applied: ${state.changed.join(", ")}`,
      fix: "Restore these files in sql/ (reinstall Probity).",
    };
  }
  if (state.pending.length > 0) {
    return {
      ok: false,
      message: `not yet applied: ${state.pending.join(", ")}`,
      fix: "Start probity up once: it applies them.",
    };
  }
  return { ok: true, message: `all ${files.length} migrations are applied and unchanged` };
}

async function rights(db: DatabaseHandle): Promise<Finding> {
  const { rows } = await db.query<{ problem: string }>(`
    select 'the application may ' || lower(p) || ' audit entries' as problem
      from unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
      where has_table_privilege('audit.entry', p)
    union all select 'the application may not read audit entries' where not has_table_privilege('audit.entry', 'SELECT')
    union all select 'the application may not append audit entries'
      where not has_function_privilege('audit.append(bytea)', 'EXECUTE')
    union all select 'the application''s role is a superuser' where (select rolsuper from pg_roles where rolname = current_user)
    union all select 'the trigger that keeps audit entries unchanged is missing or not set to fire always'
      where not exists (select from pg_trigger
        where tgrelid = 'audit.entry'::regclass and tgname = 'entry_append_only' and tgenabled = 'A')`);
  if (rows.length === 0)
    return { ok: true, message: "the application can add audit entries and cannot change them" };
  return {
    ok: false,
    message: rows.map((row) => row.problem).join("; "),
    fix: "Connect as probity_app or a member of it (DATABASE_APP_URL), and restore the rights in sql/000001_roles_and_audit.sql.",
  };
}

async function drift(db: DatabaseHandle, schemaFile: string): Promise<Finding> {
  const expected = (await readFile(schemaFile, "utf8")).split("\n");
  const actual = (await dumpSchema(db)).split("\n");
  const missing = expected.find((line) => !actual.includes(line));
  const extra = actual.find((line) => !expected.includes(line));
  if (missing === undefined && extra === undefined)
    return { ok: true, message: "the schema is as sql/schema.sql says" };
  const found = [missing && `missing: ${missing.trim()}`, extra && `not expected: ${extra.trim()}`].filter(
    Boolean,
  );
  return {
    ok: false,
    message: `the schema was changed by hand; ${found.join("; ")}`,
    fix: "Undo the change; sql/schema.sql shows how the schema should be.",
  };
}
