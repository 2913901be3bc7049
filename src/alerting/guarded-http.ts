import { lookup as systemLookup } from "node:dns/promises";
import http, { type IncomingHttpHeaders } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { messageOf, ProbityError } from "../core/index.ts";
import { addressClass } from "./address-class.ts";
import type { OutgoingRule } from "./config.ts";

/**
 * The only way out over HTTP. A workflow's author, or the customer data in an expression,
 * may not make this server talk to the inside of its own network (server-side request
 * forgery): the host must be allowed by name, every address it resolves to is checked, and
 * the connection is made to the addresses that were checked, not to a second answer of the
 * name server. Redirects are never followed, because they lead to hosts nobody checked.
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
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

export interface GuardedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Longest URL accepted; longer ones are not handled alike by servers and proxies. */
const URL_LENGTH_MAX = 2_048;
/** Bytes of response headers; Node's own default, stated so that it does not move. */
const RESPONSE_HEADER_BYTES_MAX = 16_384;
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
    const addresses = await checkedAddresses(url, rule, request.resolve ?? resolveAll, signal);
    return await exchange(request, url, headers, addresses, signal);
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

/** Host without brackets and without the dot of the DNS root, as rules name it. */
function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function hostMatches(pattern: string, host: string): boolean {
  if (pattern.startsWith("*.")) {
    return isIP(host) === 0 && host.endsWith(`.${domainToASCII(pattern.slice(2))}`);
  }
  if (isIP(pattern) === 6) return isIP(host) === 6 && plainHost(new URL(`http://[${pattern}]`)) === host;
  return domainToASCII(pattern) === host;
}

async function checkedAddresses(
  url: URL,
  rule: OutgoingRule,
  resolve: (hostname: string) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const host = plainHost(url);
  const addresses = isIP(host) === 0 ? await abortable(resolve(host), signal) : [host];
  if (addresses.length === 0) throw new ProbityError("HTTP_REQUEST_FAILED", `${host} has no address`);
  for (const address of addresses) {
    const kind = addressClass(address);
    const allowed = kind === "public" || (kind !== "forbidden" && rule.allow_private);
    if (!allowed) {
      throw new ProbityError("ADDRESS_FORBIDDEN", `${host} leads to a ${kind} address, which is not allowed`);
    }
    if (url.protocol === "http:" && kind !== "loopback") {
      throw new ProbityError(
        "ADDRESS_FORBIDDEN",
        `${host} needs https; http is only for this machine itself`,
      );
    }
  }
  return addresses;
}

async function resolveAll(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true, order: "verbatim" });
  return found.map((entry) => entry.address);
}

/** A name server that never answers must not hold a step: the promise loses against the signal. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function exchange(
  request: GuardedRequest,
  url: URL,
  headers: Record<string, string>,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<GuardedResponse> {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first] = pinned;
  const client = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        method: request.method,
        headers:
          request.body === undefined ? headers : { ...headers, "content-length": byteLength(request.body) },
        agent: false,
        signal,
        maxHeaderSize: RESPONSE_HEADER_BYTES_MAX,
        ...(request.ca === undefined ? {} : { ca: [...request.ca] }),
        lookup: (_hostname, options, callback) =>
          options.all ? callback(null, pinned) : callback(null, first?.address ?? "", first?.family),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > request.responseBytesMax) {
            reject(tooLarge(url.hostname, request.responseBytesMax));
            outgoing.destroy();
          }
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}

function byteLength(body: string | Uint8Array): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}

function tooLarge(host: string, bytesMax: number): ProbityError {
  return new ProbityError("HTTP_REQUEST_FAILED", `the response of ${host} is larger than ${bytesMax} bytes`, {
    retryable: false,
  });
}
