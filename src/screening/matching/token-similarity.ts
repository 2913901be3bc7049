import { INITIAL, LEGAL, NUMBER, type TokenForms } from "./token-forms.ts";

/** How two tokens were judged to correspond, in the order in which images number them. */
export const operations = [
  "same",
  "spelling",
  "typo",
  "initial",
  "joined",
  "legal_form",
  "nickname",
  "cut",
] as const;
export type TokenOperation = (typeof operations)[number];
export const SAME = 0;
export const SPELLING = 1;
export const TYPO = 2;
export const INITIAL_OF = 3;
export const JOINED = 4;
export const LEGAL_FORM = 5;
export const NICKNAME = 6;
export const CUT = 7;

/** Similarities are whole ten-thousandths, so that they are stored and printed exactly. */
export const SIMILARITY_ONE = 10_000;
/**
 * Least similarity of two tokens that may be aligned; below it they are different words, but for
 * short ones with one slip, which count beside other words that agree (see `BARE_SLIP_VALUE`).
 */
export const SIMILARITY_MIN = 7_200;
/** Same after removing habits of romanisation: as good as the same, but not the same. */
export const SPELLING_SIMILARITY = 9_700;
/** A pet name or short form of a name: it may be another person's. */
export const NICKNAME_SIMILARITY = 9_300;
/** From this many consonants on, the same ones in the same order are hardly chance: `Hezbollah`, `Hizballah`. */
const TELLING_SKELETON = 4;
/** What a difference in vowels alone then still costs. */
const VOWELS_ONLY_COST = 0.6;
/** Longer tokens correspond only when they are the same; a word of natural language is shorter. */
export const LONGEST_TOKEN = 40;

/** An operation and a similarity in one number; 0 when the tokens do not correspond. */
export function packMatch(operation: number, similarity: number): number {
  return operation * 16_384 + similarity;
}
export function similarityOf(match: number): number {
  return match & 16_383;
}
export function operationOf(match: number): number {
  return match >>> 14;
}

/**
 * Of two ways in which one word may stand for another the more similar one counts, and of equally
 * similar ones the first in the order of operations: whichever way the words were looked up.
 */
export function isBetterMatch(match: number, than: number): boolean {
  const [a, b] = [similarityOf(match), similarityOf(than)];
  return a > b || (a === b && operationOf(match) < operationOf(than));
}

/**
 * Whether and how two writings correspond, packed; 0 when they do not. Symmetric. Initials and
 * numbers correspond to the same only (an initial to a word is found by its letter).
 */
export function compareForms(a: TokenForms, i: number, b: TokenForms, j: number): number {
  const roleA = a.role[i] ?? 0;
  const roleB = b.role[j] ?? 0;
  if (roleA === LEGAL || roleB === LEGAL) {
    if (roleA !== roleB || !sameFolded(a, i, b, j)) return 0;
    return packMatch(sameText(a, i, b, j) ? SAME : LEGAL_FORM, SIMILARITY_ONE);
  }
  if (sameText(a, i, b, j)) return packMatch(SAME, SIMILARITY_ONE);
  if (roleA === NUMBER || roleB === NUMBER || roleA === INITIAL || roleB === INITIAL) return 0;
  if (sameFolded(a, i, b, j)) return packMatch(SPELLING, SPELLING_SIMILARITY);
  const similarity = editSimilarityOf(a, i, b, j);
  if (similarity === 0) return 0;
  if (similarity < SIMILARITY_MIN) return packMatch(TYPO, similarity);
  const telling = (a.skeletonLength[i] ?? 0) >= TELLING_SKELETON;
  if (!sameSkeleton(a, i, b, j)) return packMatch(TYPO, similarity);
  if (!telling) return packMatch(SPELLING, similarity);
  return packMatch(SPELLING, Math.round(SIMILARITY_ONE - (SIMILARITY_ONE - similarity) * VOWELS_ONLY_COST));
}

