import { isIP } from "node:net";
import { ProbityError } from "../core/index.ts";

/**
 * Guards against DNS rebinding: a page on the internet may make a name of its own point to
 * 127.0.0.1 and then talk to this server as if it were that page's origin. Whatever arrives
 * on the loopback address must therefore have asked for us by a name that is ours.
 */
export function createHostCheck(baseUrl: string): (request: {
  /** The Host header. */
  readonly host: string | undefined;
  /** Address the connection came in on; undefined counts as loopback. */
  readonly localAddress: string | undefined;
}) => void {
  const ours = new Set(["localhost", "127.0.0.1", "[::1]", new URL(baseUrl).hostname]);
  return ({ host, localAddress }) => {
    if (localAddress !== undefined && !isLoopback(localAddress)) return;
    const name = (host ?? "").toLowerCase().replace(/:\d+$/, "");
    if (!ours.has(name)) {
      throw new ProbityError(
        "HOST_UNKNOWN",
        "Call this server as localhost or by the host name of server.base_url in the configuration.",
      );
    }
  };
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return isIP(plain) === 4 ? plain.startsWith("127.") : plain === "::1";
}
