import { z } from "zod";
import { instant, pageQuery } from "./common.ts";

const fact = z.string().max(200);
const oneOrMany = z.union([fact, z.array(fact).max(50)]);
/** Far above the limit of a name, so that a long one gets the screener's own message. */
const name = z.string().max(100_000);

/** Whom to screen. What cannot be read is an error of a single request and a warning of a batch. */
export const screenBody = z.object({
  ref: fact.optional(),
  name: name.optional(),
  names: z.array(name).max(50).optional(),
  type: fact.optional(),
  birth_date: fact.optional(),
  country: oneOrMany.optional(),
  nationality: oneOrMany.optional(),
  gender: fact.optional(),
  passport: oneOrMany.optional(),
  national_id: oneOrMany.optional(),
  tax_id: oneOrMany.optional(),
  lei: oneOrMany.optional(),
  imo: oneOrMany.optional(),
  crypto_address: oneOrMany.optional(),
  identifiers: z
    .array(
      z.object({
        kind: z.enum([
          "passport",
          "national_id",
          "tax_id",
          "registration",
          "lei",
          "imo",
          "mmsi",
          "call_sign",
          "aircraft_tail",
          "aircraft_serial",
          "crypto_address",
          "bic",
          "email",
          "phone",
          "website",
          "other",
        ]),
        value: z.string().min(1).max(200),
      }),
    )
    .max(100)
    .optional(),
  /** Ids of lists; all that are loaded when left out. */
  lists: z.array(z.string().max(100)).max(100).optional(),
});
export type ScreenBody = z.infer<typeof screenBody>;

/** Who set a hit aside, until when and why. */
const suppressedBy = z.object({ id: z.string(), until: instant, reason: z.string() });

/** One list entry that may be the customer, with everything it rests on. */
export const reportedHit = z.looseObject({
  list: z.string(),
  entityId: z.string(),
  name: z.string(),
  score: z.number(),
  kind: z.string(),
  quality: z.string(),
  evidence: z.array(z.unknown()),
  /** Set aside: shown, and not counted for the decision. */
  suppressed: suppressedBy.optional(),
});

/** The stable machine-readable screening result; one per row of a batch. */
export const screeningResult = z.object({
  ref: z.string().optional(),
  /** Names the record; absent from a replayed result. */
  screeningId: z.string().optional(),
  decision: z.enum(["clear", "review", "match"]),
  hits: z.array(reportedHit),
  listVersions: z.record(z.string(), z.string()),
  policyVersion: z.string(),
  policyHash: z.string(),
  engine: z.string(),
  statistic: z.string(),
  /** Names that correspond but belong to somebody else, as another fact shows: at most ten, with the reason. */
  discarded: z
    .array(z.looseObject({ list: z.string(), entityId: z.string(), name: z.string(), score: z.number() }))
    .optional(),
  /** Facts that could not be read and were left out, and what looks wrong about a name. */
  warnings: z.array(z.string()).optional(),
  /** Lists that were out of date when they were used. */
  staleLists: z.array(z.string()).optional(),
  /** Why a batch row could not be screened; its decision is then `review`. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type ScreeningResult = z.infer<typeof screeningResult>;

/** A recorded screening, whole. */
export const storedScreening = z.object({
  id: z.string(),
  at: instant,
  ref: z.string().optional(),
  query: z.unknown(),
  result: screeningResult,
  /** SHA-256 of the result's canonical JSON, as it was recorded. */
  resultSha256: z.string(),
  runId: z.string().optional(),
  stepId: z.string().optional(),
});
export type StoredScreening = z.infer<typeof storedScreening>;

export const screeningReplay = z.object({
  screeningId: z.string(),
  /** The same bytes. */
  identical: z.boolean(),
  storedSha256: z.string(),
  /** Absent when it could not be replayed at all. */
  replayedSha256: z.string().optional(),
  differences: z.array(
    z.object({
      what: z.string(),
      stored: z.unknown().optional(),
      now: z.unknown().optional(),
      message: z.string(),
    }),
  ),
});
export type ScreeningReplay = z.infer<typeof screeningReplay>;

export const suppressionState = z.enum(["proposed", "active", "expired", "revoked", "reopened"]);

/** A hit that people set aside, bound to the customer's facts and the content of the list entry. */
export const suppression = z.object({
  id: z.string(),
  state: suppressionState,
  list: z.string(),
  entityId: z.string(),
  entryHash: z.string(),
  entryName: z.string(),
  screeningId: z.string(),
  names: z.array(z.string()),
  ref: z.string().optional(),
  reason: z.string(),
  until: instant,
  proposedBy: z.string(),
  proposedAt: instant,
  approvedBy: z.string().optional(),
  approvedAt: instant.optional(),
  endedBy: z.string().optional(),
  endedAt: instant.optional(),
  endedWhy: z.enum(["expired", "revoked", "customer_changed", "entry_changed", "entry_removed"]).optional(),
  endedReason: z.string().optional(),
});
export type Suppression = z.infer<typeof suppression>;

export const proposeSuppression = z.object({
  screeningId: z.string().max(100),
  list: z.string().max(100),
  entityId: z.string().max(200),
  reason: z.string().min(1).max(2_000),
  /** The longest time the policy allows when left out. */
  until: instant.optional(),
});

export const suppressionsQuery = pageQuery.extend({
  state: suppressionState.optional(),
  list: z.string().max(100).optional(),
  entityId: z.string().max(200).optional(),
  ref: fact.optional(),
});

/** A version of the screening policy. */
export const screeningPolicy = z.looseObject({
  version: z.string(),
  hash: z.string(),
  /** The one that decides now. */
  inForce: z.boolean(),
  effective: instant.optional(),
  review: z.number(),
  match: z.number(),
});
export type ScreeningPolicy = z.infer<typeof screeningPolicy>;