/** A slip of the pen changes letters before anybody folds them (`Cecilia`, `Cocilia`): the better of both counts. */
function editSimilarityOf(a: TokenForms, i: number, b: TokenForms, j: number): number {
  const foldedLengthA = a.foldedLength[i] ?? 0;
  const foldedLengthB = b.foldedLength[j] ?? 0;
  const textLengthA = a.textLength[i] ?? 0;
  const textLengthB = b.textLength[j] ?? 0;
  const foldedAtA = a.foldedAt[i] ?? 0;
  const foldedAtB = b.foldedAt[j] ?? 0;
  const textAtA = a.textAt[i] ?? 0;
  const textAtB = b.textAt[j] ?? 0;
  const folded = editSimilarity(a.codes, foldedAtA, foldedLengthA, b.codes, foldedAtB, foldedLengthB);
  if (foldedAtA === textAtA && foldedAtB === textAtB) return folded;
  return Math.max(folded, editSimilarity(a.codes, textAtA, textLengthA, b.codes, textAtB, textLengthB));
}

function sameText(a: TokenForms, i: number, b: TokenForms, j: number): boolean {
  const length = a.textLength[i] ?? 0;
  return (
    length === b.textLength[j] && sameCodes(a.codes, a.textAt[i] ?? 0, b.codes, b.textAt[j] ?? 0, length)
  );
}

function sameFolded(a: TokenForms, i: number, b: TokenForms, j: number): boolean {
  const length = a.foldedLength[i] ?? 0;
  return (
    length === b.foldedLength[j] &&
    sameCodes(a.codes, a.foldedAt[i] ?? 0, b.codes, b.foldedAt[j] ?? 0, length)
  );
}

function sameSkeleton(a: TokenForms, i: number, b: TokenForms, j: number): boolean {
  const length = a.skeletonLength[i] ?? 0;
  return (
    length === b.skeletonLength[j] &&
    sameCodes(a.codes, a.skeletonAt[i] ?? 0, b.codes, b.skeletonAt[j] ?? 0, length)
  );
}

function sameCodes(a: Uint16Array, atA: number, b: Uint16Array, atB: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (a[atA + k] !== b[atB + k]) return false;
  return true;
}

/** Letters that are mistaken for one another by ear, by eye or in romanisation. */
const closePairs = "bp dt gk sz fv mn ij jz gj hk gh bv uv lr js hs iy ck cs kq vw";

const LETTERS = 128;
/** Cost of writing one letter for another inside a word. */
const swapCosts = new Float32Array(LETTERS * LETTERS).fill(1);
const isVowel = new Uint8Array(LETTERS);
for (const vowel of "aeiou") isVowel[vowel.charCodeAt(0)] = 1;
for (const pair of closePairs.split(" ")) {
  const [x, y] = [pair.charCodeAt(0), pair.charCodeAt(1)];
  swapCosts[x * LETTERS + y] = 0.75;
  swapCosts[y * LETTERS + x] = 0.75;
}
for (const x of "aeiou") {
  for (const y of "aeiou") swapCosts[x.charCodeAt(0) * LETTERS + y.charCodeAt(0)] = 0.55;
}

const COLUMNS = LONGEST_TOKEN + 1;
const table = new Float64Array(COLUMNS * COLUMNS);
/** Cost of a letter too many or too few, by place; of the two tokens compared last. */
const gapsA = new Float64Array(COLUMNS);
const gapsB = new Float64Array(COLUMNS);

/** Cost of each letter of a short word: it has no redundancy, one letter makes it another name. */
const PER_LETTER_SHORT = 1.1;
const PER_LETTER = 1.1;
const SHORT_LENGTH = 4;
/** What one slip costs at most: more is not looked at in a short word. */
const SLIP_COST_MAX = 1.1;
const TRANSPOSITION_COST = 0.9;
const LEAST_GAP = 0.6;

