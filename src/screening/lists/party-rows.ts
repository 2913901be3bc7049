import type { PartyType } from "../party/party.ts";
import type { CsvRecord } from "./csv-table.ts";
import { DOWNLOAD_AGAIN, type ListFile } from "./list-file.ts";
import type { ListReading } from "./list-format.ts";
import { type PartyDraft, startParty } from "./party-draft.ts";

/** How the rows of a format say which party they belong to. */
export interface RowKey {
  /** Column of the id. */
  readonly id: string;
  readonly typeColumn: string;
  /** What the type column says; undefined when it says nothing known. */
  readonly type: PartyType | undefined;
  /** What is wrong with a type that is not known. */
  readonly otherwise: string;
}

/** Gathers the parties of a file in which several rows, not always together, belong to one. */
export class PartyRows {
  private readonly drafts = new Map<string, { readonly draft: PartyDraft; readonly line: number }>();
  private readonly file: ListFile;
  private readonly reading: ListReading;

  constructor(file: ListFile, reading: ListReading) {
    this.file = file;
    this.reading = reading;
  }

  /** The party of a row. A row without id, of no known type or of another type than before is reported. */
  take(record: CsvRecord, key: RowKey): PartyDraft | undefined {
    const id = record.get(key.id);
    if (id === undefined) return this.refuse(record.line, key.id, "the row has no id");
    if (key.type === undefined) return this.refuse(record.line, key.typeColumn, key.otherwise);
    const known = this.drafts.get(id);
    if (!known) {
      const draft = startParty(id, key.type);
      this.drafts.set(id, { draft, line: record.line });
      return draft;
    }
    if (known.draft.type === key.type) return known.draft;
    return this.refuse(record.line, key.typeColumn, `the entry ${id} had another type in row ${known.line}`);
  }

  /** All parties in the order of their first rows. One without a name, and a file without any, is reported. */
  *finish(nameColumn: string): Generator<PartyDraft> {
    for (const [id, { draft, line }] of this.drafts) {
      if (draft.names.length > 0) yield draft;
      else this.refuse(line, nameColumn, `the entry ${id} has no name`);
    }
    const { issues } = this.reading;
    if (this.drafts.size > 0 || issues.incomplete.has(this.file.name)) return;
    issues.add(this.file.name, "there is no entry in the file", DOWNLOAD_AGAIN);
  }

  private refuse(line: number, column: string, message: string): undefined {
    this.reading.issues.add(`${this.file.name}:row ${line}, column ${column}`, message, DOWNLOAD_AGAIN);
    this.reading.issues.incomplete.add(this.file.name);
  }
}
