import type { PartyType } from "../../src/screening/party/party.ts";
import { abbreviations, honorifics, legalForms, nicknames, spellings } from "./perturbation-words.ts";
import { pick, type Random } from "./seeded-random.ts";

/**
 * Ways a true name reaches a screening altered. Each answers undefined where it does not
 * apply to a name. Names come as words in the order people say them.
 */
export type Perturbation = (words: readonly string[], random: Random, type: PartyType) => string | undefined;

/** Characters of a name field in payment messages of the older kind (SWIFT MT, field 50). */
const FIELD_CHARS = 35;
const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const DIACRITICS: Readonly<Record<string, string>> = {
  a: "áàâäãåā",
  c: "çćč",
  e: "éèêëė",
  g: "ğ",
  i: "íìîïī",
  n: "ñń",
  o: "óòôöøō",
  s: "şšś",
  u: "úùûüū",
  y: "ýÿ",
  z: "žźż",
};
const OCR: readonly (readonly [RegExp, string])[] = [
  [/o/i, "0"],
  [/l/i, "1"],
  [/i/i, "l"],
  [/rn/i, "m"],
  [/m/i, "rn"],
  [/s/i, "5"],
  [/b/i, "8"],
  [/cl/i, "d"],
  [/vv/i, "w"],
];
const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  i: "і",
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
};

/** Letters a typo can fall on: inside words of four letters and more, one in ten on the first letter. */
function typoPlaces(words: readonly string[], random: Random): [word: number, at: number] | undefined {
  const long = words
    .map((word, at) => [word, at] as const)
    .filter(([word]) => word.replace(/[^\p{L}]/gu, "").length >= 4);
  if (long.length === 0) return undefined;
  const [word, at] = pick(long, random);
  const place = random() < 0.1 ? 0 : 1 + Math.floor(random() * (word.length - 1));
  return [at, place];
}

function withTypo(edit: (word: string, at: number, random: Random) => string | undefined): Perturbation {
  return (words, random) => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const place = typoPlaces(words, random);
      if (!place) return undefined;
      const [wordAt, at] = place;
      const word = words[wordAt] ?? "";
      const edited = edit(word, at, random);
      if (edited !== undefined && edited !== word) return words.with(wordAt, edited).join(" ");
    }
    return undefined;
  };
}

/** The letter in the case of its neighbourhood. */
function inCase(letter: string, like: string | undefined): string {
  return like !== undefined && like === like.toUpperCase() ? letter.toUpperCase() : letter;
}

const initialOf = (word: string): string => `${/\p{L}/u.exec(word)?.[0] ?? word}.`;
const anyLetter = (random: Random): string => String.fromCharCode(97 + Math.floor(random() * 26));

function keyboardNeighbour(letter: string, random: Random): string | undefined {
  const row = KEYBOARD.findIndex((keys) => keys.includes(letter.toLowerCase()));
  if (row < 0) return undefined;
  const at = KEYBOARD[row]?.indexOf(letter.toLowerCase()) ?? 0;
  const near = [
    KEYBOARD[row]?.[at - 1],
    KEYBOARD[row]?.[at + 1],
    KEYBOARD[row - 1]?.[at],
    KEYBOARD[row + 1]?.[at],
  ];
  return inCase(
    pick(
      near.filter((key) => key !== undefined),
      random,
    ),
    letter,
  );
}

const insertion = withTypo(
  (word, at, random) => word.slice(0, at) + inCase(anyLetter(random), word[at]) + word.slice(at),
);
const deletion = withTypo((word, at) => word.slice(0, at) + word.slice(at + 1));
const substitution = withTypo(
  (word, at, random) => word.slice(0, at) + inCase(anyLetter(random), word[at]) + word.slice(at + 1),
);
const transposition = withTypo((word, at) =>
  at + 1 < word.length ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : undefined,
);
const keyboard = withTypo((word, at, random) => {
  const key = keyboardNeighbour(word[at] ?? "", random);
  return key && word.slice(0, at) + key + word.slice(at + 1);
});
const doubledLetter = withTypo((word, at) => {
  const pair = /(\p{L})\1/iu.exec(word);
  return pair
    ? word.slice(0, pair.index) + word.slice(pair.index + 1)
    : word.slice(0, at + 1) + word.slice(at);
});
const vowel = withTypo((word, at, random) =>
  /[aeiou]/i.test(word[at] ?? "")
    ? word.slice(0, at) + inCase(pick([..."aeiou"], random), word[at]) + word.slice(at + 1)
    : undefined,
);
const typos = [insertion, deletion, substitution, transposition, keyboard];

