import type { Access, WebhookTarget } from "../app/index.ts";
import { DELIVERY_HEADER } from "../core/index.ts";
import { type Delivery, headerOf, timedSignature } from "./webhook.ts";

/**
 * Names a delivery, so that the same one starts one run. The sender's own name for it comes
 * first: it stays the same when the sender tries again and signs anew. But names are not
 * signed, so whoever recorded a request could send it again under another name; a signature
 * with a timestamp in it therefore keeps the name it came with first. Two events with the
 * very same bytes in the very same second count as one.
 *
 * A signature without a timestamp says nothing about when it was made: identical bodies may
 * be two events, and only the sender's name can tell.
 *
 * @param delivery one whose signature is right.
 */
export async function nameDelivery(
  access: Access,
  path: string,
  target: WebhookTarget,
  delivery: Delivery,
): Promise<string | undefined> {
  const { headers } = delivery;
  const name =
    headerOf(headers, target.idempotencyHeader) ??
    headerOf(headers, DELIVERY_HEADER) ??
    headerOf(headers, "idempotency-key");
  const signature = timedSignature(target, delivery);
  const { toleranceMs } = target.signature;
  if (signature === undefined) return name && `webhook:${path}:${name}`;
  return `webhook:${await access.nameDelivery({ path, signature, name, toleranceMs })}`;
}
