import { messageOf } from "../../core/index.ts";
import { DOWNLOAD_AGAIN, type IssueCollector, type ListFile, textOf } from "./list-file.ts";

/** Rows of one file: ten times the largest list known. */
export const LIST_ROWS_MAX = 1_000_000;
/** Characters of one field; OFAC's longest remark has 14,000. */
export const LIST_FIELD_CHARS_MAX = 100_000;
/** Characters of one row: a quote that is never closed would take the rest of the file. */
export const LIST_ROW_CHARS_MAX = 2_000_000;

export interface CsvRow {
  /** The line it begins on, from 1, as an editor counts lines; a row may span several. */
  readonly line: number;
  readonly fields: readonly string[];
}

export type CsvDelimiter = "," | ";" | "\t";

/**
 * Streams the rows of a CSV file (RFC 4180 quoting, no header). The bytes must be UTF-8,
 * of which ASCII is a part; a trailing 0x1A (end of file of the DOS age) is dropped.
 * Rows with the wrong number of columns or a field beyond the limit are reported and
 * left out; broken quoting or encoding is reported and ends the file.
 */
export function readCsvRows(
  file: ListFile,
  columns: readonly string[],
  issues: IssueCollector,
): AsyncGenerator<CsvRow> {
  return rowsOf(file, ",", issues, 1, (row) => {
    const whole = isWholeRow(row.fields, file, row.line, columns, issues);
    if (!whole) issues.incomplete.add(file.name);
    return whole;
  });
}

/**
 * As `readCsvRows`, but rows come as they are, whatever their number of columns; those before the line `from` are
 * passed over, and so are empty lines.
 */
export function readRawCsvRows(
  file: ListFile,
  delimiter: CsvDelimiter,
  issues: IssueCollector,
  from = 1,
): AsyncGenerator<CsvRow> {
  return rowsOf(file, delimiter, issues, from, () => true);
}

/** The rows that are accepted; one generator does it all, because each costs every row a turn of its own. */
async function* rowsOf(
  file: ListFile,
  delimiter: CsvDelimiter,
  issues: IssueCollector,
  from: number,
  accepts: (row: CsvRow) => boolean,
): AsyncGenerator<CsvRow> {
  const splitter = new RowSplitter(delimiter, from);
  let rows = 0;
  try {
    for await (const text of textOf(file)) {
      for (const row of splitter.write(text)) {
        if (++rows > LIST_ROWS_MAX) throw new Error(`more than ${LIST_ROWS_MAX} rows`);
        if (accepts(row)) yield row;
      }
    }
    for (const row of splitter.close()) if (accepts(row)) yield row;
  } catch (error) {
    issues.incomplete.add(file.name);
    issues.add(`${file.name}:row ${splitter.line}`, messageOf(error), DOWNLOAD_AGAIN);
  }
}

/**
 * Splits text that arrives in pieces into rows. Lists are tens of megabytes, so it looks for the next delimiter,
 * quote or line end instead of at every character. A row that is not complete waits for the next piece.
 */
class RowSplitter {
  /** The line the current row begins on. */
  line = 1;
  /** Line ends within its quoted fields. */
  private lineEndsInside = 0;
  private readonly delimiter: CsvDelimiter;
  private from: number;
  private text = "";
  private started = false;
  private ended = false;
  private at = 0;
  /** Places of the next quote, line feed and carriage return at or behind `at`; the length where there is none. */
  private quote = -1;
  private lineFeed = -1;
  private carriageReturn = -1;

  constructor(delimiter: CsvDelimiter, from: number) {
    this.delimiter = delimiter;
    this.from = from;
  }

  *write(piece: string): Generator<CsvRow> {
    const text = this.started ? piece : piece.replace(/^\uFEFF/, "");
    this.started = true;
    this.text = this.text.slice(this.at) + text;
    this.at = 0;
    this.quote = this.lineFeed = this.carriageReturn = -1;
    yield* this.rows();
    if (this.text.length - this.at > LIST_ROW_CHARS_MAX) throw new Error(this.tooLong());
  }

  *close(): Generator<CsvRow> {
    this.ended = true;
    yield* this.write("");
  }

