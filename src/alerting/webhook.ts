import {
  type Clock,
  canonicalJson,
  DELIVERY_HEADER,
  messageOf,
  type NotificationId,
  ProbityError,
  SIGNATURE_HEADER,
  signWebhook,
} from "../core/index.ts";
import type { WebhookChannel } from "./config.ts";
import { DELIVERY_TIMEOUT_MS, type Delivery, replyLine } from "./delivery.ts";
import { guardedRequest } from "./guarded-http.ts";
import type { NotificationPayload } from "./notification.ts";

/** The answer to a webhook is a status; its body is read only to end the exchange cleanly. */
const RESPONSE_BYTES_MAX = 65_536;

export interface WebhookDelivery {
  readonly id: NotificationId;
  readonly channel: WebhookChannel;
  readonly payload: NotificationPayload;
  readonly secret: string;
  readonly ca: readonly string[] | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Posts one notification as signed JSON. The body and the `Probity-Delivery` header are the
 * same on every attempt, so receivers can drop what they have seen; the signature is fresh.
 */
export async function deliverWebhook(delivery: WebhookDelivery): Promise<Delivery> {
  const { id, channel, clock } = delivery;
  const url = new URL(channel.url);
  const body = webhookBody(id, delivery.payload);
  try {
    const response = await guardedRequest({
      method: "POST",
      url: channel.url,
      headers: {
        "content-type": "application/json",
        "user-agent": "probity",
        [DELIVERY_HEADER]: id,
        [SIGNATURE_HEADER]: signWebhook({ secret: delivery.secret, body, at: clock.now() }),
      },
      body,
      // The operator wrote this URL into the configuration, so its host is allowed by that.
      allow: [
        {
          host: url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, ""),
          ...(url.port === "" ? {} : { port: Number(url.port) }),
          allow_private: channel.allow_private,
        },
      ],
      timeoutMs: DELIVERY_TIMEOUT_MS,
      responseBytesMax: RESPONSE_BYTES_MAX,
      signal: delivery.signal,
      ...(delivery.ca === undefined ? {} : { ca: delivery.ca }),
    });
    return judge(response.status, response.headers["retry-after"], clock);
  } catch (error) {
    const detail = replyLine(messageOf(error));
    const refused = error instanceof ProbityError && error.code === "ADDRESS_FORBIDDEN";
    return { outcome: refused ? "refused" : "retry", detail };
  }
}

/** 2xx is taken; 408, 425, 429 and 5xx pass by themselves; every other status would be the same again. */
function judge(status: number, retryAfter: string | undefined, clock: Clock): Delivery {
  const detail = `HTTP ${status}`;
  if (status >= 200 && status <= 299) return { outcome: "sent", detail, remoteId: detail };
  if (!isTransientStatus(status)) return { outcome: "refused", detail };
  const afterMs = retryAfterMs(retryAfter, clock.now());
  return { outcome: "retry", detail, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** Whether a response with this status may turn into another one without anybody changing the request. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Milliseconds of a Retry-After header, seconds or date (RFC 9110 section 10.2.3). */
function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - now.getTime());
}

function webhookBody(id: NotificationId, payload: NotificationPayload): string {
  const { createdAt, template, severity, drill, subject, text, workflow, run, step, failure, data } = payload;
  return canonicalJson({
    id,
    type: "notification",
    created_at: createdAt,
    template,
    severity,
    drill,
    subject,
    text,
    workflow,
    run,
    step,
    failure,
    data,
  });
}
