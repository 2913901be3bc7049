import { type PartialDate, parsePartialDate } from "../../core/index.ts";

/** A date field: six digits, of which month and day may be unknown and printed as `<<`. */
export type MrzDate =
  | { readonly state: "known"; readonly date: PartialDate }
  | { readonly state: "unknown" }
  | { readonly state: "invalid" };

/** Years a document can be valid from now on; beyond it, the two digits mean the century before. */
const EXPIRY_YEARS_AHEAD = 50;

/**
 * Reads `YYMMDD` (Doc 9303 part 3, section 4.8). Two digits do not name a century, so the
 * clock decides: a birth is never in the future, an expiry at most 50 years ahead.
 */
export function readMrzDate(text: string, kind: "birth" | "expiry", now: Date): MrzDate {
  if (/^<+$/.test(text)) return { state: "unknown" };
  const match = /^(\d{2})(\d{2}|<<)(\d{2}|<<)$/.exec(text);
  if (!match) return { state: "invalid" };
  const [, year = "", month = "", day = ""] = match;
  if (month === "<<" && day !== "<<") return { state: "invalid" };
  const rest = month === "<<" ? "" : day === "<<" ? `-${month}` : `-${month}-${day}`;
  const today = now.toISOString().slice(0, 10);
  const thisCentury = Math.floor(now.getUTCFullYear() / 100);
  // The latest year that is not too late; a day that does not exist there is an error, not an older person.
  for (const century of [thisCentury + 1, thisCentury, thisCentury - 1]) {
    const candidate = `${String(century).padStart(2, "0")}${year}${rest}`;
    const latest = kind === "birth" ? today : `${now.getUTCFullYear() + EXPIRY_YEARS_AHEAD}${today.slice(4)}`;
    if (candidate > latest.slice(0, candidate.length)) continue;
    const date = parsePartialDate(candidate);
    return date ? { state: "known", date } : { state: "invalid" };
  }
  return { state: "invalid" };
}
