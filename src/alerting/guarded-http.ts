import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import {
  checkedAddresses,
  messageOf,
  ProbityError,
  plainHost,
  type Resolve,
  sendPinned,
} from "../core/index.ts";
import type { OutgoingRule } from "./config.ts";

/**
 * The only way out over HTTP for workflows. Their author, or the customer data in an expression,
 * may not make this server talk to the inside of its own network: the host must be allowed by
 * name, and its addresses are checked and pinned (core/guarded-connection.ts). Redirects are
 * never followed, because they lead to hosts nobody allowed.
 */
export interface GuardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly allow: readonly OutgoingRule[];
  /** For the whole exchange, from name resolution to the last byte. */
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
  readonly signal?: AbortSignal;
  /** Certificate authorities to trust, PEM; the public ones when absent. */
  readonly ca?: readonly string[];
  /** Every address of a name; the machine's resolver when absent. */
  readonly resolve?: Resolve;
}

export interface GuardedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Longest URL accepted; longer ones are not handled alike by servers and proxies. */
const URL_LENGTH_MAX = 2_048;
/** Headers of one request. */
const REQUEST_HEADERS_MAX = 50;

/** Headers that decide where and how a message is framed; callers may not set them (RFC 9110 section 7, RFC 9112). */
const framingHeaders = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Sends one request and reads the whole response, whatever its status.
 *
 * @throws ProbityError ADDRESS_FORBIDDEN for a URL, host or address outside the rules,
 *   HTTP_REQUEST_FAILED for everything that went wrong on the way (not retryable where the
 *   response is too large). Messages name the host, never path, query or headers.
 */
export async function guardedRequest(request: GuardedRequest): Promise<GuardedResponse> {
  const url = checkedUrl(request.url);
  const headers = checkedHeaders(request.headers ?? {});
  const rule = ruleFor(url, request.allow);
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
  try {
    const addresses = await checkedAddresses(url, {
      allowPrivate: rule.allow_private,
      signal,
      resolve: request.resolve,
    });
    const { method, body, ca } = request;
    const length = body === undefined ? {} : { "content-length": byteLength(body) };
    const response = await sendPinned(url, {
      method,
      headers: { ...headers, ...length },
      body,
      addresses,
      signal,
      ca,
    });
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readBody(response, url.hostname, request.responseBytesMax),
    };
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    const reason = deadline.aborted ? `no complete answer within ${request.timeoutMs} ms` : messageOf(cause);
    throw new ProbityError("HTTP_REQUEST_FAILED", `request to ${url.hostname} failed: ${reason}`, { cause });
  }
}

function checkedUrl(text: string): URL {
  if (text.length > URL_LENGTH_MAX) {
    throw new ProbityError("ADDRESS_FORBIDDEN", `the URL is longer than ${URL_LENGTH_MAX} characters`);
  }
  // WHATWG parsing turns every spelling of an IPv4 address (octal, hexadecimal, one number) into dotted decimal.
  const url = URL.parse(text);
  if (url === null) throw new ProbityError("ADDRESS_FORBIDDEN", "the URL is not a valid absolute URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new ProbityError("ADDRESS_FORBIDDEN", `only https URLs are allowed, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new ProbityError(
      "ADDRESS_FORBIDDEN",
      "the URL carries a user name or password; send credentials in a header from a named secret",
    );
  }
  return url;
}

function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  if (entries.length > REQUEST_HEADERS_MAX) {
    throw new ProbityError("ACTION_INPUT_INVALID", `more than ${REQUEST_HEADERS_MAX} request headers`);
  }
  for (const [name, value] of entries) {
    if (framingHeaders.has(name.toLowerCase())) {
      throw new ProbityError(
        "ACTION_INPUT_INVALID",
        `the header ${name} is set by Probity, not by a workflow`,
      );
    }
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new ProbityError("ACTION_INPUT_INVALID", "a request header has characters that are not allowed");
    }
  }
  return { ...headers, "accept-encoding": "identity", connection: "close" };
}

function ruleFor(url: URL, allow: readonly OutgoingRule[]): OutgoingRule {
  const host = plainHost(url);
  const defaultPort = url.protocol === "https:" ? 443 : 80;
  const port = url.port === "" ? defaultPort : Number(url.port);
  const rule = allow.find(
    (candidate) => hostMatches(candidate.host, host) && port === (candidate.port ?? defaultPort),
  );
  if (rule !== undefined) return rule;
  throw new ProbityError(
    "ADDRESS_FORBIDDEN",
    `${host}:${port} is not in the list of allowed hosts; add it to alerting.outgoing.allow`,
  );
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern.startsWith("*.")) {
    return isIP(host) === 0 && host.endsWith(`.${domainToASCII(pattern.slice(2))}`);
  }
  if (isIP(pattern) === 6) return isIP(host) === 6 && plainHost(new URL(`http://[${pattern}]`)) === host;
  return domainToASCII(pattern) === host;
}

/** The whole body. @throws what cut the connection, or that the body is larger than `bytesMax` */
async function readBody(response: IncomingMessage, host: string, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge(host, bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function byteLength(body: string | Uint8Array): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}

function tooLarge(host: string, bytesMax: number): ProbityError {
  return new ProbityError("HTTP_REQUEST_FAILED", `the response of ${host} is larger than ${bytesMax} bytes`, {
    retryable: false,
  });
}
