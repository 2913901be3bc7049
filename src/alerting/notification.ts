import {
  type Clock,
  type DataCipher,
  type JsonObject,
  type NotificationId,
  ProbityError,
} from "../core/index.ts";
import { type AlertingConfig, channelOf } from "./config.ts";
import {
  builtInTemplates,
  type RenderedMessage,
  renderMessage,
  type Severity,
  type Template,
  type TemplateContext,
} from "./templates.ts";

/** A notification somebody wants sent, before it is rendered. */
export interface NotificationRequest {
  readonly channel: string;
  /** The name of a template, or subject and body themselves. */
  readonly template: string | Template;
  /** Two requests with the same key are one notification, whoever asks and however often. */
  readonly dedupKey: string;
  readonly context: Omit<TemplateContext, "run"> & { readonly run: { readonly id: string } };
}

/** What is sealed into the outbox: everything a delivery needs beside the channel's configuration. */
export interface NotificationPayload extends RenderedMessage {
  readonly template: string;
  readonly severity: Severity;
  readonly drill: boolean;
  readonly createdAt: string;
  readonly workflow: { readonly id: string; readonly name: string };
  readonly run: { readonly id: string; readonly url: string };
  readonly step: { readonly id: string; readonly name: string };
  readonly failure?: JsonObject;
  readonly data: JsonObject;
}

/** A rendered and sealed notification, ready to be written by {@link enqueueNotification}. */
export interface PreparedNotification {
  readonly id: NotificationId;
  readonly dedupKey: string;
  readonly runId: string;
  readonly stepId: string;
  readonly channel: string;
  readonly template: string;
  readonly drill: boolean;
  readonly payload: string;
  readonly createdAt: Date;
}

/** Bytes of the `data` of one notification as JSON; webhooks carry it along. */
const DATA_BYTES_MAX = 65_536;

/**
 * Renders and seals a notification. Everything that can be wrong with it is found here, in
 * the step that asks for it, and not hours later in a dispatcher.
 *
 * @throws ProbityError CHANNEL_UNKNOWN, TEMPLATE_INVALID
 */
export function prepareNotification(
  request: NotificationRequest,
  { config, cipher, clock }: { config: AlertingConfig; cipher: DataCipher; clock: Clock },
): PreparedNotification {
  channelOf(config, request.channel);
  const name = typeof request.template === "string" ? request.template : "inline";
  const template =
    typeof request.template === "string" ? templateOf(config, request.template) : request.template;
  const run = { id: request.context.run.id, url: runUrl(config.base_url, request.context.run.id) };
  const { workflow, step, failure, severity, drill, data } = request.context;
  if (Buffer.byteLength(JSON.stringify(data)) > DATA_BYTES_MAX) {
    throw new ProbityError("TEMPLATE_INVALID", `the data of a notification exceeds ${DATA_BYTES_MAX} bytes`);
  }
  const createdAt = clock.now();
  const payload: NotificationPayload = {
    ...renderMessage(name, template, { ...request.context, run }),
    template: name,
    severity,
    drill,
    createdAt: createdAt.toISOString(),
    workflow,
    run,
    step,
    ...(failure === undefined ? {} : { failure: { ...failure } }),
    data,
  };
  const dedupKey = cipher.blindIndex(request.dedupKey, "notification.dedup_key");
  const id = idFrom(dedupKey);
  return {
    id,
    dedupKey,
    runId: run.id,
    stepId: step.id,
    channel: request.channel,
    template: name,
    drill,
    payload: cipher.seal(payload, payloadContext(id)),
    createdAt,
  };
}

/** Binds a sealed payload to its row. */
export function payloadContext(id: NotificationId): string {
  return `notification.payload/${id}`;
}

function templateOf(config: AlertingConfig, name: string): Template {
  const all: Readonly<Record<string, Template>> = { ...builtInTemplates, ...config.templates };
  const template = Object.hasOwn(all, name) ? all[name] : undefined;
  if (template !== undefined) return template;
  throw new ProbityError(
    "TEMPLATE_INVALID",
    `there is no template "${name}"; there are: ${Object.keys(all).join(", ")}`,
  );
}

function runUrl(baseUrl: string, runId: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/runs/${encodeURIComponent(runId)}`;
}

/**
 * The id follows from the deduplication key (a UUID version 8, RFC 9562 section 5.8), so
 * that a step names the right notification in its output even when another one, running
 * at the same time, is first to write it.
 */
function idFrom(dedupKey: string): NotificationId {
  const variant = ((Number.parseInt(dedupKey.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const uuid = [
    dedupKey.slice(0, 8),
    dedupKey.slice(8, 12),
    `8${dedupKey.slice(13, 16)}`,
    `${variant}${dedupKey.slice(17, 20)}`,
    dedupKey.slice(20, 32),
  ];
  return `ntf_${uuid.join("-")}` as NotificationId;
}
