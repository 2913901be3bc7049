import { ProbityError } from "../../../core/index.ts";
import type { Party } from "../../party/party.ts";
import { IssueCollector, type ListFile } from "../list-file.ts";
import type { ListReading } from "../list-format.ts";
import { ofacCsv } from "./ofac-csv.ts";

/** The files of OFAC's CSV set. */
export interface OfacSdnFiles {
  readonly sdn: ListFile;
  readonly alt: ListFile;
  readonly add: ListFile;
  readonly comments: ListFile;
}

export interface ParsedList {
  readonly parties: readonly Party[];
  /** What a reader of the import should know; nothing here loses a listed party. */
  readonly notes: readonly string[];
}

/**
 * Reads the four files into parties, in the order of `sdn.csv`.
 *
 * @throws ProbityError LIST_INVALID with the file, row and column of each issue.
 */
export async function parseOfacSdn(files: OfacSdnFiles, list: string): Promise<ParsedList> {
  const reading: ListReading = { list, issues: new IssueCollector(), notes: [] };
  const parties: Party[] = [];
  for await (const party of ofacCsv.read({ ...files }, reading)) parties.push(party);
  const { issues, notes } = reading;
  if (issues.total === 0) return { parties, notes };
  const first = issues.issues[0];
  const more = issues.total > 1 ? `, and ${issues.total - 1} more` : "";
  throw new ProbityError(
    "LIST_INVALID",
    `${list}: nothing was imported: ${first?.where}: ${first?.message}${more}; ${first?.suggestion}`,
    { issues: issues.issues },
  );
}
