import type { FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Problem } from "../contract/index.ts";
import { type ErrorCode, type Issue, type Log, ProbityError } from "../core/index.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";
/** What a refused caller is told to wait when nothing more exact is known. */
const RETRY_AFTER_S = 60;

/** The problem document (RFC 9457) of an error; `reference` is what the log knows it by. */
export function problemOf(error: ProbityError, reference: string): Problem {
  return {
    type: `urn:probity:error:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    reference,
    issues: error.issues.map(({ where, message, suggestion }) => ({
      where,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    })),
  };
}

/** Answers with the problem document of whatever was thrown and logs it under the reference. */
export function sendProblem(
  log: Log,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = asProbityError(error);
  logError(log, error, known, request);
  if (known.status === 401) reply.header("www-authenticate", 'Bearer realm="probity"');
  if (known.status === 429 && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER_S);
  return reply
    .code(known.status)
    .type(PROBLEM_MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send(problemOf(known, request.id));
}

/** The same for an answer that is under way already: the document, to be sent as its last part. */
export function logProblem(log: Log, error: unknown, request: FastifyRequest): Problem {
  const known = asProbityError(error);
  logError(log, error, known, request);
  return problemOf(known, request.id);
}

function logError(log: Log, error: unknown, known: ProbityError, request: FastifyRequest): void {
  const fields = { reference: request.id, code: known.code, route: request.routeOptions.url ?? "none" };
  if (known.status >= 500) log.error({ ...fields, ...traceOf(error) }, "request failed");
  else log.info(fields, "request refused");
}

/** Fastify's own refusals by their code; every other one with a 4xx status is REQUEST_INVALID. */
const frameworkCodes: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["PAYLOAD_TOO_LARGE", "The body is larger than this operation accepts."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["MEDIA_TYPE_UNSUPPORTED", "Send the body as application/json."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["REQUEST_INVALID", "The body does not have the announced length."],
  FST_ERR_BAD_URL: ["REQUEST_INVALID", "The path is not valid percent-encoded UTF-8."],
};

function asProbityError(error: unknown): ProbityError {
  if (error instanceof ProbityError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues: Issue[] = error.validation.map((issue) => ({
      where: placeOf(error.validationContext, issue.instancePath),
      message: isMissing(issue.message) ? MISSING : (issue.message ?? "is not valid"),
    }));
    return new ProbityError("REQUEST_INVALID", issues.map(sentenceOf).join("; "), { issues });
  }
  if (typeof error === "object" && error !== null && "statusCode" in error) {
    const [code, detail] = ("code" in error && frameworkCodes[String(error.code)]) || [];
    if (code !== undefined && detail !== undefined) return new ProbityError(code, detail, { cause: error });
    if (typeof error.statusCode === "number" && error.statusCode >= 400 && error.statusCode < 500) {
      return new ProbityError("REQUEST_INVALID", "The request could not be read.", { cause: error });
    }
  }
  return new ProbityError("INTERNAL", "Quote the reference to the operator: the log says more.", {
    cause: error,
  });
}

const MISSING = "is missing";

/** How the validator says that a member is not there. */
function isMissing(message: string | undefined): boolean {
  return message !== undefined && /, received undefined$/.test(message);
}

function sentenceOf({ where, message }: Issue): string {
  if (message !== MISSING) return `${where}: ${message}`;
  return where === "body.input" ? `${where} ${MISSING}: send {"input": {…}}` : `${where} ${MISSING}`;
}

/** `body.roles.0` for the validator's `/roles/0`. */
function placeOf(context: string | undefined, pointer: string): string {
  const part = context === "querystring" ? "query" : (context ?? "request");
  return [part, ...pointer.split("/").filter((name) => name !== "")].join(".");
}

/**
 * What the log may know of an unexpected error: its kind, its code and where it happened.
 * Its message is left out, because drivers put values into it.
 */
function traceOf(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...("code" in error ? { errorCode: String(error.code) } : {}),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: traceOf(error.cause) }),
  };
}
