import { lookupTable } from "../../../core/index.ts";
import { placeCountry } from "../../party/nationalities.ts";
import type { IdentifierKind, NameKind, PartyType } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import { addBirthText } from "../birth-text.ts";
import { countryIn, parseDocument } from "../document-text.ts";
import type { ListReading } from "../list-format.ts";
import { unReference } from "../list-references.ts";
import {
  addAddress,
  addIdentifier,
  addName,
  addNationality,
  addRemark,
  addText,
  countryOrRegion,
  defined,
  leaveInRemarks,
  note,
  type PartyDraft,
  tidy,
} from "../party-draft.ts";
import { addRegistrations } from "./uk-registrations.ts";

/** The text of an element, by the name it has in the XML; columns of the CSV have the same names with spaces. */
export type UkFields = (element: string) => string | undefined;

/** What the two formats of the UK Sanctions List share: single facts, and those that belong together. */
export interface UkRecord {
  /** All texts of an element. */
  all(element: string): readonly string[];
  /** The groups an element belongs to: `NameNonLatinScript` is one of each non-Latin name. */
  groups(element: string): readonly UkFields[];
}

/** `IndividualEntityShip`, in the CSV `Designation Type`. */
export const ukTypes = lookupTable<PartyType>({
  individual: "person",
  entity: "entity",
  ship: "vessel",
});

const nameKinds = lookupTable<NameKind>({
  "primary name": "primary",
  "primary name variation": "alias",
  alias: "alias",
});

/** Adds all facts of a designation, or of one row of it. */
export function addUkFacts(record: UkRecord, draft: PartyDraft, place: string, reading: ListReading): void {
  for (const fields of record.groups("Name6")) addNameGroup(fields, draft, place, reading);
  for (const name of record.all("NameNonLatinScript")) addName(draft, name, "alias");
  for (const title of [...record.all("Title"), ...record.all("Position")]) addText(draft.titles, title);
  for (const date of record.all("DOB")) addBirthText(date, draft, `${place}, DOB`, reading);
  for (const fields of record.groups("CountryOfBirth")) {
    addUkBirthPlace(fields("TownOfBirth"), fields("CountryOfBirth"), draft);
  }
  for (const text of record.all("Nationality")) addNationality(draft, text, `${place}, Nationality`, reading);
  for (const gender of record.all("Gender")) addUkGender(gender, draft, `${place}, Gender`, reading);
  for (const fields of record.groups("AddressCountry")) addUkAddress(addressLines(fields), fields, draft);
  addDocuments(record, draft);
  addContacts(record, draft);
  addShip(record, draft);
  addDesignation(record, draft, place, reading);
}

/** Joins the parts of a name: given names are 1 to 5, the family name is 6 (FCDO, "UK Sanctions List: format guide"). */
export function ukName(fields: UkFields): string {
  const parts = [1, 2, 3, 4, 5, 6].map((part) => fields(`Name${part}`) ?? "");
  return tidy(parts.join(" "));
}

function addNameGroup(fields: UkFields, draft: PartyDraft, place: string, reading: ListReading): void {
  const name = ukName(fields);
  if (name === "") return;
  const word = fields("NameType");
  const kind = nameKinds[tidy(word ?? "alias").toLowerCase()];
  if (kind === undefined)
    note(reading, `${place}, NameType`, "no type of name that is known; it counts as an alias");
  const quality = isLowQuality(fields("AliasStrength")) ? "weak" : "strong";
  const [first = "", ...others] = name.split(/\s+a\.k\.a\.?\s+/i);
  addName(draft, first, kind ?? "alias", quality);
  for (const other of others) addName(draft, other, "alias", quality);
}

/** `Low quality a.k.a`, `Low quality`: broad enough to match many. */
export function isLowQuality(text: string | undefined): boolean {
  return text !== undefined && /^\s*low\b/i.test(text);
}

/** Adds a place of birth and the country it lies in today. */
export function addUkBirthPlace(
  town: string | undefined,
  country: string | undefined,
  draft: PartyDraft,
): void {
  addText(draft.birthPlaces, [town, country].filter((part) => part !== undefined).join(", "));
  addText(draft.countries, country === undefined ? undefined : placeCountry(country));
}

/** Adds a gender; anything but one word for it is noted. */
export function addUkGender(text: string, draft: PartyDraft, place: string, reading: ListReading): void {
  const gender = tidy(text).toLowerCase();
  if (gender === "male" || gender === "female") draft.gender ??= gender;
  else note(reading, place, "neither Male nor Female");
}

function addressLines(fields: UkFields): (string | undefined)[] {
  return [1, 2, 3, 4, 5, 6].map((line) => fields(`AddressLine${line}`));
}

/** Adds an address: the first lines are the street, the last two town and region. */
export function addUkAddress(
  lines: readonly (string | undefined)[],
  fields: UkFields,
  draft: PartyDraft,
): void {
  const join = (parts: readonly (string | undefined)[]) =>
    tidy(parts.filter((part) => part !== undefined).join(", ")) || undefined;
  addAddress(draft, {
    street: join(lines.slice(0, 4)),
    place: join([...lines.slice(4), fields("AddressPostalCode")]),
    ...countryOrRegion(fields("AddressCountry")),
  });
}

