import type { ListFormat, ListReading } from "../list-format.ts";
import { addName, addRemark, addText, type PartyDraft, startParty } from "../party-draft.ts";
import { childOf, childrenOf, readXmlRecords, textOfChild, type XmlElement } from "../xml-records.ts";
import {
  addAddressText,
  addBirthDateText,
  addLabelled,
  addNationalityText,
  addVessel,
  finishOfacParty,
  type NoteTaker,
  noteAt,
  ofacAliasKinds,
  ofacPartyTypes,
} from "./ofac-facts.ts";
import { linkedTo } from "./ofac-remarks.ts";

const records = new Set(["publshInformation", "sdnEntry"]);
const DOWNLOAD_AGAIN = "download the file again from OFAC and import it";

/**
 * OFAC's `sdn.xml` and `consolidated.xml` (schema sdnList, "SDN XML data specification"), in
 * the namespace of the old and in that of the new address. Unlike the CSV set it says of each
 * alias whether it is weak, and gives identifiers their own elements.
 */
export const ofacXml: ListFormat = {
  id: "ofac-xml",
  title: "OFAC sdn.xml or consolidated.xml",
  files: [{ role: "sdn", names: ["sdn.xml", "consolidated.xml"] }],
  recognises: (start) => /<(?:\w+:)?sdnList[\s>]/.test(start),
  async *read({ sdn }, reading) {
    if (!sdn) return reading.issues.add("the set of files", "sdn.xml is missing", DOWNLOAD_AGAIN);
    const seen = new Set<string>();
    for await (const { path, element } of readXmlRecords(sdn, records, reading.issues)) {
      const where = `${sdn.name}:line ${element.line}`;
      if (path === "sdnList/publshInformation") readPublication(element, where, reading);
      else if (path === "sdnList/sdnEntry") {
        const draft = readEntry(element, where, reading);
        if (!draft) continue;
        if (seen.has(draft.id))
          reading.issues.add(where, `the entry ${draft.id} occurs twice`, DOWNLOAD_AGAIN);
        seen.add(draft.id);
        yield finishOfacParty(draft, reading.list);
      } else if (path !== "sdnList") {
        const message = `the element ${path} is not part of an OFAC list; its root is sdnList`;
        return reading.issues.add(where, message, "choose the format the file has");
      }
    }
    if (seen.size === 0 && reading.issues.total === 0) {
      reading.issues.add(sdn.name, "there is no entry in the file", DOWNLOAD_AGAIN);
    }
  },
};

function readPublication(element: XmlElement, where: string, reading: ListReading): void {
  const published = textOfChild(element, "Publish_Date");
  const date = published === undefined ? undefined : dayOf(published);
  if (date) reading.publishedAt = date;
  else if (published !== undefined)
    noteAt(reading, where)(`the publication date "${published}" cannot be read`);
  const count = textOfChild(element, "Record_Count");
  if (count === undefined) return;
  if (/^\d{1,9}$/.test(count)) reading.declaredEntities = Number(count);
  else reading.issues.add(where, `the number of records "${count}" is no number`, DOWNLOAD_AGAIN);
}

