import { ProbityError } from "../core/index.ts";

/** What the driver says, without an SQLSTATE, when the connection itself is gone. */
const lostConnection =
  /Connection terminated|Client has encountered a connection error|connection is closed|timeout exceeded when trying to connect/i;

/**
 * SQLSTATE classes and codes that speak of the connection or the server and not of the
 * statement: 08 connection exception, 57P operator intervention (shutdown, crash,
 * starting up), 53300 too many connections (PostgreSQL documentation, appendix A).
 */
const lostState = /^(08|57P|53300)/;

const lostSystemCall = /^(ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|ENOTFOUND$|EAI_AGAIN$)/;

/**
 * Whether an error says that the database went away, so that the same work may succeed
 * later on a new connection. Looks through `cause` and `AggregateError`.
 */
export function isConnectionError(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if (at instanceof ProbityError && at.code === "DATABASE_UNAVAILABLE") return true;
    if (at instanceof AggregateError && at.errors.some(isConnectionError)) return true;
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    if (lostState.test(code) || lostSystemCall.test(code) || lostConnection.test(at.message)) return true;
  }
  return false;
}

/** The SQLSTATE of an error the server reported; undefined for every other error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return /^[0-9A-Z]{5}$/.test(error.code) && "severity" in error ? error.code : undefined;
}

/** Turns a lost connection into `DATABASE_UNAVAILABLE`; leaves every other error as it is. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof ProbityError || !isConnectionError(error)) return error;
  return new ProbityError(
    "DATABASE_UNAVAILABLE",
    "the connection to PostgreSQL was refused or lost; check that the server runs (probity doctor)",
    { cause: error },
  );
}
