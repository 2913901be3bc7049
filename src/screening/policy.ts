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
  version: "2026-11-23",
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
