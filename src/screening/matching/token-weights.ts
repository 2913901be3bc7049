import { tokenWeight } from "../names/statistics.ts";
import type { NameToken, TokenRole } from "../names/tokens.ts";

/** Weights of parts that say little, whatever their rarity, in nats. */
const ROLE_WEIGHT: Readonly<Partial<Record<TokenRole, number>>> = {
  legal: 0.6,
  particle: 0.4,
  honorific: 0.3,
  suffix: 0.5,
  initial: 1.5,
};
/** Numbers are many, but nobody is meant by one alone. */
const NUMBER_WEIGHT_MAX = 5;

/**
 * Short words are few, so one is borne by more people than the statistic has met: the most a word
 * of two, three and four letters tells.
 */
const SHORT_WEIGHT_MAX: readonly number[] = [0, 3, 5, 7, 8.5];

/** A word that says no more than this is filler when the other side leaves it out … */
const FILLER_WEIGHT = 2.5;
/** … and one that says this much or more counts in full. */
const TELLING_WEIGHT = 7.5;
/** A trade word is often left out, … */
const OPTIONAL_SHARE = 0.4;
/** … and a patronymic by all who do not write Russian. */
const PATRONYMIC_SHARE = 0.1;

/** What a part tells when it corresponds, and what its absence on the other side costs, in nats. */
export interface TokenWeights {
  readonly weight: number;
  readonly absence: number;
  /** What it costs in full when both sides have such a part and they do not correspond. */
  readonly conflict: number;
  /**
   * 1: the statistic knows it as a part of several parties' names, so it is hardly a slip of the pen.
   * 2: it is too short to tell. 0: neither.
   */
  readonly known: 0 | 1 | 2;
}

/** The weights of a token; of several readings the most common one counts. Rounded to single precision. */
export function weightsOf(token: NameToken): TokenWeights {
  const weight = Math.fround(weightOf(token));
  const share = Math.min(1, Math.max(0, (weight - FILLER_WEIGHT) / (TELLING_WEIGHT - FILLER_WEIGHT)));
  const optional = token.patronymic ? PATRONYMIC_SHARE : token.trade ? OPTIONAL_SHARE : 1;
  const conflict = token.role === "word" ? weight * (token.trade ? OPTIONAL_SHARE : 1) : 0;
  return {
    weight,
    absence: Math.fround(weight * share * optional),
    conflict: Math.fround(conflict),
    known: knownOf(token),
  };
}

/** A letter of a word without its vowels tells no more than this. */
const LETTER_WEIGHT = 2;
/** Words of trade come in company: who has one of them mostly has others. */
const TRADE_SHARE = 0.6;
/** Words of so few letters are as likely other names as slips. */
const SHORT_WORD = 3;
/** Three parties in the statistic; what fewer carry weighs more. */
const KNOWN_WEIGHT_MAX = 9.3;

function knownOf(token: NameToken): 0 | 1 | 2 {
  if (token.text.length <= SHORT_WORD) return 2;
  return tokenWeight(token.text, token.text) < KNOWN_WEIGHT_MAX ? 1 : 0;
}

function weightOf(token: NameToken): number {
  const fixed = ROLE_WEIGHT[token.role];
  if (fixed !== undefined) return fixed;
  const weight = tokenWeight(token.text, token.folded);
  if (token.role === "number") return Math.min(NUMBER_WEIGHT_MAX, weight);
  const most = token.abjad ? LETTER_WEIGHT * token.letters.length : SHORT_WEIGHT_MAX[token.text.length];
  return Math.min(weight, most ?? weight) * (token.trade ? TRADE_SHARE : 1);
}
