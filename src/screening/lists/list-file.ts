import type { Issue } from "../../core/index.ts";

/** A file of a list: its name for messages, its bytes in order. */
export interface ListFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The largest public list file has 110 MB (OFAC's advanced XML); beyond this it is not one. */
export const LIST_FILE_BYTES_MAX = 1_073_741_824;
/** Issues reported of one import; the rest is counted. */
export const LIST_ISSUES_MAX = 50;

/** What to do about a file that arrived broken. */
export const DOWNLOAD_AGAIN = "download the file again from its publisher and import the whole set";

/** Collects what is wrong with a list; import refuses when there is anything. */
export class IssueCollector {
  readonly issues: Issue[] = [];
  /** Names of the files of which rows are missing; what refers to those rows is no issue of its own. */
  readonly incomplete = new Set<string>();
  total = 0;

  add(where: string, message: string, suggestion: string): void {
    this.total++;
    if (this.issues.length < LIST_ISSUES_MAX) this.issues.push({ where, message, suggestion });
  }
}

/**
 * The text of a list file, in pieces. The bytes must be UTF-8, of which ASCII is a part; a
 * trailing 0x1A (end of file of the DOS age) is dropped.
 * @throws Error naming the offset of bytes that are not UTF-8, or the limit that is exceeded
 */
export async function* textOf(file: ListFile): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  const text = (chunk?: Uint8Array): string => {
    try {
      const decoded = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      return decoded.replaceAll("\x1a", "");
    } catch {
      throw new Error(`the bytes around offset ${bytes} are not UTF-8; convert the file to UTF-8`);
    }
  };
  for await (const chunk of file.bytes) {
    bytes += chunk.length;
    if (bytes > LIST_FILE_BYTES_MAX) throw new Error(`larger than ${LIST_FILE_BYTES_MAX} bytes`);
    const decoded = text(chunk);
    if (decoded !== "") yield decoded;
  }
  const rest = text();
  if (rest !== "") yield rest;
}
