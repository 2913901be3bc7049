import { parsePartialDate } from "../../../core/index.ts";
import type { PartyType } from "../../party/party.ts";
import { type CsvRow, readCsvRows } from "../csv-rows.ts";
import type { ListFile } from "../list-file.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { addBirthDate, addName, addRemark, addText, type PartyDraft, startParty } from "../party-draft.ts";
import {
  addAddressText,
  addBirthDateText,
  addLabelled,
  addNationalityText,
  addVessel,
  finishOfacParty,
  type NoteTaker,
  noteAt,
  ofacPartyTypes,
} from "./ofac-facts.ts";
import { linkedTo } from "./ofac-remarks.ts";
import { aliasesOf, namesOf, saysIndividual } from "./us-csl-names.ts";

const columns =
  "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids".split(
    ",",
  );
const DOWNLOAD_AGAIN = "download consolidated.csv again from trade.gov and import it";

/** Columns that have no member in the model and stay in the remarks, under these words. */
const remarkColumns: Readonly<Record<string, string>> = {
  federal_register_notice: "Federal Register notice",
  license_requirement: "License requirement",
  license_policy: "License policy",
  standard_order: "Standard order",
  end_date: "Ends",
};

/**
 * The Consolidated Screening List of the U.S. International Trade Administration
 * (trade.gov, `consolidated.csv`): thirteen lists of the departments of Commerce, State and
 * the Treasury in one file with a header. A party can stand on several of them, so its id is
 * the list's abbreviation and the id: `SSI:18725`. The file does not say which aliases are
 * weak. Lists of Commerce and State give no type: then it is guessed from the words of the
 * name, and marked as a guess.
 */
export const usCsl: ListFormat = {
  id: "us-csl",
  title: "US Consolidated Screening List (CSV)",
  files: [{ role: "csl", names: ["consolidated.csv"] }],
  recognises: (start) => start.replace(/^\uFEFF/, "").startsWith(columns.slice(0, 4).join(",")),
  async *read({ csl }, reading) {
    if (!csl) return reading.issues.add("the set of files", "consolidated.csv is missing", DOWNLOAD_AGAIN);
    const seen = new Map<string, string>();
    let rows = 0;
    for await (const row of readCsvRows(csl, columns, reading.issues)) {
      if (++rows === 1) {
        if (checkHeader(row, csl, reading)) continue;
        return;
      }
      const draft = readRow(row, csl, reading);
      if (!draft) continue;
      const party = finishOfacParty(draft, reading.list);
      const before = seen.get(party.id);
      seen.set(party.id, party.contentHash);
      if (before === undefined) yield party;
      // The publisher repeats rows that differ in the address of the list's web page only.
      else if (before === party.contentHash) {
        noteAt(reading, placeOf(csl, row, "_id"))(`the entry ${party.id} is repeated; it was read once`);
      } else report(reading, csl, row, "_id", `the entry ${party.id} occurs twice, with different facts`);
    }
    if (seen.size === 0 && reading.issues.total === 0) {
      reading.issues.add(csl.name, "there is no entry in the file", DOWNLOAD_AGAIN);
    }
  },
};

function checkHeader(row: CsvRow, file: ListFile, reading: ListReading): boolean {
  const at = columns.findIndex((column, index) => row.fields[index]?.trim() !== column);
  if (at < 0) return true;
  const message = `the header has "${row.fields[at]?.slice(0, 40)}" where "${columns[at]}" is due`;
  reading.issues.add(`${file.name}:row ${row.line}, column ${at + 1}`, message, DOWNLOAD_AGAIN);
  return false;
}

function placeOf(file: ListFile, row: CsvRow, column: string): string {
  return `${file.name}:row ${row.line}, column ${columns.indexOf(column) + 1} (${column})`;
}

function report(reading: ListReading, file: ListFile, row: CsvRow, column: string, message: string): void {
  reading.issues.add(placeOf(file, row, column), message, DOWNLOAD_AGAIN);
}

function readRow(row: CsvRow, file: ListFile, reading: ListReading): PartyDraft | undefined {
  const value = (column: string): string => row.fields[columns.indexOf(column)]?.trim() ?? "";
  const note = (column: string): NoteTaker => noteAt(reading, placeOf(file, row, column));
  const id = value("_id");
  const source = value("source");
  if (id === "") return void report(reading, file, row, "_id", "the entry has no id");
  if (source === "") return void report(reading, file, row, "source", "the entry names no list");
  const [name, ...also] = namesOf(value("name"));
  if (name === undefined) return void report(reading, file, row, "name", "the name is empty");
  const typeWord = value("type").toLowerCase() || (saysIndividual(value("name")) ? "individual" : "");
  const type = typeWord === "" ? guessedType(name.text) : ofacPartyTypes[typeWord];
  if (type === undefined) {
    const message = "neither Individual, Entity, Vessel nor Aircraft";
    return void report(reading, file, row, "type", message);
  }
  const list = abbreviationOf(source);
  const draft = startParty(`${list}:${id}`, type);
  if (typeWord === "") draft.typeGuessed = true;
  for (const { text, kind } of [name, ...also, ...aliasesOf(value("alt_names"))]) addName(draft, text, kind);
  if (draft.names.length === 0) return void report(reading, file, row, "name", "the name is empty");
  if (/^\d+$/.test(value("entity_number"))) draft.references.push(`ofac:${value("entity_number")}`);
  for (const programme of [list, ...parts(value("programs"))]) addText(draft.programmes, programme);
  addText(draft.titles, value("title"));
  for (const country of parts(value("nationalities")))
    addNationalityText(draft, country, note("nationalities"));
  for (const country of parts(value("citizenships")))
    addNationalityText(draft, country, note("citizenships"));
  for (const date of parts(value("dates_of_birth"))) readBirthDate(draft, date, note("dates_of_birth"));
  for (const place of parts(value("places_of_birth"))) addText(draft.birthPlaces, place);
  readAddresses(draft, value("addresses"));
  for (const part of parts(value("ids"))) readIdentifier(draft, part, note("ids"));
  readListing(draft, value("start_date"), note("start_date"));
  readVessel(draft, value, note("vessel_flag"));
  readRemarks(draft, value);
  if (name.text !== value("name").replace(/\s+/g, " ")) addRemark(draft, `Listed as ${value("name")}`);
  return draft;
}

