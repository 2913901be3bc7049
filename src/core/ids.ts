import { freshBytes } from "./random-bytes.ts";

/**
 * Branded identifiers. An id is a prefix that names its kind and a UUID version 7
 * (RFC 9562 section 5.7), so ids sort by creation time and cannot be confused with
 * one another: `run_0199c0de-…`, `rev_…`. The prefix is an invariant of the public API.
 */
declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type RunId = Branded<string, "RunId">;
export type ReviewId = Branded<string, "ReviewId">;
export type CustomerId = Branded<string, "CustomerId">;
export type RescreeningId = Branded<string, "RescreeningId">;
export type ScreeningId = Branded<string, "ScreeningId">;
export type SuppressionId = Branded<string, "SuppressionId">;
export type NotificationId = Branded<string, "NotificationId">;
export type ApiKeyId = Branded<string, "ApiKeyId">;
export type AuditEntryId = Branded<string, "AuditEntryId">;
/** Lower-case hexadecimal SHA-256, 64 characters. */
export type Sha256Hex = Branded<string, "Sha256Hex">;
/** The kebab-case name of a workflow, for example `kyc-onboarding`. */
export type WorkflowId = Branded<string, "WorkflowId">;

const prefixes = {
  run: "run_",
  review: "rev_",
  customer: "cus_",
  rescreening: "rsc_",
  screening: "scr_",
  suppression: "sup_",
  notification: "ntf_",
  apiKey: "key_",
  auditEntry: "aud_",
} as const;

interface IdOf {
  run: RunId;
  review: ReviewId;
  customer: CustomerId;
  rescreening: RescreeningId;
  screening: ScreeningId;
  suppression: SuppressionId;
  notification: NotificationId;
  apiKey: ApiKeyId;
  auditEntry: AuditEntryId;
}

/** A fresh id of the given kind; `nowMs` is the injected clock's time in Unix milliseconds. */
export function newId<Kind extends keyof IdOf>(kind: Kind, nowMs: number): IdOf[Kind] {
  return (prefixes[kind] + uuidV7(nowMs)) as IdOf[Kind];
}

/** Whether `text` is a well-formed id of the given kind. */
export function isId<Kind extends keyof IdOf>(kind: Kind, text: string): text is IdOf[Kind] {
  return text.startsWith(prefixes[kind]) && uuidPattern.test(text.slice(prefixes[kind].length));
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** UUID version 7: 48 bits of Unix milliseconds, then 74 random bits. */
export function uuidV7(nowMs: number): string {
  const bytes = freshBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
