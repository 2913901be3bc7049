import { type AlphabetName, alphabetOf, alphabetOfName, repairMixedWord, writtenIn } from "./homoglyphs.ts";
import { romanise } from "./romanise/romanise.ts";
import { type Writing, writingOf } from "./writing.ts";

/** One word of a name in `a-z` and `0-9`, before its part in the name is known. */
export interface Word {
  readonly text: string;
  /** Other readings of the same writing; mostly none. */
  readonly also: readonly string[];
  /** Letters of a word in Arabic or Hebrew writing, one character each (see abjad.ts); else empty. */
  readonly letters: string;
  /** A dot follows at once: `J.`, `Ltd.` */
  readonly dotted: boolean;
  /** Nothing but a dot or an apostrophe stands between the word before and this one. */
  readonly attached: boolean;
  /** Written in capitals throughout. */
  readonly capitals: boolean;
  /** The writing itself says that this is the family name (Chinese, Korean). */
  readonly family: boolean;
  /** What the word means in English, where organisations translate it; else empty. */
  readonly english: string;
}

/** Names are cut here: the longest on a list has under 300 characters. */
export const NAME_LENGTH_MAX = 1_000;
/** Words are cut here: no list has a word of 50 letters in alphabets. */
const WORD_LENGTH_MAX = 60;

export const noReadings: readonly string[] = [];
const ascii = /^[\x20-\x7e]*$/;

/**
 * Splits a text into words and writes each in `a-z` and `0-9`. Marks, invisible characters
 * and apostrophes do not separate words, everything else that is no letter or digit does.
 */
export function splitWords(text: string): Word[] {
  const cut = text.length > NAME_LENGTH_MAX ? text.slice(0, NAME_LENGTH_MAX) : text;
  return ascii.test(cut) ? splitAscii(cut) : splitUnicode(cut);
}

function splitAscii(text: string): Word[] {
  const words: Word[] = [];
  const lower = text.toLowerCase();
  let start = -1;
  let quotes = false;
  let small = false;
  let attached = false;
  for (let at = 0; at <= lower.length; at++) {
    const code = at < lower.length ? lower.charCodeAt(at) : 0x20;
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) {
      if (start < 0) start = at;
      if (code === text.charCodeAt(at)) small = true;
      continue;
    }
    if (code === 0x27 || code === 0x60) {
      if (start >= 0) quotes = true;
      continue;
    }
    if (start >= 0) {
      const raw = lower.slice(start, at);
      const word = quotes ? raw.replace(/['`]/g, "") : raw;
      words.push(latinWord(word.slice(0, WORD_LENGTH_MAX), code === 0x2e, attached, !small));
      start = -1;
      quotes = false;
      small = false;
    }
    attached = code === 0x2e;
    if (code === 0x26) words.push(latinWord("and", false, false, false));
  }
  return words;
}

function latinWord(text: string, dotted: boolean, attached: boolean, capitals: boolean): Word {
  return { text, also: noReadings, letters: "", dotted, attached, capitals, family: false, english: "" };
}

/** Invisible characters, but for the direction overrides: between a letter and its accent they hinder composition. */
const invisible = /(?![\u202c-\u202e\u2069])\p{Cf}/gu;

/** Alphabets that mix in one word: by digits, or to deceive. */
const alphabetic: ReadonlySet<Writing> = new Set([
  "latin",
  "cyrillic",
  "greek",
  "armenian",
  "georgian",
  "digit",
]);

interface Run {
  text: string;
  writing: Writing | undefined;
  /** The run stands where the display direction is overridden. */
  overridden: boolean;
}

function splitUnicode(text: string): Word[] {
  const words: Word[] = [];
  const run: Run = { text: "", writing: undefined, overridden: false };
  let overridden = false;
  let attached = false;
  const normal = text.toWellFormed().replace(invisible, "").normalize("NFKC");
  const alphabet = alphabetOfName(normal);
  const end = (dotted: boolean) => {
    if (run.text !== "") words.push(...readRun(run, alphabet, dotted, attached, words.length === 0));
    run.text = "";
    run.writing = undefined;
  };
  for (const character of normal) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x202e || code === 0x202d) overridden = true;
    else if (code === 0x202c || code === 0x2069) overridden = false;
    const writing = writingOf(code);
    if (writing === "ignored") continue;
    if (writing === "mark") {
      if (run.writing === "other" || run.writing === "kana") run.text += character;
      continue;
    }
    if (writing === "dot" || writing === "ampersand" || writing === "separator") {
      end(writing === "dot");
      attached = writing === "dot";
      if (writing === "ampersand") words.push(latinWord("and", false, false, false));
      continue;
    }
    if (run.writing !== undefined && !continues(run.writing, writing)) end(false);
    if (run.text === "") run.overridden = overridden;
    run.text += character;
    if (run.writing === undefined || run.writing === "digit") run.writing = writing;
  }
  end(false);
  return words;
}

function continues(before: Writing, next: Writing): boolean {
  return before === next || (alphabetic.has(before) && alphabetic.has(next));
}

function readRun(
  run: Run,
  alphabet: AlphabetName,
  dotted: boolean,
  attached: boolean,
  first: boolean,
): Word[] {
  const lower = run.text.toLowerCase();
  const capitals = lower !== run.text && run.text === run.text.toUpperCase();
  const mixable = run.writing !== undefined && alphabetic.has(run.writing);
  const plain = mixable ? repairMixedWord(lower, alphabet) : lower;
  const parts = romanise(plain, mixable ? letterWriting(plain) : (run.writing ?? "other"), first);
  const disguised = mixable ? disguisedReadings(plain, alphabet) : noReadings;
  return parts.flatMap((part, at) => {
    if (part.text === "") return [];
    const reversed = run.overridden ? [[...part.text].reverse().join("")] : noReadings;
    return {
      text: part.text.slice(0, WORD_LENGTH_MAX),
      also: [...reversed, ...disguised, ...(part.also ?? noReadings)],
      letters: (part.letters ?? "").slice(0, WORD_LENGTH_MAX),
      dotted: dotted && at === parts.length - 1,
      attached: attached && at === 0,
      capitals,
      family: part.family ?? false,
      english: part.english ?? "",
    };
  });
}

/** What a word of an alphabet or of digits is written in: the first letter tells, once it is not mixed. */
function letterWriting(word: string): Writing {
  for (const character of word) {
    const writing = writingOf(character.codePointAt(0) ?? 0);
    if (writing !== "digit") return writing;
  }
  return "latin";
}

/** A word of lookalikes only, in another alphabet than the rest of the name: `COPOKA` in a Cyrillic one. */
function disguisedReadings(word: string, alphabet: AlphabetName): readonly string[] {
  const own = alphabetOf(word.codePointAt(0) ?? 0);
  if (own === undefined || own === alphabet || [...word].length < 2) return noReadings;
  const other = writtenIn(word, alphabet);
  return other === undefined ? noReadings : romanise(other, alphabet, false).map((part) => part.text);
}