function parts(text: string): string[] {
  return text
    .split("; ")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `NS-MBS` of "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"; a list without one goes by its name. */
function abbreviationOf(source: string): string {
  return /\(([A-Z][A-Z-]+)(?: List)?\)/.exec(source)?.[1] ?? source;
}

function readBirthDate(draft: PartyDraft, text: string, note: NoteTaker): void {
  if (parsePartialDate(text)) addBirthDate(draft, { from: text });
  else addBirthDateText(draft, text, note);
}

function readListing(draft: PartyDraft, text: string, note: NoteTaker): void {
  if (text === "") return;
  if (parsePartialDate(text)) draft.listedOn = text;
  else note(`the date "${text}" cannot be read`);
}

/** Addresses end in the code of their country, where it is known: `Moscow, 143396, RU; SY`. */
function readAddresses(draft: PartyDraft, text: string): void {
  for (const part of parts(text)) {
    const address = part.replace(/^and /, "");
    const [, before, code] = /^(?:(.*), )?([A-Z]{2})$/s.exec(address) ?? [];
    addAddressText(
      draft,
      { street: code === undefined ? address : before, place: undefined, country: code },
      () => {
        // A state or a unit can be two letters too: "Wilmington, DE" without a country.
      },
    );
  }
}

/** `JO, 2014-08-30, 2009-08-31, K475336, Passport`: country, expiry, issue, number and at last what it is. */
function readIdentifier(draft: PartyDraft, text: string, note: NoteTaker): void {
  const fields = text.split(", ");
  const label = fields.pop() ?? "";
  const country = fields.length > 1 && /^[A-Z]{2}$/.test(fields[0] ?? "") ? fields.shift() : undefined;
  while (fields.length > 1 && /^\d{4}-\d{2}-\d{2}$/.test(fields[0] ?? "")) fields.shift();
  if (fields.length === 0) addRemark(draft, text);
  else addLabelled(draft, { label, value: fields.join(", "), country }, note);
}

function readVessel(draft: PartyDraft, value: (column: string) => string, note: NoteTaker): void {
  const given = (column: string): string | undefined => value(column) || undefined;
  addVessel(
    draft,
    {
      callSign: given("call_sign"),
      vesselType: given("vessel_type"),
      tonnage: given("gross_tonnage"),
      grossRegisteredTonnage: given("gross_registered_tonnage"),
      flag: given("vessel_flag"),
      owner: given("vessel_owner"),
    },
    note,
  );
}

function readRemarks(draft: PartyDraft, value: (column: string) => string): void {
  for (const [column, words] of Object.entries(remarkColumns)) {
    if (value(column) !== "") addRemark(draft, `${words} ${value(column)}`);
  }
  const remarks = value("remarks");
  if (remarks === "") return;
  for (const clause of remarks.split(";")) {
    const linked = linkedTo(clause.trim());
    if (linked !== undefined) addText(draft.linkedTo, linked);
  }
  addRemark(draft, remarks);
}

/** Words, and parts of words, that a name of an organisation has and that of a person has not. */
const organisationWord =
  /\b(?:ltd|limited|co|corp|inc|incorporated|llc|llp|gmbh|ag|sa|srl|spa|bv|nv|plc|jsc|ojsc|pjsc|oao|zao|ooo|ao|pao|fze|fzco?|bhd|pte|pvt|pty|oy|sal|sarl|est|group|company|firm|agency|bank|bureau|center|centre|college|department|directorate|division|establishment|factory|force|forces|foundation|fund|government|guard|institut\w*|laborator\w*|lab|labs|ministry|office|plant|school|society|union|universit\w*|works|\w*aviation|\w*tech|techn\w+|electr\w+|engineer\w*|enterpris\w+|export|import|holding\w*|industr\w+|international|logistic\w*|manufactur\w*|associat\w+|corporat\w+|organi[sz]ation|academy|research|science\w*|scientific|service\w*|shipping|solution\w*|system\w*|trad(?:e|ing)|transport\w*|air|airline\w*|airways|petro\w*|chemic\w+|network\w*|software|communication\w*|consult\w+|construction|development|equipment|material\w*|machine\w*|instrument\w*|component\w*|product\w*|optic\w*|precision|complex|shipyard|state|national|federal)\b|[\d&]/i;

/** Longest name of a person on these lists, in words. */
const PERSON_WORDS_MAX = 6;

function guessedType(name: string): PartyType {
  const words = name.split(/\s+/).length;
  return words < 2 || words > PERSON_WORDS_MAX || organisationWord.test(name) ? "entity" : "person";
}
