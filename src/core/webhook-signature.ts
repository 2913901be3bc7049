import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Signatures of webhooks, outgoing and incoming alike: HMAC-SHA-256 (RFC 2104) over
 * `timestamp.body`, sent as `Probity-Signature: t=<Unix seconds>,v1=<hexadecimal>`. The
 * timestamp is signed so that a recorded request cannot be played back later.
 */
export const SIGNATURE_HEADER = "probity-signature";
/** Names the delivery; the same on every attempt, so receivers can drop what they have seen. */
export const DELIVERY_HEADER = "probity-delivery";

/** A request older or newer than this is refused: generous for clocks, short for playback. */
export const SIGNATURE_TOLERANCE_MS = 5 * 60_000;
/** Signatures one header may carry; two are in use while a secret is being changed. */
const SIGNATURES_MAX = 8;

/** The value of the signature header for `body` sent at `at`. */
export function signWebhook(request: {
  readonly secret: string;
  readonly body: string | Uint8Array;
  readonly at: Date;
}): string {
  const seconds = Math.floor(request.at.getTime() / 1_000);
  return `t=${seconds},v1=${hmac(request.secret, String(seconds), request.body).toString("hex")}`;
}

/** Why a signature was not accepted; `expired` also stands for a timestamp in the future. */
export type SignatureVerdict = "valid" | "malformed" | "expired" | "mismatch";

/** Checks a signature header against the exact bytes received, in constant time over the signatures. */
export function verifyWebhookSignature(request: {
  readonly secret: string;
  readonly header: string;
  readonly body: string | Uint8Array;
  readonly now: Date;
  readonly toleranceMs: number;
}): SignatureVerdict {
  const parts = request.header.split(",").map((part) => part.trim());
  const times = parts.filter((part) => part.startsWith("t=")).map((part) => part.slice(2));
  const signatures = parts.filter((part) => part.startsWith("v1=")).map((part) => part.slice(3));
  const [seconds] = times;
  if (times.length !== 1 || seconds === undefined || !/^\d{1,12}$/.test(seconds)) return "malformed";
  if (signatures.length === 0 || signatures.length > SIGNATURES_MAX) return "malformed";
  if (!signatures.every((signature) => /^[0-9a-f]{64}$/.test(signature))) return "malformed";
  const expected = hmac(request.secret, seconds, request.body);
  let matches = false;
  for (const signature of signatures) {
    if (timingSafeEqual(expected, Buffer.from(signature, "hex"))) matches = true;
  }
  if (!matches) return "mismatch";
  const skewMs = Math.abs(request.now.getTime() - Number(seconds) * 1_000);
  return skewMs <= request.toleranceMs ? "valid" : "expired";
}

function hmac(secret: string, seconds: string, body: string | Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.`).update(body).digest();
}
