import { describe, expect, test } from "vitest";
import {
  hasRealList,
  readFormat,
  realListPath,
  show,
  textFile,
} from "../../../../test/support/list-format.ts";
import {
  readUkTwin,
  type UkDesignation,
  ukCsv,
  ukCsvColumns,
  ukXml,
} from "../../../../test/support/uk-list.ts";
import { startParty } from "../party-draft.ts";
import { ukListCsv } from "./uk-list-csv.ts";
import { ukListXml } from "./uk-list-xml.ts";
import { addRegistrations } from "./uk-registrations.ts";

const twin = "uk/uk_sanctions_list_2026-08-22.jsonl";
const birthDates = "uk/covyr_2026-05/subject_dobs.csv";

function readXml(content: string | Uint8Array, piece = 7) {
  return readFormat(ukListXml, textFile("uk.xml", content, piece));
}

function readCsv(content: string | Uint8Array, piece = 7) {
  return readFormat(ukListCsv, textFile("uk.csv", content, piece));
}

const joined = (parts: readonly (string | undefined)[]) =>
  parts
    .filter((part) => part !== undefined)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();

describe("the list in its full size, written in the official layouts", () => {
  test.skipIf(!hasRealList(twin))(
    "every designation and name comes through both readers, identically (skipped where the file is absent)",
    async () => {
      const designations = readUkTwin(realListPath(twin), realListPath(birthDates));
      const xml = await readXml(ukXml(designations), 65_536);
      const csv = await readCsv(ukCsv(designations), 65_536);
      expect([xml.issues, csv.issues]).toEqual([[], []]);
      expect(xml.parties).toHaveLength(6349);
      const sorted = (one: (typeof xml.parties)[number] | undefined) => ({
        ...one,
        contentHash: "",
        names: [...(one?.names ?? [])].sort((a, b) => (a.text < b.text ? -1 : 1)),
        addresses: [...(one?.addresses ?? [])].map((each) => JSON.stringify(each)).sort(),
        birthDates: [...(one?.birthDates ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1)),
      });
      let names = 0;
      let dates = 0;
      for (const [at, one] of designations.entries()) {
        const party = xml.parties[at];
        const texts = new Set(party?.names.map((name) => name.text));
        const wanted = [
          ...one.names.flatMap((name) =>
            joined([1, 2, 3, 4, 5, 6].map((part) => name[`Name${part}`])).split(" a.k.a "),
          ),
          ...one.nonLatin.map((name) => joined([name["NameNonLatinScript"]])),
        ].filter((name) => /[\p{L}\p{N}]/u.test(name));
        expect(wanted.filter((name) => !texts.has(name))).toEqual([]);
        expect(texts.size).toBe(new Set(wanted).size);
        expect(party?.id).toBe(one.id);
        expect(party?.references).toContain(`uk:${one.id}`);
        expect(party?.birthDates.length ?? 0).toBeLessThanOrEqual(one.birthDates.length);
        if (one.birthDates.length > 0) expect(party?.birthDates.length).toBeGreaterThan(0);
        expect(sorted(csv.parties[at])).toEqual(sorted(party));
        names += wanted.length;
        dates += party?.birthDates.length ?? 0;
      }
      const weak = xml.parties
        .flatMap((party) => party.names)
        .filter((name) => name.quality === "weak").length;
      show("UK Sanctions List", {
        designations: designations.length,
        names,
        weak,
        dates,
        notes: xml.reading.notes,
      });
      expect(xml.reading.publishedAt?.toISOString()).toBe("2026-08-22T00:00:00.000Z");
      expect(csv.reading.publishedAt?.toISOString()).toBe("2026-08-22T00:00:00.000Z");
      expect(weak).toBeGreaterThan(550);
      expect(xml.parties.filter((party) => party.type === "vessel")).toHaveLength(666);
    },
    120_000,
  );
});

const person: UkDesignation = {
  id: "TST0001",
  type: "Individual",
  facts: {
    LastUpdated: "22/08/2026",
    DateDesignated: "29/06/2012",
    OFSIGroupID: "12703",
    UNReferenceNumber: "TAi.901",
    RegimeName: "The Test Regulations 2020",
    SanctionsImposed: "Asset freeze|Travel Ban",
    OtherInformation: 'Other "information", in full',
    UKStatementofReasons: "\nReasons.",
  },
  names: [
    { Name1: "Example", Name2: "Of", Name6: "PERSON", NameType: "Primary Name" },
    { Name1: "Exampel", Name6: "PERSON", NameType: "Primary Name Variation" },
    { Name6: "Broad", NameType: "ALias", AliasStrength: "Low quality a.k.a" },
    { Name6: "Good One", NameType: "Alias", AliasStrength: "Good quality a.k.a" },
  ],
  nonLatin: [{ NameNonLatinScript: "Пример", NonLatinScriptType: "Cyrillic" }],
  addresses: [
    {
      AddressLine1: "1 Road",
      AddressLine2: "Quarter",
      AddressLine6: "Kabul",
      AddressPostalCode: "1001",
      AddressCountry: "Afghanistan",
    },
    { AddressLine6: "Dubai", AddressCountry: "United Arab Emirates" },
  ],
  birthDates: ["15/03/1970", "dd/mm/1971"],
  passports: [
    { PassportNumber: "'0081426", PassportAdditionalInformation: "Afghan passport, issued on 1 June 2001" },
  ],
};

