import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { WebhookTarget } from "../app/index.ts";
import {
  SIGNATURE_HEADER,
  SIGNATURE_TOLERANCE_MS,
  signWebhook,
  verifyWebhookSignature,
} from "../core/index.ts";

type Scheme = WebhookTarget["signature"];

export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  /** The exact bytes received: a signature is over bytes, not over what they mean. */
  readonly body: Uint8Array;
  readonly now: Date;
}

/** Stands in for the secret of a webhook that does not exist, so that the answer takes the same work. */
const nobodysSecret = randomBytes(32).toString("hex");
const nobodysScheme: Scheme = {
  header: SIGNATURE_HEADER,
  algorithm: "sha256",
  encoding: "hex",
  prefix: "",
  toleranceMs: SIGNATURE_TOLERANCE_MS,
};

/**
 * Whether the delivery carries a valid signature of the target; false when there is no
 * target. A sender cannot tell the two apart.
 */
export function isSignedDelivery(target: WebhookTarget | undefined, delivery: Delivery): boolean {
  const secret = target?.secret ?? nobodysSecret;
  const scheme = target?.signature ?? nobodysScheme;
  const given = headerOf(delivery.headers, scheme.header) ?? "";
  // `Probity-Signature: t=…,v1=…` carries its own timestamp; every other header is a plain HMAC.
  const valid =
    scheme.header === SIGNATURE_HEADER
      ? verifyWebhookSignature({ ...delivery, secret, header: given, toleranceMs: scheme.toleranceMs }) ===
        "valid"
      : isPlainSignature(scheme, secret, given, delivery);
  return target !== undefined && valid;
}

/** HMAC (RFC 2104) over the body, or over `<timestamp>.<body>` when the scheme names a timestamp header. */
function isPlainSignature(scheme: Scheme, secret: string, given: string, delivery: Delivery): boolean {
  const hmac = createHmac(scheme.algorithm, secret);
  if (scheme.timestampHeader !== undefined) {
    const seconds = headerOf(delivery.headers, scheme.timestampHeader) ?? "";
    if (!/^\d{1,12}$/.test(seconds)) return false;
    if (Math.abs(delivery.now.getTime() - Number(seconds) * 1_000) > scheme.toleranceMs) return false;
    hmac.update(`${seconds}.`);
  }
  const expected = Buffer.from(scheme.prefix + hmac.update(delivery.body).digest(scheme.encoding));
  const presented = Buffer.from(given);
  return expected.length === presented.length && timingSafeEqual(expected, presented);
}

/**
 * The signature of a delivery that is signed rightly and says when: the HMAC over time and
 * body, without what a sender may write around it, so that the same delivery has only one.
 * Undefined when the target's scheme signs no time.
 */
export function timedSignature({ signature, secret }: WebhookTarget, delivery: Delivery): string | undefined {
  const header = headerOf(delivery.headers, signature.header) ?? "";
  if (signature.header !== SIGNATURE_HEADER) {
    return signature.timestampHeader === undefined ? undefined : header;
  }
  const [, seconds] = /(?:^|,)\s*t=(\d{1,12})\s*(?:,|$)/.exec(header) ?? [];
  return signWebhook({ secret, body: delivery.body, at: new Date(Number(seconds) * 1_000) });
}

/** One value of a header; undefined when it is absent or was sent more than once. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
