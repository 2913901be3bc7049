import { BlockList, isIP } from "node:net";

/**
 * What kind of network an IP address belongs to, after the IANA special-purpose address
 * registries (IPv4: RFC 6890 and successors; IPv6: RFC 4291, RFC 6890), as of 2025.
 *
 * - `public`: may be reached.
 * - `loopback`, `private`: this machine or the organisation's own networks; reachable only
 *   where the configuration allows it by name.
 * - `forbidden`: never a legitimate target. Link-local is among them because clouds serve
 *   machine credentials at 169.254.169.254 and fe80::.
 */
export type AddressClass = "public" | "loopback" | "private" | "forbidden";

/**
 * Where clouds serve machine credentials inside networks that are private otherwise: the
 * instance metadata of Amazon by IPv6 and of Alibaba. Those of others are link-local.
 */
const metadata = blocks(["fd00:ec2::254/128", "100.100.100.200/32"]);

const loopback = blocks(["127.0.0.0/8", "::1/128"]);

const privateNetworks = blocks([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  // Shared address space of carriers and clouds, RFC 6598.
  "100.64.0.0/10",
  // Unique local addresses, RFC 4193.
  "fc00::/7",
]);

const forbiddenV4 = blocks([
  "0.0.0.0/8",
  "169.254.0.0/16",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/** Only global unicast is handed out to hosts; everything outside it is special. */
const globalUnicastV6 = blocks(["2000::/3"]);

/** Inside global unicast: protocol assignments (Teredo, ORCHID), documentation, and 6to4, which carries IPv4. */
const forbiddenV6 = blocks(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** The class of a textual address; what is not an address is forbidden. */
export function addressClass(address: string): AddressClass {
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return "forbidden";
  if (version === 4) {
    if (loopback.check(address, "ipv4")) return "loopback";
    if (metadata.check(address, "ipv4")) return "forbidden";
    if (privateNetworks.check(address, "ipv4")) return "private";
    return forbiddenV4.check(address, "ipv4") ? "forbidden" : "public";
  }
  const mapped = mappedIpv4(address);
  if (mapped !== undefined) return addressClass(mapped);
  if (loopback.check(address, "ipv6")) return "loopback";
  if (metadata.check(address, "ipv6")) return "forbidden";
  if (privateNetworks.check(address, "ipv6")) return "private";
  if (!globalUnicastV6.check(address, "ipv6")) return "forbidden";
  return forbiddenV6.check(address, "ipv6") ? "forbidden" : "public";
}

/** The IPv4 address inside an IPv4-mapped one (`::ffff:127.0.0.1`, RFC 4291 section 2.5.5.2), however it is written. */
function mappedIpv4(address: string): string | undefined {
  // The URL parser gives every IPv6 address one spelling: hexadecimal, shortened.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (match === null) return undefined;
  const high = Number.parseInt(match[1] ?? "", 16);
  const low = Number.parseInt(match[2] ?? "", 16);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

function blocks(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix = ""] = range.split("/");
    list.addSubnet(network, Number(prefix), network.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}
