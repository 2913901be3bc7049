import { lookupTable } from "../../../core/index.ts";
import { parseListBirthDate } from "../../party/birth-date.ts";
import { countryCode } from "../../party/countries.ts";
import { nationalityCode } from "../../party/nationalities.ts";
import type { IdentifierKind, NameKind, Party, PartyType, VesselData } from "../../party/party.ts";
import type { ListReading } from "../list-format.ts";
import {
  addAddress,
  addBirthDate,
  addIdentifier,
  addRemark,
  addText,
  defined,
  finishParty,
  note,
  type PartyDraft,
} from "../party-draft.ts";
import { cryptoCurrencyOf, type LabelMeaning, meaningOf, plainLabel } from "./ofac-labels.ts";

/** Words for what a party is, in lower case; the files of OFAC and trade.gov share them. */
export const ofacPartyTypes = lookupTable<PartyType>({
  individual: "person",
  entity: "entity",
  vessel: "vessel",
  aircraft: "aircraft",
});

/** Words for what an alias is, in lower case. */
export const ofacAliasKinds = lookupTable<NameKind>({
  "a.k.a.": "alias",
  "f.k.a.": "former",
  "n.k.a.": "alias",
});

/** Takes a remark of the reader about one place of a file. */
export type NoteTaker = (message: string) => void;

/** Notes about one place of a file. */
export function noteAt(reading: ListReading, where: string): NoteTaker {
  return (message) => note(reading, where, message);
}

/** Adds a birth date as OFAC writes it; one that cannot be read is noted and stays as text. */
export function addBirthDateText(draft: PartyDraft, text: string, noted: NoteTaker): void {
  const date = parseListBirthDate(text);
  if (date) addBirthDate(draft, date);
  else {
    noted(`the birth date "${text}" cannot be read; it stays in the remarks`);
    addRemark(draft, `DOB ${text}`);
  }
}

/** Adds a nationality or citizenship; a name that is no country is noted and stays as text. */
export function addNationalityText(draft: PartyDraft, text: string, noted: NoteTaker): void {
  const country = nationalityCode(text.replace(/^possibly /i, ""));
  if (country !== undefined) addText(draft.nationalities, country);
  else {
    noted(`"${text}" is not a country we know; it stays in the remarks`);
    addRemark(draft, `nationality ${text}`);
  }
}

/** OFAC's words where a country would stand but is not known. */
const noCountries = new Set(["none identified", "undetermined", "unknown"]);

/** Adds a country of a flag or registration. */
export function addCountry(draft: PartyDraft, text: string, noted: NoteTaker): void {
  if (noCountries.has(text.toLowerCase())) return;
  const country = countryCode(text);
  if (country !== undefined) addText(draft.countries, country);
  else noted(`"${text}" is not a country we know`);
}

/** An address, with the country in words. */
export interface AddressText {
  readonly street: string | undefined;
  readonly place: string | undefined;
  readonly country: string | undefined;
  readonly remarks?: string | undefined;
}

/** Adds an address, with the country as code where it is one and as region where it is not. */
export function addAddressText(draft: PartyDraft, address: AddressText, noted: NoteTaker): void {
  const { street, place, country: given, remarks } = address;
  const text = given === undefined || noCountries.has(given.toLowerCase()) ? undefined : given;
  const country = text === undefined ? undefined : countryCode(text);
  // OFAC itself writes "Region: Crimea" where it does not mean a country.
  if (text !== undefined && country === undefined && !text.startsWith("Region:")) {
    noted(`"${text}" is not a country we know; the address keeps it as region`);
  }
  addAddress(draft, { street, place, country, region: country === undefined ? text : undefined, remarks });
}

/** The data of a vessel, its call sign and the country of its flag. */
export function addVessel(
  draft: PartyDraft,
  { callSign, ...data }: { readonly [K in keyof VesselData | "callSign"]?: string | undefined },
  noted: NoteTaker,
): void {
  if (callSign !== undefined) addIdentifier(draft, { kind: "call_sign", value: callSign });
  if (data.flag !== undefined) addCountry(draft, data.flag, noted);
  const vessel = defined<VesselData>(data);
  if (Object.keys(vessel).length > 0) draft.vessel = vessel;
}

/** A fact as OFAC labels it. */
export interface LabelledFact {
  readonly label: string;
  readonly value: string;
  /** Issuer of a document, as country in words or code. */
  readonly country?: string | undefined;
}

/**
 * Adds what OFAC says under a label. A label that means nothing in the model, and words that
 * are no value of it, become a clause of the remarks, so that nothing is lost.
 */
export function addLabelled(draft: PartyDraft, fact: LabelledFact, noted: NoteTaker): void {
  const label = plainLabel(fact.label);
  const value = fact.value.trim();
  const meaning = meaningOf(label);
  const kind = identifierKindOf(meaning, label, value);
  if (kind !== undefined) addDocument(draft, { ...fact, kind, label, value }, noted);
  else if (meaning === "gender" && /^(fe)?male$/i.test(value)) {
    draft.gender = value.toLowerCase() === "male" ? "male" : "female";
  } else {
    if (meaning === "country") addCountry(draft, value, noted);
    addRemark(draft, `${fact.label.trim()} ${value}`);
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

function addDocument(
  draft: PartyDraft,
  found: LabelledFact & { readonly kind: IdentifierKind },
  noted: NoteTaker,
): void {
  const { value, issuer } = splitIssuer(found.value.replace(/^(?:No\.|#) +/, ""));
  // Companies have IMO numbers too, of a series of their own: only those of ships identify one.
  const isShip =
    /^(?:IMO )?\d{7}$/.test(value) && /^(?:Vessel Registration Identification|IMO)$/.test(found.label);
  const country = issuerCode(found.country ?? issuer, found.country !== undefined, noted);
  addIdentifier(draft, {
    kind: isShip ? "imo" : found.kind,
    value,
    ...(country === undefined ? {} : { country }),
    label: cryptoCurrencyOf(found.label) ?? found.label,
  });
}

function issuerCode(text: string | undefined, isCountry: boolean, noted: NoteTaker): string | undefined {
  if (text === undefined || noCountries.has(text.toLowerCase())) return undefined;
  const country = countryCode(text);
  // In brackets OFAC also names cities and courts, so only a column for countries is worth a note.
  if (country === undefined && isCountry) noted(`the issuer "${text}" is not a country we know`);
  return country;
}

/** `Z-050399 (Tunisia) issued 01 Jan 2001 expires …`: number and issuer; dates are no part of either. */
function splitIssuer(text: string): { value: string; issuer: string | undefined } {
  const match = /^(.+?)(?: \(([^()]+)\))?(?: (?:issued|expires) .*)?$/.exec(text);
  return { value: (match?.[1] ?? text).trim(), issuer: match?.[2] };
}

/** The finished party. OFAC lists an aircraft under its tail number, which then identifies it. */
export function finishOfacParty(draft: PartyDraft, list: string): Party {
  const [primary] = draft.names;
  if (draft.type === "aircraft" && primary)
    addIdentifier(draft, { kind: "aircraft_tail", value: primary.text });
  return finishParty(draft, list);
}