/** Replaces the first place where one of the rules applies, rules tried in random order. */
function replaceOne(
  text: string,
  rules: readonly (readonly [RegExp, string])[],
  random: Random,
): string | undefined {
  const start = Math.floor(random() * rules.length);
  for (let step = 0; step < rules.length; step++) {
    const [pattern, replacement] = rules[(start + step) % rules.length] ?? [/$^/, ""];
    const changed = text.replace(pattern, (found) => inCase(replacement, found));
    if (changed.toLowerCase() !== text.toLowerCase()) return changed;
  }
  return undefined;
}

const anyLegalForm = legalForms
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .map((form) => form.replace(/\./g, "\\."))
  .join("|");
/** A legal form where it belongs: in front, or at the end. */
const legalPattern = new RegExp(`^(?:${anyLegalForm})(?=\\s)|(?<=[\\s,])(?:${anyLegalForm})$`, "i");

export const perturbations: Readonly<Record<string, Perturbation>> = {
  exact: (words) => words.join(" "),
  insertion,
  deletion,
  substitution,
  transposition,
  keyboard,
  doubledLetter,
  vowel,
  ocr: withTypo((word, _at, random) => replaceOne(word, OCR, random)),
  twoTypos: (words, random, type) => {
    const [first, second] = [pick(typos, random), pick(typos, random)];
    const once = words.join(" ").length < 10 ? undefined : first(words, random, type);
    return once === undefined ? undefined : second(once.split(" "), random, type);
  },
  swapped: (words, random, type) => {
    // Nobody puts a number or a legal form's particle in front of an organisation's or a ship's name.
    const places = words.slice(1).flatMap((word, at) => {
      const movable = type === "person" || Math.min(word.length, words[at]?.length ?? 0) >= 4;
      return movable ? [at] : [];
    });
    if (places.length === 0) return undefined;
    const at = pick(places, random);
    return words
      .with(at, words[at + 1] ?? "")
      .with(at + 1, words[at] ?? "")
      .join(" ");
  },
  familyFirst: (words, _random, type) =>
    type !== "person" || words.length < 2 ? undefined : `${words.at(-1)} ${words.slice(0, -1).join(" ")}`,
  merged: (words, random) => {
    if (words.length < 2) return undefined;
    const at = Math.floor(random() * (words.length - 1));
    return [...words.slice(0, at), `${words[at]}${words[at + 1]}`, ...words.slice(at + 2)].join(" ");
  },
  split: (words, random) => {
    const long = words.map((word, at) => [word, at] as const).filter(([word]) => word.length >= 7);
    if (long.length === 0) return undefined;
    const [word, at] = pick(long, random);
    const middle = 3 + Math.floor(random() * (word.length - 5));
    return words.with(at, `${word.slice(0, middle)} ${word.slice(middle)}`).join(" ");
  },
  spacing: (words, random) => {
    const text = words.join(" ");
    const changed =
      random() < 0.5 ? text.replace(/[-'’.]/g, "") : text.replace(/[-'’.]/g, " ").replace(/\s+/g, " ");
    return changed === text ? undefined : changed;
  },
  droppedMiddle: (words, random, type) => {
    if (type !== "person" || words.length < 3) return undefined;
    return words.toSpliced(1 + Math.floor(random() * (words.length - 2)), 1).join(" ");
  },
  initial: (words, _random, type) =>
    type !== "person" || words.length < 3
      ? undefined
      : words.map((word, at) => (at > 0 && at < words.length - 1 ? initialOf(word) : word)).join(" "),
  firstInitial: (words, _random, type) =>
    type !== "person" || words.length < 3 ? undefined : words.with(0, initialOf(words[0] ?? "")).join(" "),
  nickname: (words, random, type) => {
    if (type !== "person") return undefined;
    for (const [at, word] of words.entries()) {
      const short = nicknames.get(word.toLowerCase());
      if (short) return words.with(at, inCase(pick(short, random), word[0])).join(" ");
    }
    return undefined;
  },
  diacritics: (words, random) => {
    const text = words.join(" ").toLowerCase();
    const changed = text.replace(/[acegionsuyz]/g, (letter) =>
      random() < 0.25 ? pick([...(DIACRITICS[letter] ?? letter)], random) : letter,
    );
    return changed === text ? undefined : changed;
  },
  transliteration: (words, random, type) =>
    type === "person" ? replaceOne(words.join(" "), spellings, random) : undefined,
  transliterations: (words, random, type) => {
    const once = type === "person" ? replaceOne(words.join(" "), spellings, random) : undefined;
    return once === undefined ? undefined : replaceOne(once, spellings, random);
  },
  honorific: (words, random, type) =>
    type === "person" ? `${pick(honorifics, random)} ${words.join(" ")}` : undefined,
  legalFormDropped: (words) => {
    const text = words.join(" ");
    const changed = text.replace(legalPattern, "").replace(/^[\s,]+|[\s,]+$/g, "");
    return changed === text || !/\p{L}{3}/u.test(changed) ? undefined : changed;
  },
  legalFormChanged: (words, random, type) => {
    const text = words.join(" ");
    if (type !== "entity") return undefined;
    const found = legalPattern.exec(text)?.[0];
    if (found === undefined) return `${text} ${pick(["LLC", "Ltd", "Co", "Limited", "Inc"], random)}`;
    const same = legalForms.find((forms) => forms.some((form) => form.toLowerCase() === found.toLowerCase()));
    return text.replace(
      legalPattern,
      pick(same?.filter((form) => form.toLowerCase() !== found.toLowerCase()) ?? ["LLC"], random),
    );
  },
  abbreviation: (words, random, type) =>
    type === "person" ? undefined : replaceOne(words.join(" "), abbreviations, random),
  homoglyph: (words, random) => {
    const text = words.join(" ");
    const places = [...text].flatMap((letter, at) => (HOMOGLYPHS[letter] ? [at] : []));
    if (places.length === 0) return undefined;
    const chosen = new Set([pick(places, random), pick(places, random)]);
    return [...text].map((letter, at) => (chosen.has(at) ? HOMOGLYPHS[letter] : letter)).join("");
  },
  droppedWord: (words, random, type) => {
    // Enough must be left besides the legal form to tell who is meant.
    const text = words.join(" ");
    const telling = text.replace(legalPattern, "").trim().split(/\s+/);
    if (type !== "entity" || telling.length < 4) return undefined;
    return telling.toSpliced(1 + Math.floor(random() * (telling.length - 1)), 1).join(" ");
  },
  truncated: (words) => {
    const text = words.join(" ");
    const tooLong = text.length > FIELD_CHARS && text.length <= 1.4 * FIELD_CHARS;
    return tooLong ? text.slice(0, FIELD_CHARS).trimEnd() : undefined;
  },
  addedName: (words, random, type) =>
    type !== "person" || words.length < 2
      ? undefined
      : words
          .toSpliced(1, 0, pick(["Ali", "Maria", "Jean", "Ivan", "Ahmad", "Lee", "Jose", "Omar"], random))
          .join(" "),
};

/** The words of a listed name in the order people say them: `FAMILY, Given` is turned. */
export function spokenWords(listed: string, type: PartyType): string[] {
  const [family, given] = listed.split(", ");
  const text = type === "person" && given !== undefined ? `${given} ${family}` : listed;
  return text.split(/\s+/).filter((word) => word !== "");
}
