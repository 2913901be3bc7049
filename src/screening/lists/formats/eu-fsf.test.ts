import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { euCsv, euCsvColumns } from "../../../../test/support/eu-fsf-csv.ts";
import {
  hasRealList,
  readFormat,
  readRealList,
  realListPath,
  show,
  textFile,
} from "../../../../test/support/list-format.ts";
import type { Party } from "../../party/party.ts";
import { IssueCollector } from "../list-file.ts";
import { readXmlRecords, type XmlElement } from "../xml-records.ts";
import { euFsfCsv } from "./eu-fsf-csv.ts";
import { euFsfXml } from "./eu-fsf-xml.ts";

const realFile = "eu/eu_fsf_2026-05-01_reserialised.xml";

function xml(...entities: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-05-01T10:00:00.000+02:00" globalFileId="1">
${entities.join("\n")}
</export>`;
}

function entity(
  inner: string,
  attributes = 'logicalId="13" euReferenceNumber="EU.27.28"',
  code = "P",
): string {
  return `<sanctionEntity ${attributes}>
<regulation regulationType="amendment" programme="IRQ" numberTitle="1/2003"><publicationUrl>http://x</publicationUrl></regulation>
<subjectType code="${code === "P" ? "person" : "enterprise"}" classificationCode="${code}"/>${inner}</sanctionEntity>`;
}

const name = `<nameAlias firstName="Example" middleName="" lastName="Person" wholeName="Example Person" gender="M" title="Colonel" function="Head of an office" nameLanguage="EN" strong="true" logicalId="17"><remark>called so since 1990</remark></nameAlias>`;

function readXml(content: string | Uint8Array) {
  return readFormat(euFsfXml, textFile("eu.xml", content));
}

function readCsv(content: string | Uint8Array) {
  return readFormat(euFsfCsv, textFile("eu.csv", content));
}

describe("the published XML", () => {
  test.skipIf(!hasRealList(realFile))(
    `every entity and name of ${realFile} arrives (skipped where the file is absent)`,
    async () => {
      const raw = readFileSync(realListPath(realFile), "utf8");
      const { parties, reading, issues } = await readRealList(euFsfXml, realFile);
      expect(issues).toEqual([]);
      expect(reading.publishedAt?.toISOString()).toBe("2026-04-30T22:00:00.000Z");
      expect(parties).toHaveLength(raw.match(/<sanctionEntity /g)?.length ?? -1);
      expect(parties.filter((party) => party.type === "person")).toHaveLength(4341);
      expect(parties.filter((party) => party.type === "entity")).toHaveLength(1519);
      let lost = 0;
      for (const [at, block] of raw.split("<sanctionEntity ").slice(1).entries()) {
        const texts = new Set(parties[at]?.names.map((each) => each.text));
        for (const [, whole = ""] of block.matchAll(/wholeName="([^"]*)"/g)) {
          if (!texts.has(plain(whole))) lost++;
        }
      }
      show(realFile, { entities: parties.length, lost, notes: reading.notes.length });
      expect(lost).toBe(0);
      expect(reading.notes.length).toBeLessThan(20);
    },
  );

  test.skipIf(!hasRealList(realFile))(
    "the same facts written as CSV give the same parties (skipped where the file is absent)",
    async () => {
      const { parties } = await readRealList(euFsfXml, realFile);
      const rows: Record<string, string>[] = [];
      const file = {
        name: "eu.xml",
        bytes: textFile("eu.xml", readFileSync(realListPath(realFile)), 65_536).bytes,
      };
      for await (const { path, element } of readXmlRecords(
        file,
        new Set(["sanctionEntity"]),
        new IssueCollector(),
      )) {
        if (path !== "export") rows.push(...rowsOf(element));
      }
      const csv = await readFormat(euFsfCsv, textFile("eu.csv", euCsv(rows), 65_536));
      expect(csv.issues).toEqual([]);
      expect(csv.parties).toEqual(parties);
    },
  );
});

/** What a text of the XML is to a reader: entities resolved, spaces tidied. */
function plain(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
  return text
    .replace(/&(\w+);/g, (whole, word: string) => entities[word] ?? whole)
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, " ")
    .trim();
}

const sections: Readonly<Record<string, string>> = {
  nameAlias: "NameAlias",
  birthdate: "BirthDate",
  citizenship: "Citizenship",
  address: "Address",
  identification: "Identification",
};

/** One row per fact, as the EU writes them. */
function rowsOf(element: XmlElement): Record<string, string>[] {
  const find = (child: string) => element.children.find((each) => each.name === child);
  const base: Record<string, string> = {
    fileGenerationDate: "01/05/2026",
    Entity_LogicalId: element.attributes["logicalId"] ?? "",
    Entity_EU_ReferenceNumber: element.attributes["euReferenceNumber"] ?? "",
    Entity_UnitedNationId: element.attributes["unitedNationId"] ?? "",
    Entity_DesignationDetails: element.attributes["designationDetails"] ?? "",
    Entity_Remark: find("remark")?.text ?? "",
    Entity_SubjectType: find("subjectType")?.attributes["classificationCode"] ?? "",
    Entity_SubjectType_ClassificationCode: find("subjectType")?.attributes["code"] ?? "",
    Entity_Regulation_Programme: find("regulation")?.attributes["programme"] ?? "",
  };
  return element.children.flatMap((child) => {
    const section = sections[child.name];
    if (section === undefined) return [];
    const facts = Object.entries(child.attributes).map(([attribute, text]) => [
      columnOf(section, attribute),
      text,
    ]);
    return [{ ...base, ...Object.fromEntries(facts) }];
  });
}

function columnOf(section: string, attribute: string): string {
  const short = attribute
    .replace("dayOfMonth", "day")
    .replace("monthOfYear", "month")
    .replace("identificationType", "type");
  const wanted = `${section}_${short}`.toLowerCase();
  return euCsvColumns.find((column) => column.toLowerCase() === wanted) ?? `${section}_${short}`;
}

function birthOf(party: Party | undefined) {
  return party?.birthDates;
}

describe("an entity of the XML", () => {
  test("has its names, references, programmes and remarks; a weak name is weak", async () => {
    const inner = `${name}<nameAlias wholeName="Broad" strong="false"/><nameAlias firstName="Only" lastName="Parts" wholeName="" strong="true"/>
      <citizenship countryIso2Code="IR" countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
      <citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
      <address city="Tehran" street="1 Road" poBox="7" zipCode="11" countryIso2Code="IR" countryDescription="IRAN (ISLAMIC REPUBLIC OF)"/>
      <identification number="AB 1" identificationTypeCode="passport" identificationTypeDescription="National passport" knownExpired="true" knownFalse="false" countryIso2Code="00" countryDescription="UNKNOWN"/>
      <identification number="IMO 9187629" identificationTypeCode="imo" countryIso2Code="PA"/>
      <identification number="-" identificationTypeCode="other"/>
      <remark>A remark</remark>`;
    const attributes =
      'logicalId="13" euReferenceNumber="EU.27.28" unitedNationId="QDi.901" designationDate="2001-02-01" designationDetails="details"';
    const { parties, issues, reading } = await readXml(xml(entity(inner, attributes)));
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(parties[0]).toMatchObject({
      id: "13",
      type: "person",
      gender: "male",
      title: "Colonel",
      listedOn: "2001-02-01",
      references: ["eu:EU.27.28", "un:QDi.901"],
      programmes: ["IRQ"],
      nationalities: ["IR"],
      countries: ["IR", "PA"],
      addresses: [{ street: "1 Road, PO box 7", place: "Tehran, 11", country: "IR" }],
      identifiers: [
        { kind: "passport", value: "AB 1", label: "National passport, expired" },
        { kind: "imo", value: "9187629", country: "PA" },
      ],
      names: [
        { text: "Example Person", kind: "primary", quality: "strong" },
        { text: "Broad", kind: "alias", quality: "weak" },
        { text: "Only Parts", kind: "alias", quality: "strong" },
      ],
      remarks: "details\nHead of an office\ncalled so since 1990\nA remark",
    });
  });

  test.each([
    [
      'birthdate="1937-04-28" dayOfMonth="28" monthOfYear="4" year="1937" circa="false"',
      { from: "1937-04-28" },
    ],
    ['monthOfYear="4" year="1937" circa="false"', { from: "1937-04" }],
    ['year="1937" circa="true"', { from: "1937", circa: true }],
    ['yearRangeFrom="1937" yearRangeTo="1940" circa="false"', { from: "1937", to: "1940" }],
    ['yearRangeFrom="1937" yearRangeTo="1937" circa="true"', { from: "1937", circa: true }],
    [
      'calendarType="ISLAMIC" birthdate="1982-04-19" dayOfMonth="24" monthOfYear="6" year="1402"',
      { from: "1982-04-19" },
    ],
  ])("%s is a birth date", async (attributes, expected) => {
    const { parties, reading } = await readXml(xml(entity(`${name}<birthdate ${attributes}/>`)));
    expect(birthOf(parties[0])).toEqual([expected]);
    expect(reading.notes).toEqual([]);
  });

  test.each([
    ['calendarType="ISLAMIC" year="1343"', 1],
    ['year="1937" monthOfYear="13"', 1],
    ['year="1937" monthOfYear="2" dayOfMonth="30"', 1],
    ['circa="false" city="Tehran"', 0],
  ])("%s is none", async (attributes, notes) => {
    const { parties, reading, issues } = await readXml(xml(entity(`${name}<birthdate ${attributes}/>`)));
    expect(birthOf(parties[0])).toEqual([]);
    expect(reading.notes).toHaveLength(notes);
    expect(issues).toEqual([]);
    if (notes > 0) expect(parties[0]?.remarks).toContain("Date of birth: ");
  });

  test("a UN number with a digit missing links to nobody", async () => {
    const { parties, reading } = await readXml(xml(entity(name, 'logicalId="13" unitedNationId="QDi.43"')));
    expect(parties[0]?.references).toEqual([]);
    expect(parties[0]?.remarks).toContain("QDi.43");
    expect(reading.notes).toHaveLength(1);
  });
});

describe("a broken XML is refused", () => {
  test.each([
    [
      "a duplicated id",
      xml(entity(name), entity(name)),
      /sanctionEntity@logicalId: the entry 13 occurs twice/,
    ],
    ["a missing id", xml(entity(name, 'euReferenceNumber="EU.1.1"')), /@logicalId: the entry has no id/],
    ["a missing name", xml(entity("")), /nameAlias@wholeName: the entry has no name/],
    ["a type nobody knows", xml(entity(name, undefined, "X").replace("enterprise", "ship")), /neither P/],
    ["a file that ends early", xml(entity(name)).slice(0, -30), /line \d+/],
    ["no entity", xml(), /no entry/],
    ["an entity bomb", `<!DOCTYPE x [<!ENTITY a "aa">]><export>&a;</export>`, /DOCTYPE/],
    [
      "bytes that are not UTF-8",
      Buffer.from(xml(entity(name.replace("Example", "Ex\u00e9"))), "latin1"),
      /not UTF-8/,
    ],
  ])("%s", async (_what, content, message) => {
    const { issues } = await readXml(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });
});

const row = {
  fileGenerationDate: "28/10/2022",
  Entity_LogicalId: "13",
  Entity_EU_ReferenceNumber: "EU.27.28",
  Entity_SubjectType: "P",
  Entity_SubjectType_ClassificationCode: "person",
  Entity_Regulation_Programme: "IRQ",
};

describe("the CSV", () => {
  test("has 118 columns, as published", () => expect(euCsvColumns).toHaveLength(118));

  const rows = [
    { ...row, NameAlias_WholeName: "Example; Person", NameAlias_Gender: "F" },
    { ...row, Entity_LogicalId: "14", Entity_SubjectType: "E", NameAlias_WholeName: "COMPANY" },
    { ...row, NameAlias_WholeName: "Other Name" },
    {
      ...row,
      BirthDate_BirthDate: "1937-04-28",
      BirthDate_Day: "28",
      BirthDate_Month: "4",
      BirthDate_Year: "1937",
    },
    { ...row, BirthDate_YearRangeFrom: "1935", BirthDate_YearRangeTo: "1940", BirthDate_City: "Tikrit" },
    {
      ...row,
      Identification_Number: "A1",
      Identification_TypeCode: "id",
      Identification_CountryIso2Code: "IQ",
    },
    { ...row, Citizenship_CountryIso2Code: "IQ", Citizenship_CountryDescription: "IRAQ" },
    { ...row, Address_City: "Baghdad", Address_CountryIso2Code: "IQ" },
  ];

  test("gathers the rows of an entity, wherever they stand", async () => {
    const { parties, issues, reading } = await readCsv(euCsv(rows));
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(reading.publishedAt?.toISOString()).toBe("2022-10-28T00:00:00.000Z");
    expect(parties).toMatchObject([
      {
        id: "13",
        type: "person",
        gender: "female",
        names: [{ text: "Example; Person", kind: "primary" }, { text: "Other Name" }],
        birthDates: [{ from: "1937-04-28" }, { from: "1935", to: "1940" }],
        birthPlaces: ["Tikrit"],
        identifiers: [{ kind: "national_id", value: "A1", country: "IQ" }],
        nationalities: ["IQ"],
        addresses: [{ place: "Baghdad", country: "IQ" }],
        references: ["eu:EU.27.28"],
      },
      { id: "14", type: "entity" },
    ]);
  });

  test("the order of the columns does not matter", async () => {
    const straight = await readCsv(euCsv(rows));
    const reversed = await readCsv(euCsv(rows, [...euCsvColumns].reverse()));
    expect(reversed.parties).toEqual(straight.parties);
  });

  const good = { ...row, NameAlias_WholeName: "A" };
  test.each([
    [
      "a header without names",
      euCsv(
        [good],
        euCsvColumns.filter((c) => c !== "NameAlias_WholeName"),
      ),
      /NameAlias_WholeName/,
    ],
    ["a header twice", euCsv([good], [...euCsvColumns, "Entity_LogicalId"]), /Entity_LogicalId twice/],
    ["commas instead of semicolons", euCsv([good]).replaceAll(";", ","), /no header/],
    ["an empty file", "", /empty/],
    ["only a header", euCsv([]), /no entry/],
    [
      "a missing id",
      euCsv([{ ...good, Entity_LogicalId: "" }]),
      /row 2, column Entity_LogicalId: the row has no id/,
    ],
    ["a missing name", euCsv([row]), /row 2, column NameAlias_WholeName: the entry 13 has no name/],
    [
      "an unknown type",
      euCsv([{ ...good, Entity_SubjectType: "X", Entity_SubjectType_ClassificationCode: "" }]),
      /neither P nor E/,
    ],
    ["one id with two types", euCsv([good, { ...good, Entity_SubjectType: "E" }]), /another type in row 2/],
    ["a row cut off", euCsv([good, good]).slice(0, -60), /row 3: \d+ columns where 118 are due/],
    ["an open quote", `${euCsv([good])}"`, /Quote Not Closed/],
    [
      "bytes that are not UTF-8",
      Buffer.from(euCsv([{ ...good, NameAlias_WholeName: "\u00e9" }]).slice(1), "latin1"),
      /not UTF-8/,
    ],
    ["an XML file", xml(entity(name)), /no header|Quote/],
  ])("%s is refused", async (_what, content, message) => {
    const { issues } = await readCsv(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });
});

test("each format recognises its own files only", () => {
  const starts = { xml: xml(entity(name)), csv: euCsv([row]) };
  expect(euFsfXml.recognises(starts.xml)).toBe(true);
  expect(euFsfCsv.recognises(starts.csv)).toBe(true);
  expect(euFsfXml.recognises(starts.csv)).toBe(false);
  expect(euFsfCsv.recognises(starts.xml)).toBe(false);
});
