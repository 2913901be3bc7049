import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { IssueCollector, type ListFile } from "../../src/screening/lists/list-file.ts";
import type { ListFormat, ListReading } from "../../src/screening/lists/list-format.ts";
import type { Party } from "../../src/screening/party/party.ts";

/** Bytes of one piece of a file under test: small and odd, so that characters and rows are cut apart. */
const PIECE_BYTES = 7;

/** A list file with that content, which arrives in small pieces. */
export function listFile(name: string, content: string | Uint8Array): ListFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
    })(),
  };
}

/** A list file on disk. */
export function listFileAt(path: string): ListFile {
  return { name: basename(path), bytes: createReadStream(path) as AsyncIterable<Uint8Array> };
}

export interface ListResult extends ListReading {
  readonly parties: Party[];
}

/** Reads a whole publication: its parties, and what the reader said about it. */
export async function readList(
  format: ListFormat,
  files: Readonly<Record<string, ListFile>>,
  list = "test",
): Promise<ListResult> {
  const reading: ListReading = { list, issues: new IssueCollector(), notes: [] };
  const parties: Party[] = [];
  for await (const party of format.read(files, reading)) parties.push(party);
  return { ...reading, parties };
}

/** Each issue as one line: `file:place: message`. */
export function issueLines(result: ListResult): string[] {
  return result.issues.issues.map((issue) => `${issue.where}: ${issue.message}`);
}

/** How many different texts the pattern's first group finds in each part of a raw file, summed over the parts. */
export function distinctMatches(parts: readonly string[], pattern: RegExp): number {
  const found = parts.map((part) => new Set([...part.matchAll(pattern)].map((match) => match[1])).size);
  return found.reduce((sum, count) => sum + count, 0);
}
