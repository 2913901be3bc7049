import { abjadSimilarity } from "../names/abjad-similarity.ts";
import { consonantClasses } from "../names/consonant-classes.ts";
import type { NameToken } from "../names/tokens.ts";
import { growingInts } from "./growing.ts";
import type { Section } from "./index-image.ts";
import { textHash } from "./signatures.ts";
import { packMatch, SIMILARITY_MIN, SIMILARITY_ONE, SPELLING } from "./token-similarity.ts";

/**
 * Tokens by the classes of their consonants: how words written without vowels (Arabic, Hebrew)
 * and their Latin spellings find each other. One table holds the tokens of such writing, which
 * every token is looked up in; the other holds all the rest, which only tokens of such writing are.
 */
export interface AbjadLookup {
  /** Calls `found` for each listed token the given one may stand for in another writing. */
  each(token: NameToken, found: (id: number, match: number) => void): void;
}

/** Words shorter than this say too little without their vowels. */
const LETTERS_MIN = 2;

/** The sections of an image about the tokens, given in the order of their numbers. */
export function abjadSections(tokens: readonly (NameToken | undefined)[]): Record<string, Section> {
  const [ofAbjad, ofOther] = [classTable(), classTable()];
  tokens.forEach((token, id) => {
    if (!token) return;
    for (const key of consonantClasses(token)) if (key !== "") (token.abjad ? ofAbjad : ofOther).add(key, id);
  });
  const [abjad, other] = [ofAbjad.finish(), ofOther.finish()];
  return {
    abjadClass: abjad.hashes,
    abjadToken: abjad.tokens,
    otherClass: other.hashes,
    otherToken: other.tokens,
  };
}

/** Tokens an index can number: beside a hash of 32 bits that many fit into an exact double. */
export const TOKENS_MAX = 2 ** 21;

function classTable() {
  const [hashes, tokens] = [growingInts(), growingInts()];
  return {
    add(key: string, id: number): void {
      hashes.push(textHash(key) | 0);
      tokens.push(id);
    },
    finish(): { hashes: Uint32Array; tokens: Int32Array } {
      // Hash and token in one exact double each, so that sorting needs no comparison function.
      const [hash, token] = [hashes.values(), tokens.values()];
      const entries = Float64Array.from(
        hash,
        (one, at) => (one >>> 0) * TOKENS_MAX + (token[at] ?? 0),
      ).sort();
      return {
        hashes: Uint32Array.from(entries, (entry) => Math.floor(entry / TOKENS_MAX)),
        tokens: Int32Array.from(entries, (entry) => entry % TOKENS_MAX),
      };
    },
  };
}

/** Opens the lookup; `read` gives a token of the image by its number. */
export function openAbjadLookup(
  sections: Readonly<Record<string, Section>>,
  read: (id: number) => NameToken,
): AbjadLookup {
  const table = (name: string) => ({
    hashes: sections[`${name}Class`] as Uint32Array,
    tokens: sections[`${name}Token`] as Int32Array,
  });
  const [abjad, other] = [table("abjad"), table("other")];
  return {
    each(token, found) {
      if (token.role !== "word" || token.text.length < LETTERS_MIN) return;
      if (!token.abjad && abjad.hashes.length === 0) return;
      for (const { hashes, tokens } of token.abjad ? [abjad, other] : [abjad]) {
        for (const key of consonantClasses(token)) {
          const hash = textHash(key);
          for (let at = firstAt(hashes, hash); hashes[at] === hash; at++) {
            const id = tokens[at] ?? 0;
            const similarity = Math.round(SIMILARITY_ONE * abjadSimilarity(token, read(id)));
            if (similarity >= SIMILARITY_MIN) found(id, packMatch(SPELLING, similarity));
          }
        }
      }
    },
  };
}

function firstAt(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
