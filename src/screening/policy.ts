import type { PartyType } from "./party/party.ts";
import { newestOf, shippedPolicies } from "./policy-file.ts";

export type ScreeningDecision = "clear" | "review" | "match";

/** Scores from which on a hit is shown to a person, and counts as a match. */
export interface Thresholds {
  readonly review: number;
  readonly match: number;
}

/** What happens with a list that is older than it should be. */
export type StaleRule = "alert" | "fail_closed";

/**
 * What a score means, and what follows from it. A version of a policy never changes: a change is a
 * new version with a date of its own, and every result names the version and its content hash.
 */
export interface ScreeningPolicy extends Thresholds {
  readonly version: string;
  /** First instant the version is in force, `YYYY-MM-DDTHH:MM:SS.sssZ`; absent: from the beginning. */
  readonly effective?: string;
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
  readonly onStale: StaleRule;
  /** Longest time a hit may be set aside by a suppression, in days. */
  readonly suppressionDaysMax: number;
  /** Exceptions by list id. */
  readonly lists: Readonly<Record<string, Partial<Thresholds> & { readonly onStale?: StaleRule }>>;
  /** Exceptions by type of party; the exception of a list comes first. */
  readonly types: Readonly<Partial<Record<PartyType, Partial<Thresholds>>>>;
}

/** The policy that ships (policies/screening.yaml): its newest version. */
export const defaultPolicy: ScreeningPolicy = newestOf(shippedPolicies);

/** The thresholds for a party of one list: the list's own, else its type's, else the policy's. */
export function thresholdsFor(
  policy: ScreeningPolicy,
  party: { readonly list: string; readonly type: PartyType },
): Thresholds {
  const ofList = policy.lists[party.list];
  const ofType = policy.types[party.type];
  return {
    review: ofList?.review ?? ofType?.review ?? policy.review,
    match: ofList?.match ?? ofType?.match ?? policy.match,
  };
}

/** The lowest score any list or type of party is shown from: below it nothing has to be found. */
export function lowestReview({ review, lists, types }: ScreeningPolicy): number {
  const exceptions = [...Object.values(lists), ...Object.values(types)];
  return exceptions.reduce((lowest, one) => Math.min(lowest, one.review ?? lowest), review);
}

/** The decision a score means under thresholds. */
export function decide(score: number, thresholds: Thresholds): ScreeningDecision {
  if (score >= thresholds.match) return "match";
  return score >= thresholds.review ? "review" : "clear";
}

/** What happens when a list is outdated. */
export function staleRule(policy: ScreeningPolicy, list: string): StaleRule {
  return policy.lists[list]?.onStale ?? policy.onStale;
}
