import type { NameToken } from "./tokens.ts";

/**
 * Consonants in classes that every romanisation of Arabic and Hebrew keeps apart: a key
 * under which a name without vowels finds its Latin spellings. Half vowels and `h` are left
 * out, repetitions count once, and any vowel or half vowel at the beginning is `a`.
 */
const latinClasses: readonly (readonly [string, string])[] = [
  ["schtsch", "s"],
  ["tsch", "s"],
  ["dsch", "j"],
  ["sch", "s"],
  ["tch", "s"],
  ["dzh", "j"],
  ["sh", "s"],
  ["ch", "s"],
  ["kh", "k"],
  ["gh", "k"],
  ["zh", "z"],
  ["dj", "j"],
  ["dz", "z"],
  ["ts", "z"],
  ["tz", "z"],
  ["th", "d"],
  ["dh", "d"],
  ["ph", "f"],
  ["ce", "s"],
  ["ci", "s"],
  ["cy", "s"],
  ["x", "ks"],
  ["b", "b"],
  ["p", "b"],
  ["c", "k"],
  ["k", "k"],
  ["q", "k"],
  ["g", "k"],
  ["t", "d"],
  ["d", "d"],
  ["s", "s"],
  ["z", "z"],
  ["j", "j"],
  ["f", "f"],
  ["l", "l"],
  ["m", "m"],
  ["n", "n"],
  ["r", "r"],
];
const latinByLetter = new Map<string, readonly (readonly [string, string])[]>();
for (const entry of latinClasses) {
  const letter = entry[0].slice(0, 1);
  latinByLetter.set(letter, [...(latinByLetter.get(letter) ?? []), entry]);
}

/** Classes of the letters of abjad-letters.ts; several where romanisations differ, `-` for none. */
const letterClasses: Readonly<Record<string, string>> = {
  b: "b",
  p: "b",
  t: "d",
  T: "d",
  d: "d",
  F: "ds",
  j: "jk",
  c: "s",
  x: "k",
  Q: "dz",
  D: "dz",
  Z: "zd",
  r: "r",
  z: "z",
  J: "zj",
  s: "s",
  S: "s",
  C: "s",
  O: "s",
  G: "k",
  q: "k",
  k: "k",
  g: "k",
  f: "f",
  V: "-",
  l: "l",
  m: "m",
  n: "n",
  e: "-d",
  B: "b-",
  X: "-sk",
  K: "ks",
  P: "bf",
  U: "zs",
};
const CLASS_KEYS_MAX = 8;
const initialVowels = new Set("aeiouywv");
const initialHalfVowels = new Set("AEwyY");

/** Key of a Latin token: `mohammed` is `md`, `hussein` is `hsn`. Letters only, shorter than the token. */
export function skeletonClass(text: string): string {
  const first = text.slice(0, 1);
  let key = initialVowels.has(first) ? "a" : first === "h" ? "h" : "";
  for (let at = 0; at < text.length; ) {
    const entry = latinByLetter.get(text[at] ?? "")?.find(([letters]) => text.startsWith(letters, at));
    if (entry === undefined) {
      at += 1;
      continue;
    }
    const [letters, sound] = entry;
    // Of "ce" only the consonant is taken: its vowel decides the sound and belongs to the next.
    at += letters.length === 2 && letters.startsWith("c") && letters !== "ch" ? 1 : letters.length;
    if (!key.endsWith(sound)) key += sound;
  }
  return key;
}

/** Keys of a word in Arabic or Hebrew letters, the likeliest first. */
export function letterClassKeys(letters: string): string[] {
  const first = letters.slice(0, 1);
  let keys = [
    initialHalfVowels.has(first) ? "a" : first === "h" || first === "H" || first === "X" ? "h" : "",
  ];
  if (first === "x" || first === "X") keys = first === "x" ? ["k", "h"] : ["h", "s", "k"];
  for (const letter of first === "x" || first === "X" ? letters.slice(1) : letters) {
    const classes = letterClasses[letter];
    if (classes === undefined) continue;
    const longer = Array.from(classes, (sound) =>
      keys.map((key) => (sound === "-" || key.endsWith(sound) ? key : key + sound)),
    ).flat();
    keys = [...new Set(longer)].slice(0, CLASS_KEYS_MAX);
  }
  return keys;
}

/** The keys under which a token is found by, or finds, tokens of another writing: any common key is enough. */
export function consonantClasses(token: NameToken): readonly string[] {
  if (token.abjad) return token.classes;
  return token.also.length === 0
    ? [skeletonClass(token.text)]
    : [token.text, ...token.also].map(skeletonClass);
}
