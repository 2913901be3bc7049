import type { Party } from "../party/party.ts";
import type { IssueCollector, ListFile } from "./list-file.ts";

/** What a publication says about itself, gathered while its parties are read. */
export interface ListReading {
  /** Id of the list the parties belong to: `ofac-sdn`. */
  readonly list: string;
  /**
   * What cannot be trusted: a broken structure, an entry without name or id. One issue refuses
   * the whole publication, and the old snapshot stays in use.
   */
  readonly issues: IssueCollector;
  /** Facts beside the names that could not be read. The entry is kept, its text stays in `remarks`. */
  readonly notes: string[];
  /** When the publisher says it was published. */
  publishedAt?: Date;
  /** How many entries the publisher says there are; a different count is a bad publication. */
  declaredEntities?: number;
  /** Column map of an own CSV: member of the model -> column of the file. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** A file that a format consists of. */
export interface FormatFile {
  /** What the reader calls it: `alt`. */
  readonly role: string;
  /** Names under which publishers offer it, lower case; the first is the usual one. `*.xml` stands for any name with that ending. */
  readonly names: readonly string[];
  readonly optional?: true;
}

/** A file format of sanctions lists, read as a stream into the canonical model. */
export interface ListFormat {
  /** `ofac-csv`, `un-xml`, … */
  readonly id: string;
  readonly title: string;
  readonly files: readonly FormatFile[];
  /**
   * Whether the first bytes (up to 4,096) of the first file look like this format; used when
   * nobody says which format a file has. Never true for two formats.
   */
  recognises(start: string): boolean;
  /** Yields the parties in the order of the publication. `files` by role. */
  read(files: Readonly<Record<string, ListFile>>, reading: ListReading): AsyncGenerator<Party>;
}
