import { z } from "zod";
import { type Json, ProbityError } from "../core/index.ts";

export type ScreeningDecision = "clear" | "review" | "match";

/**
 * What a score means. The numbers were chosen on our own labelled sets (names of the
 * published list, altered by a seeded generator, against ordinary names); a change gets
 * a new version, which every result names.
 */
export interface ScreeningPolicy {
  readonly version: string;
  /** From this score on a hit is a match. */
  readonly match: number;
  /** From this score on a person must look at the hit. */
  readonly review: number;
  /** Best score of a name-only hit; certainty needs a second fact. */
  readonly nameOnlyMax: number;
  /** Best score of a weak alias on its name alone; below `review`, so it never alerts without a second fact. */
  readonly weakAliasMax: number;
  /** Least name score of a weak alias: exact or nearly so. */
  readonly weakAliasMin: number;
  /**
   * Outcome of a `match`. `review` leaves the decision to a person; `fail` rejects
   * automatically, which an operator has to choose knowingly.
   */
  readonly onMatch: "review" | "fail";
}

export const defaultPolicy: ScreeningPolicy = {
  version: "2026-11-23.2",
  match: 0.95,
  review: 0.85,
  nameOnlyMax: 0.98,
  weakAliasMax: 0.84,
  weakAliasMin: 0.95,
  onMatch: "review",
};

/** The decision a score means under a policy. */
export function decide(score: number, policy: ScreeningPolicy): ScreeningDecision {
  if (score >= policy.match) return "match";
  return score >= policy.review ? "review" : "clear";
}

const policySchema = z
  .object({
    version: z.string().min(1).max(100),
    match: z.number().min(0.5).max(1),
    review: z.number().min(0.5).max(1),
    nameOnlyMax: z.number().min(0.5).max(0.99),
    weakAliasMax: z.number().min(0).max(0.99),
    weakAliasMin: z.number().min(0).max(1),
    onMatch: z.enum(["review", "fail"]),
  })
  .partial()
  .strict()
  .refine((policy) => policy.version !== undefined || Object.keys(policy).length === 0, {
    error: "a changed policy needs a version of its own",
    path: ["version"],
  });

/**
 * The default policy with the changes of the configuration's `screening.policy`.
 * @throws ProbityError CONFIG_INVALID naming every member that is wrong.
 */
export function readPolicy(section: Json | undefined): ScreeningPolicy {
  const given =
    section !== null && typeof section === "object" && "policy" in section ? section["policy"] : {};
  const parsed = policySchema.safeParse(given);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      where: ["screening", "policy", ...issue.path].join("."),
      message: issue.message,
    }));
    const [first] = issues;
    throw new ProbityError("CONFIG_INVALID", `${first?.where}: ${first?.message}`, { issues });
  }
  const changes = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
  const policy: ScreeningPolicy = { ...defaultPolicy, ...changes };
  if (policy.review > policy.match) {
    throw new ProbityError("CONFIG_INVALID", "screening.policy: review must not be above match");
  }
  return policy;
}
