import type { PartialDate } from "../../core/index.ts";
import { formatPartialDate } from "../../core/index.ts";
import { compareBirthDates } from "../party/birth-date.ts";
import { countryName } from "../party/countries.ts";
import { identifierKey } from "../party/identifier-key.ts";
import type { Party } from "../party/party.ts";

/** A fact beside the name that speaks for or against a hit. */
export interface HitEvidence {
  readonly fact: "birth_date" | "country" | "gender" | "identifier";
  readonly result: "agree" | "near" | "conflict" | "unknown";
  /** What it adds to the log-odds of the hit; 0 when unknown. */
  readonly logOdds: number;
  /** A clause for the explanation: `birth year 1961 agrees`. */
  readonly detail: string;
}

export interface QueryFacts {
  readonly birthDate?: PartialDate;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly gender?: "male" | "female";
  /** Comparison keys from `identifierKey`. */
  readonly identifiers: readonly string[];
}

/** A wrong birth year is rarely wrong by more. */
const FAR_YEARS = 10;

/**
 * Log-odds of what the facts beside a name say, lower than their frequency alone would allow: lists
 * carry several dates per entry and customers of one bank share countries.
 */
const logOddsOf = {
  birthDate: {
    day: 4,
    flipped: 2.5,
    month: 2.5,
    year: 1.5,
    range: 1,
    near: 0,
    conflict: -2.5,
    farConflict: -4,
  },
  country: { agree: 0.8, conflict: -0.5 },
  gender: { agree: 0.2, conflict: -2 },
  identifier: { agree: 6 },
} as const;

/** The most the facts of a query can add to the log-odds of an entry that shares no identifier with it. */
export function mostEvidence(query: QueryFacts): number {
  const birthDate = query.birthDate ? Math.max(...Object.values(logOddsOf.birthDate)) : 0;
  const country = query.countries.length > 0 ? logOddsOf.country.agree : 0;
  return birthDate + country + (query.gender ? logOddsOf.gender.agree : 0);
}

/** Weighs everything known beside the name. Facts missing on a side are reported as unknown only where the query has them. */
export function weighEvidence(query: QueryFacts, party: Party): HitEvidence[] {
  const evidence: HitEvidence[] = [];
  if (query.birthDate) evidence.push(birthDateEvidence(query.birthDate, party));
  if (query.countries.length > 0) evidence.push(countryEvidence(query.countries, party));
  if (query.gender) evidence.push(genderEvidence(query.gender, party));
  if (query.identifiers.length > 0) evidence.push(identifierEvidence(query.identifiers, party));
  return evidence;
}

function birthDateEvidence(date: PartialDate, party: Party): HitEvidence {
  const found = compareBirthDates(date, party.birthDates);
  const fact = "birth_date";
  const asked = formatPartialDate(date);
  const listed = party.birthDates
    .map((one) => `${one.circa ? "circa " : ""}${one.from}${one.to ? ` to ${one.to}` : ""}`)
    .join(" or ");
  switch (found.result) {
    case "agree": {
      const words = {
        day: `birth date ${asked} agrees`,
        flipped: `birth date ${asked} agrees with day and month swapped (${listed})`,
        month: `birth month agrees (${asked}, listed ${listed})`,
        year: `birth year agrees (${asked}, listed ${listed})`,
        range: `birth date ${asked} lies within ${listed}`,
      };
      return {
        fact,
        result: "agree",
        logOdds: logOddsOf.birthDate[found.precision],
        detail: words[found.precision],
      };
    }
    case "near":
      return {
        fact,
        result: "near",
        logOdds: logOddsOf.birthDate.near,
        detail: `birth date ${asked} is ${found.yearsApart} years from ${listed}`,
      };
    case "conflict":
      return {
        fact,
        result: "conflict",
        logOdds:
          found.yearsApart > FAR_YEARS ? logOddsOf.birthDate.farConflict : logOddsOf.birthDate.conflict,
        detail: `birth date ${asked} is ${found.yearsApart} years from ${listed}`,
      };
    case "unknown":
      return { fact, result: "unknown", logOdds: 0, detail: "the list gives no birth date" };
    default:
      return found satisfies never;
  }
}

function countryEvidence(countries: readonly string[], party: Party): HitEvidence {
  const fact = "country";
  if (party.countries.length === 0) {
    return { fact, result: "unknown", logOdds: 0, detail: "the list gives no country" };
  }
  const shared = countries.find((code) => party.countries.includes(code));
  if (shared !== undefined) {
    return {
      fact,
      result: "agree",
      logOdds: logOddsOf.country.agree,
      detail: `country ${countryName(shared)} agrees`,
    };
  }
  const listed = party.countries.map(countryName).join(", ");
  const detail = `country ${countries.map(countryName).join(", ")} is not among the listed (${listed})`;
  return { fact, result: "conflict", logOdds: logOddsOf.country.conflict, detail };
}

function genderEvidence(gender: "male" | "female", party: Party): HitEvidence {
  const fact = "gender";
  if (!party.gender) return { fact, result: "unknown", logOdds: 0, detail: "the list gives no gender" };
  return party.gender === gender
    ? { fact, result: "agree", logOdds: logOddsOf.gender.agree, detail: "gender agrees" }
    : { fact, result: "conflict", logOdds: logOddsOf.gender.conflict, detail: `listed as ${party.gender}` };
}

function identifierEvidence(keys: readonly string[], party: Party): HitEvidence {
  const fact = "identifier";
  for (const identifier of party.identifiers) {
    const key = identifierKey(identifier.kind, identifier.value);
    if (key === undefined || !keys.includes(key)) continue;
    const label = identifier.label ?? identifier.kind.replaceAll("_", " ");
    return {
      fact,
      result: "agree",
      logOdds: logOddsOf.identifier.agree,
      detail: `${label} ${identifier.value} is the same`,
    };
  }
  return { fact, result: "unknown", logOdds: 0, detail: "no listed identifier is the same" };
}
