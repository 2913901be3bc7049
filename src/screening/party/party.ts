import { hashJson, type IdentifierKind, type Sha256Hex } from "../../core/index.ts";

export type { IdentifierKind };

/**
 * The canonical model every list format is read into. A party is what an authority
 * designated: a person, an organisation, a vessel or an aircraft. All members are plain
 * JSON, so a party has one canonical text and one content hash.
 */
export type PartyType = "person" | "entity" | "vessel" | "aircraft";

/** `primary`: the name the entry is listed under. `alias`: also (or now) known as. `former`: formerly known as. */
export type NameKind = "primary" | "alias" | "former";

/**
 * `weak` marks a name its publisher calls broad or common enough to produce many false
 * matches (OFAC FAQ 122 "weak aliases"); it never raises an alert on its own.
 */
export type NameQuality = "strong" | "weak";

export interface PartyName {
  readonly text: string;
  readonly kind: NameKind;
  readonly quality: NameQuality;
  /** Unicode script of most letters, for example `Latin`, `Cyrillic`, `Arabic`. */
  readonly script: string;
}

/** A birth date as lists give it. `from` and `to` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; without `to` it is one date. */
export interface BirthDate {
  readonly from: string;
  readonly to?: string;
  /** The publisher says "circa": off by a year or two. */
  readonly circa?: true;
}

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** ISO 3166-1 alpha-2 of the issuer, where known. */
  readonly country?: string;
  /** The publisher's own word, for example `Cedula No.` or the currency of a digital address. */
  readonly label?: string;
}

export interface Address {
  readonly street?: string;
  readonly place?: string;
  /** ISO 3166-1 alpha-2, where the publisher's country is one. */
  readonly country?: string;
  /** The country as published, where it is not one ("Region: Crimea"). */
  readonly region?: string;
  readonly remarks?: string;
}

export interface VesselData {
  readonly vesselType?: string;
  readonly flag?: string;
  readonly tonnage?: string;
  readonly grossRegisteredTonnage?: string;
  readonly owner?: string;
}

export interface Party {
  /** The publisher's id, unique within its list. */
  readonly id: string;
  /** Id of the list: `ofac-sdn`. */
  readonly list: string;
  readonly type: PartyType;
  /** The publisher does not say what it is and `type` is our guess: a search for one type must not leave it out. */
  readonly typeGuessed?: true;
  readonly names: readonly PartyName[];
  readonly birthDates: readonly BirthDate[];
  readonly birthPlaces: readonly string[];
  /** Countries of nationality and citizenship, ISO 3166-1 alpha-2. */
  readonly nationalities: readonly string[];
  /** Every country the entry is tied to, nationalities included, sorted. */
  readonly countries: readonly string[];
  readonly gender?: "male" | "female";
  readonly identifiers: readonly Identifier[];
  readonly addresses: readonly Address[];
  readonly programmes: readonly string[];
  readonly title?: string;
  readonly vessel?: VesselData;
  /**
   * Ids the entry has elsewhere, `scheme:value`: `un:QDi.001` (UN permanent reference number),
   * `ofsi:12703` (OFSI group id), `eu:EU.27.28`, `ofac:9639`. Two entries of one reference are one party.
   */
  readonly references: readonly string[];
  /** When the authority listed it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly listedOn?: string;
  /** Names of parties the publisher links this one to. */
  readonly linkedTo: readonly string[];
  /** The publisher says that dealing with this party risks secondary sanctions. */
  readonly secondarySanctions: boolean;
  /** The publisher's remarks in full, so that nothing is lost by mining them. */
  readonly remarks?: string;
  /** SHA-256 of the canonical JSON of all members but this one. */
  readonly contentHash: Sha256Hex;
}

/** Adds the content hash that identifies this state of the entry. */
export function sealParty(party: Omit<Party, "contentHash">): Party {
  return { ...party, contentHash: hashJson(party) };
}

const scripts = [
  "Latin",
  "Cyrillic",
  "Arabic",
  "Han",
  "Hebrew",
  "Greek",
  "Hangul",
  "Hiragana",
  "Katakana",
  "Thai",
  "Georgian",
  "Armenian",
  "Devanagari",
] as const;
const scriptPatterns = scripts.map((script) => [script, new RegExp(`\\p{Script=${script}}`, "gu")] as const);

/** The Unicode script most letters of the text belong to; `Latin` for a text without letters. */
export function scriptOf(text: string): string {
  if (/^[\p{ASCII}]*$/u.test(text)) return "Latin";
  let best = "Latin";
  let bestCount = 0;
  for (const [script, pattern] of scriptPatterns) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > bestCount) [best, bestCount] = [script, count];
  }
  return best;
}
