import {
  documentTypeOf,
  knownDay,
  type MrzDate,
  mrzDateText,
  type ParsedMrz,
  stateUse,
} from "./mrz/index.ts";
import type { Check, CheckOutcome } from "./report.ts";

/** A document valid for longer than this from now on is unusual enough for a second look. */
const VALIDITY_YEARS_MAX = 15;
/** Older than anybody has verifiably been; a birth date beyond it was misread or made up. */
const AGE_YEARS_MAX = 123;

/** How sure we are of the characters: a rule may say `fail` only about certain ones. */
export interface Certainty {
  /** The lines were given as text, or every protected character was read with confidence. */
  readonly characters: boolean;
}

/**
 * The rules of a machine-readable zone on its own (ICAO Doc 9303 parts 3 to 7). Each gives
 * one check; a broken rule is `fail` when the characters are certain, else `inconclusive`,
 * because then a misread character is the likelier cause.
 */
export function mrzRules(mrz: ParsedMrz, certainty: Certainty, now: Date): readonly Check[] {
  const broken: CheckOutcome = certainty.characters ? "fail" : "inconclusive";
  return [
    ...checkDigitRules(mrz, broken),
    documentCodeRule(mrz),
    stateRule("mrz.issuer", mrz.issuer, ["issuer", "issuer-and-nationality"], broken),
    stateRule("mrz.nationality", mrz.nationality, ["nationality", "issuer-and-nationality"], broken),
    birthDateRule(mrz, broken, now),
    expiryRule(mrz, broken, now),
    sexRule(mrz),
    nameRule(mrz),
  ];
}

function check(id: string, outcome: CheckOutcome, detail: string): Check {
  return { id, outcome, strength: "strong", detail, confidence: null };
}

function checkDigitRules(mrz: ParsedMrz, broken: CheckOutcome): Check[] {
  return mrz.checkDigits.map(({ field, ok }) => {
    const id = `mrz.check-digit.${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return ok
      ? check(id, "ok", "The check digit agrees.")
      : check(id, broken, "The check digit does not agree with the characters it covers.");
  });
}

function documentCodeRule(mrz: ParsedMrz): Check {
  const type = documentTypeOf(mrz);
  const fits =
    mrz.format === "TD3"
      ? type === "passport"
      : mrz.format.startsWith("MRV")
        ? type === "visa"
        : type !== undefined;
  if (fits) return check("mrz.document-code", "ok", `The document code fits the format ${mrz.format}.`);
  return check("mrz.document-code", "warn", `The document code does not belong to the format ${mrz.format}.`);
}

function stateRule(id: string, code: string, allowed: readonly string[], broken: CheckOutcome): Check {
  const use = stateUse(code);
  if (use === "specimen")
    return check(`${id}.specimen`, broken, "UTO marks a specimen, which nobody was issued.");
  if (use === undefined) return check(id, "warn", "The code is in neither ISO 3166-1 nor Doc 9303 part 3.");
  if (use === "withdrawn") return check(id, "warn", "The code was withdrawn.");
  if (!allowed.includes(use)) return check(id, "warn", `The code is reserved for use as ${use}.`);
  return check(id, "ok", "The code is a known state or organisation.");
}

function birthDateRule(mrz: ParsedMrz, broken: CheckOutcome, now: Date): Check {
  const id = "mrz.birth-date";
  if (mrz.birthDate.state === "invalid")
    return check(id, broken, "The birth date is not a date in the past.");
  const day = knownDay(mrz.birthDate);
  if (!day) return check(id, "warn", "The birth date is not known to the day.");
  const age = now.getUTCFullYear() - day.year;
  if (age > AGE_YEARS_MAX) return check(id, "warn", `The holder would be older than ${AGE_YEARS_MAX} years.`);
  return check(id, "ok", "The birth date is a date in the past.");
}

function expiryRule(mrz: ParsedMrz, broken: CheckOutcome, now: Date): Check {
  const id = "mrz.expiry-date";
  const expiry = latestDay(mrz.expiryDate);
  if (mrz.expiryDate.state === "invalid") return check(id, broken, "The expiry date is not a date.");
  if (expiry === undefined) return check(id, "warn", "The document states no expiry date.");
  // A document is valid to the end of its last day, wherever on earth the holder stands: UTC-12.
  const lastMoment = Date.parse(`${expiry}T23:59:59Z`) + 12 * 3_600_000;
  if (lastMoment < now.getTime()) return check("mrz.expired", broken, `The document expired on ${expiry}.`);
  const birth = mrzDateText(mrz.birthDate);
  if (birth !== null && birth > expiry)
    return check(id, broken, "The document expires before the holder was born.");
  const yearsAhead = Number(expiry.slice(0, 4)) - now.getUTCFullYear();
  if (yearsAhead > VALIDITY_YEARS_MAX)
    return check(id, "warn", `The document is valid for ${yearsAhead} more years.`);
  return check(id, "ok", `The document is valid until ${expiry}.`);
}

/** The last day a date can mean: a document that states only a month is valid to its end. */
function latestDay(date: MrzDate): string | undefined {
  const text = mrzDateText(date);
  if (text === null) return undefined;
  if (text.length === 4) return `${text}-12-31`;
  if (text.length > 7) return text;
  const [year, month] = text.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
}

function sexRule(mrz: ParsedMrz): Check {
  return mrz.sex === undefined
    ? check("mrz.sex", "warn", "The sex is none of F, M and <.")
    : check("mrz.sex", "ok", "The sex is stated or left open.");
}

function nameRule(mrz: ParsedMrz): Check {
  if (!/^[A-Z ]+$/.test(mrz.surname) || !/^[A-Z ]*$/.test(mrz.givenNames)) {
    return check("mrz.name", "warn", "The name is empty or holds a digit.");
  }
  return check("mrz.name", "ok", "The name has the form of a name; no check digit protects it.");
}
