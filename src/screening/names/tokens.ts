import type { PartyType } from "../party/party.ts";
import { isHonorific, isParticle, legalFormClass, writtenOutLegalForm } from "./name-words.ts";
import { normaliseKeepingDots } from "./normalise.ts";
import { consonantSkeleton, foldSpelling } from "./spelling.ts";

/** `suffix` is a generation (`Jr`, `Senior`); of a number `text` is its value in digits. */
export type TokenRole = "word" | "number" | "initial" | "particle" | "honorific" | "suffix" | "legal";

/** One part of a name, ready for comparison. */
export interface NameToken {
  readonly text: string;
  /** Spelling-insensitive form; of a legal form its class. */
  readonly folded: string;
  readonly skeleton: string;
  readonly role: TokenRole;
  /** The token stands before the comma of `SURNAME, Given`. */
  readonly family: boolean;
  /**
   * Written in Arabic or Hebrew letters, which leave short vowels out: `text` is one plausible
   * vowelling, and `consonantClasses` with `abjadSimilarity` tell which Latin tokens it can be.
   */
  readonly abjad: boolean;
  /** Keys of a token in Arabic or Hebrew letters, the likeliest reading first; of others empty. */
  readonly classes: readonly string[];
  /** Other readings of the same writing, as `text` would be; at most four, mostly none. */
  readonly also: readonly string[];
  /** A word that says what an organisation does (`trading`, `bank`), or one that joins (`and`). */
  readonly trade: boolean;
  /** A Slavic patronymic: tells whose child somebody is, and is often left out. */
  readonly patronymic: boolean;
}

/** Tokens of one name; longer names are cut, and nobody is told apart by a 25th word. */
export const NAME_TOKENS_MAX = 24;
/** Words that a legal form may be spread over: `S. de R. L. de C. V.` */
const LEGAL_FORM_WORDS_MAX = 6;

/**
 * Splits a name into tokens. `type` decides whether legal forms are looked for: `sa` is
 * one in a company and a surname in a person. Of an unknown type only unmistakable forms
 * (three letters and more, not the first word) count.
 */
export function tokenise(text: string, type: PartyType | undefined): NameToken[] {
  const comma = type === "person" || type === undefined ? text.indexOf(",") : -1;
  const family = comma > 0 && text.indexOf(",", comma + 1) < 0 ? words(text.slice(0, comma)) : [];
  const rest = words(family.length > 0 ? text.slice(comma + 1) : text);
  const tokens = [
    ...classify(joinServantNames(family), type, true),
    ...classify(joinServantNames(rest), type, false),
  ];
  return tokens.slice(0, NAME_TOKENS_MAX);
}

const plainWord = { abjad: false, classes: [], also: [], trade: false, patronymic: false } as const;

function words(text: string): string[] {
  const joined = normaliseKeepingDots(text).replace(/(?:\b[a-z]\.){2,}[a-z]?(?![a-z])/g, (dotted) => {
    const letters = dotted.replaceAll(".", "");
    return `${legalFormClass(letters) ? letters : [...letters].join(" ")} `;
  });
  return joined.split(/[ .]+/).filter((word) => word !== "");
}

/**
 * Arabic servant names are written in one to three words (`Abd al-Rahman`, `Abdul Rahman`,
 * `Abdurrahman`); all become one token, `abdrahman`.
 */
function joinServantNames(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? "";
    const fused = /^abd(?:[aeou]+[lrnsztd])([a-z]{3,})$/.exec(part);
    if (fused?.[1] !== undefined) {
      joined.push(`abd${fused[1].replace(/^[ae]l(?=[a-z]{4})/, "")}`);
      continue;
    }
    if (!/^abd(?:[aeou]+[lrnsztd])?$/.test(part)) {
      joined.push(part);
      continue;
    }
    const next = /^(?:[aeu][lrnsztd]|ash)$/.test(parts[at + 1] ?? "") ? at + 2 : at + 1;
    const name = parts[next];
    if (name === undefined) joined.push(part);
    else joined.push(`abd${name}`);
    at = next;
  }
  return joined;
}

function classify(parts: readonly string[], type: PartyType | undefined, family: boolean): NameToken[] {
  const tokens: NameToken[] = [];
  for (let at = 0; at < parts.length; at++) {
    const form = type === "person" ? undefined : legalFormAt(parts, at, type);
    if (form) {
      tokens.push({
        text: form.text,
        folded: `§${form.class}`,
        skeleton: "",
        role: "legal",
        family,
        ...plainWord,
      });
      at += form.words - 1;
      continue;
    }
    const text = parts[at] ?? "";
    const folded = foldSpelling(text);
    tokens.push({
      text,
      folded,
      skeleton: consonantSkeleton(folded),
      role: roleOf(text, type),
      family,
      ...plainWord,
    });
  }
  return tokens;
}

function legalFormAt(
  parts: readonly string[],
  at: number,
  type: PartyType | undefined,
): { text: string; class: string; words: number } | undefined {
  for (let count = Math.min(LEGAL_FORM_WORDS_MAX, parts.length - at); count >= 1; count--) {
    const run = parts.slice(at, at + count);
    const text = run.join("");
    const writtenOut = writtenOutLegalForm(text);
    // Only abbreviations are put together from pieces: "S. A.", not "sa" and a word.
    const isAbbreviation = count === 1 || run.every((part) => part.length <= 3);
    const found = writtenOut ?? (isAbbreviation ? legalFormClass(text) : undefined);
    if (found === undefined) continue;
    if (type === undefined && !writtenOut && (at === 0 || text.length < 3)) continue;
    return { text, class: found, words: count };
  }
  return undefined;
}

function roleOf(text: string, type: PartyType | undefined): TokenRole {
  if (/^\d+$/.test(text)) return "number";
  if (isParticle(text)) return "particle";
  if (text.length === 1) return "initial";
  if (type !== "vessel" && type !== "aircraft" && type !== "entity" && isHonorific(text)) return "honorific";
  return "word";
}
