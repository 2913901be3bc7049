import type { IncomingMessage } from "node:http";
import { checkedAddresses, ProbityError, plainHost, type Resolve, sendPinned } from "../../../core/index.ts";

/** Publishers redirect once or twice, to a store of files. */
const REDIRECTS_MAX = 5;
/** A file server that answers nothing for that long is down. */
const ANSWER_WITHIN_MS = 30_000;
/** Longest wait a server may ask for before another attempt (Retry-After). */
const RETRY_AFTER_MAX_MS = 60_000;

/** How requests leave this process; the members are there for tests and unusual networks. */
export interface Transport {
  /** The machine's resolver when absent. */
  readonly resolve?: Resolve | undefined;
  /** Longest wait for the headers of an answer. */
  readonly answerWithinMs?: number | undefined;
}

export interface AskOptions extends Transport {
  readonly headers: Readonly<Record<string, string>>;
  /** Lets addresses lead to loopback and private networks. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

/** A failure that another attempt may mend; `waitMs` when the server said how long to wait. */
export class TransientFailure extends Error {
  override readonly name = "TransientFailure";
  readonly waitMs: number | undefined;
  constructor(message: string, waitMs?: number) {
    super(message);
    this.waitMs = waitMs;
  }
}

/**
 * Asks for a file and follows redirects, each to an address that is checked like the first one;
 * none leads from https to http. Resolves with an answer of status 200, 206, 304 or 416, whose
 * body streams.
 *
 * @throws TransientFailure for what may be better next time; ProbityError ADDRESS_FORBIDDEN,
 *   HTTP_REQUEST_FAILED for the rest. Messages name hosts, never paths or queries.
 */
export async function askForFile(address: string, options: AskOptions): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    const answer = await ask(url, options);
    const status = answer.statusCode ?? 0;
    if (status === 200 || status === 206 || status === 304 || status === 416) return answer;
    answer.destroy();
    if (![301, 302, 303, 307, 308].includes(status)) throw refusal(url, answer);
    url = redirected(url, answer.headers.location);
  }
  throw failure(`${plainHost(url)} redirects more than ${REDIRECTS_MAX} times`);
}

async function ask(url: URL, options: AskOptions): Promise<IncomingMessage> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), options.answerWithinMs ?? ANSWER_WITHIN_MS);
  const signal = AbortSignal.any([options.signal, late.signal]);
  try {
    const addresses = await checkedAddresses(url, {
      allowPrivate: options.allowPrivate,
      signal,
      resolve: options.resolve,
    });
    return await sendPinned(url, {
      method: "GET",
      headers: { ...options.headers, connection: "close" },
      addresses,
      signal,
    });
  } catch (error) {
    if (error instanceof ProbityError && error.code === "ADDRESS_FORBIDDEN") throw error;
    if (options.signal.aborted) throw options.signal.reason;
    const reason = late.signal.aborted ? "no answer in time" : codeOf(error);
    throw new TransientFailure(`${plainHost(url)} cannot be reached: ${reason}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Messages of the network may hold addresses with tokens; their codes do not. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof ProbityError ? error.message : "the connection failed";
}

function redirected(from: URL, location: string | undefined): URL {
  const to = location === undefined ? null : URL.parse(location, from.href);
  if (to === null) throw failure(`${plainHost(from)} redirects to nowhere`);
  if (to.protocol !== "https:" && !(to.protocol === "http:" && from.protocol === "http:")) {
    throw failure(`${plainHost(from)} redirects to ${to.protocol.replace(":", "")}; only https is followed`);
  }
  if (to.username !== "" || to.password !== "") {
    throw failure(`${plainHost(from)} redirects to an address with a user name or password`);
  }
  return to;
}

function refusal(url: URL, answer: IncomingMessage): Error {
  const status = answer.statusCode ?? 0;
  const message = `${plainHost(url)} answered with status ${status}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return new TransientFailure(message, retryAfterMs(answer));
  }
  return failure(message);
}

/** Seconds of Retry-After (RFC 9110 section 10.2.3); a date there is not worth its clock. */
function retryAfterMs(answer: IncomingMessage): number | undefined {
  const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0
    ? Math.min(seconds * 1_000, RETRY_AFTER_MAX_MS)
    : undefined;
}

function failure(message: string): ProbityError {
  return new ProbityError("HTTP_REQUEST_FAILED", message, { retryable: false });
}
