import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";

/** Details of one entry; a table of facts, not a document. */
const DETAILS_MAX = 50;
/** Long enough for ids, codes and versions, too short for a letter or a dossier. */
const DETAIL_LENGTH_MAX = 200;
const MESSAGE_LENGTH_MAX = 500;

const detail = z.union([z.string().max(DETAIL_LENGTH_MAX), z.number(), z.boolean(), z.null()]);

export const recordInput = z.strictObject({
  /** Stands in the audit log in clear, for good: no personal data. */
  message: z.string().min(1).max(MESSAGE_LENGTH_MAX).optional(),
  /** Facts by name, in clear as well: ids, codes, counts and versions, never names, dates of birth or document numbers. */
  details: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/), detail)
    .refine((details) => Object.keys(details).length <= DETAILS_MAX, `at most ${DETAILS_MAX} details`)
    .optional(),
});

export const recordOutput = z.strictObject({
  /** How many finished steps the entry names. */
  steps: z.int(),
});

const logAuditTrail = defineAction({
  id: "log_audit_trail",
  version: "1",
  summary: "Records in the audit log what every earlier step of the run concluded, and what the author adds.",
  effects: "none",
  input: recordInput,
  output: recordOutput,
  clearMembers: ["message", "details"],
  example: { message: "Onboarding decided", details: { policy: "kyc-2026-01" } },
  load: async () => (await import("./log-audit-trail.ts")).logAuditTrail,
});

/** The actions of this folder, for the catalogue. */
export const recordActions: readonly ActionDefinition[] = [logAuditTrail];
