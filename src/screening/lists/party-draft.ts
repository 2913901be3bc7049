import { countryCode } from "../party/countries.ts";
import { nationalityCode, placeCountry } from "../party/nationalities.ts";
import {
  type Address,
  type BirthDate,
  type Identifier,
  type NameKind,
  type NameQuality,
  type Party,
  type PartyName,
  type PartyType,
  scriptOf,
  sealParty,
} from "../party/party.ts";
import type { ListReading } from "./list-format.ts";

/** Notes kept of one publication; whoever reads more than these does not read them. */
export const LIST_NOTES_MAX = 500;

/** A party while its facts are gathered. */
export interface PartyDraft {
  readonly id: string;
  readonly type: PartyType;
  /** The publisher does not say what it is. */
  typeGuessed?: true;
  readonly names: PartyName[];
  readonly birthDates: BirthDate[];
  readonly birthPlaces: string[];
  readonly nationalities: string[];
  /** Countries the entry is tied to beside those of its nationalities, addresses and identifiers. */
  readonly countries: string[];
  readonly identifiers: Identifier[];
  readonly addresses: Address[];
  readonly programmes: string[];
  readonly references: string[];
  readonly linkedTo: string[];
  /** Paragraphs of the remarks, in order. */
  readonly remarks: string[];
  readonly titles: string[];
  gender?: "male" | "female";
  listedOn?: string;
  vessel?: NonNullable<Party["vessel"]>;
}

export function startParty(id: string, type: PartyType): PartyDraft {
  return {
    id,
    type,
    names: [],
    birthDates: [],
    birthPlaces: [],
    nationalities: [],
    countries: [],
    identifiers: [],
    addresses: [],
    programmes: [],
    references: [],
    linkedTo: [],
    remarks: [],
    titles: [],
  };
}

/** Text with single spaces between words and none at the ends. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Adds a name. One text is one name: it keeps the first kind it was given, and is strong when its
 * publisher calls it strong once. A text without a letter or digit is no name.
 */
export function addName(
  draft: PartyDraft,
  text: string,
  kind: NameKind,
  quality: NameQuality = "strong",
): void {
  const name = tidy(text);
  if (!/[\p{L}\p{N}]/u.test(name)) return;
  const at = draft.names.findIndex((known) => known.text === name);
  const known = draft.names[at];
  if (!known) draft.names.push({ text: name, kind, quality, script: scriptOf(name) });
  else if (known.quality === "weak" && quality === "strong") draft.names[at] = { ...known, quality };
}

/**
 * Adds an identifier unless the entry has it, or its number has no letter and no digit. Of an IMO number
 * only the seven digits are kept, since half the publishers write `IMO` before them. One crypto address may
 * be listed for several currencies, which its label tells.
 */
export function addIdentifier(draft: PartyDraft, identifier: Identifier): void {
  const imo = identifier.kind === "imo" ? /\d{7}/.exec(identifier.value)?.[0] : undefined;
  const value = imo ?? tidy(identifier.value);
  if (!/[\p{L}\p{N}]/u.test(value)) return;
  const known = draft.identifiers.some(
    (one) =>
      one.kind === identifier.kind &&
      one.value === value &&
      one.country === identifier.country &&
      (one.kind !== "crypto_address" || one.label === identifier.label),
  );
  if (!known) draft.identifiers.push({ ...identifier, value });
}

/** Adds a birth date unless the entry has it. */
export function addBirthDate(draft: PartyDraft, date: BirthDate): void {
  const known = draft.birthDates.some(
    (one) => one.from === date.from && one.to === date.to && one.circa === date.circa,
  );
  if (!known) draft.birthDates.push(date);
}

/** Adds a text to one of the lists of a draft, unless it is empty or there. */
export function addText(list: string[], text: string | undefined): void {
  const tidied = text === undefined ? "" : tidy(text);
  if (tidied !== "" && !list.includes(tidied)) list.push(tidied);
}

/** Adds a paragraph to the remarks, as it was published. */
export function addRemark(draft: PartyDraft, text: string | undefined): void {
  const trimmed = text?.trim() ?? "";
  if (trimmed !== "" && !draft.remarks.includes(trimmed)) draft.remarks.push(trimmed);
}

