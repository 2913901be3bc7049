import type { z } from "zod";
import {
  type ActionHandler,
  type ActionHost,
  ProbityError,
  parseDuration,
  STEP_OUTPUT_BYTES_MAX,
} from "../core/index.ts";
import type { httpRequestInput, httpRequestOutput } from "./actions.ts";
import { certificateAuthorities } from "./certificate-authorities.ts";
import { readAlertingConfig } from "./config.ts";
import { type GuardedResponse, guardedRequest } from "./guarded-http.ts";
import { isTransientStatus } from "./webhook.ts";

type Input = z.output<typeof httpRequestInput>;
type Output = z.input<typeof httpRequestOutput>;

/** Half of what a step may put out: as JSON text the body can take twice its bytes. */
const RESPONSE_BYTES_MAX = STEP_OUTPUT_BYTES_MAX / 2;

/** Cookies, challenges and server banners stay outside. */
const outputHeaders = [
  "content-type",
  "date",
  "etag",
  "last-modified",
  "location",
  "retry-after",
  "request-id",
  "x-request-id",
];

/**
 * The handler of `http_request`. Every attempt carries the same `Idempotency-Key`, so a
 * system that knows the header acts once even when the answer to it was lost.
 */
export function createHttpRequest(host: ActionHost): ActionHandler<Input, Output> {
  const config = readAlertingConfig(host.config("alerting"));
  const ca = certificateAuthorities(config.ca_file);
  return async (input, call) => {
    const body = input.json === undefined ? input.body : JSON.stringify(input.json);
    const response = await guardedRequest({
      method: input.method,
      url: input.url,
      headers: requestHeaders(input, call.idempotencyKey),
      ...(body === undefined ? {} : { body }),
      allow: config.outgoing.allow,
      timeoutMs: parseDuration(input.timeout) ?? 0,
      responseBytesMax: RESPONSE_BYTES_MAX,
      signal: call.signal,
      ...(ca === undefined ? {} : { ca }),
    });
    const { hostname } = new URL(input.url);
    requireStatus(input, response.status, hostname);
    const facts = {
      method: input.method,
      host: hostname,
      status: response.status,
      bytes: response.body.length,
    };
    const summary = `${hostname} answered ${response.status} with ${response.body.length} bytes.`;
    return {
      outcome: "pass",
      output: { status: response.status, headers: safeHeaders(response), ...content(response, hostname) },
      summary,
      evidence: [{ id: "http.response", outcome: "info", summary, data: facts }],
      auditDetails: facts,
    };
  };
}

function requestHeaders(input: Input, idempotencyKey: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(input.headers ?? {})) headers[name.toLowerCase()] = value;
  if (input.json !== undefined) headers["content-type"] ??= "application/json";
  if (input.body !== undefined) headers["content-type"] ??= "text/plain; charset=utf-8";
  headers["user-agent"] ??= "probity";
  headers["idempotency-key"] = idempotencyKey;
  return headers;
}

function requireStatus(input: Input, status: number, hostname: string): void {
  const expected = input.expect_status;
  const fits =
    expected === undefined
      ? status >= 200 && status <= 299
      : (typeof expected === "number" ? [expected] : expected).includes(status);
  if (fits) return;
  const redirect =
    status >= 300 && status <= 399 ? "; redirects are not followed, give the final address" : "";
  throw new ProbityError("HTTP_REQUEST_FAILED", `${hostname} answered with status ${status}${redirect}`, {
    retryable: isTransientStatus(status),
  });
}

function safeHeaders(response: GuardedResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of outputHeaders) {
    const value = response.headers[name];
    if (typeof value === "string") headers[name] = value;
  }
  return headers;
}

/** JSON where the answer says it is; text where it is UTF-8; nothing for an empty body. */
function content(response: GuardedResponse, hostname: string): Pick<Output, "body" | "json"> {
  if (response.body.length === 0) return {};
  const text = decodeUtf8(response.body, hostname);
  if (!/^application\/(?:json|[\w.+-]+\+json)\b/i.test(response.headers["content-type"] ?? "")) {
    return { body: text };
  }
  try {
    return { json: JSON.parse(text) };
  } catch (cause) {
    throw new ProbityError("HTTP_REQUEST_FAILED", `${hostname} sent JSON that cannot be read`, { cause });
  }
}

function decodeUtf8(bytes: Buffer, hostname: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProbityError("HTTP_REQUEST_FAILED", `${hostname} sent a body that is not UTF-8 text`, {
      cause,
      retryable: false,
    });
  }
}
