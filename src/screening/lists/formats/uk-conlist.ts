import { lookupTable } from "../../../core/index.ts";
import { placeCountry } from "../../party/nationalities.ts";
import type { NameKind, Party } from "../../party/party.ts";
import { parsePublishedDate } from "../../party/published-date.ts";
import { addBirthText } from "../birth-text.ts";
import { type CsvRecord, readCsvTable } from "../csv-table.ts";
import { enumerated, parseDocument } from "../document-text.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import {
  addAddress,
  addIdentifier,
  addName,
  addNationality,
  addRemark,
  addText,
  finishParty,
  note,
  type PartyDraft,
  tidy,
} from "../party-draft.ts";
import { PartyRows } from "../party-rows.ts";
import { fileOf, publishedAtOf } from "../record-reading.ts";
import { utf8OrWestern } from "../western-text.ts";
import { addConlistInformation } from "./uk-conlist-information.ts";
import { addUkBirthPlace, addUkDocument, isLowQuality, ukName, ukTypes } from "./uk-facts.ts";

const ID = "Group ID";
const TYPE = "Group Type";
const required = [ID, TYPE, "Name 6", "Name 1", "Alias Type", "DOB", "Other Information", "Regime"];

const nameKinds = lookupTable<NameKind>({
  "prime alias": "primary",
  "primary name": "primary",
  "primary name variation": "alias",
  aka: "alias",
  fka: "former",
});

/**
 * The consolidated list of financial sanctions targets that the UK's OFSI published as `ConList.csv` until January
 * 2026: a row `Last Updated,<date>`, the header (29 columns, 36 since 2022), and one row per name, address and
 * birth date of a target, sorted by name and kept together by the Group ID. One field may enumerate several facts.
 */
export const ukConlist: ListFormat = {
  id: "uk-conlist",
  title: "UK OFSI consolidated list, CSV",
  files: [{ role: "list", names: ["conlist.csv", "sanctionsconlist.csv", "*.csv"] }],
  recognises: (start) => /(?:^|\n)\uFEFF?"?Name 6"?,.*\bAlias Type\b.*[^I] ?\bGroup ID\b/i.test(start),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const original = fileOf(files, "list");
  const file = utf8OrWestern(original, () => {
    note(reading, original.name, "the file is not UTF-8 and was read as Windows-1252");
  });
  const rows = new PartyRows(file, reading);
  const table = {
    delimiter: "," as const,
    required,
    onTitle: (fields: readonly string[]) => {
      const [word = "", date] = fields;
      if (/^Last Updated/i.test(word)) publishedAtOf(date?.trim(), `${file.name}:row 1`, reading);
    },
  };
  for await (const record of readCsvTable(file, table, reading.issues)) {
    const type = ukTypes[record.get(TYPE)?.toLowerCase() ?? ""];
    const otherwise = "neither Individual, Entity nor Ship";
    const draft = rows.take(record, { id: ID, typeColumn: TYPE, type, otherwise });
    if (draft) readRow(record, draft, `${file.name}:row ${record.line}`, reading);
  }
  for (const draft of rows.finish("Name 6")) yield finishParty(draft, reading.list);
}

function readRow(record: CsvRecord, draft: PartyDraft, place: string, reading: ListReading): void {
  const word = tidy(record.get("Alias Type") ?? "").toLowerCase();
  const kind = nameKinds[word];
  if (kind === undefined)
    note(reading, `${place}, column Alias Type`, "no type of name that is known; it counts as an alias");
  const quality = isLowQuality(record.get("Alias Quality")) ? "weak" : "strong";
  addName(
    draft,
    ukName((name) => record.get(name)),
    kind ?? "alias",
    quality,
  );
  addName(draft, record.get("Name Non-Latin Script") ?? "", "alias");
  addText(draft.titles, record.get("Title"));
  addText(draft.titles, record.get("Position"));
  for (const date of enumerated(record.get("DOB") ?? ""))
    addBirthText(date, draft, `${place}, column DOB`, reading);
  readBirthPlaces(record, draft);
  readNationalities(record.get("Nationality") ?? "", draft, `${place}, column Nationality`, reading);
  readDocuments(record, draft);
  readAddress(record, draft);
  addText(draft.programmes, record.get("Regime"));
  addText(draft.references, `ofsi:${draft.id}`);
  const listedOn = parsePublishedDate(record.get("Listed On") ?? "");
  if (listedOn !== undefined) draft.listedOn ??= listedOn;
  addConlistInformation(record.get("Other Information") ?? "", draft);
}

/** Towns and countries may be two enumerations of different lengths; each item is a place then. */
function readBirthPlaces(record: CsvRecord, draft: PartyDraft): void {
  const towns = enumerated(record.get("Town of Birth") ?? "").filter((town) => town !== "-");
  const countries = enumerated(record.get("Country of Birth") ?? "").filter((country) => country !== "-");
  if (towns.length <= 1 && countries.length <= 1) {
    addUkBirthPlace(towns[0], countries[0], draft);
    return;
  }
  for (const town of towns) addUkBirthPlace(town, undefined, draft);
  for (const country of countries) addUkBirthPlace(undefined, country, draft);
}

/** `Kuwaiti citizenship withdrawn in 2002` is a nationality with a comment, which stays in the remarks. */
function readNationalities(text: string, draft: PartyDraft, place: string, reading: ListReading): void {
  for (const item of enumerated(text)) {
    const plain = tidy(item.replace(/\([^)]*\)/g, " ").replace(/\.$/, ""));
    addNationality(draft, plain === "" ? item : plain, place, reading);
    if (plain !== item) addRemark(draft, `Nationality: ${item}`);
  }
}

function readDocuments(record: CsvRecord, draft: PartyDraft): void {
  const [passport, details] = [record.get("Passport Number"), record.get("Passport Details")];
  if (passport !== undefined) addUkDocument("passport", passport, details, draft);
  else readEnumerated("passport", details, draft);
  const number = record.get("National Identification Number");
  if (number !== undefined)
    addUkDocument("national_id", number, record.get("National Identification Details"), draft);
  else readEnumerated("national_id", record.get("NI Number"), draft);
}

function readEnumerated(kind: "passport" | "national_id", text: string | undefined, draft: PartyDraft): void {
  if (text === undefined) return;
  for (const item of enumerated(text)) {
    const found = parseDocument(item);
    if (found) addIdentifier(draft, { kind, ...found });
  }
  addRemark(draft, `${kind === "passport" ? "Passport" : "National identifier"}: ${tidy(text)}`);
}

/** `Afghanistan (since 2009)`: the comment on a country is one on the address. */
function readAddress(record: CsvRecord, draft: PartyDraft): void {
  const join = (lines: readonly number[], more?: string) =>
    [...lines.map((line) => record.get(`Address ${line}`)), more]
      .filter((part) => part !== undefined)
      .join(", ") || undefined;
  const text = record.get("Country");
  const plain = text === undefined ? undefined : tidy(text.replace(/\([^)]*\)?\s*$/, ""));
  const country = text === undefined ? undefined : (placeCountry(text) ?? placeCountry(plain ?? ""));
  addAddress(draft, {
    street: join([1, 2, 3, 4]),
    place: join([5, 6], record.get("Post/Zip Code")),
    country,
    region: country === undefined ? text : undefined,
    remarks: country === undefined || text === plain ? undefined : text,
  });
}
