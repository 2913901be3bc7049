import { asciiOf } from "./ascii.ts";
import { letterTable } from "./letters.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/**
 * Russian by BGN/PCGN 1947 without its apostrophes; the letters of other languages by
 * their passport rules (Ukraine: resolution 55 of 2010; Belarus: instruction of 2000) or, of
 * Serbian and Macedonian, by their own Latin alphabet. Differences between these systems
 * that spelling folds remove (`y` and `i`, `kh` and `h`) are not written out here.
 */
const letters = letterTable(`
а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch
ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:u ј:j љ:lj њ:nj ћ:c ђ:dj џ:dz ѓ:gj ќ:kj ѕ:dz ѐ:e ѝ:i
ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h ҳ:h ҷ:j ӣ:i ӯ:u ҡ:k ҙ:z ҫ:s ҥ:n ӓ:a ӧ:o ӱ:u ҕ:g ӈ:n ӷ:g ҝ:g ҹ:j ӏ: ѣ:e ѳ:f ѵ:i ѫ:a
`);
/** Serbian and Macedonian words are told by these letters; their Latin alphabet has carons, which mostly fall away. */
const southSlavic = /[јљњћђџѓќѕ]/;
const southSlavicLetters = letterTable("ж:z ч:c ш:s џ:dz ћ:c ц:c х:h ђ:dj ј:j");
const soundedOut = letterTable("ћ:ch ђ:dj џ:dzh ј:y љ:ly њ:ny х:h");
const eastSlavicH = /[гґ]/;
const vowelAfterSign = /[аеёиоуэюяіїє]/;

/** A lower-case Cyrillic word in Latin letters. */
export function romaniseCyrillic(word: string): Romanised {
  const south = southSlavic.test(word);
  const text = transcribe(word, south ? southSlavicLetters : undefined);
  const readings: string[] = [];
  if (south) readings.push(transcribe(word, soundedOut));
  // Ukrainian and Belarusian read this letter as h; names are listed by either reading.
  if (eastSlavicH.test(word) && !south) readings.push(transcribe(word.replaceAll("г", "һ"), undefined));
  if (word.includes("ё")) readings.push(transcribe(word.replace(/ё/g, "йо"), undefined));
  if (word.includes("ё")) readings.push(transcribe(word.replace(/ё/g, "о"), undefined));
  if (word.includes("щ")) readings.push(transcribe(word.replaceAll("щ", "шт"), undefined));
  if (word.includes("ў")) readings.push(transcribe(word.replaceAll("ў", "в"), undefined));
  return { text, also: otherReadings(text, readings) };
}

function transcribe(word: string, own: ReadonlyMap<string, string> | undefined): string {
  let text = "";
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] ?? "";
    text += own?.get(letter) ?? signReading(word, at, letter) ?? letters.get(letter) ?? asciiOf(letter);
  }
  return text;
}

/** Soft and hard sign: a glide before a vowel (Vasilyev); a hard sign before a consonant is a Bulgarian vowel. */
function signReading(word: string, at: number, letter: string): string | undefined {
  if (letter !== "ь" && letter !== "ъ") return undefined;
  const next = word[at + 1] ?? "";
  if (next === "е" || next === "ё" || next === "и" || next === "о") return "y";
  return letter === "ъ" && next !== "" && !vowelAfterSign.test(next) ? "a" : "";
}
