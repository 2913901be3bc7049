import type { Party } from "../../party/party.ts";
import { type CsvRecord, readCsvTable } from "../csv-table.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { finishParty } from "../party-draft.ts";
import { PartyRows } from "../party-rows.ts";
import { fileOf, publishedAtOf } from "../record-reading.ts";
import { addUkFacts, type UkRecord, ukTypes } from "./uk-facts.ts";

/** Columns whose name is not that of the element in the XML, spaces apart. */
const otherNames: Readonly<Record<string, string>> = {
  IndividualEntityShip: "Designation Type",
  Nationality: "Nationality(/ies)",
  Subsidiary: "Subsidiaries",
  BusinessRegistrationNumber: "Business registration number (s)",
  CurrentOwnerOperator: "Current owner/operator (s)",
  PreviousOwnerOperator: "Previous owner/operator (s)",
  PreviousFlag: "Previous flags",
  HullIdentificationNumber: "Hull identification number (HIN)",
};

/** Columns that say one thing together. */
const groups: readonly (readonly string[])[] = [
  ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "NameType", "AliasStrength"],
  ["TownOfBirth", "CountryOfBirth"],
  [...[1, 2, 3, 4, 5, 6].map((line) => `AddressLine${line}`), "AddressPostalCode", "AddressCountry"],
  ["PassportNumber", "PassportAdditionalInformation"],
  ["NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"],
];

const ID = "Unique ID";
const TYPE = "Designation Type";
const required = [
  ID,
  TYPE,
  "OFSI Group ID",
  "UN Reference Number",
  "Name 6",
  "Name 1",
  "Name type",
  "Regime Name",
];

/**
 * The UK Sanctions List of the Foreign, Commonwealth & Development Office as CSV: a row with the date of the report,
 * the header (58 columns in 2026), and for every designation one row per combination of its names, addresses,
 * birth dates and documents.
 */
export const ukListCsv: ListFormat = {
  id: "uk-list-csv",
  title: "UK Sanctions List, CSV",
  files: [{ role: "list", names: ["uk-sanctions-list.csv", "*.csv"] }],
  recognises: (start) => /(?:^|[\n,"])Unique ID"?,.*\bOFSI Group ID\b/i.test(start),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const file = fileOf(files, "list");
  const rows = new PartyRows(file, reading);
  const table = {
    delimiter: "," as const,
    required,
    onTitle: (fields: readonly string[]) => {
      const date = /^Report Date:?\s*(.+)$/i.exec(fields.join(" ").trim())?.[1];
      if (date !== undefined) publishedAtOf(date.trim(), `${file.name}:row 1`, reading);
    },
  };
  let before: { readonly id: string; readonly record: CsvRecord } | undefined;
  for await (const record of readCsvTable(file, table, reading.issues)) {
    const type = ukTypes[record.get(TYPE)?.toLowerCase() ?? ""];
    const otherwise = "neither Individual, Entity nor Ship";
    const draft = rows.take(record, { id: ID, typeColumn: TYPE, type, otherwise });
    if (!draft) continue;
    const known = before?.id === draft.id ? before.record : undefined;
    addUkFacts(recordOf(record, known), draft, `${file.name}:row ${record.line}`, reading);
    before = { id: draft.id, record };
  }
  for (const draft of rows.finish("Name 6")) yield finishParty(draft, reading.list);
}

/**
 * A row has one text per column and one of each group. The list repeats everything of a designation in every one of its
 * rows, so what the row before says too is left out.
 */
function recordOf(record: CsvRecord, before: CsvRecord | undefined): UkRecord {
  const fieldsOf = (row: CsvRecord) => (element: string) => row.get(otherNames[element] ?? element);
  const fields = fieldsOf(record);
  const known = before === undefined ? () => undefined : fieldsOf(before);
  return {
    all: (element) => {
      const text = fields(element);
      return text === undefined || text === known(element) ? [] : [text];
    },
    groups: (element) => {
      const members = groups.find((group) => group.includes(element)) ?? [element];
      return members.every((member) => fields(member) === known(member)) ? [] : [fields];
    },
  };
}
