import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  distinctMatches,
  issueLines,
  type ListResult,
  listFile,
  listFileAt,
  readList,
} from "../../../../test/support/list-reading.ts";
import { ofacCsv } from "./ofac-csv.ts";
import { ofacXml } from "./ofac-xml.ts";

const realRoot = "../shared/data/lists/ofac";
const realFile = join(realRoot, "ofac_consolidated_nonsdn_2024-02-23.xml");

const oldNamespace = "http://tempuri.org/sdnList.xsd";
const newNamespace = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";

const entry = `<sdnEntry>
  <uid>77</uid>
  <firstName>Example Quentin</firstName>
  <lastName>DOE</lastName>
  <title>Minister of Samples</title>
  <sdnType>Individual</sdnType>
  <remarks>(Linked To: ACME (NORTH)-DIVISION); also seen in Oslo</remarks>
  <programList><program>SAMPLE</program><program>OTHER</program></programList>
  <idList>
    <id><uid>1</uid><idType>Passport</idType><idNumber>X123456</idNumber><idCountry>Norway</idCountry></id>
    <id><uid>2</uid><idType>Gender</idType><idNumber>Female</idNumber></id>
    <id><uid>3</uid><idType>Digital Currency Address - ETH</idType><idNumber>0x2f389ce8bd8ff92de3402ffce4691d17fc4f6535</idNumber></id>
    <id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1(b) of Executive Order 13224</idNumber></id>
    <id><uid>5</uid><idType>Target Type</idType><idNumber>Financial Institution</idNumber></id>
    <id><uid>6</uid><idType>Fishing Permit Number</idType><idNumber>FP-99812</idNumber></id>
    <id><uid>7</uid><idType>Registration Number</idType><idNumber>HRB 1</idNumber><idCountry>Ruritania</idCountry></id>
  </idList>
  <akaList>
    <aka><uid>8</uid><type>a.k.a.</type><category>weak</category><lastName>THE SAMPLE</lastName></aka>
    <aka><uid>9</uid><type>f.k.a.</type><category>strong</category><lastName>ROE</lastName><firstName>Jane</firstName></aka>
    <aka><uid>10</uid><type>n.k.a.</type><category>strong</category><lastName>POE</lastName></aka>
  </akaList>
  <addressList>
    <address><uid>11</uid><address1>1 High St</address1><address2>Floor 2</address2><city>Oslo</city><stateOrProvince>Viken</stateOrProvince><postalCode>0150</postalCode><country>Norway</country></address>
    <address><uid>12</uid><country>Region: Crimea</country></address>
    <address><uid>13</uid></address>
  </addressList>
  <nationalityList><nationality><uid>14</uid><country>Cabo Verde</country><mainEntry>true</mainEntry></nationality></nationalityList>
  <citizenshipList><citizenship><uid>15</uid><country>Burma</country><mainEntry>true</mainEntry></citizenship></citizenshipList>
  <dateOfBirthList>
    <dateOfBirthItem><uid>16</uid><dateOfBirth>05 Mar 1970</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
    <dateOfBirthItem><uid>17</uid><dateOfBirth>circa 1960</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
    <dateOfBirthItem><uid>18</uid><dateOfBirth>1960 to 1965</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
  </dateOfBirthList>
  <placeOfBirthList><placeOfBirthItem><uid>19</uid><placeOfBirth>Bergen, Norway</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
</sdnEntry>`;

const ship = `<sdnEntry><uid>78</uid><lastName>SAMPLE STAR</lastName><sdnType>Vessel</sdnType>
  <idList>
    <id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 7406784</idNumber></id>
    <id><uid>2</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id>
    <id><uid>3</uid><idType>Former Vessel Flag</idType><idNumber>None Identified</idNumber></id>
  </idList>
  <vesselInfo><callSign>5IM 597</callSign><vesselType>Tug</vesselType><vesselFlag>Panama</vesselFlag><vesselOwner>ACME</vesselOwner><tonnage>10</tonnage><grossRegisteredTonnage>20</grossRegisteredTonnage></vesselInfo>
</sdnEntry>`;

