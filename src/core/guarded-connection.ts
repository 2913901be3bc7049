import { lookup as systemLookup } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { addressClass } from "./address-class.ts";
import { ProbityError } from "./errors.ts";

/**
 * How this server opens connections to others. A name may lead anywhere, also to the inside of
 * our own network (server-side request forgery): every address it resolves to is checked, and
 * the connection is made to the addresses that were checked, not to a second answer of the name
 * server. Redirects are never followed here; whoever follows one checks its address again.
 */

/** Bytes of response headers; Node's own default, stated so that it does not move. */
const RESPONSE_HEADER_BYTES_MAX = 16_384;

/** Every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Host without brackets and without the dot of the DNS root. */
export function plainHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/**
 * The addresses of the URL's host, all of them checked.
 * @throws ProbityError ADDRESS_FORBIDDEN where one of them is none we may connect to, or where
 *   http would leave this machine; HTTP_REQUEST_FAILED where there is no address.
 */
export async function checkedAddresses(
  url: URL,
  options: {
    /** Lets the name lead to loopback and private networks. */
    readonly allowPrivate: boolean;
    readonly signal: AbortSignal;
    /** The machine's resolver when absent. */
    readonly resolve?: Resolve | undefined;
  },
): Promise<readonly string[]> {
  const host = plainHost(url);
  const resolve = options.resolve ?? resolveAll;
  const addresses = isIP(host) === 0 ? await abortable(resolve(host), options.signal) : [host];
  if (addresses.length === 0) throw new ProbityError("HTTP_REQUEST_FAILED", `${host} has no address`);
  for (const address of addresses) {
    const kind = addressClass(address);
    const allowed = kind === "public" || (kind !== "forbidden" && options.allowPrivate);
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

/** A name server that never answers must not hold anybody: the promise loses against the signal. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * Sends one request to the given addresses of the URL's host, over a connection of its own, and
 * resolves with the response when its headers are there; its body streams. After that, errors of
 * the connection reach whoever reads the body.
 */
export function sendPinned(
  url: URL,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string | number>>;
    readonly body?: string | Uint8Array | undefined;
    readonly addresses: readonly string[];
    readonly signal: AbortSignal;
    /** Certificate authorities to trust, PEM; the public ones when absent. */
    readonly ca?: readonly string[] | undefined;
  },
): Promise<IncomingMessage> {
  const pinned = request.addresses.map((address) => ({ address, family: isIP(address) }));
  const [first] = pinned;
  const client = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(
      url,
      {
        method: request.method,
        headers: request.headers,
        agent: false,
        signal: request.signal,
        maxHeaderSize: RESPONSE_HEADER_BYTES_MAX,
        ...(request.ca === undefined ? {} : { ca: [...request.ca] }),
        lookup: (_hostname, options, callback) =>
          options.all ? callback(null, pinned) : callback(null, first?.address ?? "", first?.family),
      },
      resolve,
    );
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}
