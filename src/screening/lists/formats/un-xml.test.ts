import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  hasRealList,
  readFormat,
  readRealList,
  realListPath,
  show,
  textFile,
} from "../../../../test/support/list-format.ts";
import type { Party } from "../../party/party.ts";
import { unXml } from "./un-xml.ts";

const person = `<INDIVIDUAL><DATAID>11</DATAID><FIRST_NAME>EXAMPLE</FIRST_NAME><SECOND_NAME> OF</SECOND_NAME>
  <THIRD_NAME>A  NAME</THIRD_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.901 </REFERENCE_NUMBER>
  <LISTED_ON>2012-12-31-05:00</LISTED_ON><NAME_ORIGINAL_SCRIPT>اسم</NAME_ORIGINAL_SCRIPT><GENDER>Female</GENDER>
  <COMMENTS1>A comment.</COMMENTS1><TITLE><VALUE>Dr.</VALUE></TITLE>
  <DESIGNATION><VALUE>General</VALUE><VALUE>Minister</VALUE></DESIGNATION>
  <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>FIRST ALIAS; SECOND ALIAS</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Broad</ALIAS_NAME><NOTE>combat name</NOTE></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY><NOTE>as of 2016</NOTE></INDIVIDUAL_ADDRESS>
  BIRTH
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Bukavu</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> OB 0243318</NUMBER><ISSUING_COUNTRY>Uganda</ISSUING_COUNTRY><DATE_OF_ISSUE>2013-06-11</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT/></INDIVIDUAL>`;
const entity = `<ENTITY><DATAID>12</DATAID><FIRST_NAME>EXAMPLE COMPANY</FIRST_NAME><REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER>
  <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD COMPANY</ALIAS_NAME></ENTITY_ALIAS>
  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>OTHER COMPANY</ALIAS_NAME></ENTITY_ALIAS></ENTITY>`;

function list(records: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-08-01T23:00:03.110Z">${records}</CONSOLIDATED_LIST>`;
}

function birth(inner: string): string {
  return person.replace("BIRTH", `<INDIVIDUAL_DATE_OF_BIRTH>${inner}</INDIVIDUAL_DATE_OF_BIRTH>`);
}

function read(content: string | Uint8Array) {
  return readFormat(unXml, textFile("un.xml", content));
}

function namesOf(party: Party | undefined) {
  return party?.names.map((name) => `${name.kind} ${name.quality} ${name.text}`);
}

