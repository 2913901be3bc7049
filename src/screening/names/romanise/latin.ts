import { asciiOf } from "./ascii.ts";
import { letterTable } from "./letters.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/**
 * Letters with accents that are also written with two letters: German and Nordic vowels
 * (ICAO Doc 9303 part 3, section 6), the carons of Slavic Latin alphabets, and the signs of
 * scholarly Arabic transcription.
 */
const spelledOut = letterTable(`
ä:ae ö:oe ü:ue ø:oe å:aa š:sh č:ch ž:zh ć:ch ś:sh ź:zh ş:sh ș:sh ç:ch đ:dj ḥ:h ġ:gh ḡ:gh ğ:gh ḵ:kh ḫ:kh ẖ:kh
ṯ:th ḏ:dh ǧ:j ṣ:s ż:zh ĉ:ch ĝ:j ŝ:sh ĵ:zh ň:ny ñ:ny ő:oe ű:ue ĭ:y ŏ:eo ŭ:eu ə:e ɛ:e ŋ:ng
`);
/** In alphabets with carons `j` is the sound of `y`. */
const caron = /[šžčćđ]/;

/** A lower-case Latin word: without accents, and as it is written where keyboards have none. */
export function romaniseLatin(word: string): Romanised {
  const text = asciiOf(word);
  const glides = caron.test(word);
  let other = "";
  for (const letter of word) other += letter === "j" && glides ? "y" : (spelledOut.get(letter) ?? letter);
  return other === word ? { text } : { text, also: otherReadings(text, [asciiOf(other)]) };
}
