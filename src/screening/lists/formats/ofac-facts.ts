import { parseListBirthDate } from "../../party/birth-date.ts";
import { countryCode } from "../../party/countries.ts";
import {
  type Address,
  type BirthDate,
  type Identifier,
  type IdentifierKind,
  type NameKind,
  type NameQuality,
  type Party,
  type PartyType,
  scriptOf,
  sealParty,
  type VesselData,
} from "../../party/party.ts";
import type { ListReading } from "../list-format.ts";
import { cryptoCurrencyOf, type LabelMeaning, meaningOf, plainLabel } from "./ofac-labels.ts";

/** What is gathered of one entry before it is a party; OFAC's formats and the screening list of trade.gov share it. */
export interface OfacFacts {
  readonly id: string;
  readonly type: PartyType;
  typeGuessed: boolean;
  readonly names: { text: string; kind: NameKind; quality: NameQuality }[];
  readonly birthDates: BirthDate[];
  readonly birthPlaces: string[];
  readonly nationalities: string[];
  /** Countries of flags and registrations; those of nationality, address, document and birth come from there. */
  readonly otherCountries: string[];
  readonly identifiers: Identifier[];
  readonly addresses: Address[];
  readonly programmes: string[];
  readonly references: string[];
  readonly linkedTo: string[];
  readonly vessel: { -readonly [Member in keyof VesselData]: VesselData[Member] };
  /** Clauses of remarks: what has no member of its own, and what could not be read. */
  readonly remarks: string[];
  readonly titles: string[];
  gender?: "male" | "female";
  listedOn?: string;
  secondarySanctions: boolean;
}

export function emptyFacts(id: string, type: PartyType): OfacFacts {
  return {
    id,
    type,
    typeGuessed: false,
    names: [],
    birthDates: [],
    birthPlaces: [],
    nationalities: [],
    otherCountries: [],
    identifiers: [],
    addresses: [],
    programmes: [],
    references: [],
    linkedTo: [],
    vessel: {},
    remarks: [],
    titles: [],
    secondarySanctions: false,
  };
}

/** Takes a remark of the reader, with the place it speaks of. */
export type NoteTaker = (message: string) => void;

/** Notes of one publication that are kept; the rest is counted in one last note. */
const NOTES_MAX = 200;

/** Notes at a place of a file, up to a limit. */
export function noteAt(reading: ListReading, where: string): NoteTaker {
  return (message) => {
    if (reading.notes.length < NOTES_MAX) reading.notes.push(`${where}: ${message}`);
    else if (reading.notes.length === NOTES_MAX) reading.notes.push("there are more notes than are kept");
  };
}

/** Adds a birth date; one that cannot be read is noted and stays as text. */
export function addBirthDate(facts: OfacFacts, text: string, note: NoteTaker): void {
  const date = parseListBirthDate(text);
  if (date) facts.birthDates.push(date);
  else {
    note(`the birth date "${text}" cannot be read; it stays in the remarks`);
    keepRemark(facts, `DOB ${text}`);
  }
}

/** Adds a nationality or citizenship; a name that is no country is noted and stays as text. */
export function addNationality(facts: OfacFacts, text: string, note: NoteTaker): void {
  const country = countryCode(text.replace(/^possibly /i, ""));
  if (country !== undefined) facts.nationalities.push(country);
  else {
    note(`"${text}" is not a country we know; it stays in the remarks`);
    keepRemark(facts, `nationality ${text}`);
  }
}

/** OFAC's words where a country would stand but is not known. */
const noCountries = new Set(["none identified", "undetermined", "unknown"]);

/** Adds a country of a flag or registration. */
export function addCountry(facts: OfacFacts, text: string, note: NoteTaker): void {
  if (noCountries.has(text.toLowerCase())) return;
  const country = countryCode(text);
  if (country !== undefined) facts.otherCountries.push(country);
  else note(`"${text}" is not a country we know`);
}

/** The address, with the country as code where it is one and as region where it is not; without any member it is left out. */
export function addAddress(
  facts: OfacFacts,
  address: {
    readonly street: string | undefined;
    readonly place: string | undefined;
    readonly country: string | undefined;
    readonly remarks?: string | undefined;
  },
  note: NoteTaker,
): void {
  const text =
    address.country === undefined || noCountries.has(address.country.toLowerCase())
      ? undefined
      : address.country;
  const country = text === undefined ? undefined : countryCode(text);
  // OFAC itself writes "Region: Crimea" where it does not mean a country.
  if (text !== undefined && country === undefined && !text.startsWith("Region:")) {
    note(`"${text}" is not a country we know; the address keeps it as region`);
  }
  const found = defined<Address>({
    street: address.street,
    place: address.place,
    country,
    region: country === undefined ? text : undefined,
    remarks: address.remarks,
  });
  if (Object.keys(found).length > 0) facts.addresses.push(found);
}

/**
 * Adds what OFAC says under a label. A label that means nothing in the model, and words that
 * are no value of it, become a clause of the remarks, so that nothing is lost.
 */
