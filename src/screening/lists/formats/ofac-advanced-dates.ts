import { daysInMonth, formatPartialDate, type PartialDate, parsePartialDate } from "../../../core/index.ts";
import type { BirthDate } from "../../party/party.ts";
import { childOf, textOfChild, type XmlElement } from "../xml-records.ts";

/** A `Date`, `From` or `To` with elements Year, Month and Day, of which the last ones may be missing. */
export function readDate(element: XmlElement | undefined): PartialDate | undefined {
  if (!element) return undefined;
  const numbers = ["Year", "Month", "Day"].map((name) => textOfChild(element, name));
  const [year, ...rest] = numbers.slice(0, numbers.includes(undefined) ? numbers.indexOf(undefined) : 3);
  if (year === undefined) return undefined;
  return parsePartialDate([year.padStart(4, "0"), ...rest.map((part) => part?.padStart(2, "0"))].join("-"));
}

/**
 * The interval of a `DatePeriod`. Start and End are themselves uncertain, between From and To;
 * the interval reaches from the earliest start to the latest end. OFAC writes "1961" as the
 * days 1 January to 31 December of that year, so whole years and months are given as such.
 * Undefined when there is no start that can be read.
 */
export function readPeriod(element: XmlElement): BirthDate | undefined {
  const start = childOf(element, "Start");
  const end = childOf(element, "End");
  const from = start && readDate(childOf(start, "From"));
  if (!from) return undefined;
  const latest = [
    end && readDate(childOf(end, "To")),
    end && readDate(childOf(end, "From")),
    start && readDate(childOf(start, "To")),
  ];
  const to = latest.find((date) => date !== undefined) ?? from;
  const circa = [start, end].some((bound) => bound?.attributes["Approximate"] === "true");
  return { ...intervalOf(firstDay(from), lastDay(to)), ...(circa ? { circa: true as const } : {}) };
}

/** The interval in words: `1961`, `1961-02 to 1962`. */
export function periodText(period: BirthDate): string {
  const text = period.to === undefined ? period.from : `${period.from} to ${period.to}`;
  return period.circa ? `circa ${text}` : text;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function firstDay(date: PartialDate): Day {
  const month = date.precision === "year" ? 1 : date.month;
  return { year: date.year, month, day: date.precision === "day" ? date.day : 1 };
}

function lastDay(date: PartialDate): Day {
  const month = date.precision === "year" ? 12 : date.month;
  return { year: date.year, month, day: date.precision === "day" ? date.day : daysInMonth(date.year, month) };
}

function intervalOf(from: Day, to: Day): { from: string; to?: string } {
  const wholeMonths = from.day === 1 && to.day === daysInMonth(to.year, to.month);
  const wholeYears = wholeMonths && from.month === 1 && to.month === 12;
  const precision = wholeYears ? "year" : wholeMonths ? "month" : "day";
  const [first, last] = [from, to].map((day) => formatPartialDate({ ...day, precision }));
  return first === last ? { from: first ?? "" } : { from: first ?? "", to: last ?? "" };
}
