import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { identifierKinds, lookupTable, messageOf, ProbityError } from "../core/index.ts";
import { type CustomerRecord, readCustomer } from "./customer.ts";

/** Bytes of one row or line: a customer with fifty names is far below. */
export const CUSTOMER_ROW_BYTES_MAX = 65_536;
/** Rows of one file; ten times the largest register this was measured with. */
export const CUSTOMER_ROWS_MAX = 10_000_000;

/** One row of a file: the customer, or why it is none. */
export interface CustomerRow {
  /** From 1, as an editor counts lines; a CSV row may span several and is named by its last. */
  readonly line: number;
  readonly customer?: CustomerRecord;
  /** What is wrong, without the values. */
  readonly problem?: string;
}

export type CustomerFormat = "csv" | "ndjson";

const csvColumns = [
  "ref",
  "type",
  "name",
  "names",
  "birth_date",
  "country",
  "nationality",
  "gender",
  "identifiers",
  "risk",
];

/**
 * Streams the customers of a CSV file (a header names its columns: ref, name, and of the others what
 * there is; `names`, `country`, `nationality` and `identifiers` may hold several, separated by `;`, an
 * identifier as `passport:X1234567`) or of NDJSON (one JSON object per line). A row that is no customer
 * is given back with its problem and the others go on.
 *
 * @throws ProbityError CUSTOMER_INVALID for a file that cannot be read as such from some place on:
 *   broken quoting, bytes that are not UTF-8, a header without the columns, more rows than the limit.
 */
export function readCustomerFile(
  bytes: AsyncIterable<Uint8Array | string>,
  format: CustomerFormat,
): AsyncGenerator<CustomerRow> {
  return format === "csv" ? readCsv(bytes) : readNdjson(bytes);
}

async function* readCsv(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<CustomerRow> {
  const parser = parse({
    bom: true,
    skip_empty_lines: true,
    max_record_size: CUSTOMER_ROW_BYTES_MAX,
    relax_column_count: true,
    info: true,
    columns: checkHeader,
  });
  const source = Readable.from(decoded(bytes));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let rows = 0;
  let line = 1;
  try {
    for await (const { info, record } of parser as AsyncIterable<CsvRecord>) {
      line = info.lines;
      checkCount(++rows);
      yield rowOf(line, () => {
        if (info.error)
          throw new ProbityError("CUSTOMER_INVALID", "the row has not as many fields as the header");
        return fromCsv(record);
      });
    }
    // A header alone is a file without customers; nothing at all is a file that got lost on its way.
    if (parser.info.bytes === 0) throw new ProbityError("CUSTOMER_INVALID", "the file is empty");
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    const what = error instanceof CsvError ? csvProblem(error) : messageOf(error);
    throw new ProbityError("CUSTOMER_INVALID", `the CSV cannot be read after line ${line}: ${what}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

interface CsvRecord {
  readonly info: { readonly lines: number; readonly error?: unknown };
  readonly record: Readonly<Record<string, string>>;
}

/** The parser's own words may repeat a value. */
function csvProblem(error: CsvError): string {
  return error.code === "CSV_MAX_RECORD_SIZE"
    ? `a row has more than ${CUSTOMER_ROW_BYTES_MAX} bytes`
    : `broken quoting (${error.code})`;
}

function checkHeader(header: string[]): string[] {
  const columns = header.map((column) => column.trim().toLowerCase());
  const unknown = columns.filter((column) => !csvColumns.includes(column));
  const missing = ["ref", "name"].filter((column) => !columns.includes(column));
  if (missing.length > 0 || unknown.length > 0 || new Set(columns).size < columns.length) {
    const lacks =
      missing.length > 0 ? `lacks ${missing.join(" and ")}` : "has columns it cannot have, or one twice";
    throw new ProbityError("CUSTOMER_INVALID", `the header ${lacks}; it may have ${csvColumns.join(", ")}`);
  }
  return columns;
}

function fromCsv(row: Readonly<Record<string, string>>): CustomerRecord {
  const given = Object.entries(row).filter(([, value]) => value.trim() !== "");
  const members = given.map(([column, value]) => [column, memberOf(column, value)]);
  return readCustomer(Object.fromEntries(members));
}

function memberOf(column: string, value: string): unknown {
  const several = () => value.split(";").flatMap((one) => one.trim() || []);
  switch (column) {
    case "names":
    case "country":
    case "nationality":
      return several();
    case "identifiers":
      return several().map((one) => {
        const at = one.indexOf(":");
        const kind = (at < 0 ? one : one.slice(0, at)).trim().toLowerCase();
        const isKind = identifierKinds.some((each) => each === kind);
        if (at < 0 && !isKind) return { kind: "other", value: one };
        // A kind that nobody knows is refused with its row: what stands under it would never be compared.
        return { kind, value: at < 0 ? "" : one.slice(at + 1) };
      });
    case "type":
    case "gender":
      return wordOf(value);
    default:
      return value;
  }
}

const words = lookupTable<string>({
  m: "male",
  f: "female",
  individual: "person",
  company: "entity",
});

function wordOf(value: string): string {
  const word = value.trim().toLowerCase();
  return words[word] ?? word;
}

async function* readNdjson(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<CustomerRow> {
  let line = 0;
  let rows = 0;
  for await (const text of linesOf(decoded(bytes))) {
    line++;
    if (text.trim() === "") continue;
    checkCount(++rows);
    yield rowOf(line, () => {
      if (text.length > CUSTOMER_ROW_BYTES_MAX) {
        throw new ProbityError(
          "CUSTOMER_INVALID",
          `the line has more than ${CUSTOMER_ROW_BYTES_MAX} characters`,
        );
      }
      return readCustomer(parseJson(text));
    });
  }
}

/** Lines without their end; one that is too long is given cut, one character over the limit. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of texts) {
    const lines = (rest + text).split("\n");
    rest = (lines.pop() ?? "").slice(0, CUSTOMER_ROW_BYTES_MAX + 1);
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProbityError("CUSTOMER_INVALID", "the line is not valid JSON");
  }
}

function rowOf(line: number, read: () => CustomerRecord): CustomerRow {
  try {
    return { line, customer: read() };
  } catch (error) {
    if (!(error instanceof ProbityError) || error.code !== "CUSTOMER_INVALID") throw error;
    const all = error.issues.map((issue) => `${issue.where} ${issue.message}`);
    return { line, problem: all.length > 0 ? all.join("; ") : error.message };
  }
}

function checkCount(rows: number): void {
  if (rows <= CUSTOMER_ROWS_MAX) return;
  throw new ProbityError("CUSTOMER_INVALID", `the file has more than ${CUSTOMER_ROWS_MAX} rows; split it`);
}

/** Strict UTF-8: a name decoded wrongly would be screened as another. */
async function* decoded(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let doneBytes = 0;
  const decode = (chunk: Uint8Array | undefined): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ProbityError(
        "CUSTOMER_INVALID",
        `the file is not UTF-8 after byte ${doneBytes}; save it as UTF-8`,
      );
    }
  };
  for await (const chunk of bytes) {
    yield typeof chunk === "string" ? chunk : decode(chunk);
    doneBytes += chunk.length;
  }
  yield decode(undefined);
}
