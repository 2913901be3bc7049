/** Digits of the letters A to Z: 0 for vowels, which separate equal digits, and 9 for H and W, which do not. */
const DIGITS = "01230129022455012623019202";
const CODE_LENGTH = 4;

/**
 * The Soundex code of a word as the US National Archives describe it for the census: the first
 * letter and three digits; neighbours of one digit count once, also across H and W. Empty for a
 * word without a letter A to Z.
 */
export function soundex(word: string): string {
  const letters = word.toUpperCase().replace(/[^A-Z]/g, "");
  let code = letters.slice(0, 1);
  let previous = digitOf(letters, 0);
  for (let at = 1; at < letters.length && code.length < CODE_LENGTH; at++) {
    const digit = digitOf(letters, at);
    if (digit === "9") continue;
    if (digit !== "0" && digit !== previous) code += digit;
    previous = digit;
  }
  return code === "" ? "" : code.padEnd(CODE_LENGTH, "0");
}

function digitOf(letters: string, at: number): string {
  return DIGITS[letters.charCodeAt(at) - 65] ?? "0";
}
