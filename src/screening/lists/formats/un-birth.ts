import { parsePublishedDate } from "../../party/published-date.ts";
import { addBirthText } from "../birth-text.ts";
import type { ListReading } from "../list-format.ts";
import { addBirthDate, addRemark, leaveInRemarks, type PartyDraft } from "../party-draft.ts";
import { textOfChild, type XmlElement } from "../xml-records.ts";

/**
 * Adds an `INDIVIDUAL_DATE_OF_BIRTH`: `TYPE_OF_DATE` EXACT or APPROXIMATELY with `DATE` or `YEAR`, or BETWEEN with
 * `FROM_YEAR` and `TO_YEAR`. Some have their date in `NOTE` only. What is not a date is noted and stays in
 * the remarks.
 */
export function addUnBirth(
  element: XmlElement,
  draft: PartyDraft,
  place: string,
  reading: ListReading,
): void {
  const here = `${place}/INDIVIDUAL_DATE_OF_BIRTH`;
  const type = textOfChild(element, "TYPE_OF_DATE")?.toUpperCase();
  const comment = textOfChild(element, "NOTE");
  const circa = type === "APPROXIMATELY" || /^approximately/i.test(comment ?? "");
  const [from, to] = [textOfChild(element, "FROM_YEAR"), textOfChild(element, "TO_YEAR")];
  const exact = textOfChild(element, "DATE") ?? textOfChild(element, "YEAR");
  if (type === "BETWEEN" || (exact === undefined && from !== undefined)) {
    addRange(from, to, circa, draft, here, reading);
  } else if (exact !== undefined || comment !== undefined) {
    addBirthText(exact ?? comment, draft, here, reading, circa);
  }
  if (comment !== undefined && !/^approximately\s*$/i.test(comment)) {
    addRemark(draft, `Date of birth: ${comment}`);
  }
}

function addRange(
  from: string | undefined,
  to: string | undefined,
  circa: boolean,
  draft: PartyDraft,
  place: string,
  reading: ListReading,
): void {
  const first = parsePublishedDate(from ?? "");
  const last = parsePublishedDate(to ?? "");
  if (first === undefined || last === undefined || first > last) {
    const text = `Date of birth: between ${from ?? "?"} and ${to ?? "?"}`;
    leaveInRemarks(draft, text, "not a range of years", place, reading);
    return;
  }
  addBirthDate(draft, {
    from: first,
    ...(first === last ? {} : { to: last }),
    ...(circa ? { circa: true as const } : {}),
  });
}
