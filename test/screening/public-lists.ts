import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseOfacSdn } from "../../src/screening/lists/formats/ofac-sdn.ts";
import { openOfacSdnFolder } from "../../src/screening/lists/import-list.ts";
import {
  type Identifier,
  type Party,
  type PartyName,
  scriptOf,
  sealParty,
} from "../../src/screening/party/party.ts";
import { readUkRecords } from "./uk-records.ts";

/** Where the official lists lie beside the repository; they are not part of it. */
export const LISTS_FOLDER = "../shared/data/lists";

export type ListId = "ofac-sdn" | "un" | "eu" | "uk";
export type PublicLists = Readonly<Record<ListId, readonly Party[]>>;

export function publicListsExist(folder = LISTS_FOLDER): boolean {
  return existsSync(join(folder, "ofac/sdn_2023-12-28/sdn.csv"));
}

export async function readSdn(folder = LISTS_FOLDER): Promise<readonly Party[]> {
  const { parties } = await parseOfacSdn(
    await openOfacSdnFolder(join(folder, "ofac/sdn_2023-12-28")),
    "ofac-sdn",
  );
  return parties;
}

/** The four lists most institutions have to screen against. */
export async function readPublicLists(folder = LISTS_FOLDER): Promise<PublicLists> {
  return {
    "ofac-sdn": await readSdn(folder),
    un: readUn(readFileSync(join(folder, "un/un_consolidated_2026-08-01.xml"), "utf8")),
    eu: readEu(readFileSync(join(folder, "eu/eu_fsf_2026-05-01_reserialised.xml"), "utf8")),
    uk: readUkRecords(join(folder, "uk")),
  };
}

// INTERIM readers until the list formats of the product land.
const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");

function nameOf(text: string, kind: PartyName["kind"], quality: PartyName["quality"]): PartyName {
  return { text, kind, quality, script: scriptOf(text) };
}

export function plainParty(
  party: Pick<Party, "id" | "list" | "type" | "names" | "references" | "birthDates" | "identifiers">,
): Party {
  return sealParty({
    birthPlaces: [],
    nationalities: [],
    countries: [],
    addresses: [],
    programmes: [],
    linkedTo: [],
    secondarySanctions: false,
    ...party,
  });
}

function readUn(xml: string): Party[] {
  const parties: Party[] = [];
  for (const [, kind, body] of xml.matchAll(/<(INDIVIDUAL|ENTITY)>([\s\S]*?)<\/\1>/g)) {
    if (kind === undefined || body === undefined) continue;
    const text = (tag: string): string =>
      unescaped(new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? "").trim();
    const whole = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
      .map(text)
      .filter(Boolean)
      .join(" ");
    const names = [nameOf(whole, "primary", "strong")];
    for (const [, quality, alias] of body.matchAll(/<QUALITY>([^<]*)<\/QUALITY>\s*<ALIAS_NAME>([^<]*)</g)) {
      if (alias) names.push(nameOf(unescaped(alias).trim(), "alias", quality === "Low" ? "weak" : "strong"));
    }
    const original = text("NAME_ORIGINAL_SCRIPT");
    if (original) names.push(nameOf(original, "alias", "strong"));
    const reference = text("REFERENCE_NUMBER");
    const birthDates = [...body.matchAll(/<INDIVIDUAL_DATE_OF_BIRTH>([\s\S]*?)<\/IND/g)].flatMap(
      ([, date]) => {
        const found = /<DATE>([\d-]+)|<YEAR>(\d+)/.exec(date ?? "");
        const from = found?.[1] ?? found?.[2];
        return from === undefined ? [] : [{ from }];
      },
    );
    const identifiers = [...body.matchAll(/<NUMBER>([^<]+)</g)].map(
      ([, value]): Identifier => ({ kind: "passport", value: unescaped(value ?? "") }),
    );
    const references = [`un:${reference}`];
    parties.push(
      plainParty({
        id: reference,
        list: "un",
        type: kind === "ENTITY" ? "entity" : "person",
        names,
        references,
        birthDates,
        identifiers,
      }),
    );
  }
  return parties;
}

function readEu(xml: string): Party[] {
  const parties: Party[] = [];
  for (const [, head, body] of xml.matchAll(/<sanctionEntity ([^>]*)>([\s\S]*?)<\/sanctionEntity>/g)) {
    if (head === undefined || body === undefined) continue;
    const attribute = (of: string, name: string): string =>
      unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(of)?.[1] ?? "").trim();
    const names = [...body.matchAll(/<nameAlias ([^>]*)>/g)]
      .map(([, alias]) => attribute(alias ?? "", "wholeName"))
      .filter(Boolean)
      .map((whole, at) => nameOf(whole, at === 0 ? "primary" : "alias", "strong"));
    if (names.length === 0) continue;
    const id = attribute(head, "euReferenceNumber");
    const un = attribute(head, "unitedNationId");
    const birthDates = [...body.matchAll(/<birthdate ([^>]*)>/g)].flatMap(([, date]) => {
      const from = attribute(date ?? "", "birthdate") || attribute(date ?? "", "year");
      return from ? [{ from }] : [];
    });
    const identifiers = [...body.matchAll(/<identification ([^>]*)>/g)].map(
      ([, one]): Identifier => ({
        kind: attribute(one ?? "", "identificationTypeCode") === "imo" ? "imo" : "other",
        value: attribute(one ?? "", "number"),
      }),
    );
    const code = /<subjectType code="(\w+)"/.exec(body)?.[1];
    parties.push(
      plainParty({
        id,
        list: "eu",
        type: code === "person" ? "person" : "entity",
        names,
        references: un ? [`un:${un}`] : [],
        birthDates,
        identifiers,
      }),
    );
  }
  return parties;
}
