import type { PartyType } from "../party/party.ts";
import { joinCompoundNames } from "./compound-names.ts";
import { letterClassKeys } from "./consonant-classes.ts";
import { latinReadings } from "./latin-readings.ts";
import { exactLegalForm, legalFormClass, writtenOutLegalForm } from "./legal-forms.ts";
import {
  generationOf,
  isHonorific,
  isNamingTitle,
  isParticle,
  isPatronymic,
  isVesselPrefix,
  numberOf,
} from "./name-words.ts";
import { consonantSkeleton, foldSpelling } from "./spelling.ts";
import { tradeWord } from "./trade-words.ts";
import { noReadings, splitWords, type Word } from "./words.ts";

/** `suffix` is a generation (`Jr`, `Senior`); of a number `text` is its value in digits. */
export type TokenRole = "word" | "number" | "initial" | "particle" | "honorific" | "suffix" | "legal";

/** One part of a name, ready for comparison. */
export interface NameToken {
  readonly text: string;
  /** Spelling-insensitive form; of a legal form its class, of an organisation's trade word the English one. */
  readonly folded: string;
  readonly skeleton: string;
  readonly role: TokenRole;
  /** The token stands before the comma of `SURNAME, Given`, or where Chinese and Korean write the family name. */
  readonly family: boolean;
  /**
   * Written in Arabic or Hebrew letters, which leave short vowels out: `text` is one plausible
   * vowelling, and `consonantClasses` with `abjadSimilarity` tell which Latin tokens it can be.
   */
  readonly abjad: boolean;
  /** Keys of a token in Arabic or Hebrew letters, the likeliest reading first; of others empty. */
  readonly classes: readonly string[];
  /** The letters of such a token, one character each; of others empty. */
  readonly letters: string;
  /** Other readings of the same writing, as `text` would be; at most six, mostly none. */
  readonly also: readonly string[];
  /** A word that says what an organisation does (`trading`, `bank`). */
  readonly trade: boolean;
  /** A Slavic patronymic: tells whose child somebody is, and is often left out. */
  readonly patronymic: boolean;
}

/** Tokens of one name; longer names are cut, and nobody is told apart by a 25th word. */
export const NAME_TOKENS_MAX = 24;
/** Words that an abbreviated legal form may be spread over: `S. de R. L. de C. V.` */
const LEGAL_FORM_WORDS_MAX = 6;
const ALSO_MAX = 6;
/** Shorter words that make a legal form together are words of their own. */
const TORN_FORM_LENGTH_MIN = 7;

/**
 * Splits a name into tokens. `type` decides whether legal forms are looked for: `sa` is
 * one in a company and a surname in a person. Of an unknown type only unmistakable forms
 * (three letters and more, not the first word) count. Accepts any string.
 */
export function tokenise(text: string, type: PartyType | undefined): NameToken[] {
  const comma = type === "person" || type === undefined ? text.indexOf(",") : -1;
  if (comma > 0 && text.indexOf(",", comma + 1) < 0) {
    const family = tokensOf(splitWords(text.slice(0, comma)), type, true);
    const given = tokensOf(splitWords(text.slice(comma + 1)), type, false);
    return [...family, ...given].slice(0, NAME_TOKENS_MAX);
  }
  return tokensOf(splitWords(text), type, false).slice(0, NAME_TOKENS_MAX);
}

function tokensOf(words: readonly Word[], type: PartyType | undefined, family: boolean): NameToken[] {
  const person = type === "person" || type === undefined;
  const written = person ? words : words.flatMap((word) => partedAtNumber(translated(word)));
  const parts = joinCompoundNames(spellInitials(joinDotted(written, person), person));
  const tokens: NameToken[] = [];
  // One word more is looked at than kept, because what follows decides about the last one.
  const length = Math.min(parts.length, NAME_TOKENS_MAX + LEGAL_FORM_WORDS_MAX);
  const texts = type === "person" ? noReadings : parts.slice(0, length).map((part) => part.text);
  const folds = texts.map((text) => factsOf(text).folded);
  for (let at = type === "vessel" ? vesselPrefixLength(parts) : 0; at < length; at++) {
    const part = parts[at];
    if (part === undefined) continue;
    const form = type === "person" ? undefined : legalFormAt(parts, folds, texts, at, type);
    if (form) {
      tokens.push(legalToken(form.text, form.class, family));
      at += form.words - 1;
    } else {
      tokens.push(wordToken(part, type, family || part.family, at, at === length - 1));
    }
  }
  return tokens.map((token, at) => (isNameNoTitle(tokens, at) ? { ...token, role: "word" } : token));
}

/**
 * `Sayed` and `Sheikh` are titles before a name, and names themselves at the end of a name or of its part before or
 * after the comma, and behind the article that follows another name: `Omar al-Sheikh Hassan`.
 */
