import { type DataCipher, messageOf, parseDuration } from "../core/index.ts";
import { backoffMs } from "./backoff.ts";
import { channelOf } from "./config.ts";
import { type Delivery, replyLine } from "./delivery.ts";
import type { DispatcherOptions } from "./dispatcher.ts";
import { deliverEmail } from "./email.ts";
import { type NotificationPayload, payloadContext } from "./notification.ts";
import { type AttemptEnd, type ClaimedNotification, endAttempt } from "./store.ts";
import { deliverWebhook } from "./webhook.ts";

export interface Circumstances {
  readonly ca: readonly string[] | undefined;
  /** Ends deliveries under way when the process shuts down. */
  readonly signal: AbortSignal;
}

/**
 * Delivers a claimed notification once and stores how that ended.
 * Undefined when another dispatcher has taken it over in the meantime.
 */
export async function attemptDelivery(
  options: DispatcherOptions,
  claimed: ClaimedNotification,
  circumstances: Circumstances,
): Promise<AttemptEnd["state"] | undefined> {
  const delivery = await deliver(options, claimed, circumstances);
  const end = endOf(options, claimed, delivery);
  const current = await options.db.transaction((tx) => endAttempt(tx, claimed, end));
  const fields = { notification: claimed.id, channel: claimed.channel, attempt: claimed.attempt };
  if (!current) {
    options.log.warn(fields, "notification was taken over by another dispatcher");
    return undefined;
  }
  if (end.state === "sent") options.log.info(fields, "notification sent");
  else options.log.warn({ ...fields, reason: end.detail, state: end.state }, "notification not delivered");
  return end.state;
}

/** Never throws: what is wrong with configuration or secrets can be mended, and the message is kept until then. */
async function deliver(
  { cipher, clock, config, secret, localSmtp }: DispatcherOptions,
  { id, channel: channelName, payload: sealed, deliveredTo }: ClaimedNotification,
  { ca, signal }: Circumstances,
): Promise<Delivery> {
  try {
    const channel = channelOf(config, channelName);
    const payload = cipher.open(sealed, payloadContext(id)) as unknown as NotificationPayload;
    if (channel.type === "webhook") {
      const key = secret(channel.secret.secret);
      return await deliverWebhook({ id, channel, payload, secret: key, ca, clock, signal });
    }
    const recipients = channel.to.filter((to) => !deliveredTo.includes(recipientKey(cipher, to)));
    if (recipients.length === 0) {
      return { outcome: "sent", detail: "every recipient has it", remoteId: "every recipient has it" };
    }
    const passwordRef = channel.smtp?.password;
    const password = passwordRef === undefined ? undefined : secret(passwordRef.secret);
    return await deliverEmail({ id, channel, payload, recipients, password, localSmtp, ca, signal });
  } catch (error) {
    return { outcome: "retry", detail: replyLine(messageOf(error)) };
  }
}

function endOf(
  { clock, cipher, config }: DispatcherOptions,
  claimed: ClaimedNotification,
  delivery: Delivery,
): AttemptEnd {
  const { outcome, detail } = delivery;
  const at = clock.now();
  const { deliveredTo } = claimed;
  switch (outcome) {
    case "sent": {
      const problem = delivery.problem === undefined ? {} : { lastError: delivery.problem };
      return { outcome, state: "sent", at, detail, remoteId: delivery.remoteId, deliveredTo, ...problem };
    }
    case "refused":
      return { outcome, state: "dead", at, detail, lastError: detail, deliveredTo };
    case "retry": {
      const accepted = (delivery.accepted ?? []).map((address) => recipientKey(cipher, address));
      const common = { outcome, at, detail, lastError: detail, deliveredTo: [...deliveredTo, ...accepted] };
      if (claimed.attempt >= config.retry.attempts) return { ...common, state: "dead" };
      const initialMs = parseDuration(config.retry.initial) ?? 0;
      const maxMs = parseDuration(config.retry.max) ?? 0;
      const waitMs = backoffMs({ initialMs, maxMs }, claimed.attempt, claimed.id);
      const askedMs = Math.min(delivery.afterMs ?? 0, maxMs);
      return {
        ...common,
        state: "failed",
        nextAttemptAt: new Date(at.getTime() + Math.max(waitMs, askedMs)),
      };
    }
    default: {
      const never: never = outcome;
      throw new TypeError(`unknown outcome ${never}`);
    }
  }
}

function recipientKey(cipher: DataCipher, address: string): string {
  return cipher.blindIndex(address, "notification.recipient");
}
