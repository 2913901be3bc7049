import anyAscii from "any-ascii";

/** The word by the general transliteration table, for letters that no romaniser of ours knows. */
export function asciiOf(word: string): string {
  return anyAscii(word)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
