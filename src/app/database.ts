import { type Log, ProbityError } from "../core/index.ts";
import { type DatabaseHandle, migrate, openDatabase, startEmbedded } from "../db/index.ts";
import { migrateEngine } from "../engine/index.ts";

/** Connections of one process: interpreter steps hold one for milliseconds each, requests likewise. */
const MAX_CONNECTIONS = 16;

export interface OpenedDatabase {
  readonly db: DatabaseHandle;
  readonly embedded: boolean;
  /** Server version, for example `18.4`. */
  readonly version: string;
  /** Login of the owner role, for migrations only. Holds the password. */
  readonly ownerUrl: string;
  /** Login of the application role. Holds the password. */
  readonly appUrl: string;
  /** Closes the connections; an embedded server nobody else uses stops. */
  close(): Promise<void>;
}

/** A database server that answers; nothing in it was touched. */
export interface DatabaseServer {
  readonly embedded: boolean;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Lets go of an embedded server; it stops when nobody else uses it. */
  release(): Promise<void>;
}

/**
 * The server of an installation: the one in DATABASE_URL (any PostgreSQL from version 14),
 * else the embedded one under `home`, started if need be.
 *
 * With DATABASE_URL the login there is the owner. The application works as DATABASE_APP_URL
 * when that is given; otherwise as the same login with `set role probity_app`, which keeps
 * mistakes away from the audit log but not somebody who holds the password.
 */
export async function reachDatabase(options: {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}): Promise<DatabaseServer> {
  const { home, env, log } = options;
  const external = env["DATABASE_URL"];
  if (external !== undefined) {
    checkUrl("DATABASE_URL", external);
    const given = env["DATABASE_APP_URL"];
    if (given !== undefined) checkUrl("DATABASE_APP_URL", given);
    const appUrl = given ?? asAppRole(external);
    return { embedded: false, ownerUrl: external, appUrl, release: async () => {} };
  }
  const server = await startEmbedded({ home, log });
  const { ownerUrl, appUrl } = server;
  return {
    embedded: true,
    ownerUrl,
    appUrl,
    async release() {
      await server.stop();
    },
  };
}

/** Opens the installation's database and brings its schema up to date. */
export async function openInstallationDatabase(options: {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}): Promise<OpenedDatabase> {
  const server = await reachDatabase(options);
  const { embedded, ownerUrl, appUrl } = server;
  try {
    await migrate({ ownerUrl, log: options.log });
    await migrateEngine(ownerUrl);
    const db = openDatabase({ url: appUrl, applicationName: "probity", maxConnections: MAX_CONNECTIONS });
    const { rows } = await db.query<{ server_version: string }>("show server_version");
    return {
      db,
      embedded,
      version: rows[0]?.server_version.split(" ")[0] ?? "",
      ownerUrl,
      appUrl,
      async close() {
        await db.close();
        await server.release();
      },
    };
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** @throws ProbityError CONFIG_INVALID naming the variable, never its value, which holds a password */
function checkUrl(variable: string, value: string): void {
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return;
  throw new ProbityError(
    "CONFIG_INVALID",
    `${variable} is not a PostgreSQL address such as postgres://user:password@host:5432/database. Correct it, or unset it to use the embedded PostgreSQL.`,
  );
}

/** The same login, but every session starts as the application role. */
function asAppRole(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const given = url.searchParams.get("options");
  url.searchParams.set("options", `${given ? `${given} ` : ""}-c role=probity_app`);
  return url.href;
}
