import { NAME_LENGTH_MAX, splitWords } from "./words.ts";

/**
 * The comparison form of a text: words of `a-z` and `0-9` in the order they are stored, with
 * single spaces between them. Letters of other writings are romanised, and invisible
 * characters, accents and apostrophes are gone. Applying it twice changes nothing; what is
 * longer than a name can be is cut at a word.
 */
export function normaliseText(text: string): string {
  let normal = "";
  for (const word of splitWords(text)) {
    const longer = normal === "" ? word.text : `${normal} ${word.text}`;
    if (longer.length > NAME_LENGTH_MAX) break;
    normal = longer;
  }
  return normal;
}
