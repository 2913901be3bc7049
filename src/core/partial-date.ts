/**
 * Dates as sources give them: a day, a month or only a year. A birth year is not the
 * first of January of that year, so precision is part of the value.
 */
export type PartialDate =
  | { readonly precision: "year"; readonly year: number }
  | { readonly precision: "month"; readonly year: number; readonly month: number }
  | { readonly precision: "day"; readonly year: number; readonly month: number; readonly day: number };

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined when it is none of them or no such day exists. */
export function parsePartialDate(text: string): PartialDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (!match) return undefined;
  const year = Number(match[1]);
  if (match[2] === undefined) return { precision: "year", year };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  if (match[3] === undefined) return { precision: "month", year, month };
  const day = Number(match[3]);
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return { precision: "day", year, month, day };
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, according to the precision. */
export function formatPartialDate(date: PartialDate): string {
  const year = String(date.year).padStart(4, "0");
  if (date.precision === "year") return year;
  const month = String(date.month).padStart(2, "0");
  if (date.precision === "month") return `${year}-${month}`;
  return `${year}-${month}-${String(date.day).padStart(2, "0")}`;
}

/** Days of a month in the proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
