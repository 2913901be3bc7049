import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { messageOf, ProbityError } from "../core/index.ts";
import { decodeUtf8 } from "./lists/decode-utf8.ts";
import { batchColumns, customerFacts, factsOfRow, readRequest, type ScreeningRequest } from "./request.ts";
import type { Refusal } from "./screener.ts";

/** How a batch is written: CSV with a header, or one JSON object per line (NDJSON). */
export type BatchFormat = "csv" | "ndjson";

/** One customer of a batch. `refused`: it could not even be read, and must not be lost. */
export interface BatchRow extends ScreeningRequest {
  readonly refused?: Refusal;
}

/** Bytes of one row; a row is a few names and facts. */
const ROW_BYTES_MAX = 65_536;

/**
 * Reads a batch. Rows come in the order of the file, also those that cannot be read.
 * @param format told by the first character when left out: `{` begins NDJSON
 * @throws ProbityError REQUEST_INVALID for what is no such file: no column for names, bytes that are
 *   not UTF-8 (a name decoded wrongly would be screened as another)
 */
export async function* readBatchRows(
  bytes: AsyncIterable<Uint8Array | string>,
  format?: BatchFormat,
): AsyncGenerator<BatchRow> {
  const source = withFirst(decodeUtf8(bytes));
  const known = format ?? ((await source.first()).trimStart().startsWith("{") ? "ndjson" : "csv");
  yield* known === "csv" ? readCsvBatch(source.all()) : readJsonLines(source.all());
}

async function* readCsvBatch(text: AsyncIterable<string>): AsyncGenerator<BatchRow> {
  let ignored: string[] | undefined;
  for await (const row of readNamedRows(text, ["name"])) {
    const request = readRequest(factsOfRow(row));
    if (ignored !== undefined) {
      yield request;
      continue;
    }
    const known: readonly string[] = batchColumns;
    ignored = Object.keys(row).filter((column) => column !== "" && !known.includes(column));
    const note = `columns that were not read: ${ignored.join(", ")}`;
    yield ignored.length === 0 ? request : { ...request, warnings: [...request.warnings, note] };
  }
}

async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<BatchRow> {
  let number = 0;
  for await (const line of linesOf(text)) {
    number++;
    if (line.trim() !== "") yield readJsonLine(line, number);
  }
}

/** One line of NDJSON; what is no customer becomes a row that a person has to look at. */
function readJsonLine(line: string, number: number): BatchRow {
  const refuse = (message: string, ref?: string): BatchRow => ({
    ...(ref === undefined ? {} : { ref }),
    query: { names: [] },
    warnings: [],
    refused: { code: "REQUEST_INVALID", message: `line ${number}: ${message}` },
  });
  if (line.length > ROW_BYTES_MAX) return refuse(`more than ${ROW_BYTES_MAX} characters`);
  let value: unknown;
  try {
    value = JSON.parse(line.trim());
  } catch {
    return refuse("is not JSON");
  }
  const parsed = customerFacts.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const ref = typeof value === "object" && value !== null && "ref" in value ? value.ref : undefined;
    return refuse(
      `${issue?.path.join(".") || "the line"}: ${issue?.message}`,
      typeof ref === "string" ? ref.slice(0, 200) : undefined,
    );
  }
  const request = readRequest(parsed.data);
  const unknown = Object.keys(value as object).filter(
    (member) => !Object.hasOwn(customerFacts.shape, member),
  );
  if (unknown.length === 0) return request;
  return { ...request, warnings: [...request.warnings, `members that were not read: ${unknown.join(", ")}`] };
}

/** Lines without their ends. A line longer than a row may be is cut, which its reader notices. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const parts = (rest + chunk).split("\n");
    rest = (parts.pop() ?? "").slice(0, ROW_BYTES_MAX + 1);
    for (const part of parts) yield part.endsWith("\r") ? part.slice(0, -1) : part;
  }
  if (rest !== "") yield rest;
}

/** A stream whose first text can be looked at before it is read. */
function withFirst(text: AsyncGenerator<string>) {
  let head: Promise<IteratorResult<string>> | undefined;
  const next = (): Promise<IteratorResult<string>> => {
    head ??= text.next();
    return head;
  };
  return {
    async first(): Promise<string> {
      const result = await next();
      return result.done === true ? "" : result.value;
    },
    async *all(): AsyncGenerator<string> {
      const result = await next();
      if (result.done === true) return;
      yield result.value;
      yield* text;
    },
  };
}

/**
 * Rows of a CSV with a header, as objects by column name (lower case).
 * @throws ProbityError REQUEST_INVALID with the line when the file is no such CSV, or with the
 *   place of the first byte that is not UTF-8.
 */
export async function* readNamedRows(
  csv: AsyncIterable<Uint8Array | string>,
  required: readonly string[],
): AsyncGenerator<Record<string, string>> {
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    max_record_size: ROW_BYTES_MAX,
    relax_column_count: true,
    columns(header: string[]) {
      const columns = header.map((column) => column.trim().toLowerCase());
      const missing = required.filter((column) => !columns.includes(column));
      if (missing.length > 0) throw new Error(`the header lacks the column ${missing.join(", ")}`);
      return columns;
    },
  });
  const source = Readable.from(decodeUtf8(csv));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const row of parser as AsyncIterable<Record<string, string>>) yield row;
    // A header alone is a batch without rows; nothing at all is a file that got lost on its way.
    if (parser.info.bytes === 0) throw new ProbityError("REQUEST_INVALID", "the CSV is empty");
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    const what = error instanceof CsvError ? placeOf(error) : messageOf(error);
    throw new ProbityError("REQUEST_INVALID", `the CSV cannot be read: ${what}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** What is wrong with a CSV and where; the parser's own words may repeat a name. */
function placeOf(error: CsvError): string {
  const where = "lines" in error ? ` in line ${error["lines"]}` : "";
  return error.code === "CSV_MAX_RECORD_SIZE"
    ? `a row has more than ${ROW_BYTES_MAX} bytes${where}`
    : `broken quoting${where} (${error.code})`;
}
