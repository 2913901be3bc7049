import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  distinctMatches,
  issueLines,
  type ListResult,
  listFile,
  listFileAt,
  readList,
} from "../../../../test/support/list-reading.ts";
import type { Party } from "../../party/party.ts";
import { usCsl } from "./us-csl.ts";

const realFile = "../shared/data/lists/us_csl/us_csl_consolidated_2022-04.csv";
const header =
  "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids";
const columns = header.split(",");

const sdn = "Specially Designated Nationals (SDN) - Treasury Department";
const entityList = "Entity List (EL) - Bureau of Industry and Security";

type Row = Readonly<Record<string, string>>;

function rowOf(values: Row): string {
  const row: Row = { _id: "77", source: sdn, type: "Individual", name: "DOE, Example", ...values };
  for (const column of Object.keys(row))
    if (!columns.includes(column)) throw new Error(`no column ${column}`);
  return columns.map((column) => `"${(row[column] ?? "").replaceAll('"', '""')}"`).join(",");
}

const readText = (content: string | Uint8Array): Promise<ListResult> =>
  readList(usCsl, { csl: listFile("consolidated.csv", content) });
const readRows = (...rows: Row[]): Promise<ListResult> =>
  readText(`${[header, ...rows.map(rowOf)].join("\n")}\n`);

async function readOne(row: Row): Promise<Party> {
  const { parties, issues } = await readRows(row);
  expect(issues.issues).toEqual([]);
  const [party] = parties;
  if (!party) throw new Error("no party arrived");
  return party;
}

