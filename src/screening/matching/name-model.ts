import type { PartyType } from "../party/party.ts";
import { partyTypes } from "./compile-index.ts";
import { NICKNAME_SIMILARITY, SIMILARITY_ONE } from "./token-similarity.ts";

/**
 * The model of a name score, in nats: what corresponds speaks for the same party by how much it
 * tells; differences in spelling, parts missing on a side and parts that contradict each other
 * speak against it. People and organisations are named differently, so each has its own costs,
 * fitted to names of the official lists altered in many ways and to ordinary names (a tenth of
 * the entries was left out of the fit).
 */
export interface NameModel {
  /** Added to every score: lists have fewer names of this type that a stranger could bear by chance. */
  readonly offset: number;
  /** Cost of dissimilarity per weight when both words are known as names: hardly a slip of the pen, … */
  readonly knownDifference: number;
  /** … when one is not, … */
  readonly slipDifference: number;
  /** … and besides once per slip. */
  readonly slip: number;
  /** Cost of a slip that makes another short name of one, beside names that agree. */
  readonly bareSlip: number;
  /** The same for words that are other spellings of one name. */
  readonly spellingDifference: number;
  /** The same for a pet name or short form; only people have any. */
  readonly nicknameDifference: number;
  /** Cost of a part of the name asked for that the listed name lacks, by its absence weight, and the other way round. */
  readonly queryAbsence: number;
  readonly listedAbsence: number;
  /** Cost of every word and number without counterpart, … */
  readonly unmatched: number;
  /** … more if a corresponding part holds a slip, … */
  readonly unmatchedBesideSlip: number;
  /** … and if any is written differently. */
  readonly unmatchedBesideVariant: number;
  /** Cost of an initial without counterpart. */
  readonly unmatchedInitial: number;
  /** Cost of what both names have in each other's place, by weight. */
  readonly conflict: number;
  /** Cost of a family name, and of the first given name, without counterpart. */
  readonly family: number;
  readonly firstGiven: number;
}

const person: NameModel = {
  offset: 0,
  knownDifference: 4.3,
  slipDifference: 1.5,
  slip: 0.45,
  bareSlip: 2.2,
  spellingDifference: 2.8,
  nicknameDifference: 3,
  queryAbsence: 0.72,
  listedAbsence: 0.25,
  unmatched: 0.1,
  unmatchedBesideSlip: 3.6,
  unmatchedBesideVariant: 0.51,
  unmatchedInitial: 0.2,
  conflict: 0.5,
  family: 0.5,
  firstGiven: 0.5,
};
const organisation: NameModel = {
  offset: 3.3,
  knownDifference: 2,
  slipDifference: 0.5,
  slip: 0.1,
  bareSlip: 0,
  spellingDifference: 1,
  nicknameDifference: 100,
  queryAbsence: 0.36,
  listedAbsence: 0.15,
  unmatched: 4,
  unmatchedBesideSlip: 0.5,
  unmatchedBesideVariant: 0.3,
  unmatchedInitial: 2,
  conflict: 0.25,
  family: 0.5,
  firstGiven: 0,
};
const craft: NameModel = { ...organisation, offset: 2.6 };

/** A model under which no score is lower than under any of the given ones: what bounds are computed with. */
export function mostLenient(of: readonly NameModel[]): NameModel {
  const lenient: Record<string, number> = {};
  for (const name of Object.keys(person) as (keyof NameModel)[]) {
    const costs = of.map((model) => model[name]);
    lenient[name] = name === "offset" ? Math.max(...costs) : Math.min(...costs);
  }
  return { ...person, ...lenient };
}

/** Models by the number of a party's type. */
export const models: readonly NameModel[] = partyTypes.map((type) =>
  type === "person" ? person : type === "entity" ? organisation : craft,
);

export function modelOf(type: PartyType): NameModel {
  return models[partyTypes.indexOf(type)] ?? person;
}

/** Each has a number and they differ: `Star 7` is not `Star 9`. */
export const NUMBER_COST = 10;
/** A name all of whose parts correspond is worth this much at least, however common, … */
export const EQUAL_FLOOR = 11;
/** … and more the more it tells, per nat: rarer names come first. */
export const EQUAL_GAIN = 0.05;
/** Names that are equal but for the spelling have the floor only from this information on. */
export const EQUAL_VARIANT_INFORMATION = 7;
/** Similarity from which two parts count as one name in other letters. */
export const EQUAL_SIMILARITY = 9_400;
/**
 * An organisation known by one word and listed with words of trade beside it (`Rosneft`, `ROSNEFT
 * TRADING`) is as good as equal if what corresponds tells this much …
 */
export const COVERED_INFORMATION = 4.8;
/** … and the trade words weigh no more than this when absent. */
export const COVERED_ABSENCE_MAX = 6;
/** Similarity of a part to the two it is written as on the other side. */
export const JOINED_SIMILARITY = 9_600;
/** Similarity of an initial to a word it begins. */
export const INITIAL_SIMILARITY = 9_000;

/**
 * What words add that are one slip apart but as likely two names that exist: next to nothing, and
 * only if all else agrees, so that the other words have to tell who is meant.
 */
export const BARE_SLIP_VALUE = 0.1;
/**
 * A name that is equal but for one slip, which makes an unknown word of a known name, is worth
 * this much at least; `Muhafmmad` is no name.
 */
export const SLIP_FLOOR = 10.9;

/** Whether two words of which so much is known (see token-weights.ts) are taken for two names that exist. */
export function bothKnown(a: number, b: number): boolean {
  return a === 2 || b === 2 || (a === 1 && b === 1);
}

/** What a pair of parts adds to the raw score; `known`: see {@link bothKnown}. */
export function pairValue(
  model: NameModel,
  weightA: number,
  weightB: number,
  similarity: number,
  known: boolean,
): number {
  const weight = weightA < weightB ? weightA : weightB;
  const difference = 1 - similarity / SIMILARITY_ONE;
  if (similarity >= EQUAL_SIMILARITY) return weight * (1 - model.spellingDifference * difference);
  return known
    ? weight * (1 - model.knownDifference * difference)
    : weight * (1 - model.slipDifference * difference) - model.slip;
}

/** What a pet name adds beside the name it stands for; nothing, if below 0. */
export function nicknameValue(model: NameModel, weight: number): number {
  return weight * (1 - model.nicknameDifference * (1 - NICKNAME_SIMILARITY / SIMILARITY_ONE));
}

/** Similarity of the beginning of a word, cut off by whoever sent it, to the word. */
export function cutSimilarity(beginning: number, word: number): number {
  const share = beginning < CUT_TELLING_LENGTH ? CUT_SHORT_SHARE : 0.5 + (0.5 * beginning) / word;
  return Math.round(SIMILARITY_ONE * share);
}
/** Fewer letters only excuse the rest of a word. */
const CUT_TELLING_LENGTH = 4;
const CUT_SHORT_SHARE = 0.01;

/** What the beginning of a word adds. */
export function cutValue(weight: number, similarity: number): number {
  return (weight * similarity) / SIMILARITY_ONE;
}

/** What an initial adds when it begins a word. */
export function initialValue(weight: number): number {
  return (weight * INITIAL_SIMILARITY) / SIMILARITY_ONE;
}

/** What a part adds that is written as two on the other side. */
export function joinedValue(model: NameModel, weight: number): number {
  return pairValue(model, weight, weight, JOINED_SIMILARITY, false);
}
