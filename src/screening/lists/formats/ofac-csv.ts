import { lookupTable } from "../../../core/index.ts";
import type { NameKind, PartyType } from "../../party/party.ts";
import { type CsvRow, readCsvRows } from "../csv-rows.ts";
import type { ListFile } from "../list-file.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { addName, addText, type PartyDraft, startParty } from "../party-draft.ts";
import { type AddressText, addAddressText, addVessel, finishOfacParty, noteAt } from "./ofac-facts.ts";
import { mineRemarks } from "./ofac-remarks.ts";

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

const partyTypeOf = lookupTable<PartyType>({
  "-0-": "entity",
  individual: "person",
  vessel: "vessel",
  aircraft: "aircraft",
});
const aliasKindOf = lookupTable<NameKind>({ aka: "alias", fka: "former", nka: "alias" });

const DOWNLOAD_ALL = "download all four files of the same publication and import them together";

/**
 * OFAC's legacy CSV set as published by the U.S. Treasury ("Specially Designated Nationals
 * List, data formats and data schemas", delimited files), of the SDN list and of the
 * consolidated list of all others: `sdn.csv` has the entries, `alt.csv` their aliases,
 * `add.csv` their addresses and `sdn_comments.csv` the part of long remarks that did not fit.
 * There is no header; `-0- ` means no value. Rows that refer to an entry are not held against
 * a file of which rows are missing.
 */
export const ofacCsv: ListFormat = {
  id: "ofac-csv",
  title: "OFAC CSV set (SDN or consolidated)",
  files: [
    { role: "sdn", names: ["sdn.csv", "cons_prim.csv"] },
    { role: "alt", names: ["alt.csv", "cons_alt.csv"] },
    { role: "add", names: ["add.csv", "cons_add.csv"] },
    { role: "comments", names: ["sdn_comments.csv", "cons_comments.csv"] },
  ],
  recognises: (start) =>
    /^\uFEFF?\d{1,12},"(?:[^"]|"")*",(?:-0-|"?(?:individual|vessel|aircraft)\b)/.test(start),
  async *read(files, reading) {
    const { sdn, alt, add, comments } = files;
    if (!sdn || !alt || !add || !comments) {
      const missing = ofacCsv.files.filter(({ role }) => !files[role]).map(({ names }) => names.join(" or "));
      reading.issues.add("the set of files", `${missing.join(", ")} is missing`, DOWNLOAD_ALL);
      return;
    }
    const related = new Map<string, Related>();
    await readAliases(alt, related, reading);
    await readAddresses(add, related, reading);
    const remarks = await readComments(comments, reading);
    const seen = new Set<string>();
    for await (const row of readCsvRows(sdn, sdnColumns, reading.issues)) {
      const id = row.fields[0]?.trim() ?? "";
      if (seen.has(id)) report(reading, sdn, row, 0, sdnColumns, "the number occurs twice");
      seen.add(id);
      const draft = readEntry(row, sdn, reading);
      if (!draft) continue;
      const own = related.get(id);
      if (own) addRelated(draft, own, reading);
      const note = noteAt(reading, placeOf(sdn, row, 11, sdnColumns));
      const { whole, lost } = joinRemarks(row, remarks.get(id));
      mineRemarks(draft, whole, note);
      if (lost !== undefined) {
        draft.remarks.splice(0, draft.remarks.length, `${whole}${lost}`);
        note(
          `the remarks are cut off and ${comments.name} does not go on with them; the last clause is kept as text`,
        );
      }
      yield finishOfacParty(draft, reading.list);
    }
    reportStrays(sdn, comments, { seen, related, remarks }, reading);
  },
};

/** Where OFAC cuts remarks; the rest stands in the comments file (data specification of the SDN list). */
const REMARKS_CHARS_MAX = 1000;

/**
 * The remarks with their continuation. They are cut anywhere, also at a space, so nothing is
 * trimmed before both parts are one. Without a continuation the last clause is `lost`: half a
 * number is a wrong number.
 */
function joinRemarks(row: CsvRow, continuation: string | undefined): { whole: string; lost?: string } {
  const text = value(row, 11) === undefined ? "" : (row.fields[11] ?? "");
  if (continuation !== undefined || text.length < REMARKS_CHARS_MAX || /\.\s*$/.test(text)) {
    return { whole: `${text}${continuation ?? ""}` };
  }
  const end = text.lastIndexOf(";") + 1;
  return { whole: text.slice(0, end), lost: text.slice(end) };
}

/** Rows of the other files that belong to one entry. */
interface Related {
  /** The first of them. */
  readonly where: string;
  readonly names: { readonly text: string; readonly kind: NameKind }[];
  readonly addresses: { readonly where: string; readonly address: AddressText }[];
}