describe("a designation", () => {
  test.each([
    ["XML", () => readXml(ukXml([person]))],
    ["CSV", () => readCsv(ukCsv([person]))],
  ])("in %s has its names, dates, documents and references", async (_format, read) => {
    const { parties, issues, reading } = await read();
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(parties).toHaveLength(1);
    expect(parties[0]).toMatchObject({
      id: "TST0001",
      type: "person",
      listedOn: "2012-06-29",
      birthDates: [{ from: "1970-03-15" }, { from: "1971" }],
      references: ["ofsi:12703", "uk:TST0001", "un:TAi.901"],
      programmes: ["The Test Regulations 2020"],
      addresses: [
        { street: "1 Road, Quarter", place: "Kabul, 1001", country: "AF" },
        { place: "Dubai", country: "AE" },
      ],
      identifiers: [{ kind: "passport", value: "0081426", country: "AF" }],
      countries: ["AE", "AF"],
    });
    const names = parties[0]?.names.map((name) => `${name.kind} ${name.quality} ${name.text}`).sort();
    expect(names).toEqual([
      "alias strong Exampel PERSON",
      "alias strong Good One",
      "alias strong Пример",
      "alias weak Broad",
      "primary strong Example Of PERSON",
    ]);
    for (const text of [
      'Other "information", in full',
      "Reasons.",
      "issued on 1 June 2001",
      "Asset freeze, Travel Ban",
    ]) {
      expect(parties[0]?.remarks).toContain(text);
    }
  });

  test("of a ship has its IMO number, flag, owner and former flags", async () => {
    const details = `<ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>OWNER LTD</CurrentOwnerOperator></CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Panama</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
      <PreviousFlags><PreviousFlag>Russia</PreviousFlag></PreviousFlags>
      <TypeOfShipDetails><TypeOfShip>Tanker</TypeOfShip></TypeOfShipDetails>
      <TonnageOfShipDetails><TonnageOfShip>50,000</TonnageOfShip></TonnageOfShipDetails>
      <YearsBuilt><YearBuilt>2004</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>`;
    const facts = { ...person.facts, UNReferenceNumber: "" };
    const ship = { ...person, facts, type: "Ship", birthDates: [], addresses: [], passports: [] };
    const { parties, reading } = await readXml(ukXml([ship]).replace("</Designation>", details));
    expect(reading.notes).toEqual([]);
    expect(parties[0]).toMatchObject({
      type: "vessel",
      identifiers: [{ kind: "imo", value: "9562233" }],
      vessel: { flag: "Panama", owner: "OWNER LTD", vesselType: "Tanker", tonnage: "50,000" },
      linkedTo: ["OWNER LTD"],
      countries: ["PA", "RU"],
    });
    expect(parties[0]?.remarks).toContain("Built: 2004");
  });

  test("with a fact that cannot be read is kept, with a note and the text in the remarks", async () => {
    const odd = {
      ...person,
      birthDates: ["about the war"],
      facts: { ...person.facts, UNReferenceNumber: "TAi.9" },
    };
    for (const { parties, reading, issues } of [await readXml(ukXml([odd])), await readCsv(ukCsv([odd]))]) {
      expect(issues).toEqual([]);
      expect(parties[0]?.birthDates).toEqual([]);
      expect(parties[0]?.remarks).toContain("Date of birth: about the war");
      expect(parties[0]?.references).toEqual(["ofsi:12703", "uk:TST0001"]);
      expect(reading.notes).toHaveLength(2);
    }
  });

  test.each(["dd/mm/yyyy", "00/00/0000"])("with the birth date %s has none", async (date) => {
    const { parties, reading } = await readCsv(ukCsv([{ ...person, birthDates: [date] }]));
    expect([parties[0]?.birthDates, reading.notes]).toEqual([[], []]);
  });

  test("an element nobody knows is noted once", async () => {
    const two = ukXml([person, { ...person, id: "TST0002" }]).replaceAll(
      "</UniqueID>",
      "</UniqueID><Species>x</Species>",
    );
    const { reading } = await readXml(two);
    expect(reading.notes).toHaveLength(1);
    expect(reading.notes[0]).toMatch(/Designation\/Species: an element that is not known/);
  });
});

