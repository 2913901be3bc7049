import { countryOf, mrzDateText, nameSpellings, type ParsedMrz } from "./mrz/index.ts";
import type { Check, CheckOutcome } from "./report.ts";

/** What the customer record says; whatever is missing is not compared. */
export interface DeclaredCustomer {
  readonly name?: string | undefined;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate?: string | undefined;
  /** ISO 3166-1 alpha-2 or alpha-3. */
  readonly nationality?: string | undefined;
  readonly documentNumber?: string | undefined;
}

/** How sure we are of what is compared; a contradiction counts only between certain things. */
export interface FieldCertainty {
  readonly characters: boolean;
  readonly name: boolean;
}

/**
 * Compares the zone with the customer record. Names by their words in any order, each in
 * any spelling Doc 9303 allows; dates and numbers exactly.
 */
export function declaredRules(
  mrz: ParsedMrz,
  declared: DeclaredCustomer,
  certainty: FieldCertainty,
): readonly Check[] {
  const contradicted: CheckOutcome = certainty.characters ? "fail" : "inconclusive";
  return [
    nameRule(mrz, declared.name, certainty.name ? "fail" : "inconclusive"),
    birthDateRule(mrz, declared.birthDate, contradicted),
    nationalityRule(mrz, declared.nationality),
    ...(declared.documentNumber === undefined
      ? []
      : [numberRule(mrz, declared.documentNumber, contradicted)]),
  ];
}

function check(id: string, outcome: CheckOutcome, detail: string): Check {
  return { id: `customer.${id}`, outcome, strength: "strong", detail, confidence: null };
}

function nameRule(mrz: ParsedMrz, name: string | undefined, contradicted: CheckOutcome): Check {
  if (name === undefined) return check("name", "not_performed", "The customer record names nobody.");
  const declared = nameSpellings(name);
  if (declared === undefined) {
    return check("name", "inconclusive", "The customer's name is not written in Latin letters.");
  }
  const printed = `${mrz.surname} ${mrz.givenNames}`.split(" ").filter((word) => word !== "");
  const matched = matchWords(declared, printed, mrz.nameMayBeTruncated);
  const missing = declared.length - matched;
  const extra = printed.length - matched;
  const counts = `${matched} of ${declared.length} declared words are on the document, which has ${printed.length}`;
  if (missing === 0 && extra === 0) return check("name", "ok", `The names are the same: ${counts}.`);
  if (mrz.nameMayBeTruncated && extra === 0 && matched > 0) {
    return check("name", "ok", `The printed name is cut off and agrees as far as it goes: ${counts}.`);
  }
  if (matched === 0) return check("name", contradicted, `The names have no word in common: ${counts}.`);
  return check("name", "warn", `The names agree in part: ${counts}.`);
}

/** How many declared words find a printed word of their own. A cut-off last word may be a beginning. */
function matchWords(
  declared: readonly (readonly string[])[],
  printed: readonly string[],
  truncated: boolean,
): number {
  const free = [...printed];
  const unmatched = declared.filter((spellings) => {
    const at = free.findIndex((word) => spellings.includes(word));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
  const last = printed.at(-1);
  const cut =
    truncated &&
    last !== undefined &&
    free.includes(last) &&
    unmatched.some((spellings) => spellings.some((text) => text.startsWith(last)));
  return declared.length - unmatched.length + (cut ? 1 : 0);
}

function birthDateRule(mrz: ParsedMrz, declared: string | undefined, contradicted: CheckOutcome): Check {
  const id = "birth-date";
  if (declared === undefined) return check(id, "not_performed", "The customer record has no birth date.");
  const printed = mrzDateText(mrz.birthDate);
  if (printed === null)
    return check(id, "inconclusive", "The document states no birth date to compare with.");
  if (printed === declared) return check(id, "ok", "The birth dates are the same.");
  const shorter = Math.min(printed.length, declared.length);
  if (printed.length !== declared.length && printed.slice(0, shorter) === declared.slice(0, shorter)) {
    return check(id, "warn", "The birth dates agree, but one of them is not known to the day.");
  }
  return check(id, contradicted, "The birth dates differ.");
}

/** Never `fail`: people have more than one nationality and the record may hold another one. */
function nationalityRule(mrz: ParsedMrz, declared: string | undefined): Check {
  const id = "nationality";
  if (declared === undefined) return check(id, "not_performed", "The customer record has no nationality.");
  return countryOf(declared) === countryOf(mrz.nationality)
    ? check(id, "ok", "The nationalities are the same.")
    : check(id, "warn", "The nationalities differ; the holder may have more than one.");
}

function numberRule(mrz: ParsedMrz, declared: string, contradicted: CheckOutcome): Check {
  const id = "document-number";
  const plain = declared.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return plain === mrz.documentNumber.replace(/ /g, "")
    ? check(id, "ok", "The document numbers are the same.")
    : check(id, contradicted, "The document numbers differ.");
}