/** Aliases and addresses of nobody mean that files of two publications were mixed. Comments of nobody are usual: OFAC keeps those of entries it removed. */
function reportStrays(
  sdn: ListFile,
  comments: ListFile,
  read: {
    readonly seen: ReadonlySet<string>;
    readonly related: ReadonlyMap<string, Related>;
    readonly remarks: ReadonlyMap<string, string>;
  },
  reading: ListReading,
): void {
  if (!reading.issues.incomplete.has(sdn.name)) {
    for (const [id, { where }] of read.related) {
      if (!read.seen.has(id))
        reading.issues.add(where, `there is no entry ${id} in ${sdn.name}`, DOWNLOAD_ALL);
    }
  }
  if (read.seen.size === 0 && reading.issues.total === 0) {
    reading.issues.add(sdn.name, "there is no entry in the file", DOWNLOAD_ALL);
  }
  const orphans = [...read.remarks.keys()].filter((id) => !read.seen.has(id));
  if (orphans.length > 0) {
    reading.notes.push(`${comments.name}: comments of removed entries ${orphans.join(", ")} were left out`);
  }
}

function report(
  reading: ListReading,
  file: ListFile,
  row: CsvRow,
  column: number,
  columns: readonly string[],
  message: string,
): void {
  reading.issues.add(placeOf(file, row, column, columns), message, DOWNLOAD_ALL);
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

async function readComments(file: ListFile, reading: ListReading): Promise<Map<string, string>> {
  const comments = new Map<string, string>();
  for await (const row of readCsvRows(file, commentColumns, reading.issues)) {
    const id = row.fields[0]?.trim() ?? "";
    comments.set(id, (comments.get(id) ?? "") + (row.fields[1] ?? ""));
  }
  return comments;
}

async function readAliases(
  file: ListFile,
  related: Map<string, Related>,
  reading: ListReading,
): Promise<void> {
  for await (const row of readCsvRows(file, altColumns, reading.issues)) {
    const kind = aliasKindOf[row.fields[2] ?? ""];
    const text = value(row, 3);
    if (kind === undefined) report(reading, file, row, 2, altColumns, "neither aka, fka nor nka");
    else if (text === undefined) report(reading, file, row, 3, altColumns, "the alias is empty");
    else relatedOf(related, file, row, altColumns).names.push({ text, kind });
  }
}

async function readAddresses(
  file: ListFile,
  related: Map<string, Related>,
  reading: ListReading,
): Promise<void> {
  for await (const row of readCsvRows(file, addColumns, reading.issues)) {
    relatedOf(related, file, row, addColumns).addresses.push({
      where: placeOf(file, row, 4, addColumns),
      address: {
        street: value(row, 2),
        place: value(row, 3),
        country: value(row, 4),
        remarks: value(row, 5),
      },
    });
  }
}

function addRelated(draft: PartyDraft, related: Related, reading: ListReading): void {
  for (const { text, kind } of related.names) addName(draft, text, kind);
  for (const { where, address } of related.addresses) addAddressText(draft, address, noteAt(reading, where));
}

/** What the row itself says; undefined, with the issue reported, for one that is no entry. */
function readEntry(row: CsvRow, file: ListFile, reading: ListReading): PartyDraft | undefined {
  const id = row.fields[0]?.trim() ?? "";
  const type = partyTypeOf[row.fields[2]?.trim() ?? ""];
  if (!/^\d{1,12}$/.test(id)) return void report(reading, file, row, 0, sdnColumns, "not a number");
  if (type === undefined) {
    return void report(reading, file, row, 2, sdnColumns, "neither -0-, individual, vessel nor aircraft");
  }
  const draft = startParty(id, type);
  addName(draft, value(row, 1) ?? "", "primary");
  if (draft.names.length === 0) return void report(reading, file, row, 1, sdnColumns, "the name is empty");
  draft.references.push(`ofac:${id}`);
  for (const programme of (value(row, 3) ?? "").split("] [")) addText(draft.programmes, programme);
  addText(draft.titles, value(row, 4));
  addVessel(
    draft,
    {
      callSign: value(row, 5),
      vesselType: value(row, 6),
      tonnage: value(row, 7),
      grossRegisteredTonnage: value(row, 8),
      flag: value(row, 9),
      owner: value(row, 10),
    },
    noteAt(reading, placeOf(file, row, 9, sdnColumns)),
  );
  return draft;
}

function value(row: CsvRow, column: number): string | undefined {
  const text = row.fields[column]?.trim() ?? "";
  return text === "" || text === "-0-" ? undefined : text;
}