export function addLabelled(
  facts: OfacFacts,
  fact: { readonly label: string; readonly value: string; readonly country?: string | undefined },
  note: NoteTaker,
): void {
  const label = plainLabel(fact.label);
  const value = fact.value.trim();
  const meaning = meaningOf(label);
  if (/secondary sanctions/i.test(`${label} ${value}`)) facts.secondarySanctions = true;
  if (meaning === "gender" && /^(fe)?male$/i.test(value)) {
    facts.gender = value.toLowerCase() === "male" ? "male" : "female";
  } else if (meaning === "country") {
    addCountry(facts, value, note);
    keepRemark(facts, `${label} ${value}`);
  } else {
    const kind = identifierKindOf(meaning, label, value);
    if (kind !== undefined) addIdentifier(facts, { kind, label, value, country: fact.country }, note);
    else keepRemark(facts, `${fact.label.trim()} ${value}`);
  }
}

/** Kinds whose value always holds a digit; a clause such as "License revoked" only begins like one. */
const numberedKinds: ReadonlySet<string> = new Set(["passport", "national_id", "tax_id", "registration"]);

function identifierKindOf(
  meaning: LabelMeaning | undefined,
  label: string,
  value: string,
): IdentifierKind | undefined {
  if (meaning === "gender" || meaning === "country" || meaning === "secondary sanctions") return undefined;
  if (meaning !== undefined) return numberedKinds.has(meaning) && !/\d/.test(value) ? undefined : meaning;
  // A document type that OFAC adds after our table was written: called a number, with a value like one.
  const isCalledNumber = /\b(No|Number|ID|Card|Code|Passport|License|Permit)\b/i.test(label);
  return isCalledNumber && /^(?=.*\d)\S{3,40}$/.test(value) ? "other" : undefined;
}

function addIdentifier(
  facts: OfacFacts,
  found: {
    readonly kind: IdentifierKind;
    readonly label: string;
    readonly value: string;
    readonly country: string | undefined;
  },
  note: NoteTaker,
): void {
  const { value, issuer } = splitIssuer(found.value.replace(/^(?:No\.|#) +/, ""));
  const imo = /^(?:IMO )?(\d{7})$/.exec(value)?.[1];
  // Companies have IMO numbers too, of a series of their own: only those of ships identify one.
  const isShip = imo !== undefined && /^(?:Vessel Registration Identification|IMO)$/.test(found.label);
  const country = readIssuer(found.country ?? issuer, found.country !== undefined, note);
  facts.identifiers.push({
    kind: isShip ? "imo" : found.kind,
    value: isShip ? imo : value,
    ...(country === undefined ? {} : { country }),
    label: cryptoCurrencyOf(found.label) ?? found.label,
  });
}

function readIssuer(text: string | undefined, isCountry: boolean, note: NoteTaker): string | undefined {
  if (text === undefined || noCountries.has(text.toLowerCase())) return undefined;
  const country = countryCode(text);
  // In brackets OFAC also names cities and courts, so only a column for countries is worth a note.
  if (country === undefined && isCountry) note(`the issuer "${text}" is not a country we know`);
  return country;
}

/** `Z-050399 (Tunisia) issued 01 Jan 2001 expires …`: number and issuer; dates are no part of either. */
function splitIssuer(text: string): { value: string; issuer: string | undefined } {
  const match = /^(.+?)(?: \(([^()]+)\))?(?: (?:issued|expires) .*)?$/.exec(text);
  return { value: (match?.[1] ?? text).trim(), issuer: match?.[2] };
}

/** Keeps a clause in the remarks, once. */
export function keepRemark(facts: OfacFacts, clause: string): void {
  if (!facts.remarks.includes(clause)) facts.remarks.push(clause);
}

/** The party all facts make together. Ids of vessels and aircraft that are their name count as identifiers. */
export function partyOf(facts: OfacFacts, list: string): Party {
  const primary = facts.names[0]?.text ?? "";
  const identifiers: Identifier[] =
    facts.type === "aircraft"
      ? [...facts.identifiers, { kind: "aircraft_tail", value: primary }] // OFAC lists an aircraft under its tail number.
      : facts.identifiers;
  const birthCountries = facts.birthPlaces.map((place) => countryCode(place.split(", ").at(-1) ?? place));
  return sealParty({
    id: facts.id,
    list,
    type: facts.type,
    ...(facts.typeGuessed ? { typeGuessed: true as const } : {}),
    names: facts.names.map((name) => ({ ...name, script: scriptOf(name.text) })),
    birthDates: facts.birthDates,
    birthPlaces: facts.birthPlaces,
    nationalities: unique(facts.nationalities),
    countries: unique([
      ...facts.nationalities,
      ...facts.otherCountries,
      ...birthCountries,
      ...facts.addresses.map((address) => address.country),
      ...facts.identifiers.map((identifier) => identifier.country),
    ]),
    ...(facts.gender === undefined ? {} : { gender: facts.gender }),
    identifiers,
    addresses: facts.addresses,
    programmes: facts.programmes,
    ...defined({ title: joined(facts.titles), listedOn: facts.listedOn, remarks: joined(facts.remarks) }),
    ...(Object.keys(facts.vessel).length > 0 ? { vessel: facts.vessel } : {}),
    references: facts.references,
    linkedTo: facts.linkedTo,
    secondarySanctions: facts.secondarySanctions,
  });
}

function joined(clauses: readonly string[]): string | undefined {
  return clauses.length === 0 ? undefined : clauses.join("; ");
}

/** The object without its undefined members. */
export function defined<T extends object>(object: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, member]) => member !== undefined)) as T;
}

function unique(codes: readonly (string | undefined)[]): string[] {
  return [...new Set(codes.filter((code) => code !== undefined))].sort();
}
