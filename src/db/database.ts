import pg from "pg";
import { type Database, ProbityError, type Queryable, type Row, sha256Hex } from "../core/index.ts";
import { asDatabaseError } from "./connection-error.ts";

/** Longer than any statement of ours takes; ends what a mistake or an attack keeps running. */
const STATEMENT_TIMEOUT_MS = 120_000;
/** A transaction that waits this long for its client holds back vacuum and audit sealing. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
/** A lock not granted by then is a deadlock with something outside PostgreSQL's sight. */
const LOCK_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_CONNECTION_MS = 30_000;
/** Idle connections notice a vanished server within minutes and not within hours. */
const KEEP_ALIVE_MS = 15_000;

/** PostgreSQL's type numbers for `date` and `timestamp` (pg_type.dat). */
const DATE_OID = 1082;
const TIMESTAMP_OID = 1114;

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, with the driver's parameters (`sslmode`, …). */
  readonly url: string;
  /** Shown in pg_stat_activity; starts with `probity`. */
  readonly applicationName: string;
  readonly maxConnections: number;
  /** The role every session takes on at its start; for a login that may do more than it should. */
  readonly role?: string;
  /** A statement running longer is cancelled. Default two minutes; 0 for none. */
  readonly statementTimeoutMs?: number;
}

/** A pool of connections. Holds sockets: whoever opens it closes it. */
export interface DatabaseHandle extends Database {
  /** Holds the password: never log it. */
  readonly url: string;
  /** Waits for statements under way, then closes every connection. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a pool; connects at the first statement, so it succeeds while the server is down.
 * `int8` and `numeric` arrive as text, `timestamptz` as Date, `date` and `timestamp` as
 * text (as a Date they would silently move into the machine's time zone), `bytea` as Buffer.
 *
 * Statements throw ProbityError DATABASE_UNAVAILABLE when the server cannot be reached and
 * the driver's own error, with its SQLSTATE, for everything else.
 */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  const pool = new pg.Pool(poolConfig(options));
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  // Between being handed out and its first statement nobody listens to a connection: a server that
  // dies in the very packet that completes the handshake would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  let closing: Promise<void> | undefined;
  return {
    url: options.url,
    query: (text, values) => run(pool, text, values),
    transaction: (work) => runTransaction(pool, work),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

function poolConfig(options: DatabaseOptions): pg.PoolConfig {
  const settings = [
    `statement_timeout=${options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS}`,
    `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    `lock_timeout=${LOCK_TIMEOUT_MS}`,
    "timezone=UTC",
    ...(options.role === undefined ? [] : [`role=${options.role}`]),
  ];
  const url = new URL(options.url);
  const own = url.searchParams.get("options");
  url.searchParams.set(
    "options",
    [...(own ? [own] : []), ...settings.map((setting) => `-c ${setting}`)].join(" "),
  );
  url.searchParams.delete("application_name");
  return {
    connectionString: url.href,
    application_name: options.applicationName,
    max: options.maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser },
  };
}

function getTypeParser(oid: number, format?: "text" | "binary") {
  if (oid === DATE_OID || oid === TIMESTAMP_OID) return (text: string) => text;
  return pg.types.getTypeParser(oid, format ?? "text");
}

/** Statements one process prepares; ours are fixed texts, far fewer than this. Others are sent unprepared. */
const PREPARED_MAX = 500;
const prepared = new Map<string, string>();

/** The name a statement is prepared under, once per connection: parsing and planning cost more than most of ours take. */
function statementName(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= PREPARED_MAX) return known;
  const name = `p${sha256Hex(text).slice(0, 24)}`;
  prepared.set(text, name);
  return name;
}

async function run<R extends Row>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<{ rows: R[]; rowCount: number | null }> {
  const name = values === undefined ? undefined : statementName(text);
  try {
    return await client.query<R>({
      text,
      values: [...(values ?? [])],
      ...(name === undefined ? {} : { name }),
    });
  } catch (error) {
    throw asDatabaseError(error);
  }
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asDatabaseError(error);
  });
  let broken: Error | undefined;
  let open = true;
  // The pool listens only while a connection is idle.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  const tx: Queryable = {
    async query(text, values) {
      if (!open) throw new ProbityError("INTERNAL", "a statement was sent after its transaction had ended");
      return run(client, text, values);
    },
  };
  try {
    await run(client, "begin", undefined);
    const result = await work(tx);
    open = false;
    await commit(client);
    return result;
  } catch (error) {
    open = false;
    await client.query("rollback").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** PostgreSQL answers `commit` of a failed transaction with a silent rollback; that must not look like success. */
async function commit(client: pg.PoolClient): Promise<void> {
  const result = await client.query("commit").catch((error: unknown) => {
    throw asDatabaseError(error);
  });
  if (result.command !== "COMMIT") {
    throw new ProbityError(
      "INTERNAL",
      "a transaction was rolled back instead of committed because a statement in it had failed and the error was swallowed",
    );
  }
}
