import { parseListBirthDate } from "../../party/birth-date.ts";
import { countryCode } from "../../party/countries.ts";
import type { BirthDate, Identifier, IdentifierKind, NameKind } from "../../party/party.ts";

/** What OFAC hides in the free-text column; everything else of a party has columns of its own. */
export interface MinedRemarks {
  readonly names: { readonly text: string; readonly kind: NameKind }[];
  readonly birthDates: BirthDate[];
  readonly birthPlaces: string[];
  readonly nationalities: string[];
  readonly identifiers: Identifier[];
  readonly linkedTo: string[];
  gender?: "male" | "female";
  formerFlags: string[];
  secondarySanctions: boolean;
  /** Clauses that begin like a birth date but cannot be read as one. */
  readonly unreadable: string[];
}

/**
 * Mines the remarks of an SDN entry. Clauses are separated by semicolons and the last
 * ends in a full stop. Names in single quotes after `a.k.a.` are OFAC's weak aliases
 * (data specification of the SDN list, "Weak AKAs"; FAQ 122); they may hold apostrophes.
 */
export function mineRemarks(remarks: string): MinedRemarks {
  const mined: MinedRemarks = {
    names: [],
    birthDates: [],
    birthPlaces: [],
    nationalities: [],
    identifiers: [],
    linkedTo: [],
    formerFlags: [],
    secondarySanctions: /secondary sanctions/i.test(remarks),
    unreadable: [],
  };
  for (const part of remarks.split(";")) {
    const clause = part.trim().replace(/^alt\. /, "");
    if (clause !== "") mineClause(clause.replace(/\.$/, ""), mined);
  }
  return mined;
}

function mineClause(clause: string, mined: MinedRemarks): void {
  const name = /^([afn])\.k\.a\. '(.+)'$/.exec(clause);
  if (name?.[2] !== undefined) {
    mined.names.push({ text: name[2], kind: name[1] === "f" ? "former" : "alias" });
    return;
  }
  const fact = /^(DOB|POB|nationality|citizen|Gender|Linked To:|Former Vessel Flag) +(.+)$/.exec(clause);
  if (fact?.[1] !== undefined && fact[2] !== undefined) mineFact(fact[1], fact[2], mined);
  else mineIdentifier(clause, mined);
}

function mineFact(word: string, value: string, mined: MinedRemarks): void {
  const country = countryCode(value);
  switch (word) {
    case "DOB": {
      const date = parseListBirthDate(value);
      if (date) mined.birthDates.push(date);
      else mined.unreadable.push(`DOB ${value}`);
      return;
    }
    case "POB":
      mined.birthPlaces.push(value);
      return;
    case "Gender":
      if (value === "Male") mined.gender = "male";
      if (value === "Female") mined.gender = "female";
      return;
    case "Linked To:":
      mined.linkedTo.push(value);
      return;
    case "Former Vessel Flag":
      if (country !== undefined) mined.formerFlags.push(country);
      return;
    default:
      if (country !== undefined) mined.nationalities.push(country);
  }
}

/** OFAC's own words before a number, and the kind each means. Longer words first. */
const identifierWords: readonly (readonly [RegExp, IdentifierKind])[] = [
  [/^(Digital Currency Address) - (\S+) (\S+)$/, "crypto_address"],
  [/^(Vessel Registration Identification IMO|IMO) (\d{7})$/, "imo"],
  [/^(MMSI) (\d{9})$/, "mmsi"],
  [/^(Legal Entity Number) (\S+)$/, "lei"],
  [/^(SWIFT\/BIC|BIK) (\S+)$/, "bic"],
  [/^(Email Address) (\S+@\S+)$/, "email"],
  [/^(Phone Number|Telephone) (.+)$/, "phone"],
  [/^(Website) (\S+)$/, "website"],
  [/^((?:Diplomatic |Stateless Person |Seaman )?Passport)(?: No\.?| #)? (.+)$/, "passport"],
  [
    /^(National ID No\.|Cedula No\.|Identification Number|Personal ID Card|C\.U\.R\.P\.|D\.N\.I\.|SSN|Numero de Identidad|Kenyan ID No\.|Citizen's Card Number|National Foreign ID Number|Bosnian Personal ID No\.|Tazkira National ID Card|Turkish Identification Number|I\.F\.E\.|NIE|Cartilla de Servicio Militar Nacional|Electoral Registry No\.|Birth Certificate Number|Residency Number|Cedula de Residencia|Cedula de Ciudadania|Driver's License No\.|Stateless Person ID Card|Refugee ID Card)(?: #)? (.+)$/,
    "national_id",
  ],
  [
    /^(Tax ID No\.|NIT #|NIT|RUC #|R\.F\.C\.|RIF #|V\.A\.T\. Number|Fiscal Code|C\.U\.I\.T\.|C\.U\.I\.|RTN|CNP|Italian Fiscal Code|RFC|RIF|RUC|VAT)(?: No\.)? (.+)$/,
    "tax_id",
  ],
  [
    /^(Registration Number|Registration ID|Business Registration Document #|Business Registration Number|Company Number|Commercial Registry Number|C\.R\. No\.|Trade License No\.|Matricula Mercantil No\.?|Folio Mercantil No\.|Unified Social Credit Code \(USCC\)|Economic Register Number \(CBLS\)|Government Gazette Number|Public Registration Number|Enterprise Number|Central Registration System Number|Istanbul Chamber of Comm\. No\.|Business Number|UK Company Number|D-U-N-S Number|License|Chamber of Commerce Number|Romanian C\.R\.|Chinese Commercial Code|Certificate of Incorporation Number|Registered Charity No\.|Paraguay Public Registration Number|United Social Credit Code Certificate \(USCCC\)) (.+)$/,
    "registration",
  ],
  [/^(Aircraft Tail Number) (\S+)$/, "aircraft_tail"],
  [/^(Aircraft Manufacturer's Serial Number \(MSN\)) (\S+)$/, "aircraft_serial"],
  [/^(Aircraft Construction Number \(also called L\/N or S\/N or F\/N\)) (\S+)$/, "aircraft_serial"],
  [/^(Other Vessel Call Sign) (\S+)$/, "call_sign"],
];

function mineIdentifier(clause: string, mined: MinedRemarks): void {
  for (const [pattern, kind] of identifierWords) {
    const match = pattern.exec(clause);
    if (!match) continue;
    const [, word = "", ...values] = match;
    if (kind === "crypto_address") {
      mined.identifiers.push({ kind, value: values[1] ?? "", label: values[0] ?? "" });
    } else {
      const { value, country } = splitIssuer(values[0] ?? "");
      mined.identifiers.push({ kind, value, ...(country === undefined ? {} : { country }), label: word });
    }
    return;
  }
}

/** `Z-050399 (Tunisia) issued 01 Jan 2001 expires …`: number and issuer; dates stay in the remarks. */
function splitIssuer(text: string): { value: string; country: string | undefined } {
  const match = /^(.+?)(?: \(([^)]+)\))?(?: (?:issued|expires) .*)?$/.exec(text);
  const value = (match?.[1] ?? text).trim();
  return { value, country: match?.[2] === undefined ? undefined : countryCode(match[2]) };
}
