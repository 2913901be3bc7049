import { tokenise } from "../names/tokens.ts";
import type { PartyType } from "../party/party.ts";
import { decide, defaultPolicy, type ScreeningDecision, type ScreeningPolicy } from "../policy.ts";
import { checkName } from "../query.ts";
import { namePhrase } from "./explain.ts";
import { combine } from "./match.ts";
import { tokenWeight } from "./match-index.ts";
import { type NameExplanation, scoreNames } from "./name-score.ts";
import { compareTokens } from "./token-similarity.ts";

export interface NameComparison {
  /** 0..1; the same names in either order give the same score. */
  readonly score: number;
  readonly decision: ScreeningDecision;
  readonly alignment: NameExplanation;
  /** One sentence. */
  readonly explanation: string;
}

/**
 * Compares two names without any list: every word counts alike, whatever its rarity.
 * @throws ProbityError NAME_INVALID
 */
export function compareNames(
  name1: string,
  name2: string,
  type?: PartyType,
  policy: ScreeningPolicy = defaultPolicy,
): NameComparison {
  const a = tokenise(checkName(name1), type);
  const b = tokenise(checkName(name2), type);
  const weigh = (token: (typeof a)[number]): number => tokenWeight(token, 0, 1);
  const organisation = type === "entity";
  const oneWay = scoreNames(a, b, weigh, compareTokens, organisation);
  const otherWay = scoreNames(b, a, weigh, compareTokens, organisation);
  const score = Math.max(...[oneWay, otherWay].map((way) => combine(way, "strong", [], policy)));
  const alignment = oneWay.explain();
  return {
    score,
    decision: decide(score, policy),
    alignment,
    explanation: `"${name1}" and "${name2}": ${namePhrase(alignment)}.`,
  };
}
