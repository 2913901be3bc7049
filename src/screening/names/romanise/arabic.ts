import { abjadLetters, vocalise } from "../abjad-letters.ts";
import { vowelledName } from "./arabic-names.ts";
import { arabicOrganisationWord, arabicTitle } from "./arabic-words.ts";
import { asciiOf } from "./ascii.ts";
import type { Romanised } from "./romanised.ts";

/** Fewer letters after an article, servant or father prefix are no name of their own. */
const STEM_LETTERS_MIN = 3;
/** Words that begin with the letters of the article and have none. */
const articleless = new Set(
  [
    "الله",
    "الياس",
    "الهام",
    "الناز",
    "الهه",
    "الکساندر",
    "البرت",
    "العازر",
    "الينا",
    "الدار",
    "الفرد",
    "الطاف",
    "الماس",
    "الف",
  ].map(abjadLetters),
);
/** Second halves of compound names (`Nur al-Din`, `Habib Allah`), with and without a space before. */
const compoundEnds = ["Allh", "Aldyn", "AlrHmn", "AlHq", "AlAslAm", "AlzmAn", "AlmlK"];

/**
 * A word in Arabic writing: article, `abd`, `abu` and the second halves of compound names
 * are taken apart as they are in Latin spellings; each part carries its letters, because
 * its vowels are a guess.
 */
export function romaniseArabic(word: string): Romanised[] {
  const letters = abjadLetters(word);
  if (letters === "") return [{ text: asciiOf(word) }];
  return takeApart(letters).map((taken) => {
    const part = withFinalAlif(taken);
    const text = arabicTitle(part) ?? vowelledName(part) ?? vocalise(part);
    const english = arabicOrganisationWord(part);
    return english === undefined ? { text, letters: part } : { text, letters: part, english };
  });
}

/** Names that end in an alif of the shape of `y`, which Persian writers write as `y`: Musa, Mustafa. */
const finalAlifNames = new Set(
  "عيسى موسى يحيى مرتضى مصطفى مجتبى ليلى سلوى هدى نهى صغرى كبرى بشرى سلمى منى ندى مثنى"
    .split(" ")
    .map(abjadLetters),
);

function withFinalAlif(letters: string): string {
  if (!letters.endsWith("y")) return letters;
  const alif = `${letters.slice(0, -1)}Y`;
  return finalAlifNames.has(alif) ? alif : letters;
}

/** Two frequent names in one word, as Persian writes them: `محمدرضا`, `علیرضا`. */
function doubleName(letters: string): [string, string] | undefined {
  for (let at = STEM_LETTERS_MIN; at <= letters.length - STEM_LETTERS_MIN; at++) {
    const [first, second] = [letters.slice(0, at), letters.slice(at)];
    if (vowelledName(second) !== undefined && vowelledName(first) !== undefined) return [first, second];
  }
  return undefined;
}

function takeApart(letters: string): string[] {
  if (articleless.has(letters) || letters.length < STEM_LETTERS_MIN + 1) return [letters];
  if (arabicTitle(letters) !== undefined || arabicOrganisationWord(letters) !== undefined) return [letters];
  for (const end of compoundEnds) {
    if (!letters.endsWith(end) || letters.length < end.length + 2) continue;
    return [...takeApart(letters.slice(0, -end.length)), ...takeApart(end)];
  }
  const article = articleLength(letters);
  if (article > 0) return ["Al", ...takeApart(letters.slice(article))];
  if (letters.startsWith("EbdAl")) return ["Ebd", ...takeApart(letters.slice(3))];
  if (letters.startsWith("Abw") && letters.length >= STEM_LETTERS_MIN + 3)
    return ["Abw", ...takeApart(letters.slice(3))];
  return vowelledName(letters) === undefined ? (doubleName(letters) ?? [letters]) : [letters];
}

/** Letters of the article, alone or after `and` and `for`; 0 without one. */
function articleLength(letters: string): number {
  for (const article of ["wAl", "Al", "ll"]) {
    if (letters.startsWith(article) && letters.length >= article.length + STEM_LETTERS_MIN - 1)
      return article.length;
  }
  return 0;
}
