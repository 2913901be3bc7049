import { describe, expect, test } from "vitest";
import { issueLines, type ListResult, listFile, readList } from "../../../../test/support/list-reading.ts";
import {
  alias,
  at,
  bound,
  day,
  detail,
  document,
  entry,
  feature,
  groups,
  named,
  part,
  party,
  period,
  references,
  type Sample,
} from "../../../../test/support/ofac-advanced-sample.ts";
import type { Party } from "../../party/party.ts";
import { ofacAdvancedXml } from "./ofac-advanced-xml.ts";
import { ofacXml } from "./ofac-xml.ts";

const readText = (content: string | Uint8Array): Promise<ListResult> =>
  readList(ofacAdvancedXml, { sdn: listFile("sdn_advanced.xml", content) });

async function readOne(sample: Sample): Promise<Party> {
  const { parties, issues } = await readText(document(party(sample)));
  expect(issues.issues).toEqual([]);
  const [found] = parties;
  if (!found) throw new Error("no party arrived");
  return found;
}

describe("a whole publication", () => {
  const person = party({
    comment: "also seen in Oslo",
    names:
      alias(1, named(part(4, "The Sample")), false, true) +
      alias(2, named(part(1, "ROE"), part(2, "Jane"))) +
      alias(
        4,
        named(part(2, "Пример", 220), part(1, "ДОУ", 220), part(3, "Квентинович", 220)) +
          named(part(2, "Example"), part(1, "DOE"), part(3, "Quentinovich")),
        true,
      ) +
      groups({ 1: 71, 2: 72, 3: 73, 4: 76 }),
    features:
      feature(8, period(bound(day(1970, 3, 5), day(1970, 3, 5)), bound(day(1970, 3, 5), day(1970, 3, 5)))) +
      feature(9, detail("Bergen, Norway")) +
      feature(10, at(102)) +
      feature(11, at(103)) +
      feature(12, '<VersionDetail DetailTypeID="3" DetailReferenceID="92"/>') +
      feature(13, detail("Minister of Samples")) +
      feature(14, at(100)) +
      feature(14, at(101)) +
      feature(14, at(105)) +
      feature(15, detail("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h")) +
      feature(16, detail("section 1(b) of Executive Order 13224")),
  });
  const ship = party({
    id: "78",
    subType: 41,
    identity: 1002,
    names: `${alias(4, named(part(9, "SAMPLE STAR")), true)}${alias(3, named(part(9, "NEW STAR")))}${groups({ 9: 75 })}`,
    features:
      feature(19, '<VersionDetail DetailTypeID="3" DetailReferenceID="93"/>') +
      feature(20, at(102)) +
      feature(21, detail("5IM 597")) +
      feature(22, detail("20")) +
      feature(23, at(103)) +
      feature(24, detail("ACME")) +
      feature(25, detail("10")),
  });
  const company = party({
    id: "79",
    subType: 43,
    identity: 1003,
    names: `${alias(4, named(part(5, "ACME SHIPPING")), true)}${groups({ 5: 74 })}`,
    features:
      feature(
        17,
        period(bound(day(1990, 10, 17), day(1990, 10, 17)), bound(day(1990, 10, 17), day(1990, 10, 17))),
      ) + feature(18, detail("www.example.org")),
  });
  const after = `<ProfileRelationships>
    <ProfileRelationship ID="1" From-ProfileID="78" To-ProfileID="79" RelationTypeID="81" RelationQualityID="1" Former="false" SanctionsEntryID="78"><Comment/></ProfileRelationship>
    <ProfileRelationship ID="2" From-ProfileID="78" To-ProfileID="79" RelationTypeID="81"/>
    <ProfileRelationship ID="3" From-ProfileID="78" To-ProfileID="4711" RelationTypeID="81"/>
  </ProfileRelationships>
  <SanctionsEntries>
    ${entry(
      "77",
      `<SanctionsMeasure ID="1" SanctionsTypeID="2"><Comment>all of it</Comment></SanctionsMeasure><SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>SAMPLE</Comment></SanctionsMeasure><SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>OTHER</Comment></SanctionsMeasure>`,
      `<EntryEvent ID="1" EntryEventTypeID="1" LegalBasisID="1"><Comment/><Date CalendarTypeID="1">${day(2019, 9, 13)}</Date></EntryEvent><EntryEvent ID="2" EntryEventTypeID="1"><Date CalendarTypeID="1"><Year>2018</Year></Date></EntryEvent>`,
    )}
    ${entry("78", "")}${entry("79", "")}
  </SanctionsEntries>`;

  test("gives each party all its facts", async () => {
    const { parties, issues, notes, publishedAt } = await readText(document(person + ship + company, after));
    expect(issues.issues).toEqual([]);
    expect(publishedAt).toEqual(new Date("2026-02-03T00:00:00Z"));
    expect(notes.map((note) => note.replace(/line \d+/, "line"))).toEqual([
      "sdn_advanced.xml:line: a document has the unknown type 999",
      "links: profile 78 is linked to 4711, but one of them is not in the file",
    ]);
    expect(parties[0]).toEqual({
      id: "77",
      list: "test",
      type: "person",
      names: [
        { text: "DOE, Example Quentinovich", kind: "primary", quality: "strong", script: "Latin" },
        { text: "ДОУ, Пример Квентинович", kind: "alias", quality: "strong", script: "Cyrillic" },
        { text: "The Sample", kind: "alias", quality: "weak", script: "Latin" },
        { text: "ROE, Jane", kind: "former", quality: "strong", script: "Latin" },
      ],
      birthDates: [{ from: "1970-03-05" }],
      birthPlaces: ["Bergen, Norway"],
      nationalities: ["MM", "NO"],
      countries: ["MM", "NO"],
      gender: "female",
      identifiers: [
        { kind: "crypto_address", value: "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", label: "XBT" },
        { kind: "passport", value: "X123456", country: "NO", label: "Passport" },
        { kind: "other", value: "ABC-987", label: "Document type 999 No." },
      ],
      addresses: [
        { street: "1 High St, Floor 2", place: "Oslo, Viken 0150", country: "NO" },
        { region: "Region: Crimea" },
      ],
      programmes: ["SAMPLE", "OTHER"],
      title: "Minister of Samples",
      listedOn: "2018",
      remarks: "Secondary sanctions risk: section 1(b) of Executive Order 13224\nalso seen in Oslo",
      references: ["ofac:77"],
      linkedTo: [],
      secondarySanctions: true,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(parties[1]).toMatchObject({
      id: "78",
      type: "vessel",
      names: [
        { text: "SAMPLE STAR", kind: "primary" },
        { text: "NEW STAR", kind: "alias" },
      ],
      countries: ["MM", "NO"],
      identifiers: [
        { kind: "call_sign", value: "5IM 597" },
        { kind: "imo", value: "7406784" },
      ],
      vessel: {
        vesselType: "Tug",
        flag: "Burma",
        owner: "ACME",
        tonnage: "10",
        grossRegisteredTonnage: "20",
      },
      remarks: "Former Vessel Flag Norway\nseen in 2020",
      linkedTo: ["ACME SHIPPING"],
    });
    expect(parties[2]).toMatchObject({
      id: "79",
      type: "entity",
      identifiers: [{ kind: "website", value: "www.example.org" }],
      remarks: "Organization Established Date 1990-10-17",
    });
    expect(parties[2]).not.toHaveProperty("listedOn");
  });

  test("names a person as sdn.xml does", async () => {
    const simple = `<sdnList><sdnEntry><uid>77</uid><firstName>Example Quentin</firstName><lastName>DOE</lastName><sdnType>Individual</sdnType></sdnEntry></sdnList>`;
    const other = await readList(ofacXml, { sdn: listFile("sdn.xml", simple) });
    expect((await readOne({})).names).toEqual(other.parties[0]?.names);
  });
});

describe("birth dates", () => {
  test.each([
    [
      "a day that is none",
      period(bound(day(1960, 2, 31), day(1960, 2, 31)), bound(day(1960, 2, 31), day(1960, 2, 31))),
    ],
    ["no start", '<DatePeriod CalendarTypeID="1"/>'],
    [
      "another calendar",
      period(bound(day(1390, 1, 1), day(1390, 1, 1)), bound(day(1390, 1, 1), day(1390, 1, 1)), 2),
    ],
  ])("%s keeps the entry, with a note", async (_what, content) => {
    const { parties, notes, issues } = await readText(document(party({ features: feature(8, content) })));
    expect(issues.total).toBe(0);
    expect(parties[0]?.birthDates).toEqual([]);
    expect(notes.at(-1)).toMatch(/line \d+: entry 77: a birth date cannot be read/);
  });
});

describe("names", () => {
  const namesOf = async (names: string): Promise<string[]> =>
    (await readOne({ names })).names.map(
      ({ text, kind, quality, script }) => `${kind} ${quality} ${script} ${text}`,
    );

  test("in Han are one word, the family name first", async () => {
    const names = `${alias(4, named(part(1, "LI"), part(2, "Example")) + named(part(1, "李", 300), part(2, "例", 300)), true)}${groups({ 1: 71, 2: 72 })}`;
    expect(await namesOf(names)).toEqual(["primary strong Latin LI, Example", "alias strong Han 李例"]);
  });
  test("in Arabic keep the comma", async () => {
    const names = `${alias(4, named(part(1, "DOE"), part(2, "Ali")) + named(part(1, "دو"), part(2, "علي")), true)}${groups({ 1: 71, 2: 72 })}`;
    expect((await namesOf(names))[1]).toBe("alias strong Arabic دو, علي");
  });
  test("without a Latin form lead in their own", async () => {
    expect(await namesOf(`${alias(4, named(part(5, "Пример")), true)}${groups({ 5: 74 })}`)).toEqual([
      "primary strong Cyrillic Пример",
    ]);
  });
  test("truth values may be written as digits, as XML Schema allows", async () => {
    const names =
      `${alias(1, named(part(5, "ONE")))}${alias(4, named(part(5, "TWO")), true, true)}${groups({ 5: 74 })}`
        .replaceAll('"true"', '"1"')
        .replaceAll('"false"', '"0"');
    expect(await namesOf(names)).toEqual(["primary weak Latin TWO", "alias strong Latin ONE"]);
  });

  test("with no primary alias, the first one leads", async () => {
    const names = `${alias(1, named(part(5, "ONE")))}${alias(2, named(part(5, "TWO")))}${groups({ 5: 74 })}`;
    expect(await namesOf(names)).toEqual(["primary strong Latin ONE", "former strong Latin TWO"]);
  });
  test("of a type nobody knows stay names, with a note", async () => {
    const names = `${alias(4, named(part(5, "ONE")), true)}${alias(99, named(part(6, "TWO")))}`;
    const { parties, notes } = await readText(document(party({ names })));
    expect(parties[0]?.names.map((name) => name.text)).toEqual(["ONE", "TWO"]);
    expect(notes.at(-1)).toContain("entry 77: an alias of the unknown type 99");
  });
});

describe("what is odd beside a name keeps the entry, with a note", () => {
  test.each([
    ["a country nobody knows", feature(10, at(104)), '"Ruritania" is not a country'],
    ["a location that is not there", feature(14, at(999)), "the location 999 is not in the file"],
    ["a feature of an unknown type", feature(777, detail("whatever")), "a feature has the unknown type 777"],
  ])("%s", async (_what, features, note) => {
    const { parties, notes, issues } = await readText(document(party({ features })));
    expect(issues.total).toBe(0);
    expect(parties).toHaveLength(1);
    expect(notes.at(-1)).toContain(note);
  });
  test("the text of an unknown feature stays", async () => {
    expect((await readOne({ features: feature(777, detail("whatever")) })).remarks).toBe(
      "Feature 777 whatever",
    );
  });
});

describe("a file that is broken refuses the whole publication", () => {
  const bomb = `<!DOCTYPE Sanctions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>`;
  const whole = document(party({}));
  const broken: readonly [string, string | Uint8Array, RegExp][] = [
    ["cut off", whole.slice(0, -40), /^sdn_advanced\.xml:line \d+, column \d+: /],
    [
      "cut off before the parties",
      whole.slice(0, whole.indexOf("<DistinctParties>")),
      /line \d+, column \d+: /,
    ],
    ["an XML bomb", document(party({}), "", bomb), /DOCTYPE\) is not allowed/],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(whole), Buffer.from([0xff])]), /not UTF-8/],
    ["another root", "<sdnList><sdnEntry/></sdnList>", /sdnList is not part of an advanced list/],
    ["parties under another root", `<list>${party({})}</list>`, /list is not part of an advanced list/],
    ["empty", "", /sdn_advanced\.xml/],
    ["without parties", document(""), /no entry/],
    ["without reference values", whole.replace(references, ""), /before the reference values/],
    ["a party twice", document(party({}) + party({})), /line \d+: the party 77 occurs twice/],
    ["a party without number", document(party({ id: "" })), /no number \(FixedRef\)/],
    ["a party without profile", document('<DistinctParty FixedRef="77"/>'), /77 has no profile/],
    ["a party without name", document(party({ names: groups({}) })), /line \d+: the party 77 has no name/],
    [
      "a party of an empty name",
      document(party({ names: alias(4, named(part(5, "")), true) })),
      /77 has no name/,
    ],
    ["a type nobody knows", document(party({ subType: 99 })), /type of party 77/],
    [
      "an entry of nobody",
      document(party({}), `<SanctionsEntries>${entry("4711", "")}</SanctionsEntries>`),
      /no party with the profile 4711/,
    ],
  ];
  test.each(broken)("%s", async (_what, content, message) => {
    const result = await readText(content);
    expect(issueLines(result)[0]).toMatch(message);
    expect(result.issues.total).toBe(1);
    expect(result.issues.issues[0]?.suggestion).toBeTruthy();
  });
  test("no file at all", async () => {
    expect(issueLines(await readList(ofacAdvancedXml, {}))).toEqual([
      "the set of files: sdn_advanced.xml is missing",
    ]);
  });
});

