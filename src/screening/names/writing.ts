/** The kind of writing a character belongs to, as far as names need it told apart. */
export type Writing =
  | "latin"
  | "cyrillic"
  | "greek"
  | "armenian"
  | "georgian"
  | "hebrew"
  | "arabic"
  | "hangul"
  | "han"
  | "kana"
  | "other"
  | "digit"
  /** Accents and vowel signs: part of the letter before. */
  | "mark"
  /** Invisible characters and apostrophes: no boundary between words. */
  | "ignored"
  | "dot"
  | "ampersand"
  | "separator";

/** Blocks of the writings in the Unicode code charts; the first that fits counts. */
const blocks: readonly (readonly [from: number, to: number, Writing])[] = [
  [0x41, 0x5a, "latin"],
  [0x61, 0x7a, "latin"],
  [0x30, 0x39, "digit"],
  [0xc0, 0x24f, "latin"],
  [0x250, 0x2af, "latin"],
  [0x2b0, 0x2ff, "ignored"],
  [0x300, 0x36f, "mark"],
  [0x370, 0x3ff, "greek"],
  [0x400, 0x52f, "cyrillic"],
  [0x531, 0x587, "armenian"],
  [0x590, 0x5cf, "mark"],
  [0x5d0, 0x5f2, "hebrew"],
  [0x5f3, 0x5f4, "ignored"],
  [0x610, 0x61a, "mark"],
  [0x620, 0x63f, "arabic"],
  [0x640, 0x640, "ignored"],
  [0x641, 0x64a, "arabic"],
  [0x64b, 0x65f, "mark"],
  [0x660, 0x669, "digit"],
  [0x66e, 0x66f, "arabic"],
  [0x670, 0x670, "mark"],
  [0x671, 0x6d3, "arabic"],
  [0x6d5, 0x6d5, "arabic"],
  [0x6d6, 0x6ed, "mark"],
  [0x6ee, 0x6ef, "arabic"],
  [0x6f0, 0x6f9, "digit"],
  [0x6fa, 0x6ff, "arabic"],
  [0x750, 0x77f, "arabic"],
  [0x10a0, 0x10ff, "georgian"],
  [0x1100, 0x11ff, "hangul"],
  [0x1c80, 0x1c8f, "cyrillic"],
  [0x1c90, 0x1cbf, "georgian"],
  [0x1d00, 0x1dbf, "latin"],
  [0x1e00, 0x1eff, "latin"],
  [0x1f00, 0x1fff, "greek"],
  [0x2018, 0x201b, "ignored"],
  [0x2032, 0x2032, "ignored"],
  [0x2c60, 0x2c7f, "latin"],
  [0x2d00, 0x2d2f, "georgian"],
  [0x3005, 0x3007, "han"],
  [0x3041, 0x30fa, "kana"],
  [0x30fc, 0x30ff, "kana"],
  [0x3400, 0x4dbf, "han"],
  [0x4e00, 0x9fff, "han"],
  [0xa640, 0xa69f, "cyrillic"],
  [0xa720, 0xa7ff, "latin"],
  [0xac00, 0xd7a3, "hangul"],
  [0x20000, 0x323af, "han"],
];

const isMark = /^\p{M}$/u;
const isNumber = /^\p{Nd}$/u;
const isLetter = /^[\p{L}\p{N}]$/u;
const isInvisible = /^[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

/** Table of the first two planes' start, where nearly all names are written. */
const tableSize = 0x800;
const table: Writing[] = Array.from({ length: tableSize }, (_, code) => search(code));

/** What a code point is part of. */
export function writingOf(code: number): Writing {
  return table[code] ?? search(code);
}

function search(code: number): Writing {
  if (code === 0x2e) return "dot";
  if (code === 0x26) return "ampersand";
  if (code === 0x27 || code === 0x60 || code === 0xb4) return "ignored";
  if (code === 0x22 || code === 0x09 || code === 0x0a || code === 0x0d) return "separator";
  if (code < 0x80 && !isLetter.test(String.fromCharCode(code))) return "separator";
  const character = String.fromCodePoint(code);
  if (isInvisible.test(character)) return "ignored";
  for (const [from, to, writing] of blocks) {
    if (code < from || code > to) continue;
    return isLetter.test(character) || writing === "mark" || writing === "ignored"
      ? writing
      : otherOf(character);
  }
  return otherOf(character);
}

function otherOf(character: string): Writing {
  if (isMark.test(character)) return "mark";
  if (isNumber.test(character)) return "digit";
  return isLetter.test(character) ? "other" : "separator";
}