/** 1 minus the weighted edit cost per letter, in ten-thousandths; 0 when the texts are plainly different. */
function editSimilarity(
  a: Uint16Array,
  atA: number,
  lengthA: number,
  b: Uint16Array,
  atB: number,
  lengthB: number,
): number {
  const longest = lengthA > lengthB ? lengthA : lengthB;
  const shortest = lengthA > lengthB ? lengthB : lengthA;
  if (shortest < 2 || longest > LONGEST_TOKEN || longest - shortest > longest / 3) return 0;
  const perLetter = longest <= SHORT_LENGTH ? PER_LETTER_SHORT : PER_LETTER;
  const alike = ((1 - SIMILARITY_MIN / SIMILARITY_ONE) * longest) / perLetter;
  const most = (longest <= SHORT_LENGTH ? Math.max(alike, SLIP_COST_MAX) : alike) + 1e-9;
  const cost = editCost(a, atA, lengthA, b, atB, lengthB, most);
  return cost > most ? 0 : Math.round(SIMILARITY_ONE * (1 - (perLetter * cost) / longest));
}

/**
 * Damerau-Levenshtein distance (adjacent swaps) with cheaper vowels and confusable letters and
 * a dearer first letter; gives up with infinity once no alignment can cost `most` or less.
 */
function editCost(
  a: Uint16Array,
  atA: number,
  lengthA: number,
  b: Uint16Array,
  atB: number,
  lengthB: number,
  most: number,
): number {
  table[0] = 0;
  for (let i = 1; i <= lengthA; i++) {
    gapsA[i] = gapCost(a[atA + i - 1] ?? 0, i === 1, i === lengthA);
    table[i * COLUMNS] = (table[(i - 1) * COLUMNS] ?? 0) + (gapsA[i] ?? 0);
  }
  for (let j = 1; j <= lengthB; j++) {
    gapsB[j] = gapCost(b[atB + j - 1] ?? 0, j === 1, j === lengthB);
    table[j] = (table[j - 1] ?? 0) + (gapsB[j] ?? 0);
  }
  // Each letter too many costs this at least, so that cells far from the diagonal are never reached.
  const band = Math.ceil(most / LEAST_GAP);
  let leastAbove = 0;
  for (let i = 1; i <= lengthA; i++) {
    const x = a[atA + i - 1] ?? 0;
    const row = i * COLUMNS;
    const gap = gapsA[i] ?? 0;
    let least = table[row] ?? 0;
    const from = i > band ? i - band : 1;
    const to = i + band < lengthB ? i + band : lengthB;
    if (from > 1) table[row + from - 1] = Number.POSITIVE_INFINITY;
    if (to < lengthB) table[row + to + 1] = Number.POSITIVE_INFINITY;
    for (let j = from; j <= to; j++) {
      const y = b[atB + j - 1] ?? 0;
      const start = i === 1 || j === 1;
      const end = i === lengthA && j === lengthB;
      let best = (table[row - COLUMNS + j - 1] ?? 0) + (x === y ? 0 : swapCost(x, y, start, end));
      const above = (table[row - COLUMNS + j] ?? 0) + gap;
      if (above < best) best = above;
      const before = (table[row + j - 1] ?? 0) + (gapsB[j] ?? 0);
      if (before < best) best = before;
      if (i > 1 && j > 1 && x !== y && x === b[atB + j - 2] && a[atA + i - 2] === y) {
        const swapped = (table[row - 2 * COLUMNS + j - 2] ?? 0) + TRANSPOSITION_COST;
        if (swapped < best) best = swapped;
      }
      table[row + j] = best;
      if (best < least) least = best;
    }
    // A swap of neighbours looks two rows back.
    if (least > most && leastAbove > most) return Number.POSITIVE_INFINITY;
    leastAbove = least;
  }
  return table[lengthA * COLUMNS + lengthB] ?? 0;
}

function gapCost(letter: number, first: boolean, last: boolean): number {
  if (first) return 1.1;
  if (letter < LETTERS && isVowel[letter] === 1) return last ? 1 : 0.7;
  return letter === 104 && !last ? 0.6 : 1;
}

function swapCost(x: number, y: number, start: boolean, end: boolean): number {
  const cost = x < LETTERS && y < LETTERS ? (swapCosts[x * LETTERS + y] ?? 1) : 1;
  if (start) return cost < 0.6 ? 0.8 : cost < 1 ? 0.9 : 1.1;
  return end && cost < 0.6 ? 1 : cost;
}
