import { pinyinSurnames } from "./romanise/han-surnames.ts";

/**
 * Other readings of a Latin word that its spelling admits: `j` of languages where it is a
 * glide, Swedish and Polish letter groups, Chinese family names by other systems, an Arabic
 * article written together with its name, digits that stand for letters. Mostly none.
 */
export function latinReadings(text: string, person: boolean): readonly string[] {
  const readings: string[] = [];
  const glide = glideReading(text);
  if (glide !== undefined) readings.push(glide);
  if (text.includes("sz")) readings.push(text.replaceAll("sz", "sh").replace(/rz/g, "r"));
  if (text.length >= PRINTED_LENGTH_MIN && text.includes("rn")) readings.push(text.replace("rn", "m"));
  const letters = digitReading(text);
  if (letters !== undefined) readings.push(letters);
  if (person) {
    const name = withoutArticle(text);
    if (name !== undefined) readings.push(name);
    readings.push(
      ...pinyinSurnames(text).filter((reading) => reading !== text && !isAmbiguousSpelling(text)),
    );
  }
  return readings.length === 0 ? none : [...new Set(readings)].slice(0, READINGS_MAX);
}

const none: readonly string[] = [];
const READINGS_MAX = 4;
/** From this length on a printed `rn` may be an `m` that was read by a machine. */
const PRINTED_LENGTH_MIN = 5;

const slavicEnding =
  /(?:ova?|owa?|eva?|ewa?|ina|enk[oa]|kaja|skij|uk|vich|wicz|witsch|vitj|vic|vna|eni|enij|erina|lena|lija|rij)$/;
const slavicGlide =
  /[bcfghklmpqrstvwxz]j[aeiou]|[aeiou]j(?:[bcdfghklmnpqrstvwxz]|$)|[aeiou]je?v|nj[aeu]$|tj$/;

/** `Jelena` and `Yelena`, `Nikolaj` and `Nikolay`, Swedish `Vladimirovitj` and `Vladimirovich`. */
function glideReading(text: string): string | undefined {
  if (!text.includes("j")) return undefined;
  const starts = text.startsWith("j") && slavicEnding.test(text);
  if (!starts && !slavicGlide.test(text)) return undefined;
  return text
    .replaceAll("sjtj", "shch")
    .replace(/tj(?!a)/g, "ch")
    .replaceAll("zj", "zh")
    .replace(/sj(?=[aeiou]|k|$)/g, "sh")
    .replaceAll("j", "y");
}

const ARTICLE_STEM_MIN = 4;
/** The article before a sun letter takes its sound: `ash-Sharif`, `an-Najjar`. */
const sunLetter = /^[ae](?:sh(?=sh)|([tdrszn])\1)/;

/** `Alsharif`, `Elbaradei`, `Annajjar`: the name without its article. */
function withoutArticle(text: string): string | undefined {
  const code = text.charCodeAt(0);
  if (code !== 0x61 && code !== 0x65) return undefined;
  if (text.length < ARTICLE_STEM_MIN + 2) return undefined;
  if (text.charCodeAt(1) === 0x6c)
    return /^[bcdfghjkmnqrstwz]/.test(text.slice(2)) ? text.slice(2) : undefined;
  const sun = sunLetter.exec(text);
  return sun === null ? undefined : text.slice(sun[1] === undefined ? 3 : 2);
}

/** Spellings that are frequent names in their own right, elsewhere. */
const ambiguousSpellings = new Set(
  "man may on to so or but wat an ha mo law low tong long tan kim park pak ang cho choi kam nam tin ham fan king san shin jin kung hong ka sit foo bae pei hung ching kong hou ho".split(
    " ",
  ),
);

function isAmbiguousSpelling(text: string): boolean {
  return ambiguousSpellings.has(text);
}

const lettersOfDigits: Readonly<Record<string, string>> = {
  0: "o",
  1: "i",
  3: "e",
  4: "a",
  5: "s",
  7: "t",
  8: "b",
};

/** `P3trov`: digits between the letters of a word read as letters. */
function digitReading(text: string): string | undefined {
  if (!/^[a-z]+\d{1,2}[a-z]/.test(text)) return undefined;
  return text.replace(/\d/g, (digit) => lettersOfDigits[digit] ?? digit);
}
