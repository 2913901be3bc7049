import { readFileSync } from "node:fs";

/** One designation of the UK Sanctions List, as far as its public JSON twin has it. */
export interface UkDesignation {
  readonly id: string;
  readonly type: string;
  /** By the name of the XML element. */
  readonly facts: Readonly<Record<string, string>>;
  readonly names: readonly Readonly<Record<string, string>>[];
  readonly nonLatin: readonly Readonly<Record<string, string>>[];
  readonly addresses: readonly Readonly<Record<string, string>>[];
  readonly birthDates: readonly string[];
  readonly passports: readonly Readonly<Record<string, string>>[];
}

/** The 58 columns of the official CSV, in its order. */
export const ukCsvColumns: readonly string[] = [
  ..."Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5".split(
    ",",
  ),
  ..."Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language".split(
    ",",
  ),
  ..."Regime Name,Designation Type,Designation source,Sanctions Imposed,Other Information".split(","),
  ..."UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address Line 4".split(","),
  ..."Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,Website".split(","),
  ..."Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number".split(","),
  ..."National Identifier additional information,Passport number,Passport additional information".split(","),
  ..."Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company".split(","),
  ..."Business registration number (s),IMO number,Current owner/operator (s)".split(","),
  ..."Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship".split(","),
  ..."Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)".split(","),
];

/**
 * The designations of the JSON twin, with the birth dates of a second public copy. Those are dates of the list, but
 * not of the designation they stand beside there: they show how dates are written, and prove nothing about anybody.
 */
export function readUkTwin(jsonl: string, birthDates: string): UkDesignation[] {
  const dates = new Map<string, string[]>();
  for (const line of readFileSync(birthDates, "utf8").trim().split(/\r?\n/).slice(1)) {
    const [, id = "", year = "", month = "", day = ""] = line.split(",");
    if (year === "") continue;
    dates.set(id, [...(dates.get(id) ?? []), `${day || "dd"}/${month || "mm"}/${year}`]);
  }
  return readFileSync(jsonl, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => designationOf(JSON.parse(line), dates));
}

// biome-ignore lint/suspicious/noExplicitAny: the twin is foreign JSON, and only a test reads it
function designationOf(twin: any, dates: ReadonlyMap<string, readonly string[]>): UkDesignation {
  const facts: Record<string, string> = {
    LastUpdated: british(twin.last_updated),
    DateDesignated: british(twin.date_designated),
    OFSIGroupID: twin.ofsi_group_id ?? "",
    UNReferenceNumber: twin.un_reference_number ?? "",
    RegimeName: twin.regime_name ?? "",
    DesignationSource: twin.designation_source ?? "",
    SanctionsImposed: twin.sanctions_imposed ?? "",
    OtherInformation: twin.other_information ?? "",
    UKStatementofReasons: twin.uk_statement_of_reasons ?? "",
  };
  return {
    id: twin.unique_id,
    type: twin.individual_entity_ship,
    facts,
    names: (twin.names?.names ?? []).map(pascal),
    nonLatin: (twin.non_latin_names?.names ?? []).map(pascal),
    addresses: (twin.addresses?.addresses ?? []).map(pascal),
    birthDates: twin.individual_entity_ship === "Individual" ? (dates.get(twin.unique_id) ?? []) : [],
    passports: [],
  };
}

function british(iso: string | undefined): string {
  return (iso ?? "").split("-").reverse().join("/");
}

/** `address_line1` is `AddressLine1`. */
function pascal(members: Readonly<Record<string, string>>): Record<string, string> {
  const renamed = Object.entries(members).map(([key, value]) => [
    key.replace(/(?:^|_)([a-z])/g, (_whole, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed);
}

/** The official XML layout. */
export function ukXml(designations: readonly UkDesignation[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<DateGenerated>22/08/2026</DateGenerated>
${designations.map(designationXml).join("\n")}
</Designations>`;
}

function designationXml(one: UkDesignation): string {
  const group = (outer: string, inner: string, members: readonly Readonly<Record<string, string>>[]) =>
    members.length === 0
      ? ""
      : `<${outer}>${members.map((each) => `<${inner}>${elements(each)}</${inner}>`).join("")}</${outer}>`;
  const dates = one.birthDates.map((date) => `<DOB>${escaped(date)}</DOB>`).join("");
  const passports = group("PassportDetails", "Passport", one.passports);
  return `<Designation><UniqueID>${one.id}</UniqueID>${elements(one.facts)}
<IndividualEntityShip>${one.type}</IndividualEntityShip>
${group("Names", "Name", one.names)}${group("NonLatinNames", "NonLatinName", one.nonLatin)}${group("Addresses", "Address", one.addresses)}
<SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze></SanctionsImposedIndicators>
<IndividualDetails><Individual>${dates === "" ? "" : `<DOBs>${dates}</DOBs>`}${passports}</Individual></IndividualDetails></Designation>`;
}

function elements(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

const csvNames: Readonly<Record<string, string>> = { DOB: "D.O.B", IndividualEntityShip: "Designation Type" };

/** The official CSV layout: one row per combination of name, non-Latin name, address, birth date and passport. */
export function ukCsv(
  designations: readonly UkDesignation[],
  columns: readonly string[] = ukCsvColumns,
): string {
  const lines: string[] = ["Report Date: 22-Aug-2026", columns.join(",")];
  const key = (name: string) => name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  const keys = columns.map(key);
  for (const one of designations) {
    for (const row of rowsOf(one)) {
      const cells = new Map(Object.entries(row).map(([name, text]) => [key(csvNames[name] ?? name), text]));
      lines.push(keys.map((column) => quoted(cells.get(column) ?? "")).join(","));
    }
  }
  return `${lines.join("\r\n")}\r\n`;
}

function* rowsOf(one: UkDesignation): Generator<Record<string, string>> {
  const or = <T>(list: readonly T[], empty: T): readonly T[] => (list.length === 0 ? [empty] : list);
  const base = { ...one.facts, UniqueID: one.id, IndividualEntityShip: one.type };
  const others = Math.max(one.nonLatin.length, one.addresses.length, one.passports.length, 1);
  for (const name of or(one.names, {})) {
    for (const date of or(one.birthDates, "")) {
      for (let at = 0; at < others; at++) {
        yield {
          ...base,
          ...name,
          ...one.nonLatin[at],
          ...one.addresses[at],
          ...one.passports[at],
          DOB: date,
        };
      }
    }
  }
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
