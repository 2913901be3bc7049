import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Clock, Database } from "../../src/core/index.ts";
import { importList, type ListImportSummary } from "../../src/screening/lists/import-list.ts";
import { openListFiles } from "../../src/screening/lists/open-list-files.ts";
import { readPublication } from "../../src/screening/lists/read-publication.ts";
import type { Party } from "../../src/screening/party/party.ts";

/** The list that ships: 56 invented parties. */
export const sampleFolder = resolve(import.meta.dirname, "../../examples/lists/sample-sdn");

/** A copy of the sample list with another sdn.csv, and without the rows of entries that are gone from it. */
export function changedSample(change: (sdn: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), "probity-list-"));
  cpSync(sampleFolder, folder, { recursive: true });
  const textOf = (name: string) => readFileSync(join(sampleFolder, name), "utf8").replace("\x1a", "");
  const sdn = change(textOf("sdn.csv"));
  writeFileSync(join(folder, "sdn.csv"), sdn);
  const ids = new Set(sdn.split("\r\n").map((line) => line.split(",")[0]));
  for (const name of ["alt.csv", "add.csv", "sdn_comments.csv"]) {
    const rows = textOf(name).split(/\r?\n/);
    writeFileSync(join(folder, name), rows.filter((line) => ids.has(line.split(",")[0])).join("\n"));
  }
  return folder;
}

/** The parties of a publication on disk. */
export async function readPartiesAt(path: string, list: string): Promise<Party[]> {
  const { format, files } = await openListFiles([path]);
  const parties: Party[] = [];
  await readPublication(format, files, { list, onParty: (party) => parties.push(party) });
  return parties;
}

/** Takes the sample list, or a changed copy of it, into use as the list `sample`. */
export async function importSample(
  db: Database,
  clock: Clock,
  folder = sampleFolder,
): Promise<ListImportSummary> {
  const { format, files } = await openListFiles([folder]);
  return await importList({
    db,
    clock,
    list: "sample",
    format,
    files,
    source: "examples/lists/sample-sdn",
    actor: "user:test",
    audit: async () => {},
  });
}