/** `02/23/2024`, month first. */
function dayOf(text: string): Date | undefined {
  const [, month = "", day = "", year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function readEntry(entry: XmlElement, where: string, reading: ListReading): PartyDraft | undefined {
  const refuse = (message: string): void => reading.issues.add(where, message, DOWNLOAD_AGAIN);
  const [id = "", another] = childrenOf(entry, "uid").map((uid) => uid.text);
  if (another !== undefined) return void refuse(`the entry ${id} has another number too, ${another}`);
  if (!/^\d{1,12}$/.test(id)) return void refuse("the entry has no number (uid)");
  const type = ofacPartyTypes[textOfChild(entry, "sdnType")?.toLowerCase() ?? ""];
  if (type === undefined) {
    return void refuse(`the type of entry ${id} is neither Individual, Entity, Vessel nor Aircraft`);
  }
  const draft = startParty(id, type);
  addName(draft, nameOf(entry) ?? "", "primary");
  if (draft.names.length === 0) return void refuse(`the entry ${id} has no name`);
  const note = noteAt(reading, `${where} (entry ${id})`);
  draft.references.push(`ofac:${id}`);
  readAliases(entry, draft, refuse);
  addText(draft.titles, textOfChild(entry, "title"));
  for (const programme of textsIn(entry, "programList", "program")) addText(draft.programmes, programme);
  for (const date of textsIn(entry, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth")) {
    addBirthDateText(draft, date, note);
  }
  for (const place of textsIn(entry, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth")) {
    addText(draft.birthPlaces, place);
  }
  for (const country of textsIn(entry, "nationalityList", "nationality", "country")) {
    addNationalityText(draft, country, note);
  }
  for (const country of textsIn(entry, "citizenshipList", "citizenship", "country")) {
    addNationalityText(draft, country, note);
  }
  readIdentifiers(entry, draft, note);
  readAddresses(entry, draft, note);
  readVessel(entry, draft, note);
  readRemarks(entry, draft);
  return draft;
}

/** `LAST, First` as in the CSV set, so that both give one text. */
function nameOf(element: XmlElement): string | undefined {
  const parts = [textOfChild(element, "lastName"), textOfChild(element, "firstName")];
  const name = parts.filter((part) => part !== undefined).join(", ");
  return name === "" ? undefined : name;
}

function itemsIn(entry: XmlElement, list: string, item: string): XmlElement[] {
  const found = childOf(entry, list);
  return found ? childrenOf(found, item) : [];
}

/** The texts of all items of a list, or of one child of each. */
function textsIn(entry: XmlElement, list: string, item: string, child?: string): string[] {
  return itemsIn(entry, list, item)
    .map((element) => (child === undefined ? element.text : (textOfChild(element, child) ?? "")))
    .filter((text) => text !== "");
}

function readAliases(entry: XmlElement, draft: PartyDraft, refuse: (message: string) => void): void {
  for (const aka of itemsIn(entry, "akaList", "aka")) {
    const text = nameOf(aka);
    const kind = ofacAliasKinds[textOfChild(aka, "type") ?? ""];
    const category = textOfChild(aka, "category");
    if (text === undefined) refuse(`an alias of entry ${draft.id} is empty`);
    else if (kind === undefined) refuse(`an alias of entry ${draft.id} is neither a.k.a., f.k.a. nor n.k.a.`);
    else if (category !== "strong" && category !== "weak") {
      refuse(`an alias of entry ${draft.id} is neither strong nor weak`);
    } else addName(draft, text, kind, category);
  }
}

function readIdentifiers(entry: XmlElement, draft: PartyDraft, note: NoteTaker): void {
  for (const id of itemsIn(entry, "idList", "id")) {
    const label = textOfChild(id, "idType") ?? "";
    const value = textOfChild(id, "idNumber") ?? "";
    if (label === "" || value === "") {
      if (label !== "") addRemark(draft, label);
      continue;
    }
    addLabelled(draft, { label, value, country: textOfChild(id, "idCountry") }, note);
  }
}

function readAddresses(entry: XmlElement, draft: PartyDraft, note: NoteTaker): void {
  for (const address of itemsIn(entry, "addressList", "address")) {
    const text = (name: string): string | undefined => textOfChild(address, name);
    addAddressText(
      draft,
      {
        street: listed([text("address1"), text("address2"), text("address3")], ", "),
        place: listed([listed([text("city"), text("stateOrProvince")], ", "), text("postalCode")], " "),
        country: text("country"),
      },
      note,
    );
  }
}

function listed(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(separator);
}

function readVessel(entry: XmlElement, draft: PartyDraft, note: NoteTaker): void {
  const vessel = childOf(entry, "vesselInfo");
  if (!vessel) return;
  addVessel(
    draft,
    {
      callSign: textOfChild(vessel, "callSign"),
      vesselType: textOfChild(vessel, "vesselType"),
      tonnage: textOfChild(vessel, "tonnage"),
      grossRegisteredTonnage: textOfChild(vessel, "grossRegisteredTonnage"),
      flag: textOfChild(vessel, "vesselFlag"),
      owner: textOfChild(vessel, "vesselOwner"),
    },
    note,
  );
}

/** Remarks hold what the lists above do not, and links to other entries. */
function readRemarks(entry: XmlElement, draft: PartyDraft): void {
  const remarks = textOfChild(entry, "remarks");
  if (remarks === undefined) return;
  for (const clause of remarks.split(";")) {
    const linked = linkedTo(clause.trim());
    if (linked !== undefined) addText(draft.linkedTo, linked);
  }
  addRemark(draft, remarks);
}
