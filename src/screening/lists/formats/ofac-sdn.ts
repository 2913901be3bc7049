import { ProbityError } from "../../../core/index.ts";
import { countryCode } from "../../party/countries.ts";
import {
  type Address,
  type Identifier,
  type NameKind,
  type NameQuality,
  type Party,
  type PartyName,
  type PartyType,
  scriptOf,
  sealParty,
  type VesselData,
} from "../../party/party.ts";
import { type CsvRow, readCsvRows } from "../csv-rows.ts";
import { IssueCollector, type ListFile } from "../list-file.ts";
import { type MinedRemarks, mineRemarks } from "./ofac-remarks.ts";

/**
 * OFAC's legacy CSV set as published by the U.S. Treasury ("Specially Designated
 * Nationals List, data formats and data schemas", delimited files): `sdn.csv` has the
 * entries, `alt.csv` their aliases, `add.csv` their addresses and `sdn_comments.csv` the
 * part of long remarks that did not fit. There is no header; `-0- ` means no value.
 */
export interface OfacSdnFiles {
  readonly sdn: ListFile;
  readonly alt: ListFile;
  readonly add: ListFile;
  readonly comments: ListFile;
}

const sdnColumns =
  "ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks".split(
    ",",
  );
const altColumns = ["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"];
const addColumns = [
  "ent_num",
  "add_num",
  "Address",
  "City/State/Province/Postal Code",
  "Country",
  "Add_remarks",
];
const commentColumns = ["ent_num", "Remarks"];

const partyTypeOf: Readonly<Record<string, PartyType>> = {
  "-0-": "entity",
  individual: "person",
  vessel: "vessel",
  aircraft: "aircraft",
};
const aliasKindOf: Readonly<Record<string, NameKind>> = { aka: "alias", fka: "former", nka: "alias" };

const DOWNLOAD_ALL = "download all four files of the same publication and import them together";

interface Related {
  /** The first row that belongs to the entry. */
  readonly where: string;
  readonly names: Omit<PartyName, "script">[];
  readonly addresses: Address[];
}

export interface ParsedList {
  readonly parties: readonly Party[];
  /** What a reader of the import should know; nothing here loses a listed party. */
  readonly notes: readonly string[];
}

/**
 * Reads the four files into parties, in the order of `sdn.csv`. Nothing is lost quietly:
 * one row that cannot be read refuses the whole set, with every issue up to a limit.
 * Rows that refer to an entry are not held against a file of which rows are missing.
 *
 * @throws ProbityError LIST_INVALID with the file, row and column of each issue.
 */
export async function parseOfacSdn(files: OfacSdnFiles, list: string): Promise<ParsedList> {
  const issues = new IssueCollector();
  const related = new Map<string, Related>();
  await readAliases(files.alt, related, issues);
  await readAddresses(files.add, related, issues);
  const comments = await readComments(files.comments, issues);
  const parties: Party[] = [];
  const seen = new Set<string>();
  for await (const row of readCsvRows(files.sdn, sdnColumns, issues)) {
    const id = row.fields[0]?.trim() ?? "";
    if (seen.has(id)) report(issues, files.sdn, row, 0, sdnColumns, "the number occurs twice");
    seen.add(id);
    const remarks = `${value(row, 11) ?? ""}${comments.get(id) ?? ""}`;
    const party = readParty({ row, related: related.get(id), remarks, file: files.sdn, list }, issues);
    if (party) parties.push(party);
  }
  if (!issues.incomplete.has(files.sdn.name)) {
    for (const [id, { where }] of related) {
      if (seen.has(id)) continue;
      issues.add(where, `there is no entry ${id} in ${files.sdn.name}`, DOWNLOAD_ALL);
    }
  }
  if (parties.length === 0 && issues.total === 0)
    issues.add(files.sdn.name, "there is no entry in the file", DOWNLOAD_ALL);
  if (issues.total > 0) throw refusal(list, issues);
  // OFAC keeps comments of entries it has removed; they describe nobody who is listed.
  const orphans = [...comments.keys()].filter((id) => !seen.has(id));
  const note = `${files.comments.name}: comments of removed entries ${orphans.join(", ")} were left out`;
  return { parties, notes: orphans.length > 0 ? [note] : [] };
}

function refusal(list: string, issues: IssueCollector): ProbityError {
  const first = issues.issues[0];
  const more = issues.total > 1 ? `, and ${issues.total - 1} more` : "";
  return new ProbityError(
    "LIST_INVALID",
    `${list}: nothing was imported: ${first?.where}: ${first?.message}${more}; ${first?.suggestion}`,
    { issues: issues.issues },
  );
}

function report(
  issues: IssueCollector,
  file: ListFile,
  row: CsvRow,
  column: number,
  columns: readonly string[],
  message: string,
): void {
  issues.add(placeOf(file, row, column, columns), message, DOWNLOAD_ALL);
}

function placeOf(file: ListFile, row: CsvRow, column: number, columns: readonly string[]): string {
  return `${file.name}:row ${row.line}, column ${column + 1} (${columns[column] ?? ""})`;
}

function relatedOf(
  related: Map<string, Related>,
  file: ListFile,
  row: CsvRow,
  columns: readonly string[],
): Related {
  const id = row.fields[0]?.trim() ?? "";
  const known = related.get(id);
  if (known) return known;
  const created: Related = { where: placeOf(file, row, 0, columns), names: [], addresses: [] };
  related.set(id, created);
  return created;
}

