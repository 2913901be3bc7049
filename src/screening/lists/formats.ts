import { ProbityError } from "../../core/index.ts";
import { euFsfCsv } from "./formats/eu-fsf-csv.ts";
import { euFsfXml } from "./formats/eu-fsf-xml.ts";
import { ftmNdjson } from "./formats/ftm-ndjson.ts";
import { ofacAdvancedXml } from "./formats/ofac-advanced-xml.ts";
import { ofacCsv } from "./formats/ofac-csv.ts";
import { ofacXml } from "./formats/ofac-xml.ts";
import { ownCsv } from "./formats/own-csv.ts";
import { ukConlist } from "./formats/uk-conlist.ts";
import { ukListCsv } from "./formats/uk-list-csv.ts";
import { ukListXml } from "./formats/uk-list-xml.ts";
import { unXml } from "./formats/un-xml.ts";
import { usCsl } from "./formats/us-csl.ts";
import type { ListFormat } from "./list-format.ts";

/** Every format a list can be read from. */
export const listFormats: readonly ListFormat[] = [
  ofacCsv,
  ofacXml,
  ofacAdvancedXml,
  usCsl,
  unXml,
  euFsfXml,
  euFsfCsv,
  ukListXml,
  ukListCsv,
  ukConlist,
  ftmNdjson,
  ownCsv,
];

/** The format of that id. @throws ProbityError REQUEST_INVALID naming those there are. */
export function listFormat(id: string): ListFormat {
  const format = listFormats.find((each) => each.id === id);
  if (format !== undefined) return format;
  const known = listFormats.map((each) => each.id).join(", ");
  throw new ProbityError("REQUEST_INVALID", `there is no list format "${id}"; there are: ${known}`);
}

/** Bytes of a file that are looked at to tell its format. */
export const RECOGNISED_BYTES = 4_096;

/**
 * The format that a file begins like; `start` are its first {@link RECOGNISED_BYTES} bytes as text.
 * @throws ProbityError LIST_INVALID where no format, or more than one, recognises it.
 */
export function recogniseFormat(start: string, file: string): ListFormat {
  const found = listFormats.filter((format) => format.recognises(start));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const candidates = (found.length === 0 ? listFormats : found).map((format) => format.id).join(", ");
  const what =
    found.length === 0
      ? `${file} is in no format of a list that is known`
      : `${file} could be several formats`;
  throw new ProbityError("LIST_INVALID", `${what}; name it with --format: ${candidates}`);
}
