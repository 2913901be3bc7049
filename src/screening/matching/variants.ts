import { SPELLING_SIMILARITY } from "./token-similarity.ts";

/** Similarity of two spellings that official lists use for the same people, by the number of such people. */
export function variantSimilarity(parties: number): number {
  return parties >= 3 ? SPELLING_SIMILARITY : parties === 2 ? 9_400 : 9_000;
}
