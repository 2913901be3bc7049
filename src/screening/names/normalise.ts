import anyAscii from "any-ascii";

/**
 * One text form for comparison. Unicode is folded by compatibility (NFKC), invisible
 * and direction characters are removed, letters of one script that imitate another are
 * repaired, and everything is romanised to lower-case ASCII. Dots stay, because they
 * tell initials and abbreviated legal forms from words; all other marks are spaces.
 */
export function normaliseKeepingDots(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return plain(text.toLowerCase());
  const repaired = text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Lm}’‘´]/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}.'`]+/gu, " ")
    .replace(/[\p{L}\p{M}]+/gu, repairMixedScript);
  return plain(anyAscii(repaired).toLowerCase());
}

/** The comparison form without dots: words of `a-z` and `0-9` with single spaces between them. */
export function normaliseText(text: string): string {
  return normaliseKeepingDots(text).replaceAll(".", " ").replace(/ +/g, " ").trim();
}

function plain(lower: string): string {
  return lower
    .replace(/['`"]/g, "")
    .replace(/[^a-z0-9.]+/g, " ")
    .trim();
}

/** Cyrillic letters that look like Latin ones; the pair is a way to hide a name from a comparison. */
const latinLookalikes: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  е: "e",
  і: "i",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  с: "c",
  т: "t",
  у: "y",
  х: "x",
};
const cyrillicLookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(latinLookalikes).map(([cyrillic, latin]) => [latin, cyrillic]),
);

/** In a word that mixes Latin and Cyrillic, letters of the rarer script become their lookalikes in the other. */
function repairMixedScript(word: string): string {
  const latin = word.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = word.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return word;
  const table = latin >= cyrillic ? latinLookalikes : cyrillicLookalikes;
  return [...word].map((letter) => table[letter.toLowerCase()] ?? letter).join("");
}
