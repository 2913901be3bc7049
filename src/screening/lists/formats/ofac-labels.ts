import type { IdentifierKind } from "../../party/party.ts";

/**
 * What OFAC calls its document and number types (reference values `IDRegDocType` and
 * `FeatureType` of the advanced XML; `idType` of sdn.xml; the first words of a clause of
 * remarks in the CSV; the last part of an id in the Consolidated Screening List), and the
 * kind each means. One label can be the start of another: see `splitLabel`.
 */
const labelsByKind: Readonly<Partial<Record<IdentifierKind, readonly string[]>>> = {
  passport: [
    "Passport",
    "Diplomatic Passport",
    "Official Passport",
    "Stateless Person Passport",
    "British National Overseas Passport",
    "Seaman Passport",
    "Travel Document Number",
  ],
  national_id: [
    "National ID No.",
    "National Foreign ID Number",
    "Identification Number",
    "Personal ID Card",
    "Bosnian Personal ID No.",
    "Moroccan Personal ID No.",
    "UAE Identification",
    "Kenyan ID No.",
    "Tazkira National ID Card",
    "Turkish Identification Number",
    "Citizen's Card Number",
    "Cedula No.",
    "Cedula de Ciudadania",
    "Cedula de Residencia",
    "Numero de Identidad",
    "C.U.R.P.",
    "C.U.R.P",
    "C.U.I.P.",
    "I.F.E.",
    "Credencial electoral",
    "Electoral Registry No.",
    "Cartilla de Servicio Militar Nacional",
    "D.N.I.",
    "N.I.E.",
    "NIE",
    "SSN",
    "LE Number",
    "CNP (Personal Numerical Code)",
    "CNP",
    "Birth Certificate Number",
    "Residency Number",
    "Romanian Permanent Resident",
    "Immigration No.",
    "Public Security and Immigration No.",
    "VisaNumberID",
    "Refugee ID Card",
    "Stateless Person ID Card",
    "Seafarer's Identification Document",
    "Driver's License No.",
    "Pilot License Number",
    "Military Registration Number",
    "Tarjeta Profesional",
  ],
  tax_id: [
    "Tax ID No.",
    "NIT #",
    "NIT",
    "RUC #",
    "RUC",
    "RIF #",
    "RIF",
    "RTN",
    "R.F.C.",
    "RFC",
    "C.U.I.T.",
    "C.U.I.",
    "C.I.F.",
    "N.I.F.",
    "V.A.T. Number",
    "VAT",
    "Fiscal Code",
    "Italian Fiscal Code",
    "US FEIN",
    "Paraguayan tax identification number",
    "Romanian Tax Registration",
    "Numero Unico de Identificacao Tributaria (NUIT)",
  ],
  registration: [
    "Registration Number",
    "Registration ID",
    "Public Registration Number",
    "Paraguay Public Registration Number",
    "Business Registration Number",
    "Business Registration Document #",
    "Business Number",
    "Branch Unit Number",
    "Company Number",
    "UK Company Number",
    "Enterprise Number",
    "Commercial Registry Number",
    "Central Registration System Number",
    "Certificate of Incorporation Number",
    "Chamber of Commerce Number",
    "Istanbul Chamber of Comm. No.",
    "Dubai Chamber of Commerce Membership No.",
    "C.R. No.",
    "Romanian C.R.",
    "RSIN",
    "Organization Code",
    "Economic Register Number (CBLS)",
    "Government Gazette Number",
    "Matricula Mercantil No.",
    "Matricula Mercantil No",
    "Folio Mercantil No.",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "Chinese Commercial Code",
    "D-U-N-S Number",
    "License",
    "Trade License No.",
    "Tourism License No.",
    "Afghan Money Service Provider License Number",
    "MSB Registration Number",
    "Registered Charity No.",
    "Registration Certificate Number (Dubai)",
    "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    "C.I.N.",
    "Permit Number",
    "SRE Permit No.",
    "SRE Permit No",
    "File Number",
    "Trademark number",
    "Serial No.",
    "Vessel Registration Identification",
  ],
  lei: ["Legal Entity Number"],
  imo: ["IMO"],
  mmsi: ["MMSI"],
  call_sign: ["Vessel Call Sign", "Other Vessel Call Sign"],
  aircraft_tail: ["Aircraft Tail Number", "Previous Aircraft Tail Number"],
  aircraft_serial: [
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Construction Number (also called L/N or S/N or F/N)",
    "Aircraft Serial Identification",
  ],
  bic: ["SWIFT/BIC"],
  email: ["Email Address"],
  phone: ["Phone Number", "Telephone"],
  website: ["Website"],
  other: [
    "BIK (RU)",
    "BIK",
    "ISIN",
    "Equity Ticker",
    "MICEX Code",
    "Aircraft Mode S Transponder Code",
    "UN/LOCODE",
    "Fax",
  ],
};

/** Labels whose value is a country the party is tied to. */
const countryLabels = [
  "Nationality of Registration",
  "Registration Country",
  "Former Vessel Flag",
  "Other Vessel Flag",
];

export type LabelMeaning = IdentifierKind | "gender" | "country" | "secondary sanctions";

const meanings = new Map<string, LabelMeaning>([
  ["Gender", "gender"],
  ["Secondary sanctions risk", "secondary sanctions"],
  ["Additional Sanctions Information", "secondary sanctions"],
  ...countryLabels.map((label) => [label, "country"] as const),
  ...Object.entries(labelsByKind).flatMap(([kind, labels]) =>
    labels.map((label) => [label, kind as IdentifierKind] as const),
  ),
]);

const cryptoClause = /^(Digital Currency Address - \S+) (\S+)$/;

/** Labels that can begin a clause, by their first letter, the longest first: `Registration Number` is no `Registration`. */
const labelsInClauses = Map.groupBy(
  [...meanings.keys()].sort((a, b) => b.length - a.length),
  (label) => label.charAt(0),
);

/** The label without the colon or dash that OFAC ends some with, and with straight apostrophes. */
export function plainLabel(label: string): string {
  return label
    .replaceAll("’", "'")
    .replace(/\s*[:-]\s*$/, "")
    .trim();
}

/** What a label means; undefined for one that is no identifier we know and no fact of the model. */
export function meaningOf(label: string): LabelMeaning | undefined {
  return cryptoCurrencyOf(label) === undefined ? meanings.get(label) : "crypto_address";
}

/** `XBT` of `Digital Currency Address - XBT`. */
export function cryptoCurrencyOf(label: string): string | undefined {
  return /^Digital Currency Address - (\S+)$/.exec(label)?.[1];
}

/** Splits a clause of remarks into the label it begins with and the value after it. */
export function splitLabel(clause: string): { label: string; value: string } | undefined {
  const crypto = cryptoClause.exec(clause);
  if (crypto) return { label: crypto[1] ?? "", value: crypto[2] ?? "" };
  const label = labelsInClauses
    .get(clause.charAt(0))
    ?.find((start) => clause.startsWith(start) && /^(?: -|:)? /.test(clause.slice(start.length)));
  if (label === undefined) return undefined;
  return { label, value: clause.slice(label.length).replace(/^(?: -|:)? /, "") };
}
