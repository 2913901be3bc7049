import { lookupTable } from "../../../core/index.ts";
import { placeCountry } from "../../party/nationalities.ts";
import type { IdentifierKind, Party, PartyType } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import { addBirthText } from "../birth-text.ts";
import { type CsvRecord, readCsvTable } from "../csv-table.ts";
import { withFirstLines } from "../first-lines.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import {
  addAddress,
  addIdentifier,
  addName,
  addNationality,
  addRemark,
  addText,
  finishParty,
  leaveInRemarks,
  type PartyDraft,
  startParty,
  tidy,
} from "../party-draft.ts";
import { fileOf, RecordIds } from "../record-reading.ts";

const types = lookupTable<PartyType>({
  person: "person",
  individual: "person",
  entity: "entity",
  organisation: "entity",
  organization: "entity",
  company: "entity",
  vessel: "vessel",
  ship: "vessel",
  aircraft: "aircraft",
});

const identifierMembers = lookupTable<IdentifierKind>({
  passport: "passport",
  national_id: "national_id",
  tax_id: "tax_id",
  registration: "registration",
  lei: "lei",
  imo: "imo",
  mmsi: "mmsi",
  call_sign: "call_sign",
  aircraft_tail: "aircraft_tail",
  aircraft_serial: "aircraft_serial",
  crypto_address: "crypto_address",
  bic: "bic",
  email: "email",
  phone: "phone",
  website: "website",
  other_id: "other",
});

/** What a column may hold; without a map, a column is what it is called. */
export const ownCsvMembers: readonly string[] = [
  ..."id name alias weak_alias former_name type birth_date birth_place nationality country gender".split(" "),
  ...Object.keys(identifierMembers),
  ..."address programme title listed_on reference linked_to remarks".split(" "),
];

const CHECK_MAP = "correct the column map or the header of the file";

/**
 * A list of one's own as CSV with a header, separated by commas, semicolons or tabs: one row per party, of which `id` and
 * `name` are needed. `reading.columns` says which column holds what; several values in one cell are separated by `;` or
 * `|`. A party without a type counts as an entity, and says that this is a guess.
 */
export const ownCsv: ListFormat = {
  id: "own-csv",
  title: "Own list, CSV with a column map",
  files: [{ role: "list", names: ["*.csv"] }],
  recognises: (start) => {
    const columns = (start.split(/\r?\n/)[0] ?? "").replace(/^\uFEFF/, "").split(/[,;\t]/);
    const keys = columns.map((column) => column.trim().replace(/^"(.*)"$/, "$1"));
    // `schema` and `entity_number` belong to other publishers' tables.
    const foreign = ["schema", "entity_number"].some((key) => keys.includes(key));
    return !foreign && keys.includes("id") && keys.includes("name");
  },
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const { file, lines } = await withFirstLines(fileOf(files, "list"), 1);
  const map = columnMap(reading, file.name);
  if (!map) return;
  const ids = new RecordIds(reading);
  const required = [...(reading.columns === undefined ? ["id", "name"] : map.values())];
  for await (const record of readCsvTable(
    file,
    { delimiter: delimiterOf(lines[0] ?? ""), required },
    reading.issues,
  )) {
    const row: Row = { record, map, place: `${file.name}:row ${record.line}`, reading };
    const id = ids.take(record.get(map.get("id") ?? "id"), placeOf(row, "id"), file);
    if (id === undefined) continue;
    const word = valuesOf(row, "type")[0]?.toLowerCase();
    const type = word === undefined ? "entity" : types[word];
    if (type === undefined) {
      ids.refuse(placeOf(row, "type"), `a type is one of ${Object.keys(types).join(", ")}`, file);
      continue;
    }
    const draft = startParty(id, type);
    if (word === undefined) draft.typeGuessed = true;
    readFacts(row, draft);
    if (draft.names.some((name) => name.kind === "primary")) yield finishParty(draft, reading.list);
    else ids.refuse(placeOf(row, "name"), "the entry has no name", file);
  }
  ids.finish(files, "list", "a row");
}

interface Row {
  readonly record: CsvRecord;
  /** Member -> column. */
  readonly map: ReadonlyMap<string, string>;
  readonly place: string;
  readonly reading: ListReading;
}