/** The country as a code, or as the region it was published as. */
export function countryOrRegion(text: string | undefined): Pick<Address, "country" | "region"> {
  const tidied = text === undefined ? "" : tidy(text);
  if (tidied === "") return {};
  const country = placeCountry(tidied);
  return country === undefined ? { region: tidied } : { country };
}

/** Adds an address unless the entry has it or it says nothing. */
export function addAddress(
  draft: PartyDraft,
  address: { [K in keyof Address]?: Address[K] | undefined },
): void {
  const filled = defined<Address>(address);
  if (Object.keys(filled).length === 0) return;
  const text = JSON.stringify(filled);
  if (!draft.addresses.some((known) => JSON.stringify(known) === text)) draft.addresses.push(filled);
}

/**
 * Adds a nationality given as country or as adjective; one that is neither is noted and kept in
 * the remarks.
 */
export function addNationality(draft: PartyDraft, text: string, place: string, reading: ListReading): void {
  const code = nationalityCode(text);
  if (code !== undefined) {
    if (!draft.nationalities.includes(code)) draft.nationalities.push(code);
    return;
  }
  if (tidy(text) === "") return;
  leaveInRemarks(draft, `Nationality: ${tidy(text)}`, "a nationality names no country", place, reading);
}

/** Keeps what cannot be read in the remarks and notes it, once per text. */
export function leaveInRemarks(
  draft: PartyDraft,
  text: string,
  message: string,
  place: string,
  reading: ListReading,
): void {
  if (draft.remarks.includes(text.trim())) return;
  addRemark(draft, text);
  note(reading, place, `${message}; it stays in the remarks`);
}

/** Notes a fact that could not be read, with its place; what stands there is kept in the remarks by the caller. */
export function note(reading: ListReading, place: string, message: string): void {
  if (reading.notes.length < LIST_NOTES_MAX) reading.notes.push(`${place}: ${message}`);
  else if (reading.notes.length === LIST_NOTES_MAX) reading.notes.push("further notes are left out");
}

/**
 * The finished party: every country of its facts gathered and sorted, the hash computed. The first name
 * is the primary one where the publisher marks none.
 */
export function finishParty(draft: PartyDraft, list: string): Party {
  const { remarks, titles, gender, listedOn, vessel, names, nationalities, references, ...rest } = draft;
  const birthCountries = draft.birthPlaces.map((place) => placeCountry(place.split(", ").at(-1) ?? place));
  const countries = [
    ...nationalities,
    ...draft.countries,
    ...birthCountries,
    ...draft.addresses.map((address) => address.country),
    ...draft.identifiers.map((identifier) => identifier.country),
    vessel?.flag === undefined ? undefined : countryCode(vessel.flag),
  ];
  return sealParty({
    ...rest,
    list,
    names: primaryFirst(names),
    nationalities: sorted(nationalities),
    countries: sorted(countries),
    references: sorted(references),
    ...(gender === undefined ? {} : { gender }),
    ...(titles.length === 0 ? {} : { title: titles.join("; ") }),
    ...(vessel === undefined ? {} : { vessel }),
    ...(listedOn === undefined ? {} : { listedOn }),
    ...(remarks.length === 0 ? {} : { remarks: remarks.join("\n") }),
    secondarySanctions: remarks.some((text) => /secondary sanctions/i.test(text)),
  });
}

function primaryFirst(names: readonly PartyName[]): PartyName[] {
  const primary = names.filter((name) => name.kind === "primary");
  const others = names.filter((name) => name.kind !== "primary");
  if (primary.length > 0) return [...primary, ...others];
  const first = others.find((name) => name.quality === "strong" && name.kind === "alias") ?? others[0];
  return others
    .map((name) => (name === first ? { ...name, kind: "primary" as const } : name))
    .sort(byPrimary);
}

function byPrimary(a: PartyName, b: PartyName): number {
  return Number(b.kind === "primary") - Number(a.kind === "primary");
}

function sorted(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))].sort();
}

/** The object without its undefined members. */
export function defined<T extends object>(object: { [K in keyof T]?: T[K] | undefined }): T {
  const filled: { [K in keyof T]?: T[K] | undefined } = {};
  for (const key in object) if (object[key] !== undefined) filled[key] = object[key];
  return filled as T;
}
