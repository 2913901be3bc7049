import { asciiOf } from "./ascii.ts";
import { letterTable } from "./letters.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/** ELOT 743 (ISO 843 type 2), and the traditional spellings of the letters that have another one. */
const letters = letterTable(`
α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o
`);
const traditional = letterTable("β:b η:e υ:u φ:ph χ:h γ:gh");
const pairs = letterTable("ου:ou γγ:ng γξ:nx γχ:nch");
/** At the beginning of a word these are one sound, inside mostly two. */
const stops = letterTable("μπ:b ντ:d γκ:g");
const stopsInside = letterTable("μπ:mp ντ:nt γκ:gk");
const unaccented = letterTable("ά:α έ:ε ή:η ί:ι ϊ:ι ΐ:ι ό:ο ύ:υ ϋ:υ ΰ:υ ώ:ω");
const voiceless = /[θκξπσςτφχψ]/;

/** A lower-case Greek word in Latin letters; vowel pairs of one sound (ει, οι) also as `i`. */
export function romaniseGreek(word: string): Romanised {
  let plain = "";
  for (const letter of word) plain += unaccented.get(letter) ?? letter;
  const text = transcribe(plain, undefined);
  const sounded = plain.replace(/ει|οι|υι/g, "ι").replace(/αι/g, "ε");
  return {
    text,
    also: otherReadings(text, [transcribe(sounded, undefined), transcribe(plain, traditional)], 3),
  };
}

function transcribe(word: string, own: ReadonlyMap<string, string> | undefined): string {
  let text = "";
  for (let at = 0; at < word.length; at++) {
    const two = word.slice(at, at + 2);
    const pair =
      pairs.get(two) ?? (at === 0 ? stops.get(two) : stopsInside.get(two)) ?? diphthong(word, at, two);
    if (pair !== undefined) {
      text += pair;
      at += 1;
      continue;
    }
    const letter = word[at] ?? "";
    text += own?.get(letter) ?? letters.get(letter) ?? asciiOf(letter);
  }
  return text;
}

/** αυ, ευ and ηυ end in `v`, or in `f` before a voiceless sound. */
function diphthong(word: string, at: number, two: string): string | undefined {
  if (two !== "αυ" && two !== "ευ" && two !== "ηυ") return undefined;
  const vowel = two === "αυ" ? "a" : two === "ευ" ? "e" : "i";
  const next = word[at + 2] ?? "";
  return vowel + (next === "" || voiceless.test(next) ? "f" : "v");
}
