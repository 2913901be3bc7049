import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { messageOf, ProbityError } from "../core/index.ts";
import { isConnectionError } from "./connection-error.ts";
import { ensureCluster, startFailure } from "./embedded-cluster.ts";
import { binariesCacheFolder, type EmbeddedPlace, rememberedPort, rememberPort } from "./embedded-place.ts";
import { locateBinaries, type PostgresBinaries, usableBinaries } from "./postgres-binaries.ts";
import {
  disarmPostmasterFile,
  freePort,
  isPostmaster,
  logTail,
  readPostmasterFile,
  spawnPostmaster,
} from "./postmaster.ts";
import { isAlive } from "./start-lock.ts";

const DATABASE = "probity";
const POLL_MS = 20;
/** Without a word from the server; while it says that it recovers from a crash we wait longer. */
const READY_TIMEOUT_MS = 30_000;
const RECOVERY_TIMEOUT_MS = 300_000;
/** After kill -9 of the server its shared memory lingers until its last child has noticed. */
const START_RETRY_MS = 20_000;

/** How a server is started. */
export interface StartOptions {
  /** Tried first; a busy port is replaced by a free one, which is remembered in the home. */
  readonly port?: number;
  /** Server settings on top of ours, for tests: `{ fsync: "off" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: the npm package for this machine. */
  readonly binaries?: PostgresBinaries;
}

/** A server that accepts connections. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly attached: boolean;
}

/** The server that runs on the data folder, once it accepts connections; undefined when there is none. */
export async function attach(place: EmbeddedPlace): Promise<Running | undefined> {
  const deadline = performance.now() + RECOVERY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const file = await readPostmasterFile(place.dataFolder);
    if (!file || !(await isPostmaster(file.pid, place.dataFolder))) return undefined;
    if ((await probe(place, file.port)) === "ready")
      return { pid: file.pid, port: file.port, attached: true };
    await sleep(POLL_MS);
  }
  throw await startFailure(place, "a server runs but accepts no connections", await logTail(place.logFile));
}

/** Starts the server of a data folder, and makes the data folder first if need be. */
export async function start(place: EmbeddedPlace, options: StartOptions): Promise<Running> {
  const packaged = options.binaries ?? (await locateBinaries());
  const binaries = await usableBinaries(packaged, place.account, () => binariesCacheFolder(place));
  await ensureCluster(place, binaries);
  const stale = await readPostmasterFile(place.dataFolder);
  if (stale && isAlive(stale.pid)) await disarmPostmasterFile(place.dataFolder);
  const deadline = performance.now() + START_RETRY_MS;
  let preferred = options.port ?? (await rememberedPort(place.home));
  for (;;) {
    const port = await freePort(preferred);
    const attempt = await startOnce(place, binaries, port, options.settings ?? {});
    if (attempt.pid !== undefined) {
      if (port !== (await rememberedPort(place.home))) await rememberPort(place, port);
      return { pid: attempt.pid, port, attached: false };
    }
    const portTaken = /could not bind|could not create any TCP\/IP sockets/.test(attempt.lastWords);
    const lingering = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(
      attempt.lastWords,
    );
    if ((!portTaken && !lingering) || performance.now() > deadline) {
      throw await startFailure(place, "PostgreSQL ended right after its start", attempt.lastWords);
    }
    if (portTaken) preferred = undefined;
    await sleep(5 * POLL_MS);
  }
}

/** One try: the postmaster's process number once it is ready, or what it said before it ended. */
async function startOnce(
  place: EmbeddedPlace,
  binaries: PostgresBinaries,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<{ pid: number } | { pid?: undefined; lastWords: string }> {
  const logBytes = await stat(place.logFile).then(
    (info) => info.size,
    () => 0,
  );
  const child = await spawnPostmaster({ ...place, binaries, port, settings });
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `exit ${code ?? signal}`;
  });
  const startMs = performance.now();
  while (ended === undefined) {
    const state = await probe(place, port);
    if (state === "ready" && child.pid !== undefined) return { pid: child.pid };
    const limitMs = state === "recovering" ? RECOVERY_TIMEOUT_MS : READY_TIMEOUT_MS;
    if (performance.now() - startMs > limitMs) {
      child.kill("SIGINT");
      ended = `not ready after ${limitMs / 1_000} s`;
    } else await sleep(POLL_MS);
  }
  return { lastWords: (await logTail(place.logFile, logBytes)) || ended };
}

/** SQLSTATE cannot_connect_now: starting up, recovering or shutting down. */
const CANNOT_CONNECT_NOW = "57P03";

async function probe(place: EmbeddedPlace, port: number): Promise<"ready" | "recovering" | "silent"> {
  const client = new pg.Client({
    connectionString: urlOf(place.credentials.owner, port, "postgres"),
    application_name: "probity start",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return "ready";
  } catch (error) {
    if ((error as { code?: string }).code === CANNOT_CONNECT_NOW) return "recovering";
    if (isConnectionError(error)) return "silent";
    throw new ProbityError(
      "DATABASE_START_FAILED",
      `the server on port ${port} refuses the password in ${place.home}/database.json: ${messageOf(error)}`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the database and the application's login; both may be missing when an earlier first start was killed. */
export async function ensureDatabase(place: EmbeddedPlace, port: number): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf(place.credentials.owner, port, "postgres"),
    application_name: "probity start",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    const { app } = place.credentials;
    const { rows } = await client.query<{ role: boolean; login: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_roles where rolname = $1 and rolcanlogin) as login,
              exists (select from pg_database where datname = $2) as database`,
      [app.user, DATABASE],
    );
    if (!rows[0]?.login) {
      const verb = rows[0]?.role ? "alter" : "create";
      const login = `${pg.escapeIdentifier(app.user)} login password ${pg.escapeLiteral(app.password)}`;
      await client.query(`${verb} role ${login}`);
    }
    if (!rows[0]?.database) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A login as the driver takes it. Holds the password. */
export function urlOf(login: { user: string; password: string }, port: number, database = DATABASE): string {
  return `postgres://${login.user}:${login.password}@127.0.0.1:${port}/${database}`;
}
