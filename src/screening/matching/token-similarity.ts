import type { NameToken } from "../names/tokens.ts";

/** How two tokens were judged to correspond. */
export type TokenOperation = "same" | "spelling" | "typo" | "initial" | "joined" | "legal_form";

export interface TokenMatch {
  readonly similarity: number;
  readonly operation: TokenOperation;
}

/** Least similarity of two tokens that may be aligned; below it they are different words. */
export const TOKEN_SIMILARITY_MIN = 0.72;
/** Same after removing habits of romanisation: as good as the same, but not the same. */
const SPELLING_SIMILARITY = 0.97;
const INITIAL_SIMILARITY = 0.9;
const LONGEST_TOKEN = 40;
/** From this many consonants on, the same ones in the same order are hardly chance: `Hezbollah`, `Hizballah`. */
export const TELLING_SKELETON = 4;
/** What a difference in vowels alone then still costs. */
const VOWELS_ONLY_COST = 0.6;

/** Letters that are mistaken for one another by ear or in romanisation. */
const closePairs = new Set(
  ["bp", "dt", "gk", "sz", "fv", "mn", "ij", "jz", "gj", "hk", "gh", "bv", "uv", "lr", "js", "hs"].flatMap(
    (p) => [p, [...p].reverse().join("")],
  ),
);
const vowels = new Set("aeiou");

/** Whether and how two tokens correspond; undefined when they do not. Symmetric. */
export function compareTokens(a: NameToken, b: NameToken): TokenMatch | undefined {
  if (a.text === b.text) return { similarity: 1, operation: "same" };
  if (a.role === "legal" || b.role === "legal") {
    return a.folded === b.folded ? { similarity: 1, operation: "legal_form" } : undefined;
  }
  if (a.role === "number" || b.role === "number") return undefined;
  if (a.text.length === 1 || b.text.length === 1) {
    return a.text[0] === b.text[0] ? { similarity: INITIAL_SIMILARITY, operation: "initial" } : undefined;
  }
  if (a.folded === b.folded) return { similarity: SPELLING_SIMILARITY, operation: "spelling" };
  // A slip of the pen changes letters before anybody folds them: "Cecilia", "Cocilia".
  const similarity = Math.max(editSimilarity(a.folded, b.folded), editSimilarity(a.text, b.text));
  if (similarity < TOKEN_SIMILARITY_MIN) return undefined;
  if (a.skeleton !== b.skeleton) return { similarity, operation: "typo" };
  if (a.skeleton.length < TELLING_SKELETON) return { similarity, operation: "spelling" };
  return { similarity: 1 - (1 - similarity) * VOWELS_ONLY_COST, operation: "spelling" };
}

/** 1 minus the weighted edit cost per letter; 0 when the tokens are plainly different. */
function editSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < 2 || longest > LONGEST_TOKEN) return 0;
  if (Math.abs(a.length - b.length) > longest / 3) return 0;
  // A short word has no redundancy: one letter makes it another name.
  const perLetter = longest <= 4 ? 1.6 : 1.1;
  return Math.max(0, 1 - (perLetter * editCost(a, b)) / longest);
}

const columns = LONGEST_TOKEN + 1;
const table = new Float64Array(columns * columns);

/** Damerau-Levenshtein (adjacent swaps) with cheaper vowels and confusable letters. */
function editCost(a: string, b: string): number {
  table[0] = 0;
  for (let i = 1; i <= a.length; i++) table[i * columns] = at(i - 1, 0) + gapCost(a, i - 1);
  for (let j = 1; j <= b.length; j++) table[j] = at(0, j - 1) + gapCost(b, j - 1);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let best = at(i - 1, j - 1) + swapCost(a, i - 1, b, j - 1);
      best = Math.min(best, at(i - 1, j) + gapCost(a, i - 1), at(i, j - 1) + gapCost(b, j - 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(i - 2, j - 2) + 0.9);
      }
      table[i * columns + j] = best;
    }
  }
  return at(a.length, b.length);
}

function at(i: number, j: number): number {
  return table[i * columns + j] ?? 0;
}

function gapCost(text: string, at: number): number {
  const letter = text[at] ?? "";
  if (at === 0) return 1.4;
  const last = at === text.length - 1;
  if (vowels.has(letter)) return last ? 1 : 0.7;
  return letter === "h" && !last ? 0.6 : 1;
}

function swapCost(a: string, i: number, b: string, j: number): number {
  const x = a[i] ?? "";
  const y = b[j] ?? "";
  if (x === y) return 0;
  const atEnd = i === a.length - 1 && j === b.length - 1;
  if (vowels.has(x) && vowels.has(y)) return i === 0 ? 0.8 : atEnd ? 1 : 0.55;
  if (closePairs.has(x + y)) return i === 0 ? 0.95 : 0.75;
  return i === 0 ? 1.5 : 1;
}