function document(entries: string, namespace = oldNamespace, count = "1", declaration = ""): string {
  return `<?xml version="1.0" standalone="yes"?>${declaration}
<sdnList xmlns="${namespace}">
  <publshInformation><Publish_Date>02/03/2026</Publish_Date><Record_Count>${count}</Record_Count></publshInformation>
  ${entries}
</sdnList>`;
}

const readText = (content: string | Uint8Array): Promise<ListResult> =>
  readList(ofacXml, { sdn: listFile("sdn.xml", content) });

describe("an entry", () => {
  test.each([oldNamespace, newNamespace])("has all its facts in the namespace %s", async (namespace) => {
    const { parties, issues, notes, publishedAt, declaredEntities } = await readText(
      document(entry, namespace),
    );
    expect(issues.issues).toEqual([]);
    expect(publishedAt).toEqual(new Date("2026-02-03T00:00:00Z"));
    expect(declaredEntities).toBe(1);
    expect(notes).toEqual(['sdn.xml:line 4 (entry 77): the issuer "Ruritania" is not a country we know']);
    expect(parties).toEqual([
      {
        id: "77",
        list: "test",
        type: "person",
        names: [
          { text: "DOE, Example Quentin", kind: "primary", quality: "strong", script: "Latin" },
          { text: "THE SAMPLE", kind: "alias", quality: "weak", script: "Latin" },
          { text: "ROE, Jane", kind: "former", quality: "strong", script: "Latin" },
          { text: "POE", kind: "alias", quality: "strong", script: "Latin" },
        ],
        birthDates: [{ from: "1970-03-05" }, { from: "1960", circa: true }, { from: "1960", to: "1965" }],
        birthPlaces: ["Bergen, Norway"],
        nationalities: ["CV", "MM"],
        countries: ["CV", "MM", "NO"],
        gender: "female",
        identifiers: [
          { kind: "passport", value: "X123456", country: "NO", label: "Passport" },
          { kind: "crypto_address", value: "0x2f389ce8bd8ff92de3402ffce4691d17fc4f6535", label: "ETH" },
          { kind: "other", value: "FP-99812", label: "Fishing Permit Number" },
          { kind: "registration", value: "HRB 1", label: "Registration Number" },
        ],
        addresses: [
          { street: "1 High St, Floor 2", place: "Oslo, Viken 0150", country: "NO" },
          { region: "Region: Crimea" },
        ],
        programmes: ["SAMPLE", "OTHER"],
        title: "Minister of Samples",
        remarks:
          "Secondary sanctions risk: section 1(b) of Executive Order 13224\nTarget Type Financial Institution\n(Linked To: ACME (NORTH)-DIVISION); also seen in Oslo",
        references: ["ofac:77"],
        linkedTo: ["ACME (NORTH)-DIVISION"],
        secondarySanctions: true,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test("of a vessel has its data", async () => {
    const { parties, notes } = await readText(document(ship));
    expect(notes).toEqual([]);
    expect(parties[0]).toMatchObject({
      type: "vessel",
      countries: ["PA"],
      identifiers: [
        { kind: "imo", value: "7406784" },
        { kind: "mmsi", value: "572469210" },
        { kind: "call_sign", value: "5IM 597" },
      ],
      vessel: {
        vesselType: "Tug",
        flag: "Panama",
        owner: "ACME",
        tonnage: "10",
        grossRegisteredTonnage: "20",
      },
      secondarySanctions: false,
    });
  });

  test("with an odd fact beside its name stays, with a note and the text", async () => {
    const odd = entry.replace("05 Mar 1970", "31 Feb 1960").replace("Burma", "Ruritania");
    const { parties, notes, issues } = await readText(document(odd));
    expect(issues.total).toBe(0);
    expect(notes.slice(0, 2)).toEqual([
      'sdn.xml:line 4 (entry 77): the birth date "31 Feb 1960" cannot be read; it stays in the remarks',
      'sdn.xml:line 4 (entry 77): "Ruritania" is not a country we know; it stays in the remarks',
    ]);
    expect(parties[0]?.remarks).toMatch(/^DOB 31 Feb 1960\nnationality Ruritania\n/);
    expect(parties[0]?.birthDates).toHaveLength(2);
  });
});

describe("a file that is broken refuses the whole publication", () => {
  const bomb = `<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  const broken: readonly [string, string | Uint8Array, RegExp][] = [
    ["cut off", document(entry).slice(0, -40), /^sdn\.xml:line \d+, column \d+: /],
    [
      "cut off between entries",
      document(entry + ship).split("<sdnEntry><uid>78")[0] ?? "",
      /unclosed tag|document must contain|unexpected/i,
    ],
    ["an XML bomb", document(entry, oldNamespace, "1", bomb), /DOCTYPE\) is not allowed/],
    ["a nest without end", document("<a>".repeat(100)), /nested deeper than/],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from(document("")), Buffer.from([0xff])]),
      /not UTF-8/,
    ],
    ["another root", "<CONSOLIDATED_LIST/>", /CONSOLIDATED_LIST is not part of an OFAC list/],
    ["entries under another root", `<list>${entry}</list>`, /list is not part of an OFAC list/],
    ["an HTML page", "<html><body>Service unavailable</body></html>", /html is not part/],
    ["empty", "", /sdn\.xml/],
    ["without entries", document("", oldNamespace, "0"), /no entry/],
    ["an entry twice", document(entry + entry), /line \d+: the entry 77 occurs twice/],
    [
      "an entry without name",
      document("<sdnEntry><uid>5</uid><sdnType>Entity</sdnType></sdnEntry>"),
      /line 4: the entry 5 has no name/,
    ],
    ["an entry without number", document(entry.replace("<uid>77</uid>", "")), /has no number/],
    ["a type nobody knows", document(entry.replace("Individual", "Martian")), /type of entry 77/],
    ["an alias without name", document(entry.replace("THE SAMPLE", "")), /alias of entry 77 is empty/],
    ["an alias neither weak nor strong", document(entry.replace("weak", "odd")), /neither strong nor weak/],
    ["an alias of a kind nobody knows", document(entry.replace("f.k.a.", "z.k.a.")), /neither a\.k\.a\./],
    ["a count that is none", document(entry, oldNamespace, "many"), /"many" is no number/],
  ];
  test.each(broken)("%s", async (_what, content, message) => {
    const result = await readText(content);
    expect(issueLines(result)[0]).toMatch(message);
    expect(result.issues.issues[0]?.suggestion).toBeTruthy();
  });
  test("no file at all", async () => {
    expect(issueLines(await readList(ofacXml, {}))).toEqual(["the set of files: sdn.xml is missing"]);
  });
});

describe("recognition", () => {
  test.each([
    document(""),
    '<?xml version="1.0"?>\n<!-- x -->\n<sdnList>',
    `<o:sdnList xmlns:o="${newNamespace}">`,
  ])("the start of the file: %s", (start) => expect(ofacXml.recognises(start)).toBe(true));
  test.each(["<Sanctions>", "<sdnListing>", "<CONSOLIDATED_LIST>", '36,"sdnList",-0- ', ""])(
    "not the start of %s",
    (start) => expect(ofacXml.recognises(start)).toBe(false),
  );
});

/** The names of a raw entry, without an XML parser: its own, then those of its aliases. */
function rawNames(entry: string): string[] {
  return entry.split("<aka>").map((part) => {
    const one = (tag: string): string[] => part.match(new RegExp(`<${tag}>([^<]*)<`))?.slice(1) ?? [];
    return [...one("lastName"), ...one("firstName")].join(", ").replaceAll("&amp;", "&").replace(/\s+/g, " ");
  });
}

describe("the published list", () => {
  test.skipIf(!existsSync(realFile))("arrives whole (skipped where the file is absent)", async () => {
    const started = performance.now();
    const result = await readList(ofacXml, { sdn: listFileAt(realFile) }, "ofac-cons");
    const ms = Math.round(performance.now() - started);
    const { parties, notes } = result;
    expect(result.issues.issues).toEqual([]);
    expect(result.publishedAt).toEqual(new Date("2024-02-23T00:00:00Z"));
    expect(result.declaredEntities).toBe(parties.length);
    const text = readFileSync(realFile, "utf8");
    const entries = text.split("<sdnEntry>").slice(1);
    const names = parties.flatMap((party) => party.names);
    const identifiers = parties.flatMap((party) => party.identifiers);
    process.stdout.write(
      `${JSON.stringify({ ms, parties: parties.length, identifiers: identifiers.length, notes })}\n`,
    );
    expect(parties.length).toBe(entries.length);
    entries.forEach((entry, at) => {
      expect(parties[at]?.names.map((name) => name.text)).toEqual([...new Set(rawNames(entry))]);
      expect(parties[at]?.birthDates).toHaveLength(distinctMatches([entry], /<dateOfBirth>([^<]*)</g));
    });
    const kinds = (kind: string): number => identifiers.filter((one) => one.kind === kind).length;
    const typed = (types: string): number =>
      distinctMatches(entries, new RegExp(`<idType>(?:${types})</idType>\\s*<idNumber>([^<]*)<`, "g"));
    expect(names.some((name) => name.quality === "weak" && name.kind === "former")).toBe(true);
    expect(kinds("tax_id")).toBe(typed("Tax ID No\\.|V\\.A\\.T\\. Number"));
    expect(kinds("lei")).toBe(typed("Legal Entity Number"));
    expect(kinds("website")).toBe(typed("Website"));
    expect(parties.filter((party) => party.gender !== undefined).length).toBe(typed("Gender"));
  });

  test.skipIf(!existsSync(realFile))(
    "gives the names that the CSV set gives, for entries of both (skipped where the files are absent)",
    async () => {
      const xml = await readList(ofacXml, { sdn: listFileAt(realFile) });
      const csv = await readList(ofacCsv, {
        sdn: listFileAt(join(realRoot, "cons_prim_2025-12-19.csv")),
        alt: listFileAt(join(realRoot, "cons_alt_2025-12-19.csv")),
        add: listFileAt(join(realRoot, "cons_add_2025-12-19.csv")),
        comments: listFileAt(join(realRoot, "cons_comments_2025-12-19.csv")),
      });
      const byId = new Map(csv.parties.map((party) => [party.id, party]));
      const pairs = xml.parties.flatMap((party) => {
        const other = byId.get(party.id);
        return other ? [[party, other] as const] : [];
      });
      const namesOf = (party: (typeof xml.parties)[number]): string =>
        party.names
          .map(({ text, kind, quality }) => `${kind} ${quality} ${text}`)
          .sort()
          .join("\n");
      const share = (equal: (pair: (typeof pairs)[number]) => boolean): number =>
        pairs.filter(equal).length / pairs.length;
      const shares = {
        names: share(([one, other]) => namesOf(one) === namesOf(other)),
        birthDates: share(
          ([one, other]) => JSON.stringify(one.birthDates) === JSON.stringify(other.birthDates),
        ),
        countries: share(([one, other]) => one.countries.join() === other.countries.join()),
        addresses: share(([one, other]) => JSON.stringify(one.addresses) === JSON.stringify(other.addresses)),
        linkedTo: share(([one, other]) => one.linkedTo.join() === other.linkedTo.join()),
        secondarySanctions: share(([one, other]) => one.secondarySanctions === other.secondarySanctions),
      };
      process.stdout.write(`${JSON.stringify({ inBoth: pairs.length, ...shares })}\n`);
      expect(pairs.length).toBeGreaterThan(400);
      expect(shares.names).toBeGreaterThan(0.95);
      expect(shares.birthDates).toBeGreaterThan(0.95);
      expect(shares.addresses).toBeGreaterThan(0.95);
    },
  );
});
