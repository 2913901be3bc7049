import { formatPartialDate, type PartialDate } from "../../core/index.ts";
import { checkDigit, MRZ_ALPHABET } from "./check-digit.ts";
import { type MrzDate, readMrzDate } from "./dates.ts";
import {
  type CheckedField,
  type CheckRule,
  layoutFor,
  type MrzFormat,
  type MrzLayout,
  textAt,
} from "./layout.ts";

export interface CheckDigitResult {
  readonly field: CheckedField;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

/** A machine-readable zone taken apart. Fillers are gone from every field but the lines. */
export interface ParsedMrz {
  readonly format: MrzFormat;
  readonly lines: readonly string[];
  readonly documentCode: string;
  readonly issuer: string;
  readonly surname: string;
  readonly givenNames: string;
  /** The name fills its field to the last place, so it may have been cut off. */
  readonly nameMayBeTruncated: boolean;
  readonly documentNumber: string;
  readonly nationality: string;
  readonly birthDate: MrzDate;
  readonly expiryDate: MrzDate;
  /** `X` is printed as `<`; undefined when the place holds none of F, M, `<`. */
  readonly sex: "F" | "M" | "X" | undefined;
  readonly optionalData: readonly string[];
  readonly checkDigits: readonly CheckDigitResult[];
  /** Whether every check digit agrees. Says nothing about names, which have none. */
  readonly valid: boolean;
}

/** Either a parsed zone or, in one sentence without any of its characters, why it is none. */
export type MrzParseResult =
  | { readonly ok: true; readonly mrz: ParsedMrz }
  | { readonly ok: false; readonly problem: string };

const line = new RegExp(`^[${MRZ_ALPHABET}]+$`);

/**
 * Parses two or three lines as TD1, TD2, TD3, MRV-A or MRV-B and computes every check digit.
 * Spaces are ignored, as people paste them; anything else must be right.
 *
 * @param now decides the century of two-digit years.
 */
export function parseMrz(given: readonly string[], now: Date): MrzParseResult {
  const lines = given.map((text) => text.replace(/\s/g, ""));
  const length = lines[0]?.length ?? 0;
  if (lines.some((text) => text.length !== length)) {
    return {
      ok: false,
      problem: `the lines differ in length: ${lines.map((text) => text.length).join(", ")}`,
    };
  }
  const broken = lines.findIndex((text) => !line.test(text));
  if (broken >= 0) {
    return { ok: false, problem: `line ${broken + 1} holds a character other than A-Z, 0-9 and <` };
  }
  const layout = layoutFor(lines.length, length, lines[0]?.[0] ?? "");
  if (!layout) {
    return {
      ok: false,
      problem: `${lines.length} lines of ${length} characters are no known format: 3 x 30, 2 x 36 or 2 x 44`,
    };
  }
  return { ok: true, mrz: parseLayout(layout, lines, now) };
}

function parseLayout(layout: MrzLayout, lines: readonly string[], now: Date): ParsedMrz {
  const field = (name: keyof MrzLayout["fields"]) => textAt(lines, layout.fields[name]);
  const long = longNumber(layout, lines);
  const checkDigits = layout.checks.map((rule) =>
    rule.field === "documentNumber" && long ? long.check : verify(rule, lines),
  );
  const name = field("name");
  const [surname = "", ...given] = name.replace(/<+$/, "").split("<<");
  const sex = field("sex");
  return {
    format: layout.format,
    lines,
    documentCode: unfill(field("documentCode")),
    issuer: unfill(field("issuer")),
    surname: unfill(surname),
    givenNames: unfill(given.join("<")),
    nameMayBeTruncated: !name.endsWith("<"),
    documentNumber: long?.number ?? unfill(field("documentNumber")),
    nationality: unfill(field("nationality")),
    birthDate: readMrzDate(field("birthDate"), "birth", now),
    expiryDate: readMrzDate(field("expiryDate"), "expiry", now),
    sex: sex === "F" || sex === "M" ? sex : sex === "<" ? "X" : undefined,
    optionalData: layout.optional.map((at) => unfill(textAt(lines, at))),
    checkDigits,
    valid: checkDigits.every((check) => check.ok),
  };
}

function verify(rule: CheckRule, lines: readonly string[]): CheckDigitResult {
  const text = rule.over.map((at) => textAt(lines, at)).join("");
  const expected = checkDigit(text);
  const found = textAt(lines, rule.at);
  const filler = rule.fillerWhenEmpty === true && found === "<" && /^<+$/.test(text);
  return { field: rule.field, expected, found, ok: found === expected || filler };
}

/** A number too long for its field: nine characters there, `<`, the rest and its check digit in the next field. */
function longNumber(
  layout: MrzLayout,
  lines: readonly string[],
): { number: string; check: CheckDigitResult } | undefined {
  const rule = layout.checks.find((check) => check.field === "documentNumber");
  if (!layout.longNumber || !rule || textAt(lines, rule.at) !== "<") return undefined;
  const rest = /^[^<]+/.exec(textAt(lines, layout.longNumber))?.[0];
  if (rest === undefined || rest.length < 2) return undefined;
  const number = textAt(lines, layout.fields.documentNumber) + rest.slice(0, -1);
  const found = rest.slice(-1);
  // The filler at the check digit's place is not part of the number and has no weight (part 5, note j).
  const expected = checkDigit(number);
  return { number, check: { field: "documentNumber", expected, found, ok: found === expected } };
}

function unfill(text: string): string {
  return text.replace(/</g, " ").replace(/ +/g, " ").trim();
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null when the date is not known or does not exist. */
export function mrzDateText(date: MrzDate): string | null {
  return date.state === "known" ? formatPartialDate(date.date) : null;
}

/** The day itself, when it is known to the day. */
export function knownDay(date: MrzDate): Extract<PartialDate, { precision: "day" }> | undefined {
  return date.state === "known" && date.date.precision === "day" ? date.date : undefined;
}

export type DocumentType = "passport" | "visa" | "id_card" | "residence_permit";

/**
 * The kind of document its code announces (Doc 9303 part 4 section 4.2.2, part 5 section
 * 4.2.2): P passport, V visa, A, C and I identity cards; `IR`, `AR` and the United States'
 * `C1` and `IA` are residence permits. Undefined for any other letter.
 */
export function documentTypeOf(mrz: Pick<ParsedMrz, "documentCode" | "issuer">): DocumentType | undefined {
  const { documentCode, issuer } = mrz;
  if (documentCode === "IR" || documentCode === "AR") return "residence_permit";
  if (issuer === "USA" && (documentCode === "C1" || documentCode === "IA")) return "residence_permit";
  switch (documentCode[0]) {
    case "P":
      return "passport";
    case "V":
      return "visa";
    case "A":
    case "C":
    case "I":
      return "id_card";
    default:
      return undefined;
  }
}
