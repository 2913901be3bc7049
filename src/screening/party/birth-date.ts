import { daysInMonth, formatPartialDate, type PartialDate, parsePartialDate } from "../../core/index.ts";
import type { BirthDate } from "./party.ts";

/** Days that "circa" allows on either side. Lists use it for a year that may be wrong by two. */
const CIRCA_DAYS = 2 * 366;
const DAY_MS = 86_400_000;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads a birth date as OFAC writes it: `10 Dec 1948`, `Jul 1960`, `1960`, `circa 1951`,
 * `1960 to 1965`, `01 Jan 1961 to 31 Dec 1962`, `circa 1960-1965`.
 * Undefined when the text is none of these or names no such day.
 */
export function parseListBirthDate(text: string): BirthDate | undefined {
  const circa = /^circa /i.test(text);
  const [first = "", second] = text.replace(/^circa /i, "").split(/ to |(?<=^\d{4})-(?=\d{4}$)/);
  const from = parseListDate(first);
  const to = second === undefined ? undefined : parseListDate(second);
  if (from === undefined || (second !== undefined && to === undefined)) return undefined;
  return {
    from: formatPartialDate(from),
    ...(to === undefined ? {} : { to: formatPartialDate(to) }),
    ...(circa ? { circa: true } : {}),
  };
}

function parseListDate(text: string): PartialDate | undefined {
  const match = /^(?:(?:(\d{1,2}) )?([a-z]{3}) )?(\d{4})$/i.exec(text.trim());
  if (!match) return undefined;
  const [, day, month, year = ""] = match;
  if (month === undefined) return parsePartialDate(year);
  const number = months.indexOf(month.toLowerCase()) + 1;
  const iso = `${year}-${String(number).padStart(2, "0")}`;
  return parsePartialDate(day === undefined ? iso : `${iso}-${day.padStart(2, "0")}`);
}

/** How a customer's birth date stands to those of a list entry; the strongest agreement of several counts. */
export type BirthDateComparison =
  | { readonly result: "agree"; readonly precision: "day" | "month" | "year" | "range" | "flipped" }
  | { readonly result: "near" | "conflict"; readonly yearsApart: number }
  | { readonly result: "unknown" };

const agreementRank = ["day", "flipped", "month", "year", "range"];

/** @param query `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, already checked. */
export function compareBirthDates(query: PartialDate, listed: readonly BirthDate[]): BirthDateComparison {
  let best: BirthDateComparison = { result: "unknown" };
  for (const date of listed) {
    const found = compareOne(query, date);
    if (rank(found) < rank(best)) best = found;
  }
  return best;
}

function rank(comparison: BirthDateComparison): number {
  switch (comparison.result) {
    case "agree":
      return agreementRank.indexOf(comparison.precision);
    case "near":
      return 10 + comparison.yearsApart / 1000;
    case "conflict":
      return 20 + comparison.yearsApart / 1000;
    case "unknown":
      return 100;
    default:
      return comparison satisfies never;
  }
}

function compareOne(query: PartialDate, listed: BirthDate): BirthDateComparison {
  const from = parsePartialDate(listed.from);
  const to = parsePartialDate(listed.to ?? listed.from);
  if (!from || !to) return { result: "unknown" };
  const slack = listed.circa ? CIRCA_DAYS : 0;
  const start = firstDay(from) - slack;
  const end = lastDay(to) + slack;
  const overlap = firstDay(query) <= end && lastDay(query) >= start;
  if (overlap) {
    if (listed.circa || listed.to !== undefined) return { result: "agree", precision: "range" };
    const coarser = [query.precision, from.precision];
    const precision = coarser.includes("year") ? "year" : coarser.includes("month") ? "month" : "day";
    return { result: "agree", precision };
  }
  if (query.precision === "day" && from.precision === "day" && listed.to === undefined) {
    const flipped = query.year === from.year && query.month === from.day && query.day === from.month;
    if (flipped) return { result: "agree", precision: "flipped" };
  }
  const gapDays = firstDay(query) > end ? firstDay(query) - end : start - lastDay(query);
  const yearsApart = Math.round((gapDays / 365.25) * 10) / 10;
  return { result: yearsApart <= 2 ? "near" : "conflict", yearsApart };
}

function firstDay(date: PartialDate): number {
  const month = date.precision === "year" ? 1 : date.month;
  return Date.UTC(date.year, month - 1, date.precision === "day" ? date.day : 1) / DAY_MS;
}

function lastDay(date: PartialDate): number {
  const month = date.precision === "year" ? 12 : date.month;
  const day = date.precision === "day" ? date.day : daysInMonth(date.year, month);
  return Date.UTC(date.year, month - 1, day) / DAY_MS;
}
