import { nicknamesOf } from "../names/nicknames.ts";
import { minedVariants } from "../names/statistics.ts";
import {
  NICKNAME,
  NICKNAME_SIMILARITY,
  packMatch,
  SPELLING,
  SPELLING_SIMILARITY,
} from "./token-similarity.ts";

/** Similarity of two spellings that official lists use for the same people, by the number of such people. */
function variantSimilarity(parties: number): number {
  return parties >= 3 ? SPELLING_SIMILARITY : parties === 2 ? 9_400 : 9_000;
}

/** Calls `found` for every word that is known to stand for the given one, and how, packed. Symmetric. */
export function eachVariant(text: string, found: (variant: string, match: number) => void): void {
  for (const variant of minedVariants(text))
    found(variant.text, packMatch(SPELLING, variantSimilarity(variant.parties)));
  for (const name of nicknamesOf(text)) found(name, packMatch(NICKNAME, NICKNAME_SIMILARITY));
}
