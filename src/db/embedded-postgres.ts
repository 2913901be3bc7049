import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Log, messageOf, ProbityError } from "../core/index.ts";
import { type EmbeddedPlace, lockFileOf, openPlace, prepareHome } from "./embedded-place.ts";
import { attach, ensureDatabase, type Running, type StartOptions, start, urlOf } from "./embedded-server.ts";
import { isPostmaster, readPostmasterFile, stopPostmaster } from "./postmaster.ts";
import { serverAccount } from "./server-account.ts";
import { withStartLock } from "./start-lock.ts";

const POLL_MS = 20;
/** Own connections that were just closed may take this long to vanish from pg_stat_activity. */
const LEAVE_TIMEOUT_MS = 1_000;
const RESTART_PAUSE_MS = 1_000;

export interface EmbeddedOptions extends StartOptions {
  /** `$PROBITY_HOME`; made if missing. */
  readonly home: string;
  readonly log: Log;
  /** Start the server again when it dies while we hold it. Default true. */
  readonly restart?: boolean;
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
  let mending: Promise<void> | undefined;
  const watch = () => {
    holding.lease.once("end", () => {
      if (!stopping && options.restart !== false) mending = bringBack();
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
      await mending;
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
