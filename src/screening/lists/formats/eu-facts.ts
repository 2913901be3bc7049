import { lookupTable } from "../../../core/index.ts";
import { countryCode } from "../../party/countries.ts";
import type { BirthDate, IdentifierKind, PartyType } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import type { ListReading } from "../list-format.ts";
import { unReference } from "../list-references.ts";
import {
  addAddress,
  addBirthDate,
  addIdentifier,
  addName,
  addRemark,
  addText,
  defined,
  leaveInRemarks,
  type PartyDraft,
  tidy,
} from "../party-draft.ts";

/**
 * What the EU's two formats share: a fact is read by the names its attributes have in the XML
 * ("Financial sanctions database, XML export 1.1"). Undefined when it is empty or absent.
 */
export type EuFields = (attribute: string) => string | undefined;

/** `classificationCode` of a subject type and the word beside it. */
export const euTypes = lookupTable<PartyType>({
  P: "person",
  person: "person",
  E: "entity",
  enterprise: "entity",
});

const identificationKinds = lookupTable<IdentifierKind>({
  passport: "passport",
  id: "national_id",
  ssn: "national_id",
  unssn: "national_id",
  birthcert: "national_id",
  nationcert: "national_id",
  residentperm: "national_id",
  electionid: "national_id",
  regnumber: "registration",
  tradelic: "registration",
  fiscalcode: "tax_id",
  taxid: "tax_id",
  euvat: "tax_id",
  imo: "imo",
  swiftbic: "bic",
});

/** Words that say a document is not what it seems, by attribute. */
const documentFlags = {
  diplomatic: "diplomatic",
  knownExpired: "expired",
  knownFalse: "known to be false",
  reportedLost: "reported lost",
  revokedByIssuer: "revoked",
} as const;

/** Adds what stands on the entity itself: references, date and details of the designation. */
export function addEuEntity(fields: EuFields, draft: PartyDraft, place: string, reading: ListReading): void {
  const reference = fields("euReferenceNumber");
  if (reference !== undefined) addText(draft.references, `eu:${tidy(reference)}`);
  const number = fields("unitedNationId");
  const linked = number === undefined ? undefined : unReference(number, draft.type);
  if (linked !== undefined) addText(draft.references, linked);
  else if (number !== undefined) {
    const text = `United Nations id: ${number}`;
    leaveInRemarks(draft, text, "not a whole UN reference number", place, reading);
  }
  const designated = fields("designationDate");
  const listedOn = designated === undefined ? undefined : parsePublishedDate(designated);
  if (listedOn !== undefined) draft.listedOn ??= listedOn;
  else addRemark(draft, designated);
  addRemark(draft, fields("designationDetails"));
}

/** Adds a `nameAlias`; the first of an entity is the one it is listed under. `strong="false"` is weak. */
export function addEuName(fields: EuFields, draft: PartyDraft): void {
  const parts = [fields("firstName"), fields("middleName"), fields("lastName")];
  const name = fields("wholeName") ?? parts.filter((part) => part !== undefined).join(" ");
  const weak = fields("strong")?.toLowerCase() === "false";
  addName(draft, name, draft.names.length === 0 && !weak ? "primary" : "alias", weak ? "weak" : "strong");
  addText(draft.titles, fields("title"));
  addRemark(draft, fields("function"));
  const gender = { M: "male" as const, F: "female" as const }[fields("gender") ?? ""];
  if (gender !== undefined) draft.gender ??= gender;
}

