import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type AuditEntryId,
  canonicalJson,
  isId,
  type JsonObject,
  messageOf,
  newId,
  ProbityError,
  type RunId,
  type Sha256Hex,
} from "../core/index.ts";

/** Version of the entry format (docs/spec/audit-log.md). */
export const ENTRY_VERSION = 1;
/** Bytes of a body: what a 16-bit length prefix of C2SP tlog-tiles entry bundles can carry. */
export const ENTRY_BYTES_MAX = 65_535;

const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed(), "holds a lone surrogate");
const keyedHash = z.string().regex(/^[0-9a-f]{64}$/, "is not 64 hexadecimal characters");

const actorSchema = z.strictObject({
  kind: z.enum(["human", "service", "agent", "model"]),
  id: text(200),
  via: text(200),
});

/** Section 2 of the specification. */
export const bodySchema = z.strictObject({
  v: z.literal(ENTRY_VERSION),
  id: z.string().refine((id) => isId("auditEntry", id), "is not aud_ and a UUID"),
  at: z.iso.datetime({ precision: 3 }),
  actor: actorSchema,
  action: text(200),
  status: text(100),
  stream: text(100),
  workflow: text(200).optional(),
  workflowName: text(200).optional(),
  runId: text(100).optional(),
  stepId: text(200).optional(),
  definitionHash: keyedHash.optional(),
  versions: z.record(z.string(), z.string()).optional(),
  inputHash: keyedHash.optional(),
  outputHash: keyedHash.optional(),
  details: z.record(z.string(), z.json()).optional(),
  dedupKey: text(300).optional(),
});

export type AuditBody = z.output<typeof bodySchema>;
export type AuditActor = z.output<typeof actorSchema>;

/** What happened, as the caller tells it. Never personal data in clear. */
export interface AuditEvent {
  readonly actor: AuditActor;
  readonly action: string;
  readonly status: string;
  /** The log it belongs to: `runs`, `access`, `lists`. */
  readonly stream: string;
  /** From the injected clock. */
  readonly at: Date;
  readonly workflow?: string;
  readonly workflowName?: string;
  readonly runId?: RunId;
  readonly stepId?: string;
  readonly definitionHash?: Sha256Hex;
  readonly versions?: Readonly<Record<string, string>>;
  /** `DataCipher.blindIndex`, never a bare hash: that of personal data is personal data itself. */
  readonly inputHash?: string;
  readonly outputHash?: string;
  readonly details?: JsonObject;
  /** At most one entry of the run gets this key: makes a step executed again leave one entry. */
  readonly dedupKey?: string;
}

/**
 * The body of an event under a fresh id, checked, and its canonical bytes.
 *
 * @throws ProbityError AUDIT_ACTOR_MISSING or AUDIT_ENTRY_INVALID, naming the member but never its value.
 */
export function encodeEvent(event: AuditEvent): { entryId: AuditEntryId; bytes: Buffer } {
  if (!event.actor?.kind || !event.actor.id || !event.actor.via) {
    throw new ProbityError(
      "AUDIT_ACTOR_MISSING",
      `the entry for "${event.action}" has no actor with kind, id and via`,
    );
  }
  if (Number.isNaN(event.at?.getTime())) throw invalid(event, "at is not a time");
  const entryId = newId("auditEntry", event.at.getTime());
  const { at, ...rest } = event;
  const body = Object.fromEntries(
    Object.entries({ ...rest, v: ENTRY_VERSION, id: entryId, at: at.toISOString() }).filter(
      ([, member]) => member !== undefined,
    ),
  );
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(event, `${issue?.path.join(".")}: ${issue?.message}`);
  }
  let canonical: string;
  try {
    canonical = canonicalJson(body);
  } catch (error) {
    throw invalid(event, messageOf(error));
  }
  // Valid JSON writes U+0000 only as this escape; an even number of backslashes before it would be text.
  if (canonical.includes("\\u0000") && /(?<!\\)(\\\\)*\\u0000/.test(canonical))
    throw invalid(event, "a text holds U+0000");
  const bytes = Buffer.from(canonical, "utf8");
  if (bytes.length > ENTRY_BYTES_MAX) {
    throw invalid(
      event,
      `the body has ${bytes.length} bytes, more than ${ENTRY_BYTES_MAX}; store the evidence and name it by hash`,
    );
  }
  return { entryId, bytes };
}

/** SHA-256 of a zero byte and the body (RFC 6962 section 2.1). */
export function leafHash(body: Uint8Array): Buffer {
  return createHash("sha256").update("\0").update(body).digest();
}

function invalid(event: AuditEvent, why: string): ProbityError {
  return new ProbityError("AUDIT_ENTRY_INVALID", `the entry for "${event.action}": ${why}`);
}
