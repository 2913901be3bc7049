import { ProbityError, parsePartialDate } from "../core/index.ts";
import type { QueryFacts } from "./matching/evidence.ts";
import { countryCode } from "./party/countries.ts";
import { identifierKey } from "./party/identifier-key.ts";
import type { IdentifierKind, PartyType } from "./party/party.ts";

/** Characters of one name. The longest listed name has 190; a longer text is not a name. */
export const NAME_CHARS_MAX = 500;
/** Names of one customer that are screened together. */
export const QUERY_NAMES_MAX = 50;

/** Whom to screen. */
export interface ScreeningQuery {
  readonly names: readonly string[];
  readonly type?: PartyType | undefined;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate?: string | undefined;
  /** Alpha-2, alpha-3 or English names of countries the customer is tied to. */
  readonly countries?: readonly string[] | undefined;
  readonly gender?: "male" | "female" | undefined;
  readonly identifiers?: readonly { kind: IdentifierKind; value: string }[] | undefined;
  /** Ids of the lists to screen against; all when left out. */
  readonly lists?: readonly string[] | undefined;
}

/** @throws ProbityError NAME_INVALID saying which rule the name breaks, without the name. */
export function checkName(name: string): string {
  const refuse = (what: string): never => {
    throw new ProbityError(
      "NAME_INVALID",
      `${what}; give the customer's name in letters, as in the document`,
    );
  };
  if (name.trim() === "") refuse("the name is empty");
  if (name.length > NAME_CHARS_MAX)
    refuse(`the name has ${name.length} characters, more than ${NAME_CHARS_MAX}`);
  if (!name.isWellFormed()) refuse("the name has broken Unicode (a lone surrogate)");
  if (!/[\p{L}\p{N}]/u.test(name)) refuse("the name has no letter and no digit");
  return name;
}

/**
 * The names to look for: as stored, and beside it as shown where a right-to-left override (U+202E,
 * Unicode Standard Annex 9) makes the eye read other words than the ones stored.
 */
export function namesToSearch(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (!name.includes("\u202e")) return [name];
    const shown = name.replace(
      /\u202e([^\u202c\u2069]*)/g,
      (_all, turned: string) => ` ${[...turned].reverse().join("")} `,
    );
    return [name, shown.trim()];
  });
}

/** Scripts whose letters pass for one another: mixed within a word they are a slip or a disguise. */
const alike = ["Latin", "Cyrillic", "Greek", "Armenian"].map(
  (script) => new RegExp(`\\p{Script=${script}}`, "u"),
);

/** What looks wrong about a name that can be screened all the same; sentences without the name. */
export function nameWarnings(name: string): string[] {
  const warnings: string[] = [];
  if (/\p{Bidi_Control}/u.test(name)) {
    warnings.push(
      "a name holds characters that turn the writing direction; it was read as stored and as shown",
    );
  }
  if (/[\p{Cc}\u00ad\u200b-\u200d\u2060\ufeff]/u.test(name)) {
    warnings.push("a name holds invisible characters; they were ignored");
  }
  const mixed = (word: string): boolean => alike.filter((script) => script.test(word)).length > 1;
  if (name.split(/[^\p{L}\p{M}]+/u).some(mixed)) {
    warnings.push(
      "a name mixes letters of several scripts within a word; look-alikes were read as one script",
    );
  }
  return warnings;
}

/**
 * Reads the facts beside the name.
 * @throws ProbityError REQUEST_INVALID for a birth date or country that cannot be read:
 *   ignoring it would weaken the screening unnoticed.
 */
export function readFacts(query: ScreeningQuery): QueryFacts {
  const birthDate = query.birthDate === undefined ? undefined : parsePartialDate(query.birthDate);
  if (query.birthDate !== undefined && !birthDate) {
    throw new ProbityError("REQUEST_INVALID", "the birth date is not YYYY, YYYY-MM or YYYY-MM-DD");
  }
  const countries = (query.countries ?? []).map((text) => {
    const code = countryCode(text);
    if (code !== undefined) return code;
    throw new ProbityError("REQUEST_INVALID", "a country is neither an ISO 3166-1 code nor an English name");
  });
  const identifiers = (query.identifiers ?? [])
    .map(({ kind, value }) => identifierKey(kind, value))
    .filter((key) => key !== undefined);
  return {
    ...(birthDate ? { birthDate } : {}),
    countries: [...new Set(countries)],
    ...(query.gender ? { gender: query.gender } : {}),
    identifiers,
  };
}
