import { findHits } from "../../src/screening/matching/match.ts";
import { buildMatchIndex } from "../../src/screening/matching/match-index.ts";
import type { Party, PartyType } from "../../src/screening/party/party.ts";
import { defaultPolicy } from "../../src/screening/policy.ts";

/** An entry that a name brought up, the best first. */
export interface FoundEntry {
  readonly list: string;
  readonly entityId: string;
  readonly name: string;
  readonly score: number;
}

/** The engine as the evaluation sees it: names in, ranked entries out. */
export type FindByName = (name: string, type?: PartyType) => readonly FoundEntry[];

/** Score from which an entry raises an alert under the default policy. */
export const ALERT_FROM = defaultPolicy.review;
/** Scores low enough to rank what does not alert. */
export const RANK_FROM = 0.5;

/** The product's engine over some parties, returning what scores at least `from` on its name alone. */
export function engineOver(parties: readonly Party[], from: number = ALERT_FROM): FindByName {
  const index = buildMatchIndex(parties);
  const policy = { ...defaultPolicy, review: from };
  const facts = { countries: [], identifiers: [] };
  return (name, type) => findHits({ names: [name], type, facts }, index, policy).hits;
}