function addDocuments(record: UkRecord, draft: PartyDraft): void {
  for (const fields of record.groups("PassportNumber")) {
    addUkDocument("passport", fields("PassportNumber"), fields("PassportAdditionalInformation"), draft);
  }
  for (const fields of record.groups("NationalIdentifierNumber")) {
    const information = fields("NationalIdentifierAdditionalInformation");
    addUkDocument("national_id", fields("NationalIdentifierNumber"), information, draft);
  }
  for (const text of record.all("BusinessRegistrationNumber")) addRegistrations(text, draft);
}

/** Adds a document; the words beside the number name the country that issued it. */
export function addUkDocument(
  kind: IdentifierKind,
  number: string | undefined,
  information: string | undefined,
  draft: PartyDraft,
): void {
  const about = information === undefined ? undefined : tidy(information);
  if (number === undefined) {
    addRemark(draft, about);
    return;
  }
  const found = parseDocument(number);
  const country = countryIn((about ?? "").replace(/^\(/, "").replace(/\).*$/, "")) ?? found?.country;
  const exact = /fiscal|\btax\b/i.test(about ?? "") ? "tax_id" : kind;
  addIdentifier(
    draft,
    defined({ kind: exact, value: found?.value ?? number.replace(/^'/, ""), country, label: found?.label }),
  );
  if (about !== undefined || (found !== undefined && found.value !== tidy(number).replace(/^'/, ""))) {
    addRemark(
      draft,
      tidy(
        `${kind === "passport" ? "Passport" : "National identifier"} ${number}${about === undefined ? "" : `: ${about}`}`,
      ),
    );
  }
}

function addContacts(record: UkRecord, draft: PartyDraft): void {
  for (const value of record.all("PhoneNumber")) addIdentifier(draft, { kind: "phone", value });
  for (const value of record.all("Website")) addIdentifier(draft, { kind: "website", value });
  for (const value of record.all("EmailAddress")) addIdentifier(draft, { kind: "email", value });
}

function addShip(record: UkRecord, draft: PartyDraft): void {
  for (const value of record.all("IMONumber")) addIdentifier(draft, { kind: "imo", value });
  for (const value of record.all("HullIdentificationNumber")) {
    addIdentifier(draft, { kind: "other", value, label: "Hull identification number" });
  }
  const [flag] = record.all("CurrentBelievedFlagOfShip");
  const [vesselType] = record.all("TypeOfShip");
  const [tonnage] = record.all("TonnageOfShip");
  const [owner] = record.all("CurrentOwnerOperator");
  const vessel = { vesselType, tonnage, flag, owner };
  if (draft.type === "vessel")
    draft.vessel = { ...defined<NonNullable<typeof draft.vessel>>(vessel), ...draft.vessel };
  for (const element of ["CurrentBelievedFlagOfShip", "PreviousFlag"]) {
    for (const text of record.all(element)) addText(draft.countries, placeCountry(text));
  }
  for (const element of ["CurrentOwnerOperator", "ParentCompany", "Subsidiary"]) {
    for (const text of record.all(element)) addText(draft.linkedTo, text);
  }
  const others = {
    PreviousOwnerOperator: "Previous owner",
    LengthOfShip: "Length",
    YearBuilt: "Built",
    PreviousFlag: "Previous flag",
  };
  for (const [element, label] of Object.entries(others)) {
    for (const text of record.all(element)) addRemark(draft, `${label}: ${text}`);
  }
}

function addDesignation(record: UkRecord, draft: PartyDraft, place: string, reading: ListReading): void {
  addText(draft.references, `uk:${draft.id}`);
  for (const id of record.all("OFSIGroupID")) addText(draft.references, `ofsi:${id}`);
  for (const number of record.all("UNReferenceNumber").flatMap((text) => text.split(/[,;/&]/))) {
    const reference = unReference(number, draft.type);
    if (reference !== undefined) addText(draft.references, reference);
    else if (tidy(number) !== "") {
      const text = `UN reference number: ${number}`;
      leaveInRemarks(draft, text, "no UN reference number", `${place}, UNReferenceNumber`, reading);
    }
  }
  for (const text of record.all("DateDesignated")) {
    const listedOn = parsePublishedDate(text);
    if (listedOn !== undefined) draft.listedOn ??= listedOn;
    else note(reading, `${place}, DateDesignated`, "not a date");
  }
  for (const regime of record.all("RegimeName")) addText(draft.programmes, regime);
  for (const text of record.all("SanctionsImposed"))
    addRemark(draft, `Sanctions imposed: ${tidy(text.replaceAll("|", ", "))}`);
  for (const text of record.all("TypeOfEntity")) addRemark(draft, `Type of entity: ${text}`);
  for (const text of record.all("OtherInformation")) addRemark(draft, text);
  for (const text of record.all("UKStatementofReasons")) addRemark(draft, text);
}