describe("a row", () => {
  test("of the Treasury has all its facts", async () => {
    const party = await readOne({
      entity_number: "77",
      programs: "SAMPLE; OTHER",
      title: "Minister of Samples",
      addresses: "1 High St, Oslo, 0150, NO; SY; Somewhere 5",
      start_date: "2019-09-13",
      remarks: "(Linked To: ACME (NORTH)-DIVISION); also seen in Oslo",
      alt_names: "ROE, Jane; THE SAMPLE",
      citizenships: "MM",
      nationalities: "CV; NO",
      dates_of_birth: "1970-03-05; 1971; circa 1960; 1960 to 1965",
      places_of_birth: "Bergen, Norway; Oslo",
      ids: "Female, Gender; NO, 2014-08-30, 2009-08-31, K475336, Passport; section 1(b) of Executive Order 13224, as amended by Executive Order 13886, Secondary sanctions risk:",
    });
    expect(party).toEqual({
      id: "SDN:77",
      list: "test",
      type: "person",
      names: [
        { text: "DOE, Example", kind: "primary", quality: "strong", script: "Latin" },
        { text: "ROE, Jane", kind: "alias", quality: "strong", script: "Latin" },
        { text: "THE SAMPLE", kind: "alias", quality: "strong", script: "Latin" },
      ],
      birthDates: [
        { from: "1970-03-05" },
        { from: "1971" },
        { from: "1960", circa: true },
        { from: "1960", to: "1965" },
      ],
      birthPlaces: ["Bergen, Norway", "Oslo"],
      nationalities: ["CV", "MM", "NO"],
      countries: ["CV", "MM", "NO", "SY"],
      gender: "female",
      identifiers: [{ kind: "passport", value: "K475336", country: "NO", label: "Passport" }],
      addresses: [
        { street: "1 High St, Oslo, 0150", country: "NO" },
        { country: "SY" },
        { street: "Somewhere 5" },
      ],
      programmes: ["SDN", "SAMPLE", "OTHER"],
      title: "Minister of Samples",
      listedOn: "2019-09-13",
      remarks:
        "Secondary sanctions risk: section 1(b) of Executive Order 13224, as amended by Executive Order 13886\n(Linked To: ACME (NORTH)-DIVISION); also seen in Oslo",
      references: ["ofac:77"],
      linkedTo: ["ACME (NORTH)-DIVISION"],
      secondarySanctions: true,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test("of a vessel has its data", async () => {
    const party = await readOne({
      type: "Vessel",
      name: "SAMPLE STAR",
      call_sign: "UDQB",
      vessel_type: "Tug",
      gross_tonnage: "10",
      gross_registered_tonnage: "20",
      vessel_flag: "St. Kitts and Nevis",
      vessel_owner: "ACME",
      ids: "IMO 7406784, Vessel Registration Identification; Panama, Former Vessel Flag",
    });
    expect(party).toMatchObject({
      type: "vessel",
      countries: ["KN", "PA"],
      identifiers: [
        { kind: "imo", value: "7406784" },
        { kind: "call_sign", value: "UDQB" },
      ],
      vessel: {
        vesselType: "Tug",
        tonnage: "10",
        grossRegisteredTonnage: "20",
        flag: "St. Kitts and Nevis",
        owner: "ACME",
      },
    });
  });

  test("of Commerce keeps what has no member in the remarks", async () => {
    const party = await readOne({
      source: entityList,
      type: "",
      name: "Sample Institute of Optics",
      federal_register_notice: "87 FR 20299",
      license_policy: "Policy of denial.",
      end_date: "2030-01-01",
    });
    expect(party.remarks).toBe(
      "Federal Register notice 87 FR 20299\nLicense policy Policy of denial.\nEnds 2030-01-01",
    );
    expect(party.programmes).toEqual(["EL"]);
    expect(party.references).toEqual([]);
  });

  const ids: readonly [string, object[]][] = [
    ["BC166787, Passport", [{ kind: "passport", value: "BC166787", label: "Passport" }]],
    [
      "PA, 467323, Doc. 694710, Public Registration Number",
      [
        {
          kind: "registration",
          value: "467323, Doc. 694710",
          country: "PA",
          label: "Public Registration Number",
        },
      ],
    ],
    [
      "1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3, Digital Currency Address - XBT",
      [{ kind: "crypto_address", value: "1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3", label: "XBT" }],
    ],
    ["PA, RUC #", []],
    ["Real estate activities, Organization Type:", []],
    ["Passport", []],
  ];
  test.each(ids)("identifiers of %s", async (text, expected) => {
    expect((await readOne({ ids: text })).identifiers).toEqual(expected);
  });
});

describe("names", () => {
  const cases: readonly [string, string, string[]][] = [
    [" I. ASH", "", ["primary I. ASH"]],
    ["UTAIR AVIATION JSC,", "", ["primary UTAIR AVIATION JSC"]],
    ["Sample LLC and any successor, sub-unit, or subsidiary thereof", "", ["primary Sample LLC"]],
    [
      "Far Sample Company, Inc. (a.k.a. FASCO, Inc.; FSC)",
      "",
      ["primary Far Sample Company, Inc.", "alias FASCO, Inc.", "alias FSC"],
    ],
    ["Sample, OOO (f.k.a., Old Sample OOO)", "", ["primary Sample, OOO", "former Old Sample OOO"]],
    ["Doe Jo (aka Doe Cho) (DPRK individual)", "", ["primary Doe Jo", "alias Doe Cho"]],
    [
      "Sample Institute [aka Sample Center, Sample Lab]",
      "",
      ["primary Sample Institute", "alias Sample Center, Sample Lab"],
    ],
    ["Sample Guard (SG)", "", ["primary Sample Guard (SG)"]],
    ["A", "Open Sample; and JSC Sample", ["primary A", "alias Open Sample", "alias JSC Sample"]],
    ["A", "Hot Sample, a.k.a., Cold Sample", ["primary A", "alias Hot Sample", "alias Cold Sample"]],
    ["A", "Sample of Andorra; (all of preceding located in Oslo)", ["primary A", "alias Sample of Andorra"]],
    ["AKA Sample", "Anderson, Jo", ["primary AKA Sample", "alias Anderson, Jo"]],
  ];
  test.each(cases)("of %s and %s", async (name, alt_names, expected) => {
    const party = await readOne({ name, alt_names });
    expect(party.names.map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
  });
  test("that were shortened stay in the remarks as they were", async () => {
    expect((await readOne({ name: "Doe Jo (aka Doe Cho)" })).remarks).toBe("Listed as Doe Jo (aka Doe Cho)");
    expect(await readOne({ name: "Doe  Jo " })).not.toHaveProperty("remarks");
  });
});

describe("the type of a row without one is guessed, and marked as a guess", () => {
  test.each([
    ["JOHN B. PRIDMORE-SMITH", "person"],
    ["Ali Akbar Yahya", "person"],
    ["ROBERT J. SHUBERT, SR.", "person"],
    ["Sample Trading Ltd.", "entity"],
    ["AZUR AIR", "entity"],
    ["27th Scientific Center", "entity"],
    ["A & C International Trade, Inc.", "entity"],
    ["MODAFL", "entity"],
    ["One Two Three Four Five Six Seven", "entity"],
  ])("%s is a %s", async (name, type) => {
    const party = await readOne({ source: entityList, type: "", name });
    expect(party).toMatchObject({ type, typeGuessed: true });
  });
  test("what the publisher says is no guess", async () => {
    expect(await readOne({ type: "Entity", name: "John Doe" })).not.toHaveProperty("typeGuessed");
    const said = await readOne({ type: "", name: "Sample Trading (Russian individual)" });
    expect(said.type).toBe("person");
    expect(said).not.toHaveProperty("typeGuessed");
  });
});

describe("a file that is broken refuses the whole publication", () => {
  const good = `${header}\n${rowOf({})}\n`;
  const broken: readonly [string, string | Uint8Array, RegExp][] = [
    [
      "another header",
      good.replace("alt_names", "aliases"),
      /row 1, column 23: the header has "aliases" where "alt_names" is due/,
    ],
    ["no header", rowOf({}), /row 1, column 1: the header has "77" where "_id" is due/],
    ["a column less", `${header.replace(",ids", "")}\n`, /28 columns where 29 are due/],
    ["cut off in a row", good.slice(0, -60), /row 2|row 3/],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(good), Buffer.from([0xff])]), /not UTF-8/],
    ["an HTML page", "<html><body>moved</body></html>", /1 columns where 29 are due/],
    ["empty", "", /no entry/],
    ["only a header", `${header}\n`, /no entry/],
    [
      "an entry without id",
      `${header}\n${rowOf({ _id: "" })}`,
      /row 2, column 1 \(_id\): the entry has no id/,
    ],
    [
      "an entry without name",
      `${header}\n${rowOf({ name: " " })}`,
      /row 2, column 6 \(name\): the name is empty/,
    ],
    ["an entry without list", `${header}\n${rowOf({ source: "" })}`, /row 2, column 2 \(source\)/],
    ["a type nobody knows", `${header}\n${rowOf({ type: "Martian" })}`, /row 2, column 4 \(type\)/],
    [
      "an entry twice",
      `${good}${rowOf({ title: "other" })}`,
      /row 3, column 1 \(_id\): the entry SDN:77 occurs twice/,
    ],
  ];
  test.each(broken)("%s", async (_what, content, message) => {
    const result = await readText(content);
    expect(issueLines(result)[0]).toMatch(message);
    expect(result.issues.issues[0]?.suggestion).toBeTruthy();
  });
  test("no file at all", async () => {
    expect(issueLines(await readList(usCsl, {}))).toEqual(["the set of files: consolidated.csv is missing"]);
  });
});

describe("what is odd beside a name keeps the entry, with a note", () => {
  test.each([
    [
      { dates_of_birth: "31 Feb 1960" },
      'column 25 (dates_of_birth): the birth date "31 Feb 1960"',
      "DOB 31 Feb 1960",
    ],
    [
      { nationalities: "Ruritania" },
      'column 26 (nationalities): "Ruritania" is not a country',
      "nationality Ruritania",
    ],
    [{ start_date: "soon" }, 'column 10 (start_date): the date "soon" cannot be read', undefined],
  ])("%o", async (row, note, remarks) => {
    const { parties, notes, issues } = await readRows(row);
    expect(issues.total).toBe(0);
    expect(notes).toEqual([expect.stringContaining(`consolidated.csv:row 2, ${note}`)]);
    expect(parties[0]?.remarks).toBe(remarks);
  });
  test("a row that is repeated with the same facts", async () => {
    const { parties, notes, issues } = await readRows({}, { source_list_url: "http://example.org" });
    expect(issues.total).toBe(0);
    expect(parties).toHaveLength(1);
    expect(notes).toEqual([expect.stringContaining("row 3, column 1 (_id): the entry SDN:77 is repeated")]);
  });
  test("one id on two lists is two entries that share a reference", async () => {
    const other = "Sectoral Sanctions Identifications List (SSI) - Treasury Department";
    const { parties } = await readRows({ entity_number: "77" }, { entity_number: "77", source: other });
    expect(parties.map((party) => [party.id, ...party.references])).toEqual([
      ["SDN:77", "ofac:77"],
      ["SSI:77", "ofac:77"],
    ]);
  });
});

describe("recognition", () => {
  test.each([header, `\uFEFF${header}`])("the header", (start) => expect(usCsl.recognises(start)).toBe(true));
  test.each(["id,name,type", '36,"A",-0- ,"CUBA"', "<sdnList>", "", "source,_id"])("not %s", (start) =>
    expect(usCsl.recognises(start)).toBe(false),
  );
});

describe("the published list", () => {
  test.skipIf(!existsSync(realFile))("arrives whole (skipped where the file is absent)", async () => {
    const started = performance.now();
    const { parties, issues, notes } = await readList(usCsl, { csl: listFileAt(realFile) }, "us-csl");
    const ms = Math.round(performance.now() - started);
    expect(issues.issues).toEqual([]);
    const text = readFileSync(realFile, "utf8");
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    const guessed = parties.filter((party) => party.typeGuessed);
    process.stdout.write(
      `${JSON.stringify({ ms, parties: parties.length, guessed: guessed.length, notes })}\n`,
    );
    // Every row begins with its id, a number or a hash, and the name of a list; one row is repeated.
    expect(parties.length).toBe(count(/^[0-9a-f]+,"?[A-Z][^,]* - (?:Treasury|State|Bureau)/gm) - 1);
    expect(notes).toEqual([expect.stringContaining("CAP:15268 is repeated")]);
    const kinds = (kind: string): number =>
      parties.flatMap((party) => party.identifiers).filter((one) => one.kind === kind).length;
    const rows = text.split(/\n(?=[0-9a-f]+,)/);
    expect(kinds("crypto_address")).toBe(
      distinctMatches(rows, /([A-Za-z0-9]+, Digital Currency Address - \w+)/g),
    );
    expect(kinds("imo")).toBe(distinctMatches(rows, /\b(\d{7}), Vessel Registration Identification/g));
    expect(kinds("lei")).toBe(distinctMatches(rows, /(\w+), Legal Entity Number(?=[;"\r\n])/g));
    expect(parties.filter((party) => party.gender !== undefined).length).toBe(
      count(/\b(?:Fem|M)ale, Gender(?=[;"\r\n])/g),
    );
    expect(guessed.length).toBe(count(/^[0-9a-f]{40},/gm) - 3);
  });
});
