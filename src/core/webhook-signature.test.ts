import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNATURE_TOLERANCE_MS, signWebhook, verifyWebhookSignature } from "./webhook-signature.ts";

const at = new Date("2026-11-22T10:00:00.900Z");
const secret = "whsec_one";
const body = '{"a":"ü"}';
const header = signWebhook({ secret, body, at });

function verify(change: Partial<Parameters<typeof verifyWebhookSignature>[0]>) {
  return verifyWebhookSignature({
    secret,
    header,
    body,
    now: at,
    toleranceMs: SIGNATURE_TOLERANCE_MS,
    ...change,
  });
}

describe("webhook signatures", () => {
  test("are HMAC-SHA-256 over the Unix time in seconds, a dot and the body", () => {
    const expected = createHmac("sha256", secret).update(`1795341600.${body}`).digest("hex");
    expect(header).toBe(`t=1795341600,v1=${expected}`);
  });

  test("what is signed is accepted, as text and as bytes", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (key, bytes) => {
        const signed = signWebhook({ secret: key, body: bytes, at });
        expect(verify({ secret: key, header: signed, body: bytes })).toBe("valid");
      }),
    );
    expect(verify({ body: Buffer.from(body) })).toBe("valid");
  });

  test("any one of several signatures is enough, so that a secret can be changed", () => {
    const other = "0".repeat(64);
    expect(verify({ header: `t=1795341600, v1=${other}, ${header.split(",")[1]}` })).toBe("valid");
    expect(verify({ header: `t=1795341600,v1=${other}` })).toBe("mismatch");
  });

  test.each([
    ["another body", { body: `${body} ` }],
    ["another secret", { secret: "whsec_two" }],
    ["another time", { header: header.replace("t=1795341600", "t=1795341601") }],
  ])("%s does not match", (_what, change) => expect(verify(change)).toBe("mismatch"));

  test.each([
    ["just inside", SIGNATURE_TOLERANCE_MS - 900, "valid"],
    ["too old", SIGNATURE_TOLERANCE_MS + 1_000, "expired"],
    ["from the future", -SIGNATURE_TOLERANCE_MS - 2_000, "expired"],
  ])("a timestamp that is %s", (_what, laterMs, verdict) => {
    expect(verify({ now: new Date(at.getTime() + laterMs) })).toBe(verdict);
  });

  test.each([
    "",
    "t=1795341600",
    `v1=${"0".repeat(64)}`,
    `t=1795341600,v1=${"0".repeat(63)}`,
    `t=1795341600,v1=${"G".repeat(64)}`,
    `t=-1,v1=${"0".repeat(64)}`,
    `t=1,t=2,v1=${"0".repeat(64)}`,
    `t=1e9,v1=${"0".repeat(64)}`,
    `t=1795341600${`,v1=${"0".repeat(64)}`.repeat(9)}`,
    "=,=,;",
  ])("%j is malformed", (text) => expect(verify({ header: text })).toBe("malformed"));

  test("nothing a stranger sends is accepted or crashes the check", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(verify({ header: text })).not.toBe("valid");
      }),
    );
  });
});
