import { lookupTable } from "../../../core/index.ts";
import type { Party, PartyType } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { unReference } from "../list-references.ts";
import {
  addAddress,
  addName,
  addNationality,
  addRemark,
  addText,
  countryOrRegion,
  finishParty,
  leaveInRemarks,
  note,
  type PartyDraft,
  startParty,
  tidy,
} from "../party-draft.ts";
import { publishedAtOf, RecordIds, readRecords } from "../record-reading.ts";
import { childrenOf, textOfChild, type XmlElement } from "../xml-records.ts";
import { addUnAliases } from "./un-aliases.ts";
import { addUnBirth } from "./un-birth.ts";
import { addUnDocument } from "./un-documents.ts";

const types = lookupTable<PartyType>({ INDIVIDUAL: "person", ENTITY: "entity" });
const records: ReadonlySet<string> = new Set(Object.keys(types));
const nameParts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];

/**
 * The consolidated list of the UN Security Council as XML: `CONSOLIDATED_LIST` with `INDIVIDUALS` and
 * `ENTITIES` (schema https://www.un.org/sc/resources/sc-sanctions.xsd). An alias of quality `Low` is weak.
 */
export const unXml: ListFormat = {
  id: "un-xml",
  title: "UN Security Council consolidated list, XML",
  files: [{ role: "list", names: ["consolidated.xml", "*.xml"] }],
  recognises: (start) => /<CONSOLIDATED_LIST[\s>]/.test(start),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const ids = new RecordIds(reading);
  for await (const { path, element, place, file } of readRecords(files, "list", records, reading)) {
    if (path === "CONSOLIDATED_LIST") publishedAtOf(element.attributes["dateGenerated"], place, reading);
    const type = types[element.name];
    if (type === undefined) continue;
    const id = ids.takeChild(element, "DATAID", `${place}/DATAID`, file);
    const name = tidy(nameParts.map((part) => textOfChild(element, part) ?? "").join(" "));
    if (name === "") ids.refuse(`${place}/FIRST_NAME`, "the entry has no name", file);
    else if (id !== undefined) yield readParty(element, startParty(id, type), name, place, reading);
  }
  ids.finish(files, "list", "CONSOLIDATED_LIST");
}

function readParty(
  element: XmlElement,
  draft: PartyDraft,
  name: string,
  place: string,
  reading: ListReading,
): Party {
  addName(draft, name, "primary");
  addName(draft, textOfChild(element, "NAME_ORIGINAL_SCRIPT") ?? "", "alias");
  addUnAliases(element, draft, place, reading);
  for (const date of childrenOf(element, "INDIVIDUAL_DATE_OF_BIRTH")) addUnBirth(date, draft, place, reading);
  for (const birth of childrenOf(element, "INDIVIDUAL_PLACE_OF_BIRTH")) {
    addText(draft.birthPlaces, joined(birth, ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"]));
    addRemark(draft, labelled("Place of birth", textOfChild(birth, "NOTE")));
  }
  for (const paper of childrenOf(element, "INDIVIDUAL_DOCUMENT")) addUnDocument(paper, draft, place, reading);
  for (const value of valuesOf(element, "NATIONALITY")) {
    addNationality(draft, value, `${place}/NATIONALITY/VALUE`, reading);
  }
  for (const address of [
    ...childrenOf(element, "INDIVIDUAL_ADDRESS"),
    ...childrenOf(element, "ENTITY_ADDRESS"),
  ]) {
    readAddress(address, draft);
  }
  for (const value of [...valuesOf(element, "TITLE"), ...valuesOf(element, "DESIGNATION")]) {
    addText(draft.titles, value);
  }
  addText(draft.programmes, textOfChild(element, "UN_LIST_TYPE"));
  readGender(element, draft, place, reading);
  readListing(element, draft, place, reading);
  addRemark(draft, textOfChild(element, "COMMENTS1"));
  return finishParty(draft, reading.list);
}

function readAddress(address: XmlElement, draft: PartyDraft): void {
  addAddress(draft, {
    street: textOfChild(address, "STREET"),
    place: joined(address, ["CITY", "STATE_PROVINCE", "ZIP_CODE"]),
    ...countryOrRegion(textOfChild(address, "COUNTRY")),
    remarks: textOfChild(address, "NOTE"),
  });
}

function readGender(element: XmlElement, draft: PartyDraft, place: string, reading: ListReading): void {
  const gender = textOfChild(element, "GENDER")?.toLowerCase();
  if (gender === "male" || gender === "female") draft.gender = gender;
  else if (gender !== undefined) note(reading, `${place}/GENDER`, "neither Male nor Female");
}

function readListing(element: XmlElement, draft: PartyDraft, place: string, reading: ListReading): void {
  const number = textOfChild(element, "REFERENCE_NUMBER");
  const reference = number === undefined ? undefined : unReference(number, draft.type);
  if (reference !== undefined) addText(draft.references, reference);
  else if (number !== undefined) {
    const text = `Reference number: ${number}`;
    leaveInRemarks(draft, text, "not a UN reference number", `${place}/REFERENCE_NUMBER`, reading);
  }
  const listed = textOfChild(element, "LISTED_ON");
  const listedOn = listed === undefined ? undefined : parsePublishedDate(listed);
  if (listedOn !== undefined) draft.listedOn = listedOn;
  else if (listed !== undefined) {
    leaveInRemarks(draft, `Listed on: ${listed}`, "not a date", `${place}/LISTED_ON`, reading);
  }
}

function valuesOf(element: XmlElement, name: string): string[] {
  return childrenOf(element, name).flatMap((each) => childrenOf(each, "VALUE").map((value) => value.text));
}

function joined(element: XmlElement, names: readonly string[]): string | undefined {
  const parts = names.flatMap((name) => textOfChild(element, name) ?? []);
  return parts.length === 0 ? undefined : tidy(parts.join(", "));
}

function labelled(label: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${label}: ${text}`;
}
