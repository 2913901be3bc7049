import { formatPartialDate, parsePartialDate } from "../../core/index.ts";

const months = "january february march april may june july august september october november december".split(
  " ",
);

/** A year outside of these belongs to another calendar or is a slip. */
const YEAR_MIN = 1800;
const YEAR_MAX = 2199;

/**
 * A date as European publishers and the United Nations write it, as `YYYY`, `YYYY-MM` or
 * `YYYY-MM-DD`: ISO 8601, also with a time or zone behind it (which is dropped); `31/12/1965` and
 * `31.12.1965`, day first; `dd/mm/1965`, `00/00/1965` and `dd/12/1965`, where a placeholder says that
 * day or month is not known; `22-Aug-2026`, `4 August 1961`, `Nov. 1973`. Undefined when the text is
 * none of these or names no such day; nothing is made up for an unknown part.
 */
export function parsePublishedDate(text: string): string | undefined {
  const trimmed = text.trim();
  return iso(trimmed) ?? numeric(trimmed) ?? named(trimmed);
}

function iso(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ][\d:.]+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text)?.[1];
  return checked(day ?? text);
}

function numeric(text: string): string | undefined {
  const match =
    /^(\d{1,2}|dd)[/.](\d{1,2}|mm)[/.](\d{4})$/i.exec(text) ?? /^()(\d{1,2}|mm)[/.](\d{4})$/i.exec(text);
  if (!match) return undefined;
  return joined(match[3] ?? "", known(match[2]), known(match[1]));
}

function named(text: string): string | undefined {
  const match = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?[ -](\d{4})$/i.exec(text);
  if (!match) return undefined;
  const word = (match[2] ?? "").toLowerCase();
  const month = months.findIndex((name) => name.startsWith(word)) + 1;
  return month === 0 ? undefined : joined(match[3] ?? "", String(month), match[1]);
}

function known(part: string | undefined): string | undefined {
  return part === undefined || part === "" || /^(?:dd|mm|0+)$/i.test(part) ? undefined : part;
}

/** A day without its month says nothing, so it is dropped. */
function joined(year: string, month: string | undefined, day: string | undefined): string | undefined {
  if (month === undefined) return checked(year);
  const yearMonth = `${year}-${month.padStart(2, "0")}`;
  return checked(day === undefined ? yearMonth : `${yearMonth}-${day.padStart(2, "0")}`);
}

function checked(text: string | undefined): string | undefined {
  const date = text === undefined ? undefined : parsePartialDate(text);
  if (date === undefined || date.year < YEAR_MIN || date.year > YEAR_MAX) return undefined;
  return formatPartialDate(date);
}
