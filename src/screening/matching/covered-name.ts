import { isTradeWord } from "../names/name-words.ts";
import type { NameToken } from "../names/tokens.ts";
import { TELLING_SKELETON, type TokenMatch } from "./token-similarity.ts";

/** A listed word beyond the name asked for costs at most this share of its weight. */
const ADDITION_COST = 0.15;
/** Weight of a word that one in a thousand parties carries: alone it does not tell who is meant … */
const COMMON_WEIGHT = Math.log(1_000);
/** … and of one that three in ten thousand carry, which does. */
const RARE_WEIGHT = Math.log(10_000 / 3);
/** Information of a name that one in a hundred thousand people bear by chance … */
const COMMON_INFORMATION = Math.log(100_000);
/** … and of one that one in a million bear. */
const RARE_INFORMATION = Math.log(1_000_000);
/** Words that must correspond unless it is an organisation: thousands share a family name, ships bear given names. */
const PARTS_MIN = 2;
/** The weights between which an additional word goes from costing nothing to its full cost. */
const GENERIC_WEIGHT = 2.5;
const DISTINCTIVE_WEIGHT = 9;

interface PairedWord extends TokenMatch {
  readonly weight: number;
  readonly queryAt: number;
}

/** What is known of two names once their parts are paired. */
export interface PairedNames {
  readonly query: readonly NameToken[];
  readonly pairs: readonly PairedWord[];
  readonly queryRest: readonly NameToken[];
  readonly listedRest: readonly NameToken[];
  readonly familyNameMatched: boolean;
  /** The first word of the listed name that is no family name. */
  readonly firstGiven: NameToken | undefined;
  /** The listed name is that of an organisation. */
  readonly organisation: boolean;
  readonly weigh: (token: NameToken) => number;
}

/**
 * The score of a name that the list knows in a longer form (`Rosneft`, `ROSNEFT TRADING S.A.`),
 * and how far that score can be relied upon, both 0..1; undefined when the listed name does not
 * cover the one asked for. Every word asked for must be listed, in some spelling, and so must
 * its legal form: who gives that gives the full name. What the list has beyond costs by its own
 * rarity, what says a trade (GROUP, SHIPPING) nothing. The reliance grows with the rarity
 * of the rarest word that corresponds, so that TRADING alone covers nobody; of a person, with
 * that of given and family name together. A person may only have further given names beyond,
 * neither the first one nor another family name.
 */
export function scoreCoveredName(names: PairedNames): { score: number; reliance: number } | undefined {
  const { pairs, queryRest, listedRest, weigh } = names;
  if (!names.familyNameMatched || queryRest.some((token) => token.role !== "particle")) return undefined;
  if (pairs.some((pair) => pair.operation === "typo" || pair.operation === "initial")) return undefined;
  const words = pairs.filter((pair) => pair.weight >= GENERIC_WEIGHT);
  if (words.length < (names.organisation ? 1 : PARTS_MIN)) return undefined;
  if (words.length === 1 && !words.every((pair) => isSure(pair, names.query))) return undefined;
  if (!names.organisation && listedRest.some((token) => token === names.firstGiven || isFamily(token)))
    return undefined;
  const information = pairs.reduce((total, pair) => total + pair.weight, 0);
  const different = pairs.reduce((total, pair) => total + pair.weight * (1 - pair.similarity), 0);
  const beyond = listedRest.reduce((total, token) => total + costOf(token, weigh(token)), 0);
  const rarest = Math.max(...words.map((pair) => (saysTrade(pair, names.query) ? 0 : pair.weight)));
  const reliance = names.organisation
    ? share(rarest, COMMON_WEIGHT, RARE_WEIGHT)
    : share(information, COMMON_INFORMATION, RARE_INFORMATION);
  return { score: information / (information + different + beyond), reliance: reliance ** 4 };
}

/** A word that stands alone is the same, or long enough that its consonants are hardly chance. */
function isSure(pair: PairedWord, query: readonly NameToken[]): boolean {
  return pair.operation === "same" || (query[pair.queryAt]?.skeleton.length ?? 0) >= TELLING_SKELETON;
}

function isFamily(token: NameToken): boolean {
  return token.family && token.role === "word";
}

function saysTrade(pair: PairedWord, query: readonly NameToken[]): boolean {
  return isTradeWord(query[pair.queryAt]?.text ?? "");
}

function costOf(token: NameToken, weight: number): number {
  if (isTradeWord(token.text)) return 0;
  return ADDITION_COST * weight * share(weight, GENERIC_WEIGHT, DISTINCTIVE_WEIGHT);
}

/** Where a value lies between two bounds, 0..1. */
function share(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
