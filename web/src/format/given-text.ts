/**
 * Text that somebody else gave: a name on a form or a list, a reason. It may hold characters that
 * cannot be seen or that turn the writing direction, so it is cut into what is shown as it is and
 * what is shown by its number.
 */
export interface GivenPart {
  readonly text: string;
  /** `U+202E`, with how often it stands there in a row; absent for what is shown as it is. */
  readonly control?: string;
  /** What the character is, in words. */
  readonly meaning?: string;
}

/** Marks on one letter that are still read; more pile up over the neighbouring lines. */
const MARKS_MAX = 6;

/** Scripts whose letters are joined or kept apart by U+200C and U+200D: there they are spelling. */
const joining = [
  "Arabic",
  "Syriac",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
]
  .map((script) => `\\p{Script=${script}}`)
  .join("");

const unseen = new RegExp(
  `(?<![${joining}]\\p{M}*)[\\u200c\\u200d]|(?![\\u200c\\u200d])[\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|(?<=\\p{M}{${MARKS_MAX}})\\p{M}`,
  "gu",
);

const meanings: Readonly<Record<string, string>> = {
  "0009": "tab",
  "000A": "line break",
  "00AD": "soft hyphen",
  "061C": "Arabic letter mark",
  "200B": "zero width space",
  "200C": "zero width non-joiner",
  "200D": "zero width joiner",
  "200E": "left-to-right mark",
  "200F": "right-to-left mark",
  "202A": "left-to-right embedding",
  "202B": "right-to-left embedding",
  "202C": "end of embedding",
  "202D": "left-to-right override",
  "202E": "right-to-left override",
  "2060": "word joiner",
  "2066": "left-to-right isolate",
  "2067": "right-to-left isolate",
  "2068": "first strong isolate",
  "2069": "end of isolate",
  FEFF: "byte order mark",
};

/** The parts of a text in their order; one part for a text that hides nothing. */
export function givenParts(text: string): GivenPart[] {
  const parts: GivenPart[] = [];
  let end = 0;
  for (const found of text.matchAll(unseen)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    end = found.index + found[0].length;
    const last = parts.at(-1);
    if (last?.control !== undefined && last.text.startsWith(found[0])) {
      parts[parts.length - 1] = controlOf(last.text + found[0], found[0]);
    } else {
      parts.push(controlOf(found[0], found[0]));
    }
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function controlOf(run: string, one: string): GivenPart {
  const number = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const times = run.length / one.length;
  const meaning = meanings[number] ?? (/\p{M}/u.test(one) ? "further mark" : "invisible character");
  return { text: run, control: `U+${number}${times > 1 ? ` ×${times}` : ""}`, meaning };
}

export interface SentencePiece {
  readonly text: string;
  /** A name within the sentence, to be isolated from the writing direction around it. */
  readonly given: boolean;
}

/**
 * A sentence of ours cut around the names it quotes. A name may hold quotation marks itself, so those
 * known to be in the sentence are looked for first.
 */
export function sentencePieces(sentence: string, names: readonly string[]): SentencePiece[] {
  const pieces: SentencePiece[] = [];
  let end = 0;
  for (let open = sentence.indexOf('"'); open >= 0; open = sentence.indexOf('"', end + 1)) {
    const start = open + 1;
    const known = names.find((name) => name !== "" && sentence.startsWith(`${name}"`, start));
    const close = known === undefined ? sentence.indexOf('"', start) : start + known.length;
    if (close < 0) break;
    pieces.push({ text: sentence.slice(end, start), given: false });
    pieces.push({ text: sentence.slice(start, close), given: true });
    end = close;
  }
  if (end < sentence.length) pieces.push({ text: sentence.slice(end), given: false });
  return pieces;
}
