import { parsePublishedDate } from "../party/published-date.ts";
import type { ListReading } from "./list-format.ts";
import { addBirthDate, defined, leaveInRemarks, type PartyDraft } from "./party-draft.ts";

/**
 * Adds a birth date given as text: a date as `parsePublishedDate` reads it, two of them as a range (`1960 to 1965`,
 * `1960-1965`), either with `circa` before it. A text of placeholders only (`dd/mm/yyyy`) says nothing. Any other is
 * noted and stays in the remarks.
 */
export function addBirthText(
  text: string | undefined,
  draft: PartyDraft,
  place: string,
  reading: ListReading,
  approximate = false,
): void {
  const trimmed = text?.trim() ?? "";
  if (/^[dmy0/.\s-]*$/i.test(trimmed)) return;
  const circa = /^(?:circa|approximately|approx\.?|about|c\.)\s*/i.exec(trimmed)?.[0] ?? "";
  const [first = "", second] = trimmed
    .slice(circa.length)
    .split(/\s+(?:to|-|–)\s+|(?<=^\d{4})[-–](?=\d{4}$)/);
  const from = parsePublishedDate(first);
  const to = second === undefined ? undefined : parsePublishedDate(second);
  if (from === undefined || (second !== undefined && (to === undefined || to <= from))) {
    leaveInRemarks(draft, `Date of birth: ${trimmed}`, "a birth date cannot be read", place, reading);
    return;
  }
  addBirthDate(draft, defined({ from, to, circa: circa !== "" || approximate ? true : undefined }));
}
