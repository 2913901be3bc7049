import { INITIAL, LEGAL, NUMBER, type TokenForms } from "./token-forms.ts";
import { LONGEST_TOKEN } from "./token-similarity.ts";

/** Texts shorter than this correspond only when they are the same. */
const FUZZY_LENGTH_MIN = 3;
/** Folded forms shorter than this are too alike without a letter. */
const FOLDED_SHORTENED_MIN = 4;
/** Skeletons from this length on are a key of their own, and from the next without one consonant. */
const SKELETON_MIN = 2;
const SKELETON_SHORTENED_MIN = 5;

const BASE = 0x01000193;
/** Powers of the base, for hashes of texts without one letter. */
const HASHED_LENGTH_MAX = 4 * LONGEST_TOKEN;
const powers = new Int32Array(HASHED_LENGTH_MAX);
powers[0] = 1;
for (let i = 1; i < powers.length; i++) powers[i] = Math.imul(powers[i - 1] ?? 0, BASE);
const suffixes = new Int32Array(HASHED_LENGTH_MAX + 1);

const TEXT_SEED = 0x2545f491;
const SKELETON_SEED = 0x6d2b79f5;

/** Room for the keys of one writing: three texts, each of them also without any one letter. */
export const SIGNATURES_MAX = 3 * (HASHED_LENGTH_MAX + 1);

/**
 * The keys by which writings find one another, as 32-bit hashes: the text, its folded form, both
 * without any one letter (of both sides: one letter too many, too few, wrong, or two swapped), the
 * consonant skeleton, and of long ones that without any one consonant. Two tokens correspond only if they share
 * a key, so that a lookup by keys loses nothing a full comparison finds. Writes them into `keys`, which
 * has room for {@link SIGNATURES_MAX}, repeats included, and answers how many; a collision of hashes
 * costs one comparison.
 */
export function signaturesOf(forms: TokenForms, form: number, keys: Uint32Array): number {
  const { codes } = forms;
  const role = forms.role[form] ?? 0;
  const textAt = forms.textAt[form] ?? 0;
  const textLength = forms.textLength[form] ?? 0;
  const foldedAt = forms.foldedAt[form] ?? 0;
  const foldedLength = forms.foldedLength[form] ?? 0;
  if (role === LEGAL) {
    keys[0] = hashOf(codes, foldedAt, foldedLength, TEXT_SEED);
    return 1;
  }
  keys[0] = hashOf(codes, textAt, textLength, TEXT_SEED);
  if (role === NUMBER || role === INITIAL || textLength > LONGEST_TOKEN) return 1;
  let count = 1;
  if (textLength >= FUZZY_LENGTH_MIN) count = shortenings(codes, textAt, textLength, TEXT_SEED, keys, count);
  if (foldedAt !== textAt) {
    keys[count++] = hashOf(codes, foldedAt, foldedLength, TEXT_SEED);
    if (foldedLength >= FOLDED_SHORTENED_MIN)
      count = shortenings(codes, foldedAt, foldedLength, TEXT_SEED, keys, count);
  }
  const skeletonAt = forms.skeletonAt[form] ?? 0;
  const skeletonLength = forms.skeletonLength[form] ?? 0;
  if (skeletonLength < SKELETON_MIN || foldedLength < FUZZY_LENGTH_MIN) return count;
  keys[count++] = hashOf(codes, skeletonAt, skeletonLength, SKELETON_SEED);
  if (skeletonLength >= SKELETON_SHORTENED_MIN)
    count = shortenings(codes, skeletonAt, skeletonLength, SKELETON_SEED, keys, count);
  return count;
}

/** Writes the keys of a text without any one letter into `keys` from `first` on; answers where they end. */
function shortenings(
  codes: Uint16Array,
  at: number,
  length: number,
  seed: number,
  keys: Uint32Array,
  first: number,
): number {
  suffixes[length] = 0;
  for (let i = length - 1; i >= 0; i--) {
    const letter = (codes[at + i] ?? 0) + 1;
    suffixes[i] = (Math.imul(letter, powers[length - 1 - i] ?? 0) + (suffixes[i + 1] ?? 0)) | 0;
  }
  let prefix = 0;
  for (let i = 0; i < length; i++) {
    keys[first + i] = mixed((Math.imul(prefix, powers[length - 1 - i] ?? 0) + (suffixes[i + 1] ?? 0)) ^ seed);
    prefix = (Math.imul(prefix, BASE) + (codes[at + i] ?? 0) + 1) | 0;
  }
  return first + length;
}

/** Bits of an entry of the table of signatures that are the number of a writing. */
const FORM_BITS = 24;
const FORM_MASK = (1 << FORM_BITS) - 1;
/** Writings of one index: twice those of ten million customers' names. */
export const FORMS_MAX = 2 ** FORM_BITS;

/**
 * An entry of the table of signatures: a writing, with so much of the key it is listed under that
 * hardly any other key in its bucket looks the same.
 */
export function signatureEntry(key: number, form: number): number {
  return (key & ~FORM_MASK) | form;
}

/** The writing of an entry listed under a key, or -1 if it is listed under another key of the bucket. */
export function listedForm(entry: number, key: number): number {
  return (entry ^ key) >>> FORM_BITS === 0 ? entry & FORM_MASK : -1;
}

function hashOf(codes: Uint16Array, at: number, length: number, seed: number): number {
  let hash = 0;
  for (let i = 0; i < length; i++) hash = (Math.imul(hash, BASE) + (codes[at + i] ?? 0) + 1) | 0;
  return mixed(hash ^ seed);
}

/** Spreads a hash over all 32 bits, as an unsigned number. */
export function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** 32-bit hash of a text or of its first letters, so many, for tables keyed by text. */
export function textHash(text: string, length = text.length): number {
  let hash = 0;
  for (let i = 0; i < length; i++) hash = (Math.imul(hash, BASE) + text.charCodeAt(i) + 1) | 0;
  return mixed(hash);
}

/** {@link textHash} of a text in a pool of code units. */
export function codesHash(codes: Uint16Array, at: number, length: number): number {
  return hashOf(codes, at, length, 0);
}
