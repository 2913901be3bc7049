import type { NameToken } from "../names/tokens.ts";
import { scoreCoveredName } from "./covered-name.ts";
import { compareTokens, type TokenMatch, type TokenOperation } from "./token-similarity.ts";

/** One pair of corresponding parts of two names. */
export interface AlignedTokens {
  /** Parts of the name asked for; two when they were written as one on the list. */
  readonly query: readonly string[];
  readonly listed: readonly string[];
  readonly operation: TokenOperation;
  /** The part stands at another place. */
  readonly moved: boolean;
  readonly similarity: number;
  /** How much the part tells: natural logarithm of its rarity on the lists. */
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

export interface NameScore {
  /** 0..1, before evidence and caps. */
  readonly score: number;
  /** Sum of the weights of the parts that correspond. */
  readonly information: number;
  /** Builds the explanation, which only hits need. */
  readonly explain: () => NameExplanation;
}

/** A listed part the customer leaves out (a middle name) costs a fifth of its weight, … */
const LEFT_OUT_COST = 0.2;
/** … a part the list does not know costs more, because lists give full names, … */
const UNLISTED_COST = 0.3;
/** … a difference in spelling what it makes dissimilar … */
const DIFFERENCE_COST = 1;
/** … and parts that contradict each other cost more than they could have earned. */
const CONFLICT_COST = 1.5;
const FAMILY_NAME_FACTOR = 0.85;
/** Below this information a partial match is likely chance; about two uncommon names. */
const INFORMATION_ENOUGH = 16;
const DOUBT_MAX = 2;

interface Pair extends TokenMatch {
  readonly queryAt: number;
  readonly queryCount: number;
  readonly listedAt: number;
  readonly listedCount: number;
  readonly weight: number;
}

export type TokenComparison = (a: NameToken, b: NameToken) => TokenMatch | undefined;

/**
 * Compares two names part by part, whatever their order, and says why.
 *
 * score = corresponding / (corresponding + different + missing + contradicting), where a
 * part counts by its weight: rare parts tell more. What is left over on both sides
 * contradicts; what is left over on one side only is missing. A name that the list only
 * knows in a longer form gets the better score of {@link scoreCoveredName} as far as that
 * can be relied upon. `organisation`: the listed name is that of one.
 */
export function scoreNames(
  query: readonly NameToken[],
  listed: readonly NameToken[],
  weigh: (token: NameToken) => number,
  compare: TokenComparison = compareTokens,
  organisation = false,
): NameScore {
  const pairs = assign(query, listed, weigh, compare);
  let information = 0;
  let different = 0;
  for (const pair of pairs) {
    information += pair.weight;
    different += pair.weight * (1 - pair.similarity);
  }
  const queryRest = restOf(query, new Set(pairs.flatMap((p) => span(p.queryAt, p.queryCount))));
  const listedRest = restOf(listed, new Set(pairs.flatMap((p) => span(p.listedAt, p.listedCount))));
  const queryMass = sum(queryRest, weigh);
  const listedMass = sum(listedRest, weigh);
  const conflict = Math.min(queryMass, listedMass);
  const missing = LEFT_OUT_COST * (listedMass - conflict) + UNLISTED_COST * (queryMass - conflict);
  // What little information matched must not be outweighed by what did not.
  const doubt = Math.min(DOUBT_MAX, Math.max(1, INFORMATION_ENOUGH / Math.max(information, 1)));
  const against =
    DIFFERENCE_COST * different * Math.sqrt(doubt) + missing * doubt ** 2 + CONFLICT_COST * conflict;
  const base = information === 0 ? 0 : information / (information + against);
  const familyNameMatched = familyAgrees(query, listed, pairs);
  const score = familyNameMatched ? base : base * FAMILY_NAME_FACTOR;
  const firstGiven = listed.find((token) => !token.family && token.role === "word");
  const paired = { query, pairs, queryRest, listedRest, familyNameMatched, firstGiven };
  const covered = scoreCoveredName({ ...paired, organisation, weigh });
  return {
    score: covered ? score + covered.reliance * Math.max(0, covered.score - score) : score,
    information,
    explain: () => ({
      aligned: pairs.map((pair) => explainPair(pair, query, listed)),
      missingInQuery: listedRest.map((token) => token.text),
      missingInList: queryRest.map((token) => token.text),
      familyNameMatched,
    }),
  };
}

/** Best pairs first, each part used once; then parts that were joined or split in writing. */
function assign(
  query: readonly NameToken[],
  listed: readonly NameToken[],
  weigh: (token: NameToken) => number,
  compare: TokenComparison,
): Pair[] {
  const options: Pair[] = [];
  query.forEach((a, queryAt) => {
    listed.forEach((b, listedAt) => {
      const match = compare(a, b);
      if (!match) return;
      const weight = Math.min(weigh(a), weigh(b)) * 0.5 + weigh(b) * 0.5;
      options.push({ ...match, queryAt, listedAt, queryCount: 1, listedCount: 1, weight });
    });
  });
  options.sort(
    (x, y) =>
      y.similarity * y.weight - x.similarity * x.weight ||
      y.similarity - x.similarity ||
      Math.abs(x.queryAt - x.listedAt) - Math.abs(y.queryAt - y.listedAt) ||
      x.queryAt - y.queryAt ||
      x.listedAt - y.listedAt,
  );
  const usedQuery = new Set<number>();
  const usedListed = new Set<number>();
  const pairs: Pair[] = [];
  const take = (pair: Pair): void => {
    const queryPlaces = span(pair.queryAt, pair.queryCount);
    const listedPlaces = span(pair.listedAt, pair.listedCount);
    if (queryPlaces.some((p) => usedQuery.has(p)) || listedPlaces.some((p) => usedListed.has(p))) return;
    for (const place of queryPlaces) usedQuery.add(place);
    for (const place of listedPlaces) usedListed.add(place);
    pairs.push(pair);
  };
  for (const pair of joinedPairs(query, listed, weigh)) take(pair);
  for (const pair of options) take(pair);
  return pairs.sort((x, y) => x.queryAt - y.queryAt);
}

const JOINED_SIMILARITY = 0.96;

/** Two neighbouring parts on one side that are one part on the other: `Vander Bilt`, `Vanderbilt`. */
function joinedPairs(
  query: readonly NameToken[],
  listed: readonly NameToken[],
  weigh: (token: NameToken) => number,
): Pair[] {
  const pairs: Pair[] = [];
  const search = (split: readonly NameToken[], whole: readonly NameToken[], queryIsSplit: boolean): void => {
    for (let at = 0; at + 1 < split.length; at++) {
      const joined = `${split[at]?.text ?? ""}${split[at + 1]?.text ?? ""}`;
      whole.forEach((token, wholeAt) => {
        if (token.text !== joined || joined.length < 4) return;
        const counts = queryIsSplit
          ? { queryAt: at, queryCount: 2, listedAt: wholeAt, listedCount: 1 }
          : { queryAt: wholeAt, queryCount: 1, listedAt: at, listedCount: 2 };
        pairs.push({ ...counts, similarity: JOINED_SIMILARITY, operation: "joined", weight: weigh(token) });
      });
    }
  };
  search(query, listed, true);
  search(listed, query, false);
  return pairs;
}

function familyAgrees(
  query: readonly NameToken[],
  listed: readonly NameToken[],
  pairs: readonly Pair[],
): boolean {
  const agrees = (tokens: readonly NameToken[], placesOf: (pair: Pair) => number[]): boolean => {
    const family = tokens.flatMap((token, at) => (token.family && token.role === "word" ? [at] : []));
    return family.length === 0 || pairs.some((pair) => placesOf(pair).some((at) => family.includes(at)));
  };
  return (
    agrees(query, (pair) => span(pair.queryAt, pair.queryCount)) &&
    agrees(listed, (pair) => span(pair.listedAt, pair.listedCount))
  );
}

function explainPair(pair: Pair, query: readonly NameToken[], listed: readonly NameToken[]): AlignedTokens {
  return {
    query: query.slice(pair.queryAt, pair.queryAt + pair.queryCount).map((token) => token.text),
    listed: listed.slice(pair.listedAt, pair.listedAt + pair.listedCount).map((token) => token.text),
    operation: pair.operation,
    moved: pair.queryAt !== pair.listedAt,
    similarity: round(pair.similarity),
    weight: round(pair.weight),
  };
}

function span(at: number, count: number): number[] {
  return count === 1 ? [at] : [at, at + 1];
}

function restOf(tokens: readonly NameToken[], used: ReadonlySet<number>): NameToken[] {
  return tokens.filter((_, at) => !used.has(at));
}

function sum(tokens: readonly NameToken[], weigh: (token: NameToken) => number): number {
  return tokens.reduce((total, token) => total + weigh(token), 0);
}

/** Four decimals: enough for an order, few enough to print. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
