import { messageOf } from "../../core/index.ts";
import { isWholeRow, readRawCsvRows } from "./csv-rows.ts";
import { withFirstLines } from "./first-lines.ts";
import { DOWNLOAD_AGAIN, type IssueCollector, type ListFile } from "./list-file.ts";

/** Rows above the header: publishers put the date of the report there. */
const TITLE_ROWS_MAX = 5;

/** One row of a CSV file that has a header. */
export interface CsvRecord {
  /** From 1, as an editor counts lines. */
  readonly line: number;
  /** The trimmed text of a column, undefined when it is empty or the file has no such column. */
  get(column: string): string | undefined;
}

export interface CsvTable {
  readonly delimiter: "," | ";" | "\t";
  /** Columns without which the file is not this format. */
  readonly required: readonly string[];
  /** Gets each row above the header. */
  readonly onTitle?: (fields: readonly string[]) => void;
}

/**
 * Streams the records of a CSV file with a header. Columns are found by their names, without case
 * and spaces, so that neither their order nor columns added later matter. The header may have
 * title rows above it. A header without a required column, one that occurs twice, a row with too few
 * or too many fields and all that `readCsvRows` reports are reported.
 */
export async function* readCsvTable(
  original: ListFile,
  table: CsvTable,
  issues: IssueCollector,
): AsyncGenerator<CsvRecord> {
  const { file, lines } = await startOf(original, issues);
  const rows = lines.map((line) => fieldsOf(line, table.delimiter));
  const at = rows.findIndex((fields) => headerOf(fields, table.required) !== undefined);
  if (at < 0) {
    reportMissing(file, table.required, rows, issues);
    return;
  }
  for (const fields of rows.slice(0, at)) table.onTitle?.(fields);
  let header: Header | undefined;
  for await (const row of readRawCsvRows(file, table.delimiter, issues, at + 1)) {
    if (header) {
      const fields = withoutEmptyTail(row.fields, header.columns.length);
      if (isWholeRow(fields, file, row.line, header.columns, issues)) yield header.record(row.line, fields);
      else issues.incomplete.add(file.name);
      continue;
    }
    header = headerOf(row.fields, table.required);
    if (!header || !isUnambiguous(header, table.required, file, row.line, issues)) return;
  }
}

/** The header is looked for before the rows are parsed, so that title rows do not set the number of columns. */
async function startOf(file: ListFile, issues: IssueCollector) {
  try {
    return await withFirstLines(file, TITLE_ROWS_MAX + 1);
  } catch (error) {
    issues.incomplete.add(file.name);
    issues.add(`${file.name}:row 1`, messageOf(error), DOWNLOAD_AGAIN);
    return { file, lines: [] };
  }
}

/** The fields of a line of column names or titles, in which quotes hold no delimiter and no line break. */
function fieldsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
}

/** The form in which column names are compared. */
export function columnKey(column: string): string {
  return column.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

interface Header {
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  record(line: number, fields: readonly string[]): CsvRecord;
}

function headerOf(fields: readonly string[], required: readonly string[]): Header | undefined {
  const columns = withoutEmptyTail(fields, 0).map((field) => field.trim());
  const keys = columns.map(columnKey);
  if (required.some((column) => !keys.includes(columnKey(column)))) return undefined;
  const byKey = new Map(keys.map((key, at) => [key, at]));
  const places = new Map<string, number>();
  const placeOf = (column: string): number => {
    const at = places.get(column) ?? byKey.get(columnKey(column)) ?? -1;
    places.set(column, at);
    return at;
  };
  return {
    columns,
    keys,
    record: (line, values) => ({
      line,
      get(column) {
        const text = values[placeOf(column)]?.trim();
        return text === "" ? undefined : text;
      },
    }),
  };
}

function isUnambiguous(
  header: Header,
  required: readonly string[],
  file: ListFile,
  line: number,
  issues: IssueCollector,
): boolean {
  const twice = required.filter(
    (column) => header.keys.indexOf(columnKey(column)) !== header.keys.lastIndexOf(columnKey(column)),
  );
  if (twice.length === 0) return true;
  issues.incomplete.add(file.name);
  issues.add(
    `${file.name}:row ${line}`,
    `the header has the column ${twice.join(", ")} twice`,
    DOWNLOAD_AGAIN,
  );
  return false;
}

function reportMissing(
  file: ListFile,
  required: readonly string[],
  above: readonly (readonly string[])[],
  issues: IssueCollector,
): void {
  if (issues.incomplete.has(file.name)) return;
  issues.incomplete.add(file.name);
  const seen = new Set(above.flat().map(columnKey));
  const missing = required.filter((column) => !seen.has(columnKey(column)));
  const what = missing.length === 0 ? `all of ${required.join(", ")} in one row` : missing.join(", ");
  issues.add(
    `${file.name}:row 1`,
    above.length === 0 ? "the file is empty" : `there is no header with the columns ${what}`,
    "check that the file has the format of the list, and that nobody changed its header",
  );
}

/** Spreadsheets add empty fields at the end of rows; they mean nothing. */
function withoutEmptyTail(fields: readonly string[], columns: number): readonly string[] {
  let end = fields.length;
  while (end > columns && fields[end - 1]?.trim() === "") end--;
  return end === fields.length ? fields : fields.slice(0, end);
}
