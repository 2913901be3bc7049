/**
 * One catalogue of every error Probity reports. A code is stable and documented in
 * docs/reference/errors.md (generated from this table). `title` is the public sentence;
 * the detail given where the error is thrown says what, where and what to do, and holds
 * no secret and no personal data. `cause` never leaves the process.
 *
 * Throw for bugs, broken infrastructure and bad requests; return values for outcomes
 * ("no match" and "document rejected" are results, not errors).
 */
export const errorCatalogue = {
  // Requests
  REQUEST_INVALID: { status: 400, retryable: false, title: "The request is not valid." },
  UNAUTHENTICATED: { status: 401, retryable: false, title: "Sign in, or send a valid API key." },
  FORBIDDEN: { status: 403, retryable: false, title: "Your role does not allow this." },
  NOT_FOUND: { status: 404, retryable: false, title: "There is no such thing." },
  CONFLICT: { status: 409, retryable: false, title: "The present state does not allow this." },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    retryable: false,
    title: "The Idempotency-Key was used for another request.",
  },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, title: "The request is too large." },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    retryable: false,
    title: "The request's content type is not accepted.",
  },
  HOST_UNKNOWN: { status: 421, retryable: false, title: "This server does not answer for that host name." },
  RATE_LIMITED: { status: 429, retryable: true, title: "Too many requests; slow down." },
  SIGNATURE_INVALID: { status: 401, retryable: false, title: "The webhook signature does not match." },
  INTERNAL: { status: 500, retryable: true, title: "Something broke inside Probity." },
  // Configuration and environment
  CONFIG_INVALID: { status: 500, retryable: false, title: "The configuration is not valid." },
  SECRET_MISSING: { status: 500, retryable: false, title: "A secret named in the configuration is not set." },
  NODE_TOO_OLD: { status: 500, retryable: false, title: "This Node.js is too old." },
  DATABASE_UNAVAILABLE: { status: 503, retryable: true, title: "The database cannot be reached." },
  DATABASE_VERSION: {
    status: 500,
    retryable: false,
    title: "The database has a version Probity cannot use.",
  },
  DATABASE_BINARY_MISSING: {
    status: 500,
    retryable: false,
    title: "There is no embedded PostgreSQL for this machine: set DATABASE_URL.",
  },
  DATABASE_START_FAILED: { status: 500, retryable: false, title: "The embedded PostgreSQL did not start." },
  DATABASE_PERMISSION: {
    status: 500,
    retryable: false,
    title: "The database role lacks a right Probity needs.",
  },
  MIGRATION_FAILED: {
    status: 500,
    retryable: false,
    title: "The database schema could not be brought up to date.",
  },
  CIPHER_KEY_INVALID: { status: 500, retryable: false, title: "The data key is not valid." },
  CIPHER_UNREADABLE: {
    status: 500,
    retryable: false,
    title: "Stored data cannot be decrypted with this data key.",
  },
  // Definitions and runs
  DEFINITION_INVALID: { status: 422, retryable: false, title: "The workflow definition is not valid." },
  INPUT_INVALID: {
    status: 422,
    retryable: false,
    title: "The input does not fit what the workflow asks for.",
  },
  EXPRESSION_FAILED: { status: 422, retryable: false, title: "An expression could not be evaluated." },
  ACTION_UNKNOWN: { status: 422, retryable: false, title: "There is no such action." },
  ACTION_INPUT_INVALID: { status: 422, retryable: false, title: "The input of an action is not valid." },
  ACTION_OUTPUT_INVALID: {
    status: 500,
    retryable: false,
    title: "An action returned a result that breaks its own contract.",
  },
  ACTION_LOAD_FAILED: { status: 500, retryable: false, title: "An action could not be loaded." },
  STEP_REJECTED: { status: 422, retryable: false, title: "A step concluded with the outcome fail." },
  STEP_TIMEOUT: { status: 504, retryable: true, title: "The step took longer than its timeout." },
  STEP_BROKEN_ON_PURPOSE: {
    status: 500,
    retryable: true,
    title: "The step was broken on purpose by a drill.",
  },
  CHILD_RUN_FAILED: {
    status: 500,
    retryable: false,
    title: "A run that a step started did not succeed.",
  },
  RUN_LIMIT_EXCEEDED: { status: 422, retryable: false, title: "The run exceeds a limit of the engine." },
  // Audit
  AUDIT_ACTOR_MISSING: { status: 500, retryable: false, title: "An audit entry needs an actor." },
  AUDIT_ENTRY_INVALID: { status: 500, retryable: false, title: "An audit entry is not valid." },
  // Screening
  LIST_INVALID: { status: 422, retryable: false, title: "The list file is not valid." },
  LIST_SUSPICIOUS: { status: 422, retryable: false, title: "The list looks wrong and was not published." },
  LIST_STALE: {
    status: 409,
    retryable: true,
    title: "A list is out of date, and the policy forbids screening against it.",
  },
  LIST_MISSING: { status: 409, retryable: false, title: "There is no list to screen against." },
  NAME_INVALID: { status: 422, retryable: false, title: "The name cannot be screened." },
  PAYMENT_INVALID: { status: 422, retryable: false, title: "The payment message is not valid." },
  // Customers
  CUSTOMER_INVALID: { status: 422, retryable: false, title: "The customer record is not valid." },
  // Documents
  DOCUMENT_UNREADABLE: { status: 422, retryable: false, title: "The document cannot be read." },
  DOCUMENT_TOO_LARGE: { status: 413, retryable: false, title: "The document exceeds a limit." },
  DOCUMENT_UNSUPPORTED: { status: 415, retryable: false, title: "This kind of document is not supported." },
  // Alerting and outgoing connections
  CHANNEL_UNKNOWN: { status: 422, retryable: false, title: "There is no such notification channel." },
  TEMPLATE_INVALID: { status: 422, retryable: false, title: "A notification template is not valid." },
  DELIVERY_FAILED: { status: 502, retryable: true, title: "A notification could not be delivered." },
  DELIVERY_REFUSED: {
    status: 502,
    retryable: false,
    title: "The other side refused the notification for good.",
  },
  ADDRESS_FORBIDDEN: {
    status: 403,
    retryable: false,
    title: "Outgoing requests to this address are not allowed.",
  },
  HTTP_REQUEST_FAILED: { status: 502, retryable: true, title: "The outgoing request failed." },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** One thing wrong, with its place: a line of YAML, a row of CSV, a path of JSON. */
export interface Issue {
  /** `kyc.yaml:12:9`, `sdn.csv:row 17`, `input.customer.name`. */
  readonly where: string;
  readonly message: string;
  /** What to do about it, when we know. */
  readonly suggestion?: string;
}

export interface ErrorContext {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** Overrides the catalogue: an HTTP 400 from the other side is not worth a retry. */
  readonly retryable?: boolean;
}

export class ProbityError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly retryable: boolean;
  override readonly name = "ProbityError";

  /** @param detail what happened here, where, and what to do; no secrets, no personal data. */
  constructor(code: ErrorCode, detail: string, context: ErrorContext = {}) {
    super(detail, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.issues = context.issues ?? [];
    this.retryable = context.retryable ?? errorCatalogue[code].retryable;
  }

  get title(): string {
    return errorCatalogue[this.code].title;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
