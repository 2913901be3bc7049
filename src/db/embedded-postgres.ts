import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Log, messageOf, ProbityError } from "../core/index.ts";
import { isConnectionError } from "./connection-error.ts";
import { ensureCluster, startFailure } from "./embedded-cluster.ts";
import {
  binariesCacheFolder,
  type EmbeddedPlace,
  lockFileOf,
  openPlace,
  prepareHome,
  rememberedPort,
  rememberPort,
} from "./embedded-place.ts";
import { locateBinaries, type PostgresBinaries, usableBinaries } from "./postgres-binaries.ts";
import {
  disarmPostmasterFile,
  freePort,
  isPostmaster,
  logTail,
  readPostmasterFile,
  spawnPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import { serverAccount } from "./server-account.ts";
import { isAlive, withStartLock } from "./start-lock.ts";

const DATABASE = "probity";
const POLL_MS = 20;
/** Without a word from the server; while it says that it recovers from a crash we wait longer. */
const READY_TIMEOUT_MS = 30_000;
const RECOVERY_TIMEOUT_MS = 300_000;
/** After kill -9 of the server its shared memory lingers until its last child has noticed. */
const START_RETRY_MS = 20_000;
/** Own connections that were just closed may take this long to vanish from pg_stat_activity. */
const LEAVE_TIMEOUT_MS = 1_000;
const RESTART_PAUSE_MS = 1_000;

export interface EmbeddedOptions {
  /** `$PROBITY_HOME`; made if missing. */
  readonly home: string;
  readonly log: Log;
  /** Tried first; a busy port is replaced by a free one, which is remembered in the home. */
  readonly port?: number;
  /** Server settings on top of ours, for tests: `{ fsync: "off" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Start the server again when it dies while we hold it. Default true. */
  readonly restart?: boolean;
  /** Default: the npm package for this machine. */
  readonly binaries?: PostgresBinaries;
}

/** A running server this process holds. While it does, other processes leave the server running. */
export interface EmbeddedPostgres {
  /** Login of the owner, who may do everything. Holds the password: never log it. */
  readonly ownerUrl: string;
  /** Login of the application role. Holds the password: never log it. */
  readonly appUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly dataFolder: string;
  /** False when this call started the server, true when it was running already. */
  readonly attached: boolean;
  /**
   * Lets go of the server; close your own connections first. The last process to let go
   * stops it, whoever started it, so none is left behind and none is taken from others.
   *
   * @returns whether the server was stopped. `force` stops it under other people's feet.
   */
  stop(options?: { force?: boolean }): Promise<boolean>;
}

interface Running {
  readonly pid: number;
  readonly port: number;
  readonly attached: boolean;
}

/**
 * Attaches to this home's PostgreSQL or starts it; the first start makes the cluster, the
 * database and the application's role. Any number of processes may call it at once.
 *
 * @throws ProbityError DATABASE_BINARY_MISSING, DATABASE_VERSION, DATABASE_START_FAILED.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  let holding = await namingFailure(options.home, async () => {
    const home = await prepareHome(options.home, account);
    return withStartLock(lockFileOf(home), async () =>
      hold(await openPlace(home, account, options.log), options),
    );
  });
  const { place, running } = holding;
  let stopping = false;
  const watch = () => {
    holding.lease.once("end", () => {
      if (!stopping && options.restart !== false) void bringBack();
    });
  };
  const bringBack = async () => {
    options.log.warn({ pid: holding.running.pid }, "the embedded PostgreSQL is gone; starting it again");
    while (!stopping) {
      try {
        holding = await withStartLock(place.lockFile, () => hold(place, options));
        options.log.warn(
          { pid: holding.running.pid, port: holding.running.port },
          "the embedded PostgreSQL runs again",
        );
        watch();
        return;
      } catch (error) {
        options.log.error({ reason: messageOf(error) }, "the embedded PostgreSQL did not start again");
        await sleep(RESTART_PAUSE_MS, undefined, { ref: false });
      }
    }
  };
  watch();
  return {
    get ownerUrl() {
      return urlOf(place.credentials.owner, holding.running.port);
    },
    get appUrl() {
      return urlOf(place.credentials.app, holding.running.port);
    },
    get port() {
      return holding.running.port;
    },
    get pid() {
      return holding.running.pid;
    },
    dataFolder: place.dataFolder,
    attached: running.attached,
    async stop({ force = false } = {}) {
      if (stopping) return false;
      stopping = true;
      return withStartLock(place.lockFile, () => letGo(place, holding.lease, force, options.log));
    },
  };
}

/** Failures of the file system (a full disk, a missing right) get the code and the folder as well. */
async function namingFailure<T>(home: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && "syscall" in error && "code" in error ? error.code : undefined;
    if (error instanceof ProbityError || code === undefined) throw error;
    const full = code === "ENOSPC" ? "the disk is full: " : "";
    throw new ProbityError("DATABASE_START_FAILED", `${full}${messageOf(error)} (home ${home})`, {
      cause: error,
    });
  }
}

interface Holding {
  readonly place: EmbeddedPlace;
  readonly running: Running;
  /** One open connection: tells other processes that we are here, and us when the server dies. */
  readonly lease: pg.Client;
}

async function hold(place: EmbeddedPlace, options: EmbeddedOptions): Promise<Holding> {
  const running = (await attach(place)) ?? (await start(place, options));
  await ensureDatabase(place, running.port);
  const lease = new pg.Client({
    connectionString: urlOf(place.credentials.owner, running.port),
    application_name: `probity lease ${process.pid}`,
    keepAlive: true,
  });
  lease.on("error", () => {});
  await lease.connect();
  if (!running.attached)
    options.log.info({ port: running.port, pid: running.pid }, "embedded PostgreSQL started");
  return { place, running, lease };
}

/** The server that runs on the data folder, once it accepts connections; undefined when there is none. */
async function attach(place: EmbeddedPlace): Promise<Running | undefined> {
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

async function start(place: EmbeddedPlace, options: EmbeddedOptions): Promise<Running> {
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
async function ensureDatabase(place: EmbeddedPlace, port: number): Promise<void> {
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

async function letGo(place: EmbeddedPlace, lease: pg.Client, force: boolean, log: Log): Promise<boolean> {
  const others = force ? 0 : await otherClients(lease);
  await lease.end().catch(() => {});
  if (others > 0) {
    log.info({ others }, "embedded PostgreSQL left running for other connections");
    return false;
  }
  const file = await readPostmasterFile(place.dataFolder);
  if (!file || !(await isPostmaster(file.pid, place.dataFolder))) return false;
  await stopPostmaster(file.pid);
  return true;
}

/**
 * How many other connections there are, once our own just closed ones had time to vanish;
 * another process that holds the server is certain at once. 0 when the server is gone.
 */
async function otherClients(lease: pg.Client): Promise<number> {
  const deadline = performance.now() + LEAVE_TIMEOUT_MS;
  for (;;) {
    const { others, holders } = await lease
      .query<{ others: number; holders: number }>(
        `select count(*)::int as others,
                count(*) filter (where application_name like 'probity lease %')::int as holders
         from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      )
      .then(
        (result) => result.rows[0] ?? { others: 0, holders: 0 },
        () => ({ others: 0, holders: 0 }),
      );
    if (others === 0 || holders > 0 || performance.now() > deadline) return others;
    await sleep(POLL_MS);
  }
}

function urlOf(login: { user: string; password: string }, port: number, database = DATABASE): string {
  return `postgres://${login.user}:${login.password}@127.0.0.1:${port}/${database}`;
}
