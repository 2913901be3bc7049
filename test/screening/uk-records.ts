import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import {
  type Identifier,
  type Party,
  type PartyName,
  type PartyType,
  scriptOf,
  sealParty,
} from "../../src/screening/party/party.ts";

/**
 * The UK Sanctions List as this project's development data has it: one JSON record per
 * designation, and tables of birth dates and identifiers made from the same list.
 */
const recordSchema = z.object({
  unique_id: z.string(),
  ofsi_group_id: z.string().optional(),
  un_reference_number: z.string().optional(),
  individual_entity_ship: z.enum(["Individual", "Entity", "Ship"]),
  names: z.object({ names: z.array(z.record(z.string(), z.string())) }),
  non_latin_names: z
    .object({ names: z.array(z.object({ name_non_latin_script: z.string().optional() })) })
    .optional(),
});
const partyTypes: Readonly<Record<string, PartyType>> = {
  Individual: "person",
  Entity: "entity",
  Ship: "vessel",
};
const identifierKinds: Readonly<Record<string, Identifier["kind"]>> = {
  passport: "passport",
  national: "national_id",
  business_registration_numbers: "registration",
  imo: "imo",
};

export function readUkRecords(folder: string): Party[] {
  const identifiers = byId(join(folder, "covyr_2026-05/subject_identifiers.csv"), (row) => ({
    kind: identifierKinds[row["identifier_type"] ?? ""] ?? ("other" as const),
    value: row["raw_value"] ?? "",
  }));
  return readFileSync(join(folder, "uk_sanctions_list_2026-08-22.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const record = recordSchema.parse(JSON.parse(line));
      return sealParty({
        id: record.unique_id,
        list: "uk",
        type: partyTypes[record.individual_entity_ship] ?? "entity",
        names: namesOf(record),
        // The table of birth dates beside the list gives them to wrong entries, as the UN's dates show.
        birthDates: [],
        identifiers: identifiers.get(record.unique_id) ?? [],
        references: [
          ...(record.un_reference_number ? [`un:${record.un_reference_number}`] : []),
          ...(record.ofsi_group_id ? [`ofsi:${record.ofsi_group_id}`] : []),
        ],
        birthPlaces: [],
        nationalities: [],
        countries: [],
        addresses: [],
        programmes: [],
        linkedTo: [],
        secondarySanctions: false,
      });
    });
}

function namesOf(record: z.infer<typeof recordSchema>): PartyName[] {
  const latin = record.names.names.map((name): PartyName => {
    const text = ["name1", "name2", "name3", "name4", "name5", "name6"]
      .map((part) => name[part]?.trim() ?? "")
      .filter((part) => part !== "")
      .join(" ");
    return {
      text,
      kind: name["name_type"]?.toLowerCase() === "primary name" ? "primary" : "alias",
      quality: name["alias_strength"]?.startsWith("Low") ? "weak" : "strong",
      script: scriptOf(text),
    };
  });
  const original = (record.non_latin_names?.names ?? []).flatMap(
    ({ name_non_latin_script: text }): PartyName[] =>
      text === undefined ? [] : [{ text, kind: "alias", quality: "strong", script: scriptOf(text) }],
  );
  return [...latin, ...original].filter((name) => /[\p{L}\p{N}]/u.test(name.text));
}

/** Distinct values of a table of the list, by the id of the designation. */
function byId<T>(
  file: string,
  read: (row: Readonly<Record<string, string>>) => T | undefined,
): Map<string, T[]> {
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true });
  const seen = new Set<string>();
  const values = new Map<string, T[]>();
  for (const row of rows) {
    const id = row["unique_id"] ?? "";
    const value = read(row);
    const key = `${id}\0${JSON.stringify(value)}`;
    if (value === undefined || seen.has(key)) continue;
    seen.add(key);
    values.set(id, [...(values.get(id) ?? []), value]);
  }
  return values;
}
