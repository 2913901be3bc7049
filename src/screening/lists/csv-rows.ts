import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { messageOf } from "../../core/index.ts";
import { DOWNLOAD_AGAIN, type IssueCollector, type ListFile, textOf } from "./list-file.ts";

/** Rows of one file: ten times the largest list known. */
export const LIST_ROWS_MAX = 1_000_000;
/** Characters of one field; OFAC's longest remark has 14,000. */
export const LIST_FIELD_CHARS_MAX = 100_000;

export interface CsvRow {
  /** From 1, as an editor counts lines; a row may span several. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Streams the rows of a CSV file (RFC 4180 quoting, no header). The bytes must be UTF-8,
 * of which ASCII is a part; a trailing 0x1A (end of file of the DOS age) is dropped.
 * Rows with the wrong number of columns or a field beyond the limit are reported and
 * left out; broken quoting or encoding is reported and ends the file.
 */
export async function* readCsvRows(
  file: ListFile,
  columns: readonly string[],
  issues: IssueCollector,
): AsyncGenerator<CsvRow> {
  for await (const row of readRawCsvRows(file, ",", issues)) {
    if (isWholeRow(row.fields, file, row.line, columns, issues)) yield row;
    else issues.incomplete.add(file.name);
  }
}

/**
 * As `readCsvRows`, but rows come as they are, whatever their number of columns; those before the line `from` are
 * passed over.
 */
export async function* readRawCsvRows(
  file: ListFile,
  delimiter: "," | ";" | "\t",
  issues: IssueCollector,
  from = 1,
): AsyncGenerator<CsvRow> {
  // Counted while parsing: rows read before an error may never reach the loop below.
  let parsedLine = 0;
  const parser = parse({
    delimiter,
    from_line: from,
    relax_column_count: true,
    skip_empty_lines: true,
    bom: true,
    info: true,
    on_record(record: string[], context) {
      parsedLine = context.lines;
      return record;
    },
  });
  const text = Readable.from(textOf(file));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let rows = 0;
  try {
    for await (const record of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      const line = record.info.lines;
      if (++rows > LIST_ROWS_MAX) throw new Error(`more than ${LIST_ROWS_MAX} rows`);
      yield { line, fields: record.record };
    }
  } catch (error) {
    issues.incomplete.add(file.name);
    const place = error instanceof CsvError ? `row ${parsedLine + 1}` : `after line ${parsedLine}`;
    issues.add(`${file.name}:${place}`, messageOf(error), DOWNLOAD_AGAIN);
  }
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
