import { countryCode } from "../../party/countries.ts";
import type { IdentifierKind } from "../../party/party.ts";
import { parseDocument } from "../document-text.ts";
import type { ListReading } from "../list-format.ts";
import { addIdentifier, addRemark, defined, note, type PartyDraft, tidy } from "../party-draft.ts";
import { textOfChild, type XmlElement } from "../xml-records.ts";

/**
 * Adds an `INDIVIDUAL_DOCUMENT`. `TYPE_OF_DOCUMENT` is passport or national identification number,
 * `TYPE_OF_DOCUMENT2` says it more exactly; the number stands in `NUMBER`, mostly alone, and now and then in
 * `TYPE_OF_DOCUMENT2` or `NOTE`. One without a number is kept in the remarks.
 */
export function addUnDocument(
  element: XmlElement,
  draft: PartyDraft,
  place: string,
  reading: ListReading,
): void {
  const type = textOfChild(element, "TYPE_OF_DOCUMENT");
  const exact = textOfChild(element, "TYPE_OF_DOCUMENT2");
  const comment = textOfChild(element, "NOTE");
  const sources = [textOfChild(element, "NUMBER"), exact, comment].filter((text) => text !== undefined);
  const dates = ["DATE_OF_ISSUE", "DATE_OF_EXPIRY", "CITY_OF_ISSUE"].flatMap((name) => {
    const text = textOfChild(element, name);
    return text === undefined ? [] : [`${name.toLowerCase().replaceAll("_", " ")} ${text}`];
  });
  if (type === undefined && sources.length === 0) return;
  const [document] = sources.map(parseDocument).filter((found) => found !== undefined);
  if (!document)
    note(reading, `${place}/INDIVIDUAL_DOCUMENT`, "a document has no number; it stays in the remarks");
  const country = issuer(element) ?? document?.country;
  if (document) {
    const label = exact === undefined ? (document.label ?? type) : exact;
    addIdentifier(
      draft,
      defined({ kind: kindOf(type, exact), value: document.value, country, label: tidy(label ?? "") }),
    );
  }
  const details = [...sources.filter((text) => text !== document?.value && text !== exact), ...dates];
  if (details.length > 0 || !document)
    addRemark(draft, [tidy(exact ?? type ?? "Document"), ...details].join(", "));
}

function issuer(element: XmlElement): string | undefined {
  const text = textOfChild(element, "ISSUING_COUNTRY") ?? textOfChild(element, "COUNTRY_OF_ISSUE");
  return text === undefined ? undefined : countryCode(text);
}

function kindOf(type: string | undefined, exact: string | undefined): IdentifierKind {
  const words = `${type ?? ""} ${exact ?? ""}`;
  if (/fiscal|tax/i.test(exact ?? "")) return "tax_id";
  if (/pass(?:e?port|aporte)/i.test(words)) return "passport";
  return /identi|birth|national|ration|social|card/i.test(words) ? "national_id" : "other";
}
