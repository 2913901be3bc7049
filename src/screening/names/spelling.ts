/**
 * Two reductions of a romanised token. `foldSpelling` removes differences that come from
 * romanisation habits only (Yevgeniy, Evgeny; Mohammad, Mohamad; Petroff, Petrov).
 * `consonantSkeleton` also drops vowels, which Arabic and Hebrew sources do not write.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, "sh"],
  [/t+ch/g, "ch"],
  [/dzh|dj|zh/g, "j"],
  [/kh/g, "h"],
  [/gh/g, "g"],
  [/ph/g, "f"],
  [/th/g, "t"],
  [/dh/g, "d"],
  [/x/g, "ks"],
  [/tz|ts|cz/g, "z"],
  [/c(?=[eiy])/g, "s"],
  [/ck|q|c(?!h)/g, "k"],
  [/w/g, "v"],
  [/ou|oo/g, "u"],
  [/ee/g, "i"],
  [/[yi]([aeou])/g, "$1"],
  [/y/g, "i"],
  [/(.)\1+/g, "$1"],
  [/([oe])f$/g, "$1v"],
  [/([aeiou])h$/g, "$1"],
];

/** The spelling-insensitive form of a lower-case ASCII token. */
export function foldSpelling(token: string): string {
  let folded = token;
  for (const [pattern, replacement] of rules) folded = folded.replace(pattern, replacement);
  return folded;
}

/** Consonants of a folded token; a leading vowel stays, as `a`. */
export function consonantSkeleton(folded: string): string {
  const rest = folded.slice(1).replace(/[aeiou]+/g, "");
  return (/^[aeiou]/.test(folded) ? "a" : folded.slice(0, 1)) + rest;
}
