import type { NameToken } from "../names/tokens.ts";
import type { MatchIndex } from "./match-index.ts";
import { SIDE } from "./match-scratch.ts";
import { JOINED_SIMILARITY } from "./name-model.ts";
import type { NameQuery } from "./name-query.ts";
import { lastScore, type NameScore, scoreName } from "./name-score.ts";
import {
  operationOf,
  operations,
  SIMILARITY_ONE,
  similarityOf,
  type TokenOperation,
} from "./token-similarity.ts";
import { weightsOf } from "./token-weights.ts";

/** One pair of corresponding parts of two names. */
export interface AlignedTokens {
  /** Parts of the name asked for; two when they were written as one on the list. */
  readonly query: readonly string[];
  readonly listed: readonly string[];
  readonly operation: TokenOperation;
  /** The part stands at another place. */
  readonly moved: boolean;
  readonly similarity: number;
  /** How much the part tells, in nats: natural logarithm of its rarity. */
  readonly weight: number;
}

/** Why two names score what they score. */
export interface NameExplanation {
  readonly aligned: readonly AlignedTokens[];
  readonly missingInQuery: readonly string[];
  readonly missingInList: readonly string[];
  /** False when the family name is known on a side and has no counterpart. */
  readonly familyNameMatched: boolean;
}

/** The score of a listed name against the query prepared last, and which of their parts correspond. */
export function alignNames(
  query: NameQuery,
  name: number,
  listedTokens: readonly NameToken[],
  index: MatchIndex,
): { readonly score: NameScore; readonly explanation: NameExplanation } {
  scoreName(query, name, index);
  const score = lastScore(index);
  const { listedOf, queryOf } = index.scratch;
  const aligned: AlignedTokens[] = [];
  const missingInList: string[] = [];
  query.tokens.forEach((token, part) => {
    const place = listedOf[part] ?? -1;
    if (place < 0) missingInList.push(token.text);
    else if (!listedOf.subarray(0, part).includes(place))
      aligned.push(alignedAt(query, part, place, listedTokens, index));
  });
  const missingInQuery = listedTokens.filter((_, place) => (queryOf[place] ?? -1) < 0).map((one) => one.text);
  return {
    score,
    explanation: { aligned, missingInQuery, missingInList, familyNameMatched: score.familyMatched },
  };
}

function alignedAt(
  query: NameQuery,
  part: number,
  place: number,
  listedTokens: readonly NameToken[],
  index: MatchIndex,
): AlignedTokens {
  const { listedOf, queryOf, pairMatch } = index.scratch;
  const secondPlace = queryOf
    .subarray(0, listedTokens.length)
    .findIndex((one, at) => one === part && at !== place);
  const secondPart = listedOf
    .subarray(0, query.tokens.length)
    .findIndex((one, at) => one === place && at !== part);
  const moved = part !== place;
  if (secondPart >= 0 || secondPlace >= 0) {
    const parts = [part, ...(secondPart < 0 ? [] : [secondPart])];
    const listed = [place, ...(secondPlace < 0 ? [] : [secondPlace])];
    // Two parts weigh what they weigh together; one that is written as two, what those do.
    const weight =
      secondPart >= 0
        ? parts.reduce((sum, at) => sum + (query.weight[at] ?? 0), 0)
        : listed.reduce((sum, at) => sum + (listedTokens[at] ? weightsOf(listedTokens[at]).weight : 0), 0);
    return {
      query: parts.map((at) => query.tokens[at]?.text ?? ""),
      listed: listed.map((at) => listedTokens[at]?.text ?? ""),
      operation: "joined",
      moved,
      similarity: JOINED_SIMILARITY / SIMILARITY_ONE,
      weight: round(weight),
    };
  }
  const match = pairMatch[part * SIDE + place] ?? 0;
  const [token, listedToken] = [query.tokens[part], listedTokens[place]];
  const sameForm = token?.role === "legal" && token.text !== listedToken?.text;
  return {
    query: [token?.text ?? ""],
    listed: [listedToken?.text ?? ""],
    operation: sameForm ? "legal_form" : (operations[operationOf(match)] ?? "same"),
    moved,
    similarity: similarityOf(match) / SIMILARITY_ONE,
    weight: round(Math.min(query.weight[part] ?? 0, listedToken ? weightsOf(listedToken).weight : 0)),
  };
}

/** Four decimals: enough for an order, few enough to print. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
