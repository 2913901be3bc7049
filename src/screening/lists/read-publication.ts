import { ProbityError } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { IssueCollector, type ListFile } from "./list-file.ts";
import type { ListFormat, ListReading } from "./list-format.ts";
import { createSnapshotPacker, type Snapshot } from "./snapshot.ts";

/** A publication, read whole and ready to store. */
export interface Publication {
  readonly snapshot: Snapshot;
  readonly publishedAt?: Date | undefined;
  readonly declaredEntities?: number | undefined;
  /** Facts that could not be read; the entries are there. */
  readonly notes: readonly string[];
}

/**
 * Reads the files of a publication as a stream. `onParty` sees every party as it is read.
 * @throws ProbityError LIST_INVALID with every issue: nothing of it is to be used then
 */
export async function readPublication(
  format: ListFormat,
  files: Readonly<Record<string, ListFile>>,
  options: {
    readonly list: string;
    readonly columns?: Readonly<Record<string, string>> | undefined;
    readonly onParty?: ((party: Party) => void) | undefined;
  },
): Promise<Publication> {
  const { list, columns } = options;
  const reading: ListReading = {
    list,
    issues: new IssueCollector(),
    notes: [],
    ...(columns === undefined ? {} : { columns }),
  };
  const packer = createSnapshotPacker(list);
  for await (const party of format.read(files, reading)) {
    packer.add(party);
    options.onParty?.(party);
  }
  refuseIssues(list, reading.issues);
  const snapshot = packer.pack();
  if (snapshot.entities === 0) {
    throw new ProbityError("LIST_INVALID", `${list}: nothing was imported: there is no entry in it`);
  }
  const { publishedAt, declaredEntities, notes } = reading;
  return { snapshot, publishedAt, declaredEntities, notes };
}

function refuseIssues(list: string, { issues, total }: IssueCollector): void {
  const [first] = issues;
  if (first === undefined) return;
  const more = total > 1 ? `, and ${total - 1} more` : "";
  throw new ProbityError(
    "LIST_INVALID",
    `${list}: nothing was imported: ${first.where}: ${first.message}${more}; ${first.suggestion}`,
    { issues },
  );
}
