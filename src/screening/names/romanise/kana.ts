import { asciiOf } from "./ascii.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/** Syllables that the Hepburn and the Kunrei system write differently. */
const kunrei: readonly (readonly [RegExp, string])[] = [
  [/sh(?=[aueo])/g, "sy"],
  [/shi/g, "si"],
  [/ch(?=[aueo])/g, "ty"],
  [/chi/g, "ti"],
  [/tsu/g, "tu"],
  [/j(?=[aueo])/g, "zy"],
  [/ji/g, "zi"],
  [/fu/g, "hu"],
];
const smallGlides: Readonly<Record<string, string>> = { ゃ: "ya", ゅ: "yu", ょ: "yo" };

/** A kana word by Hepburn, and also by Kunrei and without the signs of long vowels. */
export function romaniseKana(word: string): Romanised {
  let text = "";
  let doubled = false;
  for (const kana of word) {
    const hiragana = toHiragana(kana);
    if (hiragana === "っ") {
      doubled = true;
      continue;
    }
    if (hiragana === "ー") {
      text += text.slice(-1);
      continue;
    }
    const glide = smallGlides[hiragana];
    if (glide !== undefined && text.endsWith("i")) {
      // kyo, but sho: the sound of sh, ch and j already has the glide.
      text = text.slice(0, -1) + (/(?:sh|ch|j)i$/.test(text) ? glide.slice(1) : glide);
      continue;
    }
    const sound = asciiOf(hiragana);
    text += doubled ? (sound.startsWith("ch") ? "t" : sound.slice(0, 1)) + sound : sound;
    doubled = false;
  }
  let other = text;
  for (const [pattern, replacement] of kunrei) other = other.replace(pattern, replacement);
  const short = text.replace(/ou|oo/g, "o").replace(/uu/g, "u");
  return { text, also: otherReadings(text, [short, other]) };
}

/** Katakana stand in the same order as hiragana, 0x60 code points further. */
function toHiragana(kana: string): string {
  const code = kana.codePointAt(0) ?? 0;
  return code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : kana;
}