async function readComments(file: ListFile, issues: IssueCollector): Promise<Map<string, string>> {
  const comments = new Map<string, string>();
  for await (const row of readCsvRows(file, commentColumns, issues)) {
    const id = row.fields[0]?.trim() ?? "";
    comments.set(id, (comments.get(id) ?? "") + (row.fields[1] ?? ""));
  }
  return comments;
}

async function readAliases(
  file: ListFile,
  related: Map<string, Related>,
  issues: IssueCollector,
): Promise<void> {
  for await (const row of readCsvRows(file, altColumns, issues)) {
    const kind = aliasKindOf[row.fields[2] ?? ""];
    const text = value(row, 3);
    if (kind === undefined) report(issues, file, row, 2, altColumns, "neither aka, fka nor nka");
    else if (text === undefined) report(issues, file, row, 3, altColumns, "the alias is empty");
    else relatedOf(related, file, row, altColumns).names.push({ text, kind, quality: "strong" });
  }
}

async function readAddresses(
  file: ListFile,
  related: Map<string, Related>,
  issues: IssueCollector,
): Promise<void> {
  for await (const row of readCsvRows(file, addColumns, issues)) {
    const place = value(row, 4);
    const country = place === undefined ? undefined : countryCode(place);
    const address = defined<Address>({
      street: value(row, 2),
      place: value(row, 3),
      country,
      region: country === undefined ? place : undefined,
      remarks: value(row, 5),
    });
    const owner = relatedOf(related, file, row, addColumns);
    if (Object.keys(address).length > 0) owner.addresses.push(address);
  }
}

interface Entry {
  readonly row: CsvRow;
  readonly related: Related | undefined;
  /** The remarks with their continuation. */
  readonly remarks: string;
  readonly file: ListFile;
  readonly list: string;
}

function readParty(entry: Entry, issues: IssueCollector): Party | undefined {
  const { row, related, remarks, file, list } = entry;
  const id = row.fields[0]?.trim() ?? "";
  const type = partyTypeOf[row.fields[2]?.trim() ?? ""];
  const name = value(row, 1);
  if (!/^\d{1,12}$/.test(id)) return void report(issues, file, row, 0, sdnColumns, "not a number");
  if (name === undefined) return void report(issues, file, row, 1, sdnColumns, "the name is empty");
  if (type === undefined) {
    return void report(issues, file, row, 2, sdnColumns, "neither -0-, individual, vessel nor aircraft");
  }
  const mined = mineRemarks(remarks);
  for (const clause of mined.unreadable) {
    report(issues, file, row, 11, sdnColumns, `a birth date cannot be read (${clause.length} characters)`);
  }
  const flag = value(row, 9);
  const vessel = vesselOf(row);
  return sealParty({
    id,
    list,
    type,
    names: namesOf(name, related, mined),
    birthDates: mined.birthDates,
    birthPlaces: mined.birthPlaces,
    nationalities: unique(mined.nationalities),
    countries: countriesOf(mined, related, flag),
    ...(mined.gender === undefined ? {} : { gender: mined.gender }),
    identifiers: identifiersOf(mined, row, type, name),
    addresses: related?.addresses ?? [],
    programmes: (value(row, 3) ?? "").split("] [").filter((programme) => programme !== ""),
    ...defined({ title: value(row, 4), remarks: remarks === "" ? undefined : remarks }),
    ...(vessel ? { vessel } : {}),
    references: [],
    linkedTo: mined.linkedTo,
    secondarySanctions: mined.secondarySanctions,
  });
}

function namesOf(primary: string, related: Related | undefined, mined: MinedRemarks): PartyName[] {
  const names = [
    { text: primary, kind: "primary" as NameKind, quality: "strong" as NameQuality },
    ...(related?.names ?? []),
    ...mined.names.map((name) => ({ ...name, quality: "weak" as NameQuality })),
  ];
  return names.map((name) => ({ ...name, script: scriptOf(name.text) }));
}

function countriesOf(mined: MinedRemarks, related: Related | undefined, flag: string | undefined): string[] {
  const birthCountries = mined.birthPlaces.map((place) => countryCode(place.split(", ").at(-1) ?? place));
  return unique([
    ...mined.nationalities,
    ...birthCountries,
    ...(related?.addresses ?? []).map((address) => address.country),
    ...mined.identifiers.map((identifier) => identifier.country),
    ...mined.formerFlags,
    flag === undefined ? undefined : countryCode(flag),
  ]);
}

function identifiersOf(mined: MinedRemarks, row: CsvRow, type: PartyType, name: string): Identifier[] {
  const callSign = value(row, 5);
  return [
    ...mined.identifiers,
    ...(callSign === undefined ? [] : [{ kind: "call_sign" as const, value: callSign }]),
    // OFAC lists an aircraft under its tail number.
    ...(type === "aircraft" ? [{ kind: "aircraft_tail" as const, value: name }] : []),
  ];
}

function vesselOf(row: CsvRow): VesselData | undefined {
  const vessel = defined<VesselData>({
    vesselType: value(row, 6),
    tonnage: value(row, 7),
    grossRegisteredTonnage: value(row, 8),
    flag: value(row, 9),
    owner: value(row, 10),
  });
  return Object.keys(vessel).length > 0 ? vessel : undefined;
}

function value(row: CsvRow, column: number): string | undefined {
  const text = row.fields[column]?.trim() ?? "";
  return text === "" || text === "-0-" ? undefined : text;
}

/** The object without its undefined members. */
function defined<T extends object>(object: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, member]) => member !== undefined)) as T;
}

function unique(codes: readonly (string | undefined)[]): string[] {
  return [...new Set(codes.filter((code) => code !== undefined))].sort();
}
