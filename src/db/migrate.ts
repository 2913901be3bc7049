import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type Log, messageOf, ProbityError, sha256Hex } from "../core/index.ts";
import { asDatabaseError, sqlStateOf } from "./connection-error.ts";

/** The folder of the migrations that ship. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../sql/", import.meta.url));

/** PostgreSQL 14, the oldest version we test against, as `server_version_num` counts. */
export const POSTGRES_VERSION_MIN = 140_000;

/** Key of the advisory lock migrators of one database queue at: the ASCII bytes of "probity". */
const MIGRATION_LOCK = "31648389733250169";

/** SQLSTATE insufficient_privilege. */
const INSUFFICIENT_PRIVILEGE = "42501";

/** One migration file. */
export interface Migration {
  /** `000001_roles_and_audit`. */
  readonly name: string;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly sql: string;
}

/** Where a database stands against the migration files. */
export interface MigrationState {
  /** Names still to be applied, in order. */
  readonly pending: readonly string[];
  /** Applied here, but the file has other bytes now. */
  readonly changed: readonly string[];
  /** Applied here, but there is no such file: the database is newer than this code. */
  readonly unknown: readonly string[];
}

/** The migration files of a folder, in order of their numbers. @throws ProbityError MIGRATION_FAILED for a misnamed file. */
export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d/.test(file)).sort();
  const numbers = new Set<string>();
  return Promise.all(
    files.map(async (file) => {
      const number = /^(\d{6})_[a-z0-9_]+\.sql$/.exec(file)?.[1];
      if (number === undefined || numbers.has(number)) {
        throw new ProbityError(
          "MIGRATION_FAILED",
          `${file} is not named NNNNNN_name.sql with a number of its own`,
        );
      }
      numbers.add(number);
      const sql = await readFile(`${folder}/${file}`, "utf8");
      return { name: file.slice(0, -".sql".length), sha256: sha256Hex(sql), sql };
    }),
  );
}

/** Compares what a database has applied with the files. Pure. */
export function compareMigrations(
  files: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): MigrationState {
  const known = new Set(files.map((file) => file.name));
  return {
    pending: files.filter((file) => !applied.has(file.name)).map((file) => file.name),
    changed: files
      .filter((file) => applied.has(file.name) && applied.get(file.name) !== file.sha256)
      .map((file) => file.name),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
  };
}

export interface MigrateOptions {
  /** A login that owns the database, or may create roles and schemas in it. */
  readonly ownerUrl: string;
  readonly log: Log;
  /** Default: the migrations that ship. */
  readonly folder?: string;
}

/**
 * Brings the schema up to date: forward only, each file in a transaction of its own, under
 * an advisory lock, so that any number of processes may call it at once.
 *
 * @returns the names applied by this call.
 * @throws ProbityError DATABASE_VERSION, DATABASE_PERMISSION (says the SQL to run),
 *   DATABASE_UNAVAILABLE, or MIGRATION_FAILED when a file fails, an applied file was
 *   changed, or the database is newer than this code.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(options.folder);
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: "probity migrate" });
  client.on("error", () => {});
  try {
    await client.connect();
    await checkServerVersion(client);
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await createMigrationTable(client);
    const { rows } = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from probity.migration",
    );
    const state = compareMigrations(files, new Map(rows.map((row) => [row.name, row.sha256])));
    refuseUnsound(state, files);
    for (const file of files) {
      if (!state.pending.includes(file.name)) continue;
      await applyMigration(client, file);
      options.log.info({ migration: file.name }, "migration applied");
    }
    return [...state.pending];
  } catch (error) {
    throw await explain(client, error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  const version = rows[0];
  if (version && version.number >= POSTGRES_VERSION_MIN) return;
  throw new ProbityError(
    "DATABASE_VERSION",
    `the server runs PostgreSQL ${version?.text}; Probity needs 14 or newer`,
  );
}

async function createMigrationTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ found: string | null }>(
    "select to_regclass('probity.migration')::text as found",
  );
  if (rows[0]?.found) return;
  await client.query(`
    begin;
    create schema if not exists probity;
    create table probity.migration (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null default clock_timestamp()
    );
    commit`);
}

function refuseUnsound(state: MigrationState, files: readonly Migration[]): void {
  const newest = files.at(-1)?.name ?? "none";
  if (state.unknown.length > 0) {
    throw new ProbityError(
      "MIGRATION_FAILED",
      `the database is at ${state.unknown.toSorted().at(-1)} and this version of Probity knows migrations up to ${newest}; run the newer version`,
    );
  }
  if (state.changed.length > 0) {
    throw new ProbityError(
      "MIGRATION_FAILED",
      `sql/${state.changed[0]}.sql was changed after it had been applied; restore the file and put the change into a new migration`,
    );
  }
  const lastApplied = files.findLast((file) => !state.pending.includes(file.name))?.name;
  const skipped = state.pending.find((name) => lastApplied !== undefined && name < lastApplied);
  if (skipped !== undefined) {
    throw new ProbityError(
      "MIGRATION_FAILED",
      `sql/${skipped}.sql comes before ${lastApplied}, which is already applied; give it a number after the last one`,
    );
  }
}

async function applyMigration(client: pg.Client, file: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(file.sql);
    await client.query("insert into probity.migration (name, sha256) values ($1, $2)", [
      file.name,
      file.sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    if (sqlStateOf(error) === undefined || sqlStateOf(error) === INSUFFICIENT_PRIVILEGE) throw error;
    throw new ProbityError("MIGRATION_FAILED", `sql/${file.name}.sql: ${messageOf(error)}`, { cause: error });
  }
}

async function explain(client: pg.Client, error: unknown): Promise<unknown> {
  if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) return asDatabaseError(error);
  await client.query("rollback").catch(() => {});
  const names = await client
    .query<{ role: string; database: string }>(
      "select quote_ident(current_user) as role, quote_ident(current_database()) as database",
    )
    .catch(() => ({ rows: [] }));
  const { role = "OWNER", database = "DATABASE" } = names.rows[0] ?? {};
  return new ProbityError(
    "DATABASE_PERMISSION",
    `${messageOf(error)}. As a superuser run: create role probity_app nologin; grant probity_app to ${role}; ` +
      `alter database ${database} owner to ${role};  (skip "create role" if it exists)`,
    { cause: error },
  );
}
