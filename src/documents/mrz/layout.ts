/**
 * Where each format keeps its fields, as data: ICAO Doc 9303 part 4 (TD3), 5 (TD1),
 * 6 (TD2) and 7 (MRV-A, MRV-B). Lines and columns count from 0; `end` is exclusive.
 */

export type MrzFormat = "TD1" | "TD2" | "TD3" | "MRVA" | "MRVB";

export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export type CheckedField = "documentNumber" | "birthDate" | "expiryDate" | "optionalData" | "composite";

/** One check digit: what it covers and where it is printed. */
export interface CheckRule {
  readonly field: CheckedField;
  readonly over: readonly Span[];
  readonly at: Span;
  /** The digit may be `<` where the field is empty. */
  readonly fillerWhenEmpty?: true;
}

type FieldName =
  | "documentCode"
  | "issuer"
  | "name"
  | "documentNumber"
  | "nationality"
  | "birthDate"
  | "sex"
  | "expiryDate";

export interface MrzLayout {
  readonly format: MrzFormat;
  readonly lines: number;
  readonly length: number;
  readonly fields: Readonly<Record<FieldName, Span>>;
  readonly optional: readonly Span[];
  readonly checks: readonly CheckRule[];
  /**
   * A number of more than nine characters goes on at the start of this field, and its own
   * check digit place then holds `<` (part 5 note j, part 6 note j).
   */
  readonly longNumber?: Span;
}

const span = (line: number, start: number, end: number): Span => ({ line, start, end });

/** What passports, two-line cards and visas have in common: only lengths differ. */
function twoLines(length: number): Omit<MrzLayout, "format" | "optional"> {
  return {
    lines: 2,
    length,
    fields: {
      documentCode: span(0, 0, 2),
      issuer: span(0, 2, 5),
      name: span(0, 5, length),
      documentNumber: span(1, 0, 9),
      nationality: span(1, 10, 13),
      birthDate: span(1, 13, 19),
      sex: span(1, 20, 21),
      expiryDate: span(1, 21, 27),
    },
    checks: [
      { field: "documentNumber", over: [span(1, 0, 9)], at: span(1, 9, 10) },
      { field: "birthDate", over: [span(1, 13, 19)], at: span(1, 19, 20) },
      { field: "expiryDate", over: [span(1, 21, 27)], at: span(1, 27, 28) },
    ],
  };
}

const long = twoLines(44);
const short = twoLines(36);

export const mrzLayouts: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    format: "TD1",
    lines: 3,
    length: 30,
    fields: {
      documentCode: span(0, 0, 2),
      issuer: span(0, 2, 5),
      documentNumber: span(0, 5, 14),
      birthDate: span(1, 0, 6),
      sex: span(1, 7, 8),
      expiryDate: span(1, 8, 14),
      nationality: span(1, 15, 18),
      name: span(2, 0, 30),
    },
    optional: [span(0, 15, 30), span(1, 18, 29)],
    checks: [
      { field: "documentNumber", over: [span(0, 5, 14)], at: span(0, 14, 15) },
      { field: "birthDate", over: [span(1, 0, 6)], at: span(1, 6, 7) },
      { field: "expiryDate", over: [span(1, 8, 14)], at: span(1, 14, 15) },
      {
        field: "composite",
        over: [span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)],
        at: span(1, 29, 30),
      },
    ],
    longNumber: span(0, 15, 30),
  },
  TD2: {
    ...short,
    format: "TD2",
    optional: [span(1, 28, 35)],
    checks: [
      ...short.checks,
      {
        field: "composite",
        over: [span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)],
        at: span(1, 35, 36),
      },
    ],
    longNumber: span(1, 28, 35),
  },
  TD3: {
    ...long,
    format: "TD3",
    optional: [span(1, 28, 42)],
    checks: [
      ...long.checks,
      { field: "optionalData", over: [span(1, 28, 42)], at: span(1, 42, 43), fillerWhenEmpty: true },
      {
        field: "composite",
        over: [span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)],
        at: span(1, 43, 44),
      },
    ],
  },
  MRVA: { ...long, format: "MRVA", optional: [span(1, 28, 44)] },
  MRVB: { ...short, format: "MRVB", optional: [span(1, 28, 36)] },
};

/** The layout for so many lines of such a length; the leading V tells visas from the rest. */
export function layoutFor(lines: number, length: number, firstCharacter: string): MrzLayout | undefined {
  const visa = firstCharacter === "V";
  return Object.values(mrzLayouts).find(
    (layout) =>
      layout.lines === lines && layout.length === length && layout.format.startsWith("MRV") === visa,
  );
}

/** The characters of a span. */
export function textAt(lines: readonly string[], at: Span): string {
  return (lines[at.line] ?? "").slice(at.start, at.end);
}
