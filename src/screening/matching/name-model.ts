import { SIMILARITY_ONE } from "./token-similarity.ts";

/**
 * The model of a name score, in nats: what corresponds speaks for the same party by how much it
 * tells, and against it speak differences in spelling, parts missing on a side, and parts that
 * contradict each other. All terms are symmetric in the two names.
 *
 * raw = sum over pairs of weight * (similarity - difference * (1 - similarity))
 *       - absence * (what is missing on either side) - conflict * (what both have instead)
 *       - family (no counterpart of a family name) - number (each has another number)
 *
 * A name all of whose parts correspond is worth {@link EQUAL_FLOOR} at least, however common.
 */
export const DIFFERENCE_COST = 1.2;
export const ABSENCE_COST = 0.5;
export const CONFLICT_COST = 1.2;
export const FAMILY_COST = 3;
export const NUMBER_COST = 10;
export const EQUAL_FLOOR = 10;
/** What the information of an equal name adds to the floor, per nat: rarer names come first. */
export const EQUAL_GAIN = 0.05;
/** Similarity from which two parts count as the same name in other letters. */
export const EQUAL_SIMILARITY = 9_400;
/**
 * An organisation known by one word and listed with words of trade beside it (`Rosneft`, `ROSNEFT
 * TRADING`) is as good as equal if what corresponds tells this much …
 */
export const COVERED_INFORMATION = 5;
/** … and the trade words cost no more than this when absent. */
export const COVERED_ABSENCE_MAX = 6;
/** Similarity of a part to the two it is written as on the other side. */
export const JOINED_SIMILARITY = 9_600;
/** Similarity of an initial to a word it begins. */
export const INITIAL_SIMILARITY = 9_000;

/** What a pair of parts adds to the raw score. */
export function pairValue(weightA: number, weightB: number, similarity: number): number {
  const weight = weightA < weightB ? weightA : weightB;
  const share = similarity / SIMILARITY_ONE;
  return weight * (share - DIFFERENCE_COST * (1 - share));
}
