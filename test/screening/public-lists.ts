import { existsSync } from "node:fs";
import { join } from "node:path";
import { euFsfXml } from "../../src/screening/lists/formats/eu-fsf-xml.ts";
import { ofacCsv } from "../../src/screening/lists/formats/ofac-csv.ts";
import { unXml } from "../../src/screening/lists/formats/un-xml.ts";
import { IssueCollector } from "../../src/screening/lists/list-file.ts";
import type { ListFormat } from "../../src/screening/lists/list-format.ts";
import { listFileAt, openListFiles } from "../../src/screening/lists/open-list-files.ts";
import type { Party } from "../../src/screening/party/party.ts";
import { readUkRecords } from "./uk-records.ts";

/** Where the official lists lie beside the repository; they are not part of it. */
export const LISTS_FOLDER = "../shared/data/lists";

export type ListId = "ofac-sdn" | "un" | "eu" | "uk";
export type PublicLists = Readonly<Record<ListId, readonly Party[]>>;

const SDN_FOLDER = "ofac/sdn_2023-12-28";

export function publicListsExist(folder = LISTS_FOLDER): boolean {
  return existsSync(join(folder, SDN_FOLDER, "sdn.csv"));
}

/** OFAC's list of specially designated nationals of 2023-12-28, from its CSV set. */
export async function readSdn(folder = LISTS_FOLDER): Promise<readonly Party[]> {
  const { files } = await openListFiles([join(folder, SDN_FOLDER)], { format: ofacCsv });
  return readAll(ofacCsv, files, "ofac-sdn");
}

/** The UN's consolidated list of 2026-08-01. */
export function readUn(folder = LISTS_FOLDER): Promise<readonly Party[]> {
  return readFile(unXml, folder, "un/un_consolidated_2026-08-01.xml", "un");
}

/** The UK sanctions list of 2026-08-22. */
export function readUk(folder = LISTS_FOLDER): readonly Party[] {
  return readUkRecords(join(folder, "uk"));
}

/** The four lists most institutions have to screen against; the EU's as of 2026-05-01. */
export async function readPublicLists(folder = LISTS_FOLDER): Promise<PublicLists> {
  return {
    "ofac-sdn": await readSdn(folder),
    un: await readUn(folder),
    eu: await readFile(euFsfXml, folder, "eu/eu_fsf_2026-05-01_reserialised.xml", "eu"),
    uk: readUk(folder),
  };
}

function readFile(format: ListFormat, folder: string, path: string, list: ListId): Promise<readonly Party[]> {
  return readAll(format, { [format.files[0]?.role ?? ""]: listFileAt(join(folder, path), path) }, list);
}

async function readAll(
  format: ListFormat,
  files: Parameters<ListFormat["read"]>[0],
  list: ListId,
): Promise<readonly Party[]> {
  const issues = new IssueCollector();
  const parties: Party[] = [];
  for await (const party of format.read(files, { list, issues, notes: [] })) parties.push(party);
  if (issues.total > 0) throw new Error(`${list}: ${issues.total} issues, ${issues.issues[0]?.message}`);
  return parties;
}