  private *rows(): Generator<CsvRow> {
    while (this.at < this.text.length) {
      const start = this.at;
      const { line } = this;
      this.lineEndsInside = 0;
      const fields = line < this.from || this.lineEnd() === start ? this.passLine() : this.row();
      if (fields === undefined) {
        this.at = start;
        return;
      }
      this.line += 1 + this.lineEndsInside;
      if (fields.length > 0) yield { line, fields };
    }
  }

  /** An empty line, or one above the first row, whatever stands in it: it has no fields. */
  private passLine(): readonly string[] | undefined {
    return this.endLine(this.lineEnd()) ? [] : undefined;
  }

  /** The fields of the row at `at`, which goes behind it; undefined where its end is not there yet. */
  private row(): readonly string[] | undefined {
    const fields: string[] = [];
    for (;;) {
      const quoted = this.text[this.at] === '"';
      const field = quoted ? this.quotedField() : this.plainField();
      if (field === undefined) return undefined;
      fields.push(field);
      if (this.at < this.text.length && this.text[this.at] === this.delimiter) this.at++;
      else return this.endLine(this.at) ? fields : undefined;
    }
  }

  private plainField(): string | undefined {
    const delimiter = this.text.indexOf(this.delimiter, this.at);
    const lineEnd = this.lineEnd();
    const end = delimiter >= 0 && delimiter < lineEnd ? delimiter : lineEnd;
    if (end === this.text.length && !this.ended) return undefined;
    if (this.quote < this.at) this.quote = placeOf('"', this.text, this.at);
    if (this.quote < end)
      throw new Error("Invalid Opening Quote: a quote stands within a field that has none around it");
    const field = this.text.slice(this.at, end);
    this.at = end;
    return field;
  }

  private quotedField(): string | undefined {
    let from = this.at + 1;
    let field = "";
    for (;;) {
      const quote = this.text.indexOf('"', from);
      if (quote < 0 || (quote + 1 === this.text.length && !this.ended)) return this.unclosed();
      field += this.text.slice(from, quote);
      from = quote + 2;
      if (this.text[quote + 1] === '"') {
        field += '"';
        continue;
      }
      this.at = quote + 1;
      const next = this.text[this.at];
      if (next === undefined || next === this.delimiter || next === "\n" || next === "\r") break;
      throw new Error(`Invalid Closing Quote: got "${next}" behind a quote that ends a field`);
    }
    this.lineEndsInside += lineEndsIn(field);
    return field;
  }

  private unclosed(): undefined {
    if (this.ended)
      throw new Error("Quote Not Closed: the row that begins here has a quote without its partner");
  }

  /** Goes behind a line end; false where the next piece may begin with the rest of it. */
  private endLine(end: number): boolean {
    const left = this.text.length - end;
    if (!this.ended && (left === 0 || (left === 1 && this.text[end] === "\r"))) return false;
    this.at = end + (this.text.startsWith("\r\n", end) ? 2 : 1);
    return true;
  }

  /** Place of the line feed or carriage return at or behind `at`. */
  private lineEnd(): number {
    if (this.lineFeed < this.at) this.lineFeed = placeOf("\n", this.text, this.at);
    if (this.carriageReturn < this.at) this.carriageReturn = placeOf("\r", this.text, this.at);
    return Math.min(this.lineFeed, this.carriageReturn);
  }

  private tooLong(): string {
    return `a row has more than ${LIST_ROW_CHARS_MAX} characters; perhaps a quote in it is not closed`;
  }
}

function placeOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

/** How many lines end within a quoted field. */
function lineEndsIn(field: string): number {
  if (!/[\r\n]/.test(field)) return 0;
  return field.split(/\r\n|\n|\r/).length - 1;
}

/** Reports a row with the wrong number of columns or a field beyond the limit. */
export function isWholeRow(
  fields: readonly string[],
  file: ListFile,
  line: number,
  columns: readonly string[],
  issues: IssueCollector,
): boolean {
  if (fields.length !== columns.length) {
    const message = `${fields.length} columns where ${columns.length} are due (${columns.join(", ")})`;
    issues.add(`${file.name}:row ${line}`, message, DOWNLOAD_AGAIN);
    return false;
  }
  const long = fields.findIndex((field) => field.length > LIST_FIELD_CHARS_MAX);
  if (long < 0) return true;
  issues.add(
    `${file.name}:row ${line}, column ${long + 1} (${columns[long] ?? ""})`,
    `the field has more than ${LIST_FIELD_CHARS_MAX} characters`,
    DOWNLOAD_AGAIN,
  );
  return false;
}
