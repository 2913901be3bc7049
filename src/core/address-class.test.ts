import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AddressClass, addressClass } from "./address-class.ts";

const cases: Readonly<Record<AddressClass, readonly string[]>> = {
  public: [
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.0",
    "100.128.0.0",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
  ],
  loopback: ["127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  private: [
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "fc00::1",
    "fd12:3456::1",
    "::ffff:10.0.0.1",
    "0:0:0:0:0:ffff:c0a8:0101",
  ],
  forbidden: [
    "fd00:ec2::254",
    "100.100.100.200",
    "::ffff:100.100.100.200",
    "0.0.0.0",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "64:ff9b::7f00:1",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "fec0::1",
    "localhost",
    "127.1",
    "",
  ],
};

describe("addressClass", () => {
  test.each(Object.entries(cases).flatMap(([kind, list]) => list.map((address) => [address, kind] as const)))(
    "%s is %s",
    (address, kind) => expect(addressClass(address)).toBe(kind),
  );

  test("an IPv4 address is judged alike however IPv6 wraps it", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(addressClass(`::ffff:${address}`)).toBe(addressClass(address));
      }),
    );
  });

  test("outside of global unicast no IPv6 address is public", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
        if (/^[23]/.test(canonical) || canonical.startsWith("::ffff:")) return;
        expect(addressClass(address)).not.toBe("public");
      }),
    );
  });
});
