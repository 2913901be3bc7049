import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { type ErrorCode, messageOf, ProbityError, parsePartialDate } from "../core/index.ts";
import { decodeUtf8 } from "./lists/decode-utf8.ts";
import { countryCode } from "./party/countries.ts";
import type { PartyType } from "./party/party.ts";
import type { ScreeningQuery } from "./query.ts";
import type { ScreeningResult } from "./screener.ts";

/** One line of the machine-readable batch answer. */
export interface BatchLine extends ScreeningResult {
  readonly ref: string;
  /** Facts of the row that could not be read and were left out; the name was screened all the same. */
  readonly warnings?: readonly string[];
  /** The row could not be screened; its decision is then `review`, never `clear`. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

/** A row's answer and the query it answers, for the record. */
export interface BatchAnswer {
  readonly query: ScreeningQuery;
  readonly line: BatchLine;
}

/** Bytes of one row; a row is a name and a few facts. */
const ROW_BYTES_MAX = 65_536;

const partyTypeWords: Readonly<Record<string, PartyType>> = {
  person: "person",
  individual: "person",
  natural_person: "person",
  entity: "entity",
  company: "entity",
  business: "entity",
  organisation: "entity",
  organization: "entity",
  legal_entity: "entity",
  legalentity: "entity",
  vessel: "vessel",
  ship: "vessel",
  aircraft: "aircraft",
};

/** The party type a common word for it means; undefined for others, which then screen against all types. */
export function partyTypeOf(word: string): PartyType | undefined {
  return partyTypeWords[word.trim().toLowerCase().replaceAll(/[ -]/g, "_")];
}

/** Screens CSV rows one after another. `refused` is the answer of a row that cannot be screened. */
export async function* screenBatchRows(
  csv: AsyncIterable<Uint8Array | string>,
  screen: (query: ScreeningQuery) => Promise<ScreeningResult>,
  refused: () => Promise<ScreeningResult>,
): AsyncGenerator<BatchAnswer> {
  for await (const row of readNamedRows(csv, ["name"])) {
    const { query, warnings } = queryOf(row);
    const ref = row["ref"] ?? "";
    const noted = warnings.length > 0 ? { warnings } : {};
    try {
      yield { query, line: { ref, ...(await screen(query)), ...noted } };
    } catch (error) {
      if (!(error instanceof ProbityError) || error.code !== "NAME_INVALID") throw error;
      const { code, message } = error;
      yield { query, line: { ref, ...(await refused()), ...noted, error: { code, message } } };
    }
  }
}

/**
 * Rows of a CSV with a header, as objects by column name (lower case).
 * @throws ProbityError REQUEST_INVALID with the line when the file is no such CSV, or with the
 *   place of the first byte that is not UTF-8: a name decoded wrongly would be screened as another.
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
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    throw new ProbityError("REQUEST_INVALID", `the CSV cannot be read: ${messageOf(error)}`);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function queryOf(row: Readonly<Record<string, string>>): { query: ScreeningQuery; warnings: string[] } {
  const warnings: string[] = [];
  const birthDate = row["birth_date"]?.trim() || undefined;
  const country = row["country"]?.trim() || undefined;
  const goodDate = birthDate !== undefined && parsePartialDate(birthDate) !== undefined;
  const goodCountry = country !== undefined && countryCode(country) !== undefined;
  if (birthDate !== undefined && !goodDate) warnings.push("birth_date is not YYYY, YYYY-MM or YYYY-MM-DD");
  if (country !== undefined && !goodCountry) warnings.push("country is no ISO 3166-1 code or English name");
  const typeWord = row["type"]?.trim() ?? "";
  const type = partyTypeOf(typeWord);
  if (typeWord !== "" && type === undefined) {
    warnings.push("type is none of person, entity, vessel and aircraft; screened against all of them");
  }
  const query = {
    names: [row["name"] ?? ""],
    type,
    ...(goodDate ? { birthDate } : {}),
    ...(goodCountry ? { countries: [country] } : {}),
  };
  return { query, warnings };
}