function isNameNoTitle(tokens: readonly NameToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.role !== "honorific" || !isNamingTitle(token.text)) return false;
  const isName = ({ role }: NameToken): boolean => role === "word" || role === "initial";
  if (!tokens.slice(at + 1).some(isName)) return true;
  const article = tokens[at - 1]?.text;
  return (article === "al" || article === "el") && tokens.slice(0, at - 1).some(isName);
}

/** Words before a vessel's name that say what kind of ship it is: `MV`, `M/T`. */
function vesselPrefixLength(parts: readonly Word[]): number {
  const [first, second] = parts;
  if (first === undefined || parts.length < 2) return 0;
  if (isVesselPrefix(first.text)) return 1;
  const letters = first.text.length === 1 && second?.text.length === 1 ? first.text + second.text : "";
  return parts.length > 2 && isVesselPrefix(letters) ? 2 : 0;
}

/** Names of organisations are translated where they say what one does. */
function translated(word: Word): Word {
  return word.english === "" ? word : { ...word, text: word.english, letters: "", also: noReadings };
}

/** A name and its number written without a space: `YU7873`. */
function partedAtNumber(word: Word): readonly Word[] {
  const last = word.text.charCodeAt(word.text.length - 1);
  if (last < 0x30 || last > 0x39) return [word];
  const [, letters, number] = /^([a-z]{2,})(\d{2,})$/.exec(word.text) ?? [];
  if (letters === undefined || number === undefined) return [word];
  const plain = { ...word, letters: "", also: noReadings };
  return [
    { ...plain, text: letters, dotted: false },
    { ...plain, text: number, attached: false },
  ];
}

/** `S.A.` and `N.I.O.C.` are one word; the letters of a person's name are initials, unless they are a legal form. */
function joinDotted(words: readonly Word[], person: boolean): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (first === undefined) continue;
    let end = at + 1;
    if (isSingle(first) && first.dotted) while (words[end]?.attached && isSingle(words[end])) end += 1;
    const run = words.slice(at, end);
    const text = legalLetters(run) ?? run.map((word) => word.text).join("");
    if (run.length < 2 || (person && legalFormClass(text) === undefined)) {
      joined.push(first);
      continue;
    }
    joined.push({ ...first, text, letters: "", dotted: false });
    at = end - 1;
  }
  return joined;
}

function isSingle(word: Word | undefined): boolean {
  return word !== undefined && (word.letters === "" ? word.text.length === 1 : word.letters.length === 1);
}

/** Abbreviated legal forms of Arabic companies, by their letters. */
const arabicForms = new Map([
  ["Cmm", "llc"],
  ["CQm", "llc"],
  ["CQmm", "llc"],
  ["Cml", "sal"],
  ["CmE", "psc"],
  ["CmEE", "psc"],
]);

function legalLetters(run: readonly Word[]): string | undefined {
  return run[0]?.letters ? arabicForms.get(run.map((word) => word.letters).join("")) : undefined;
}

/** Two or three capitals without a vowel beside a name in small letters are initials: `JF Kennedy`. */
function spellInitials(words: readonly Word[], person: boolean): readonly Word[] {
  if (!person || words.every((word) => word.capitals) || !words.some(isInitials)) return words;
  return words.flatMap((word) =>
    isInitials(word) ? Array.from(word.text, (letter) => ({ ...word, text: letter, dotted: true })) : [word],
  );
}

const noInitials = new Set([
  "md",
  "st",
  "dr",
  "mr",
  "ms",
  "jr",
  "sr",
  "ng",
  "phd",
  "snr",
  "jnr",
  "mrs",
  "llc",
  "ltd",
  "gmbh",
  "plc",
]);

function isInitials({ text, capitals, letters }: Word): boolean {
  return capitals && letters === "" && /^[bcdfghjklmnpqrstvwxz]{2,3}$/.test(text) && !noInitials.has(text);
}

function legalFormAt(
  parts: readonly Word[],
  folds: readonly string[],
  texts: readonly string[],
  at: number,
  type: PartyType | undefined,
): { text: string; class: string; words: number } | undefined {
  const phrase = writtenOutLegalForm(folds, texts, at);
  if (phrase) {
    const run = parts.slice(at, at + phrase.words);
    return { text: run.map((part) => part.text).join(""), class: phrase.form, words: phrase.words };
  }
  let count = 1;
  // Only abbreviations are put together from pieces: "S. A.", not "sa" and a word.
  while (count < LEGAL_FORM_WORDS_MAX && (parts[at + count]?.text.length ?? 4) <= 3) count += 1;
  if ((parts[at]?.text.length ?? 4) > 3) count = 1;
  for (; count >= 1; count--) {
    const text = count === 1 ? (parts[at]?.text ?? "") : joinedText(parts, at, count);
    const found = count === 1 ? organisationFactsOf(text).legal : legalFormClass(text);
    if (found === undefined) continue;
    if (type === undefined && (at === 0 || text.length < 3)) continue;
    return { text, class: found, words: count };
  }
  return at + 1 < parts.length ? tornForm(joinedText(parts, at, 2)) : undefined;
}

