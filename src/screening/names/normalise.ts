import { splitWords } from "./words.ts";

/**
 * The comparison form of a text: words of `a-z` and `0-9` in the order they are stored, with
 * single spaces between them. Letters of other writings are romanised, and invisible
 * characters, accents and apostrophes are gone. Applying it twice changes nothing.
 */
export function normaliseText(text: string): string {
  let normal = "";
  for (const word of splitWords(text)) normal += normal === "" ? word.text : ` ${word.text}`;
  return normal;
}