function columnMap(reading: ListReading, file: string): ReadonlyMap<string, string> | undefined {
  if (reading.columns === undefined) return new Map(ownCsvMembers.map((member) => [member, member]));
  const map = new Map(Object.entries(reading.columns));
  const unknown = [...map.keys()].filter((member) => !ownCsvMembers.includes(member));
  const missing = ["id", "name"].filter((member) => !map.has(member));
  for (const member of unknown) {
    reading.issues.add(
      file,
      `the column map names "${member}"; there are ${ownCsvMembers.join(", ")}`,
      CHECK_MAP,
    );
  }
  for (const member of missing) reading.issues.add(file, `the column map has no "${member}"`, CHECK_MAP);
  return unknown.length + missing.length === 0 ? map : undefined;
}

function delimiterOf(line: string): "," | ";" | "\t" {
  const bare = line.replace(/"[^"]*"/g, "");
  const count = (mark: string) => bare.split(mark).length;
  if (count("\t") > count(",") && count("\t") > count(";")) return "\t";
  return count(";") > count(",") ? ";" : ",";
}

function placeOf(row: Row, member: string): string {
  return `${row.place}, column ${row.map.get(member) ?? member}`;
}

/** The values of one cell. */
function valuesOf(row: Row, member: string): string[] {
  const column = row.map.get(member);
  const text = column === undefined ? undefined : row.record.get(column);
  return (text ?? "")
    .split(/[;|]/)
    .map(tidy)
    .filter((value) => value !== "");
}

function readFacts(row: Row, draft: PartyDraft): void {
  const { reading } = row;
  const [name, ...more] = valuesOf(row, "name");
  if (name !== undefined) addName(draft, name, "primary");
  for (const text of [...more, ...valuesOf(row, "alias")]) addName(draft, text, "alias");
  for (const text of valuesOf(row, "weak_alias")) addName(draft, text, "alias", "weak");
  for (const text of valuesOf(row, "former_name")) addName(draft, text, "former");
  for (const text of valuesOf(row, "birth_date"))
    addBirthText(text, draft, placeOf(row, "birth_date"), reading);
  for (const text of valuesOf(row, "birth_place")) addText(draft.birthPlaces, text);
  for (const text of valuesOf(row, "nationality"))
    addNationality(draft, text, placeOf(row, "nationality"), reading);
  for (const text of valuesOf(row, "country")) readCountry(text, row, draft);
  for (const [member, kind] of Object.entries(identifierMembers)) {
    for (const value of valuesOf(row, member)) addIdentifier(draft, { kind, value });
  }
  for (const text of valuesOf(row, "address")) readAddress(text, draft);
  for (const text of valuesOf(row, "programme")) addText(draft.programmes, text);
  for (const text of valuesOf(row, "title")) addText(draft.titles, text);
  for (const text of valuesOf(row, "reference")) addText(draft.references, text);
  for (const text of valuesOf(row, "linked_to")) addText(draft.linkedTo, text);
  addRemark(draft, row.record.get(row.map.get("remarks") ?? ""));
  readGender(row, draft);
  const listed = valuesOf(row, "listed_on")[0];
  const listedOn = listed === undefined ? undefined : parsePublishedDate(listed);
  if (listedOn !== undefined) draft.listedOn = listedOn;
  else if (listed !== undefined) {
    leaveInRemarks(draft, `Listed on: ${listed}`, "not a date", placeOf(row, "listed_on"), reading);
  }
}

function readCountry(text: string, row: Row, draft: PartyDraft): void {
  const code = placeCountry(text);
  if (code !== undefined) addText(draft.countries, code);
  else leaveInRemarks(draft, `Country: ${text}`, "no country", placeOf(row, "country"), row.reading);
}

/** The country an address ends in counts for the party. */
function readAddress(text: string, draft: PartyDraft): void {
  addAddress(draft, { street: text, country: placeCountry(text.split(",").at(-1) ?? "") });
}

function readGender(row: Row, draft: PartyDraft): void {
  const [text] = valuesOf(row, "gender");
  if (text === undefined) return;
  const gender = {
    m: "male" as const,
    male: "male" as const,
    f: "female" as const,
    female: "female" as const,
  }[text.toLowerCase()];
  if (gender !== undefined) draft.gender = gender;
  else
    leaveInRemarks(draft, `Gender: ${text}`, "neither male nor female", placeOf(row, "gender"), row.reading);
}