/** A long legal form with a space in it: `LIMI TED`. */
function tornForm(text: string): { text: string; class: string; words: number } | undefined {
  const form = text.length < TORN_FORM_LENGTH_MIN ? undefined : exactLegalForm(text);
  return form === undefined ? undefined : { text, class: form, words: 2 };
}

function joinedText(parts: readonly Word[], at: number, count: number): string {
  let text = "";
  for (let i = at; i < at + count; i++) text += parts[i]?.text ?? "";
  return text;
}

/** Words whose facts are kept in a generation, see below. */
const FACTS_MAX = 10_000;

/**
 * Keeps what was worked out of a text for as long as ordinary names repeat it: when one generation of
 * texts is full, the one before is forgotten, at once and without a pause.
 */
function remembering<T>(work: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let earlier = recent;
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const facts = earlier.get(text) ?? work(text);
    if (recent.size >= FACTS_MAX) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(text, facts);
    return facts;
  };
}

interface WordFacts {
  readonly folded: string;
  readonly skeleton: string;
  readonly patronymic: boolean;
  /** The rest is worked out when it is asked for first. */
  organisation: OrganisationFacts | undefined;
  personReadings: readonly string[] | undefined;
  otherReadings: readonly string[] | undefined;
}
interface OrganisationFacts {
  readonly legal: string | undefined;
  readonly trade: string | undefined;
}

const factsOf = remembering((text): WordFacts => {
  const folded = foldSpelling(text);
  return {
    folded,
    skeleton: consonantSkeleton(folded),
    patronymic: isPatronymic(text),
    organisation: undefined,
    personReadings: undefined,
    otherReadings: undefined,
  };
});
const classesOf = remembering(letterClassKeys);

function organisationFactsOf(text: string, facts = factsOf(text)): OrganisationFacts {
  facts.organisation ??= { legal: legalFormClass(text), trade: tradeWord(text, facts.folded) };
  return facts.organisation;
}

function legalToken(text: string, form: string, family: boolean): NameToken {
  return {
    text,
    folded: `§${form}`,
    skeleton: "",
    role: "legal",
    family,
    abjad: false,
    classes: noReadings,
    letters: "",
    also: noReadings,
    trade: false,
    patronymic: false,
  };
}

function wordToken(
  word: Word,
  type: PartyType | undefined,
  family: boolean,
  at: number,
  last: boolean,
): NameToken {
  const { text } = word;
  const known = factsOf(text);
  const number = type === "person" ? digits(text) : numberOf(text, at === 0);
  const generation = type === "person" && at > 0 ? generationOf(text, last) : undefined;
  const trade =
    type === "person" || number !== undefined ? undefined : organisationFactsOf(text, known).trade;
  const folded = number ?? generation ?? trade ?? known.folded;
  return {
    text: number ?? text,
    folded,
    skeleton: folded === known.folded ? known.skeleton : consonantSkeleton(folded),
    role: number !== undefined ? "number" : generation !== undefined ? "suffix" : roleOf(word, type),
    family,
    abjad: word.letters !== "",
    classes: word.letters === "" ? noReadings : classesOf(word.letters),
    letters: word.letters,
    also: readingsOf(word, type, known),
    trade: trade !== undefined,
    patronymic: known.patronymic && type !== "entity",
  };
}

function readingsOf(word: Word, type: PartyType | undefined, facts: WordFacts): readonly string[] {
  if (word.letters !== "") return type === undefined && word.english !== "" ? [word.english] : noReadings;
  const latin = latinReadingsOf(word.text, type === "person" || type === undefined, facts);
  if (word.also.length === 0) return latin;
  return latin.length === 0
    ? word.also.slice(0, ALSO_MAX)
    : [...new Set([...word.also, ...latin])].slice(0, ALSO_MAX);
}

function latinReadingsOf(text: string, person: boolean, facts: WordFacts): readonly string[] {
  if (person) {
    facts.personReadings ??= latinReadings(text, true);
    return facts.personReadings;
  }
  facts.otherReadings ??= latinReadings(text, false);
  return facts.otherReadings;
}

function digits(text: string): string | undefined {
  const code = text.charCodeAt(0);
  return code >= 0x30 && code <= 0x39 && /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, "") : undefined;
}

function roleOf({ text, letters, dotted }: Word, type: PartyType | undefined): TokenRole {
  const initial = dotted && text.length === 1 && (type === "person" || type === undefined);
  if (isParticle(text) && !initial) return "particle";
  if (text.length === 1 && letters.length < 2) return "initial";
  if (type !== "vessel" && type !== "aircraft" && type !== "entity" && isHonorific(text)) return "honorific";
  return "word";
}
