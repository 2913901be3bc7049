import type { WebhookTarget } from "../app/index.ts";
import { DELIVERY_HEADER, SIGNATURE_HEADER, sha256Hex } from "../core/index.ts";
import { type Delivery, headerOf } from "./webhook.ts";

/** Signatures remembered at a time; a forgotten one is protected by its timestamp alone. */
const SIGNATURES_MAX = 10_000;

/**
 * Names deliveries, so that the same one starts one run. The sender's own name for it comes
 * first: it stays the same when the sender tries again and signs anew. But names are not
 * signed, so whoever recorded a request could send it again under another name; a signature
 * with a timestamp in it therefore keeps the name it came with first, in this process. Two
 * events with the very same bytes in the very same second count as one.
 *
 * A signature without a timestamp says nothing about when it was made: identical bodies may
 * be two events, and only the sender's name can tell.
 */
export function createDeliveryNames(): (
  path: string,
  target: WebhookTarget,
  delivery: Delivery,
) => string | undefined {
  const nameBySignature = new Map<string, string>();
  return (path, { signature, idempotencyHeader }, { headers }) => {
    const given =
      headerOf(headers, idempotencyHeader) ??
      headerOf(headers, DELIVERY_HEADER) ??
      headerOf(headers, "idempotency-key");
    const name = given === undefined ? undefined : `webhook:${path}:${given}`;
    const timed = signature.header === SIGNATURE_HEADER || signature.timestampHeader !== undefined;
    if (!timed) return name;
    const key = sha256Hex(`${path} ${headerOf(headers, signature.header)}`);
    const first = nameBySignature.get(key) ?? name ?? `webhook:${path}:signature-${key}`;
    nameBySignature.set(key, first);
    const [oldest] = nameBySignature.keys();
    if (nameBySignature.size > SIGNATURES_MAX && oldest !== undefined) nameBySignature.delete(oldest);
    return first;
  };
}
