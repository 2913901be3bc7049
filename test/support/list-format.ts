import { createReadStream, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { IssueCollector, type ListFile } from "../../src/screening/lists/list-file.ts";
import type { ListFormat, ListReading } from "../../src/screening/lists/list-format.ts";
import type { Party } from "../../src/screening/party/party.ts";

/** Official lists, beside the repository; tests that need them are skipped, visibly, where they are absent. */
const realLists = "../shared/data/lists";

export function realListPath(path: string): string {
  return join(realLists, path);
}

export function hasRealList(path: string): boolean {
  return existsSync(realListPath(path));
}

/** What reading a publication gave. */
export interface FormatOutcome {
  readonly parties: readonly Party[];
  readonly reading: ListReading;
  /** `place: message` of each issue. */
  readonly issues: readonly string[];
}

export function textFile(name: string, content: string | Uint8Array, pieceBytes = 7): ListFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    })(),
  };
}

/** Reads one file with a format whose only file has the role `list`. */
export async function readFormat(
  format: ListFormat,
  file: ListFile,
  columns?: Readonly<Record<string, string>>,
): Promise<FormatOutcome> {
  const reading: ListReading = {
    list: "test",
    issues: new IssueCollector(),
    notes: [],
    ...(columns === undefined ? {} : { columns }),
  };
  const parties: Party[] = [];
  for await (const party of format.read({ list: file }, reading)) parties.push(party);
  const issues = reading.issues.issues.map((issue) => `${issue.where}: ${issue.message}`);
  return { parties, reading, issues };
}

/** Reads an official list from its file. */
export function readRealList(format: ListFormat, path: string): Promise<FormatOutcome> {
  const real = realListPath(path);
  return readFormat(format, { name: basename(real), bytes: createReadStream(real) });
}

/** Prints what a test measured, so that the run shows it. */
export function show(what: string, facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${what}: ${JSON.stringify(facts)}\n`);
}
