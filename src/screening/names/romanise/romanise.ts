import type { Writing } from "../writing.ts";
import { romaniseArabic } from "./arabic.ts";
import { romaniseArmenian } from "./armenian.ts";
import { asciiOf } from "./ascii.ts";
import { romaniseCyrillic } from "./cyrillic.ts";
import { romaniseGeorgian } from "./georgian.ts";
import { romaniseGreek } from "./greek.ts";
import { romaniseHan } from "./han.ts";
import { romaniseHangul } from "./hangul.ts";
import { romaniseHebrew } from "./hebrew.ts";
import { romaniseKana } from "./kana.ts";
import { romaniseLatin } from "./latin.ts";
import type { Romanised } from "./romanised.ts";

/**
 * Writes one lower-case word of one writing in `a-z` and `0-9`. Writings without spaces
 * give several words. `first` says that nothing stands before it in the name: there
 * Chinese and Korean have the family name.
 */
export function romanise(word: string, writing: Writing, first: boolean): readonly Romanised[] {
  switch (writing) {
    case "latin":
      return [romaniseLatin(word)];
    case "cyrillic":
      return [romaniseCyrillic(word)];
    case "arabic":
      return romaniseArabic(word);
    case "hebrew":
      return [romaniseHebrew(word)];
    case "greek":
      return [romaniseGreek(word)];
    case "georgian":
      return [romaniseGeorgian(word)];
    case "armenian":
      return [romaniseArmenian(word)];
    case "hangul":
      return romaniseHangul(word, first);
    case "han":
      return romaniseHan(word, first);
    case "kana":
      return [romaniseKana(word)];
    default:
      return [{ text: asciiOf(word) }];
  }
}
