import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import {
  hasRealList,
  readFormat,
  readRealList,
  realListPath,
  show,
  textFile,
} from "../../../../test/support/list-format.ts";
import { readUkTwin, ukXml } from "../../../../test/support/uk-list.ts";
import { normaliseText } from "../../names/normalise.ts";
import type { Party } from "../../party/party.ts";
import { listFormats, RECOGNISED_BYTES } from "../formats.ts";
import { euFsfXml } from "./eu-fsf-xml.ts";
import { ukConlist } from "./uk-conlist.ts";
import { ukListXml } from "./uk-list-xml.ts";
import { unXml } from "./un-xml.ts";

const files = {
  un: "un/un_consolidated_2026-08-01.xml",
  unBefore: "un/un_consolidated_2025-06-18.xml",
  eu: "eu/eu_fsf_2026-05-01_reserialised.xml",
  uk: "uk/uk_sanctions_list_2026-08-22.jsonl",
  ukDates: "uk/covyr_2026-05/subject_dobs.csv",
  conlist: "uk/uk_ofsi_ConList_2018-04-13.csv",
};
const present = Object.values(files).every(hasRealList);

/** A name whatever the order of its parts. */
function nameKey(text: string): string {
  return normaliseText(text).split(" ").sort().join(" ");
}

/** Its names with and without what stands in parentheses, which is mostly an abbreviation. */
function keysOf(party: Party): Set<string> {
  const bare = party.names.map((name) => name.text.replace(/\([^)]*\)/g, " "));
  return new Set([...party.names.map((name) => name.text), ...bare].map(nameKey));
}

/** Pairs of entries that share a UN reference, and how many of them share a name, birth date or country. */
function compare(left: readonly Party[], right: readonly Party[]) {
  const byReference = new Map<string, Party>();
  for (const party of left) for (const each of party.references) byReference.set(each, party);
  let pairs = 0;
  let named = 0;
  let dated = 0;
  let sameDate = 0;
  const apart: string[] = [];
  for (const party of right) {
    for (const reference of party.references.filter((each) => each.startsWith("un:"))) {
      const other = byReference.get(reference);
      if (!other) continue;
      pairs++;
      const keys = keysOf(other);
      if ([...keysOf(party)].some((key) => keys.has(key))) named++;
      else apart.push(`${reference} ${other.names[0]?.text} / ${party.names[0]?.text}`);
      if (other.birthDates.length === 0 || party.birthDates.length === 0) continue;
      dated++;
      const years = new Set(other.birthDates.map((date) => date.from.slice(0, 4)));
      if (party.birthDates.some((date) => years.has(date.from.slice(0, 4)))) sameDate++;
    }
  }
  return { pairs, named, dated, sameDate, apart };
}

describe("entries of two lists with one UN reference are one party", () => {
  test.skipIf(!present)(
    "their names overlap in more than 95 % (skipped where the files are absent)",
    async () => {
      const un = await readRealList(unXml, files.un);
      const unBefore = await readRealList(unXml, files.unBefore);
      const both = [...unBefore.parties, ...un.parties];
      const eu = await readRealList(euFsfXml, files.eu);
      // The public copy of the UK's birth dates pairs them with the wrong designations: they are layout, no evidence.
      const uk = ukXml(readUkTwin(realListPath(files.uk), realListPath(files.ukDates)));
      const ukParties = (await readFormat(ukListXml, textFile("uk.xml", uk, 65_536))).parties;
      const conlist = await readRealList(ukConlist, files.conlist);
      const results = {
        "UN 2025 / UN 2026": { ...compare(unBefore.parties, un.parties), least: 800 },
        "UN / EU": { ...compare(both, eu.parties), least: 60 },
        "UN / UK": { ...compare(both, ukParties), least: 900 },
        "UN / ConList 2018": { ...compare(both, conlist.parties), least: 150 },
      };
      for (const [name, result] of Object.entries(results)) {
        const share = Number((result.named / result.pairs).toFixed(4));
        show(name, { ...result, share, apart: result.apart.slice(0, 6) });
        expect(result.pairs, name).toBeGreaterThan(result.least);
        // OFSI typed its references into free text in 2018, now and then those of another entry.
        expect(share, name).toBeGreaterThan(name === "UN / ConList 2018" ? 0.93 : 0.95);
        if (name !== "UN / UK") expect(result.sameDate / result.dated, name).toBeGreaterThan(0.9);
      }
    },
    120_000,
  );
});

describe("every official file is recognised as one format", () => {
  const real = [
    [files.un, "un-xml"],
    [files.eu, "eu-fsf-xml"],
    [files.conlist, "uk-conlist"],
    ["us_csl/us_csl_consolidated_2022-04.csv", "us-csl"],
    ["ofac/sdn_2023-12-28/sdn.csv", "ofac-csv"],
    ["ofac/ofac_consolidated_nonsdn_2024-02-23.xml", "ofac-xml"],
  ] as const;
  for (const [file, format] of real) {
    test.skipIf(!hasRealList(file))(
      `${file} is ${format} and nothing else (skipped where it is absent)`,
      async () => {
        let start = "";
        for await (const chunk of createReadStream(realListPath(file), { end: RECOGNISED_BYTES - 1 }))
          start += chunk;
        const found = listFormats.filter((each) => each.recognises(start)).map((each) => each.id);
        expect(found, basename(file)).toEqual([format]);
      },
    );
  }
});
