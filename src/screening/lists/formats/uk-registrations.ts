import type { IdentifierKind } from "../../party/party.ts";
import { countryIn } from "../document-text.ts";
import { addIdentifier, addRemark, defined, type PartyDraft, tidy } from "../party-draft.ts";

/** Words before a number of a company, and what the number is. */
const labels: readonly (readonly [RegExp, IdentifierKind])[] = [
  [/\b(?:INN|TIN|tax|VAT|УНН|ИНН|УНП|UNP|NIT|RIF)\b/i, "tax_id"],
  [/\b(?:LEI|legal entity identifier)\b/i, "lei"],
  [/\b(?:SWIFT|BIC)\b/i, "bic"],
];

/** A number with what stands before it up to the number before, and a country in parentheses behind it. */
const numbered = /([^\d;]*?)\b([A-Z]{0,4}\d[A-Z0-9]*(?:[./-][A-Z0-9]+)*)\b(?:\s*\(([^()\d]{2,40})\))?/gu;

/**
 * Adds the company numbers in a text such as `OGRN: 1031624002937`, `INN – 6167128827 KPP – 616601001` or
 * `Tax ID No. 7735007358 (Russia); Registration Number 1027700073466 (Russia)`. The whole text is kept in the
 * remarks when it is more than one number.
 */
export function addRegistrations(text: string, draft: PartyDraft): void {
  const plain = tidy(text);
  // `OGRN 1027700035769INN 7708004767`: the list loses spaces between a number and the next word.
  const spaced = plain.replace(/(\d)(?=(?:INN|OGRN|KPP|OKPO|TIN)\b)/g, "$1 ");
  for (const [, before = "", value = "", where] of spaced.matchAll(numbered)) {
    if (!/\d{4}/.test(value)) continue;
    const label = tidy(before.replace(/[\s:–,.-]+$/u, "").replace(/^[\s:;,.)–-]+/u, ""));
    const kind = labels.find(([words]) => words.test(label))?.[1] ?? "registration";
    const country = where === undefined ? countryIn(label) : countryIn(where);
    addIdentifier(draft, defined({ kind, value, country, label: label === "" ? undefined : label }));
  }
  if (!/^[A-Z0-9-]+$/i.test(plain)) addRemark(draft, `Business registration: ${plain}`);
}