/** Adds a `birthdate`: a day, a year or a range of years, perhaps circa, and a place. */
export function addEuBirth(fields: EuFields, draft: PartyDraft, place: string, reading: ListReading): void {
  const date = birthOf(fields);
  const circa = fields("circa")?.toLowerCase() === "true";
  if (date) addBirthDate(draft, { ...date, ...(circa ? { circa: true as const } : {}) });
  else if (
    fields("year") !== undefined ||
    fields("birthdate") !== undefined ||
    fields("yearRangeFrom") !== undefined
  ) {
    const parts = [
      "calendarType",
      "birthdate",
      "dayOfMonth",
      "monthOfYear",
      "year",
      "yearRangeFrom",
      "yearRangeTo",
    ];
    const text = `Date of birth: ${parts.flatMap((part) => fields(part) ?? []).join(" ")}`;
    leaveInRemarks(draft, text, "a birth date cannot be read", place, reading);
  }
  const country = euCountry(fields);
  const words = [fields("place"), fields("city"), fields("zipCode"), fields("region"), country.text];
  addText(draft.birthPlaces, words.filter((word) => word !== undefined).join(", "));
  addText(draft.countries, country.code);
}

/** A year of the Islamic calendar is none of ours; the EU gives the Gregorian day beside it where it knows one. */
function birthOf(fields: EuFields): BirthDate | undefined {
  const whole = parsePublishedDate(fields("birthdate") ?? "");
  const year = fields("year");
  if ((fields("calendarType") ?? "GREGORIAN") !== "GREGORIAN")
    return whole === undefined ? undefined : { from: whole };
  if (year !== undefined) {
    const [month, day] = [fields("monthOfYear"), fields("dayOfMonth")];
    const text = [year, month, month === undefined ? undefined : day].filter((part) => part !== undefined);
    const from = parsePublishedDate(text.map((part) => part.padStart(2, "0")).join("-"));
    return from === undefined ? undefined : { from };
  }
  const from = parsePublishedDate(fields("yearRangeFrom") ?? fields("yearRangeTo") ?? "");
  const to = parsePublishedDate(fields("yearRangeTo") ?? "");
  if (from !== undefined) return to === undefined || to <= from ? { from } : { from, to };
  return whole === undefined ? undefined : { from: whole };
}

/** Adds a `citizenship`. */
export function addEuCitizenship(fields: EuFields, draft: PartyDraft): void {
  const { code, text } = euCountry(fields);
  if (code !== undefined) addText(draft.nationalities, code);
  else if (text !== undefined) addRemark(draft, `Citizenship: ${text}`);
}

/** Adds an `address`. */
export function addEuAddress(fields: EuFields, draft: PartyDraft): void {
  const { code, text } = euCountry(fields);
  const poBox = fields("poBox");
  const street = [fields("street"), poBox === undefined ? undefined : `PO box ${poBox}`];
  const town = [fields("place"), fields("city"), fields("zipCode"), fields("region")];
  addAddress(draft, {
    street: street.filter((part) => part !== undefined).join(", ") || undefined,
    place: town.filter((part) => part !== undefined).join(", ") || undefined,
    country: code,
    region: code === undefined ? text : undefined,
  });
  addRemark(draft, fields("contactInfo"));
}

/** Adds an `identification`; what is said about the document stays in its label. */
export function addEuIdentification(fields: EuFields, draft: PartyDraft): void {
  const kind = identificationKinds[fields("identificationTypeCode") ?? ""] ?? "other";
  const flags = Object.entries(documentFlags).filter(([flag]) => fields(flag)?.toLowerCase() === "true");
  const description = fields("identificationTypeDescription") ?? fields("identificationTypeCode");
  const label = [description, ...flags.map(([, words]) => words)]
    .filter((part) => part !== undefined)
    .join(", ");
  const country = euCountry(fields).code;
  for (const value of [fields("number"), fields("latinNumber")]) {
    if (value === undefined) continue;
    addIdentifier(draft, defined({ kind, value, country, label: label === "" ? undefined : label }));
  }
}

/** `00` and `UNKNOWN` stand for no country; states that are gone have only their name. */
function euCountry(fields: EuFields): { code: string | undefined; text: string | undefined } {
  const iso = fields("countryIso2Code");
  const name = fields("countryDescription");
  const text = name === "UNKNOWN" ? undefined : name;
  return { code: iso === undefined || iso === "00" ? undefined : countryCode(iso), text };
}
