import { asciiOf } from "./ascii.ts";
import { hanSurname } from "./han-surnames.ts";
import { hanWordAt } from "./han-words.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/** A Chinese personal name has two to four characters; a transcribed foreign name or an organisation has more. */
const PERSON_CHARACTERS = { min: 2, max: 4 } as const;

/** A run of Han characters: family name and given name in pinyin, or the words of an organisation. */
export function romaniseHan(word: string, first: boolean): Romanised[] {
  const characters = [...word];
  const { min, max } = PERSON_CHARACTERS;
  if (first && characters.length >= min && characters.length <= max && !hasKnownWord(word)) {
    const person = romanisePerson(characters);
    if (person) return person;
  }
  return romaniseOrganisation(word);
}

function hasKnownWord(word: string): boolean {
  for (let at = 0; at < word.length; at++) if ((hanWordAt(word, at)?.length ?? 0) > 1) return true;
  return false;
}

function romanisePerson(characters: readonly string[]): Romanised[] | undefined {
  const double = characters.length > 2 ? hanSurname(characters.slice(0, 2).join("")) : undefined;
  const surname = double ?? (characters.length < 4 ? hanSurname(characters[0] ?? "") : undefined);
  if (surname === undefined) return undefined;
  const [text = "", ...also] = surname;
  const given = characters.slice(double ? 2 : 1).map((character) => asciiOf(character));
  const joined = given.join("");
  return [
    { text, also, family: true },
    { text: joined, also: otherReadings(joined, [given.map(wadeGiles).join("")]) },
  ];
}

function romaniseOrganisation(word: string): Romanised[] {
  const found: Romanised[] = [];
  let run = "";
  const end = () => {
    if (run !== "") found.push({ text: run });
    run = "";
  };
  for (let at = 0; at < word.length; ) {
    const known = hanWordAt(word, at);
    if (known && (known.length > 1 || run !== "")) {
      end();
      for (const english of known.english) found.push({ text: english });
      at += known.length;
      continue;
    }
    const character = String.fromCodePoint(word.codePointAt(at) ?? 0);
    run += asciiOf(character);
    at += character.length;
  }
  end();
  return found;
}

/** Initials of pinyin syllables in Wade-Giles; its apostrophes fall away like all others. */
const initialTable: readonly (readonly [RegExp, string])[] = [
  [/^zh/, "ch"],
  [/^z/, "ts"],
  [/^c(?!h)/, "ts"],
  [/^q/, "ch"],
  [/^j/, "ch"],
  [/^x/, "hs"],
  [/^r/, "j"],
  [/^d/, "t"],
  [/^g/, "k"],
  [/^b/, "p"],
];

/** One pinyin syllable in Wade-Giles without its marks: `xiao` is `hsiao`, `zhong` is `chung`. */
export function wadeGiles(syllable: string): string {
  let text = syllable;
  for (const [pattern, initial] of initialTable) {
    if (!pattern.test(text)) continue;
    text = text.replace(pattern, initial);
    break;
  }
  return text
    .replace(/ong$/, "ung")
    .replace(/ian$/, "ien")
    .replace(/ie$/, "ieh")
    .replace(/ue$/, "ueh")
    .replace(/uo$/, "o")
    .replace(/^yan$/, "yen")
    .replace(/^(ch|sh)i$/, "$1ih")
    .replace(/^tsi$/, "tzu")
    .replace(/^si$/, "ssu");
}
