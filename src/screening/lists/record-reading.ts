import { parsePublishedDate } from "../party/published-date.ts";
import { DOWNLOAD_AGAIN, type ListFile } from "./list-file.ts";
import type { ListFormat, ListReading } from "./list-format.ts";
import { note } from "./party-draft.ts";
import { childrenOf, readXmlRecords, type XmlElement, type XmlRecord } from "./xml-records.ts";

type ListFiles = Parameters<ListFormat["read"]>[0];

/** The file of a role. @throws Error where the caller gave none, which is a fault of the caller. */
export function fileOf(files: ListFiles, role: string): ListFile {
  const file = files[role];
  if (!file) throw new Error(`a list format was read without its file "${role}"`);
  return file;
}

export interface PlacedRecord extends XmlRecord {
  readonly file: ListFile;
  /** `list.xml:line 42, CONSOLIDATED_LIST/ENTITIES/ENTITY` */
  readonly place: string;
}

/** Streams the records of the file of a role, each with its place for messages. */
export async function* readRecords(
  files: ListFiles,
  role: string,
  names: ReadonlySet<string>,
  reading: ListReading,
): AsyncGenerator<PlacedRecord> {
  const file = fileOf(files, role);
  for await (const record of readXmlRecords(file, names, reading.issues)) {
    yield { ...record, file, place: `${file.name}:line ${record.element.line}, ${record.path}` };
  }
}

/** Takes the moment of publication from an ISO 8601 text or a day as publishers write it; another text is noted. */
export function publishedAtOf(text: string | undefined, place: string, reading: ListReading): void {
  const day = text === undefined || /\d[T ]\d/.test(text) ? text : parsePublishedDate(text);
  const at = Date.parse(day ?? "");
  if (Number.isNaN(at)) note(reading, place, "the publication does not say when it was made");
  else reading.publishedAt = new Date(at);
}

/** Keeps the ids of a publication apart and reports what makes its entries unusable. */
export class RecordIds {
  private readonly seen = new Set<string>();
  private refused = 0;
  private readonly reading: ListReading;

  constructor(reading: ListReading) {
    this.reading = reading;
  }

  /** The id, unless it is missing or was there before: both are reported. */
  take(id: string | undefined, place: string, file: ListFile): string | undefined {
    if (id === undefined || id === "") return this.refuse(place, "the entry has no id", file);
    if (this.seen.has(id)) return this.refuse(place, `the entry ${id} occurs twice`, file);
    this.seen.add(id);
    return id;
  }

  /** The id in a child of an entry's element. Two of them mean that two entries ran together, which is reported. */
  takeChild(element: XmlElement, name: string, place: string, file: ListFile): string | undefined {
    const ids = childrenOf(element, name);
    if (ids.length > 1) return this.refuse(place, `the entry has ${ids.length} ids (${name})`, file);
    return this.take(ids[0]?.text, place, file);
  }

  refuse(place: string, message: string, file: ListFile): undefined {
    this.refused++;
    this.reading.issues.add(place, message, DOWNLOAD_AGAIN);
    this.reading.issues.incomplete.add(file.name);
  }

  /** Reports a file without any entry, unless it is reported for something else. */
  finish(files: ListFiles, role: string, what: string): void {
    const file = fileOf(files, role);
    if (this.seen.size > 0 || this.refused > 0 || this.reading.issues.incomplete.has(file.name)) return;
    this.reading.issues.add(file.name, `there is no entry in the file (${what})`, DOWNLOAD_AGAIN);
  }
}
