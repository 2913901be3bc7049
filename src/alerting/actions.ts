import { z } from "zod";
import { type ActionDefinition, defineAction, parseDuration } from "../core/index.ts";

/** Channels one step may notify; more belong into a distribution list. */
const CHANNELS_PER_STEP_MAX = 20;
/** Bytes of a request body; larger things are handed over by reference. */
const REQUEST_BODY_LENGTH_MAX = 1_048_576;
/** Longest an outgoing request may take; what takes longer should answer at once and call back. */
const REQUEST_TIMEOUT_MAX_MS = 120_000;

export const notifyInput = z.strictObject({
  /** Names from `alerting.channels`. */
  channels: z.array(z.string().min(1).max(64)).min(1).max(CHANNELS_PER_STEP_MAX),
  /** A template that ships or stands in `alerting.templates`. Chosen by the situation when absent. */
  template: z.string().min(1).max(64).optional(),
  /** Liquid. Values belong in `data` and are written `{{ data.name }}`. */
  subject: z.string().min(1).max(1_000).optional(),
  body: z.string().min(1).max(20_000).optional(),
  /** Values for the template; sent as they are, so this is the place to think about personal data. */
  data: z.record(z.string().max(64), z.json()).optional(),
  severity: z.enum(["info", "warning", "critical"]).optional(),
  /** Further requests with the same key and channel are dropped. By default every step notifies once per run. */
  dedup_key: z.string().min(1).max(200).optional(),
});

export const notifyOutput = z.strictObject({
  notifications: z.array(z.strictObject({ id: z.string(), channel: z.string() })),
});

const headerName = z.string().min(1).max(100);

export const httpRequestInput = z
  .strictObject({
    method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
    /** Its host must be in `alerting.outgoing.allow`. */
    url: z.string().min(1).max(2_048),
    headers: z.record(headerName, z.string().max(4_096)).optional(),
    /** The body as text; `json` instead sends a value as JSON. */
    body: z.string().max(REQUEST_BODY_LENGTH_MAX).optional(),
    json: z.json().optional(),
    /** The status or statuses that count as success; every 2xx when absent. */
    expect_status: z
      .union([z.int().min(100).max(599), z.array(z.int().min(100).max(599)).min(1).max(20)])
      .optional(),
    timeout: z
      .string()
      .refine((text) => {
        const ms = parseDuration(text) ?? 0;
        return ms > 0 && ms <= REQUEST_TIMEOUT_MAX_MS;
      }, "must be a duration up to 2m")
      .default("30s"),
  })
  .refine((request) => request.body === undefined || request.json === undefined, {
    path: ["json"],
    message: "give body or json, not both",
  });

export const httpRequestOutput = z.strictObject({
  status: z.int(),
  /** Only headers that say something about the answer and carry no session. */
  headers: z.record(z.string(), z.string()),
  /** The body as text, when it is UTF-8 and not JSON. */
  body: z.string().optional(),
  json: z.json().optional(),
});

const notify = defineAction({
  id: "notify",
  version: "1",
  summary:
    "Queues a message on e-mail and webhook channels together with the step's record; it is then delivered with retries.",
  effects: "local",
  input: notifyInput,
  output: notifyOutput,
  clearMembers: ["channels", "template"],
  example: { channels: ["compliance-email"], template: "step-failed" },
  load: async (host) => (await import("./notify.ts")).createNotify(host),
});

const httpRequest = defineAction({
  id: "http_request",
  version: "1",
  summary:
    "Calls another system over HTTPS. Only hosts the configuration allows; redirects are not followed.",
  effects: "external",
  input: httpRequestInput,
  output: httpRequestOutput,
  example: { method: "POST", url: "https://crm.example.com/customers", json: { status: "cleared" } },
  connector: { name: "http", concurrency: 16, rate: { count: 50, perMs: 1_000 } },
  load: async (host) => (await import("./http-request.ts")).createHttpRequest(host),
});

/** The actions of this folder, for the catalogue. */
export const alertingActions: readonly ActionDefinition[] = [notify, httpRequest];