describe("size", () => {
  test("twenty thousand parties are read in seconds, and none is lost", async () => {
    const parties = Array.from({ length: 20_000 }, (_, at) =>
      party({ id: String(at + 1), identity: at + 1 }),
    );
    const content = Buffer.from(document(parties.join("")));
    const file = { name: "sdn_advanced.xml", bytes: pieces(content) };
    const started = performance.now();
    const result = await readList(ofacAdvancedXml, { sdn: file });
    const ms = Math.round(performance.now() - started);
    process.stdout.write(
      `${JSON.stringify({ parties: result.parties.length, bytes: content.length, ms })}\n`,
    );
    expect(result.issues.total).toBe(0);
    expect(result.parties).toHaveLength(20_000);
  });
});

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

describe("recognition", () => {
  test.each([
    document(""),
    '<?xml version="1.0"?><Sanctions xmlns="urn:x">',
    '<s:Sanctions xmlns:s="urn:x">',
  ])("the start of the file", (start) => expect(ofacAdvancedXml.recognises(start.slice(0, 4096))).toBe(true));
  test.each(["<sdnList>", "<SanctionsList>", "<CONSOLIDATED_LIST>", "<export><sanctionEntity>", ""])(
    "not the start of %s",
    (start) => expect(ofacAdvancedXml.recognises(start)).toBe(false),
  );
});