describe("the published list", () => {
  const counts = [
    { file: "un/un_consolidated_2026-08-01.xml", persons: 736, entities: 275, published: "2026-08-01" },
    { file: "un/un_consolidated_2025-06-18.xml", persons: 684, entities: 193, published: "2025-06-18" },
  ];
  for (const expected of counts) {
    test.skipIf(!hasRealList(expected.file))(
      `every entry and alias of ${expected.file} arrives (skipped where the file is absent)`,
      async () => {
        const raw = readFileSync(realListPath(expected.file), "utf8");
        const { parties, reading, issues } = await readRealList(unXml, expected.file);
        expect(issues).toEqual([]);
        expect(reading.publishedAt?.toISOString().slice(0, 10)).toBe(expected.published);
        expect(parties.filter((party) => party.type === "person")).toHaveLength(expected.persons);
        expect(parties.filter((party) => party.type === "entity")).toHaveLength(expected.entities);
        expect(raw.match(/<(INDIVIDUAL|ENTITY)>/g)).toHaveLength(parties.length);
        const words = new Set(
          parties.flatMap((party) => party.names.flatMap((name) => name.text.split(" "))),
        );
        const aliases = [...raw.matchAll(/<ALIAS_NAME>([^<]+)</g)].map((match) => match[1] ?? "");
        const lost = aliases.filter((alias) => {
          const first = alias
            .replace(/&\w+;/g, "")
            .split(/[\s;,()“”"']+/)
            .find((word) => /\p{L}/u.test(word));
          return first !== undefined && !words.has(first) && ![...words].some((word) => word.includes(first));
        });
        expect(lost).toEqual([]);
        const low = raw.match(/<QUALITY>Low</g)?.length ?? 0;
        const weak = parties.flatMap((party) => party.names).filter((name) => name.quality === "weak").length;
        show(expected.file, { entries: parties.length, low, weak, notes: reading.notes.length });
        // A weak alias that is a strong one too counts as strong; one field may hold several.
        expect(Math.abs(weak - low)).toBeLessThan(low * 0.05);
        const referenced = parties.filter((party) => party.references.length === 1);
        expect(referenced).toHaveLength(parties.length);
        expect(reading.notes.length).toBeLessThan(parties.length * 0.02);
      },
    );
  }

  test.skipIf(!hasRealList("un/un_consolidated_2026-08-01.xml"))(
    "known entries have the facts the list prints (skipped where the file is absent)",
    async () => {
      const { parties } = await readRealList(unXml, "un/un_consolidated_2026-08-01.xml");
      const by = (reference: string) => parties.find((party) => party.references.includes(`un:${reference}`));
      expect(by("CDi.001")).toMatchObject({
        id: "6907993",
        names: [{ text: "ERIC BADEGE", kind: "primary" }],
        birthDates: [{ from: "1971" }],
        nationalities: ["CD"],
        countries: ["CD", "RW"],
        listedOn: "2012-12-31",
        gender: "male",
      });
      expect(namesOf(by("CDi.003"))).toContain("alias weak Rumuli");
      expect(namesOf(by("CDi.003"))).toContain("alias strong Byiringiro Victor Rumuli");
      expect(by("QDi.251")?.names.find((name) => name.script === "Arabic")?.text).toBe("صالح قاسمي");
    },
  );
});

describe("an entry", () => {
  test("has its names, document, places, titles and references", async () => {
    const { parties, issues, reading } = await read(list(person.replace("BIRTH", "") + entity));
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(namesOf(parties[0])).toEqual([
      "primary strong EXAMPLE OF A NAME",
      "alias strong اسم",
      "alias strong FIRST ALIAS",
      "alias strong SECOND ALIAS",
      "alias weak Broad",
    ]);
    expect(parties[0]).toMatchObject({
      id: "11",
      type: "person",
      gender: "female",
      title: "Dr.; General; Minister",
      nationalities: ["IR"],
      countries: ["CD", "IR", "RW", "UG"],
      birthPlaces: ["Bukavu, Democratic Republic of the Congo"],
      programmes: ["DRC"],
      references: ["un:CDi.901"],
      listedOn: "2012-12-31",
      identifiers: [{ kind: "passport", value: "OB 0243318", country: "UG", label: "Passport" }],
      addresses: [{ street: "1 Road", place: "Goma", country: "RW", remarks: "as of 2016" }],
    });
    expect(parties[0]?.remarks).toContain("Broad: combat name");
    expect(parties[0]?.remarks).toContain("date of issue 2013-06-11");
    expect(namesOf(parties[1])).toEqual([
      "primary strong EXAMPLE COMPANY",
      "former strong OLD COMPANY",
      "alias strong OTHER COMPANY",
    ]);
  });

  test.each([
    ["<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-05-23</DATE>", { from: "1971-05-23" }],
    ["<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>", { from: "1971" }],
    ["<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR>", { from: "1971", circa: true }],
    [
      "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1971</FROM_YEAR><TO_YEAR>1975</TO_YEAR>",
      { from: "1971", to: "1975" },
    ],
    [
      "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1971</FROM_YEAR><TO_YEAR>1975</TO_YEAR><NOTE>Approximately </NOTE>",
      { from: "1971", to: "1975", circa: true },
    ],
    ["<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>", { from: "1973-11" }],
  ])("%s is read as a birth date", async (inner, expected) => {
    const { parties, reading } = await read(list(birth(inner)));
    expect(parties[0]?.birthDates).toEqual([expected]);
    expect(reading.notes).toEqual([]);
  });

  test.each([
    "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE>",
    "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-30</DATE>",
    "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1975</FROM_YEAR><TO_YEAR>1971</TO_YEAR>",
    "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1975</FROM_YEAR>",
  ])("%s gives no birth date, a note and a remark", async (inner) => {
    const { parties, reading, issues } = await read(list(birth(inner)));
    expect(parties[0]?.birthDates).toEqual([]);
    expect(parties[0]?.remarks).toMatch(/Date of birth: /);
    expect(reading.notes[0]).toMatch(
      /^un\.xml:line \d+, CONSOLIDATED_LIST\/INDIVIDUAL\/INDIVIDUAL_DATE_OF_BIRTH/,
    );
    expect(issues).toEqual([]);
  });
});

describe("a broken publication is refused", () => {
  const good = person.replace("BIRTH", "");
  test.each([
    ["a duplicated id", list(good + good), /INDIVIDUAL\/DATAID: the entry 11 occurs twice/],
    ["a missing id", list(good.replace("<DATAID>11</DATAID>", "")), /the entry has no id/],
    [
      "a missing name",
      list(good.replace(/<\w+_NAME>[^<]*<\/\w+_NAME>/g, "")),
      /FIRST_NAME: the entry has no name/,
    ],
    ["a file that ends early", list(good).slice(0, -40), /un\.xml:line \d+.*(unclosed|unexpected)/],
    ["no entry at all", list(""), /no entry/],
    ["another list", "<sdnList/>", /no entry/],
    [
      "an entity bomb",
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${list(good.replace("A comment", "&b;")).slice(39)}`,
      /DOCTYPE/,
    ],
    [
      "bytes that are not UTF-8",
      Buffer.from(list(good).replace("EXAMPLE", "EX\u00e9MPLE"), "latin1"),
      /not UTF-8/,
    ],
  ])("%s", async (_what, content, message) => {
    const { issues } = await read(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });
});

test("the format recognises its own files only", () => {
  expect(unXml.recognises(list(entity))).toBe(true);
  expect(unXml.recognises("<Designations><DateGenerated/></Designations>")).toBe(false);
  expect(unXml.recognises("Name 6,Name 1\n")).toBe(false);
});