describe("company numbers", () => {
  test.each([
    ["156387282", [["registration", "156387282"]]],
    ["OGRN: 1031624002937 ", [["registration", "1031624002937"]]],
    [
      "INN: 6608003052OGRN: 1026600000460",
      [
        ["tax_id", "6608003052"],
        ["registration", "1026600000460"],
      ],
    ],
    [
      "Tax ID No. 7735007358 (Russia); Registration Number 1027700073466 (Russia)",
      [
        ["tax_id", "7735007358", "RU"],
        ["registration", "1027700073466", "RU"],
      ],
    ],
    [
      "Russian Tax Identification Number - 4101011782 Russia KPP - 410101001 Legal Entity Identifier - 253400EH37SSJEEJFB05",
      [
        ["tax_id", "4101011782", "RU"],
        ["registration", "410101001", "RU"],
        ["lei", "253400EH37SSJEEJFB05"],
      ],
    ],
    ["Unified Social Credit Code: 91310115MA1H9L1M75", [["registration", "91310115MA1H9L1M75"]]],
    ["no number", []],
    ["n/a", []],
  ])("%s", (text, expected) => {
    const draft = startParty("1", "entity");
    addRegistrations(text, draft);
    const found = draft.identifiers.map((one) => [
      one.kind,
      one.value,
      ...(one.country === undefined ? [] : [one.country]),
    ]);
    expect(found).toEqual(expected);
  });
});

describe("a broken publication is refused", () => {
  const xml = ukXml([person]);
  test.each([
    ["a duplicated id", ukXml([person, person]), /Designation\/UniqueID: the entry TST0001 occurs twice/],
    ["a missing id", xml.replace("<UniqueID>TST0001</UniqueID>", ""), /the entry has no id/],
    ["a missing name", ukXml([{ ...person, names: [], nonLatin: [] }]), /the entry has no name/],
    ["a type nobody knows", ukXml([{ ...person, type: "Comet" }]), /neither Individual/],
    ["a file that ends early", xml.slice(0, -50), /line \d+/],
    ["no designation", ukXml([]), /no entry/],
    ["an entity bomb", `<!DOCTYPE x [<!ENTITY a "aa">]><Designations>&a;</Designations>`, /DOCTYPE/],
    ["bytes that are not UTF-8", Buffer.from(xml.replace("Пример", "\u00e9"), "latin1"), /not UTF-8/],
  ])("XML with %s", async (_what, content, message) => {
    const { issues } = await readXml(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });

  const one: UkDesignation = {
    ...person,
    names: person.names.slice(0, 1),
    addresses: [],
    birthDates: [],
    passports: [],
  };
  const csv = ukCsv([one]);
  test.each([
    ["another header", csv.replace("Unique ID", "Ref"), /Unique ID/],
    ["a missing id", ukCsv([{ ...one, id: "" }]), /row 3, column Unique ID: the row has no id/],
    [
      "a missing name",
      ukCsv([{ ...one, names: [], nonLatin: [] }]),
      /row 3, column Name 6: the entry TST0001 has no name/,
    ],
    [
      "one id of two types",
      ukCsv([one, { ...one, type: "Ship" }]),
      /row \d+, column Designation Type: the entry TST0001 had/,
    ],
    ["a type nobody knows", ukCsv([{ ...one, type: "Comet" }]), /neither Individual/],
    ["a row cut off", csv.slice(0, -40), /columns where 58 are due/],
    ["an open quote", `${csv}"`, /Quote Not Closed/],
    ["no row", ukCsv([]), /no entry/],
    ["nothing in it", "", /empty/],
    ["bytes that are not UTF-8", Buffer.from(csv.replace("Пример", "\u00e9"), "latin1"), /not UTF-8/],
  ])("CSV with %s", async (_what, content, message) => {
    const { issues } = await readCsv(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });

  test("the order of the columns does not matter", async () => {
    const straight = await readCsv(ukCsv([person]));
    const reversed = await readCsv(ukCsv([person], [...ukCsvColumns].reverse()));
    expect(reversed.parties).toEqual(straight.parties);
  });
});

test("each format recognises its own files only", () => {
  const starts = { xml: ukXml([person]), csv: ukCsv([person]) };
  expect([ukListXml.recognises(starts.xml), ukListXml.recognises(starts.csv)]).toEqual([true, false]);
  expect([ukListCsv.recognises(starts.csv), ukListCsv.recognises(starts.xml)]).toEqual([true, false]);
});
