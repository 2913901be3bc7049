import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ProbityError } from "../../../core/index.ts";
import { LIST_FIELD_CHARS_MAX } from "../csv-rows.ts";
import { openOfacSdnFolder } from "../import-list.ts";
import type { ListFile } from "../list-file.ts";
import { mineRemarks } from "./ofac-remarks.ts";
import { type OfacSdnFiles, parseOfacSdn } from "./ofac-sdn.ts";

const realRoot = "../shared/data/lists/ofac";
const sampleFolder = "examples/lists/sample-sdn";

function file(name: string, content: string | Uint8Array): ListFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })(),
  };
}

const goodSdn = `7,"DOE, Example",individual,"SAMPLE",${"-0- ,".repeat(7)}"DOB 1960."\r\n`;

function files(parts: Partial<Record<keyof OfacSdnFiles, string | Uint8Array>>): OfacSdnFiles {
  return {
    sdn: file("sdn.csv", parts.sdn ?? `${goodSdn}\x1a`),
    alt: file("alt.csv", parts.alt ?? "\x1a"),
    add: file("add.csv", parts.add ?? "\x1a"),
    comments: file("sdn_comments.csv", parts.comments ?? "\x1a"),
  };
}

async function refusalOf(parts: Parameters<typeof files>[0]): Promise<ProbityError> {
  const error = await parseOfacSdn(files(parts), "test").catch((thrown: unknown) => thrown);
  if (!(error instanceof ProbityError)) throw new Error("the set was accepted");
  expect(error.code).toBe("LIST_INVALID");
  return error;
}

describe("the published list", () => {
  const counts = [
    { folder: "sdn_2023-12-28", entities: 13_821, names: 34_303, aliases: 17_091, weak: 3_391 },
    { folder: "sdn_2021-07", entities: 8_976, names: 23_327, aliases: 11_910, weak: 2_441 },
  ];
  for (const expected of counts) {
    const folder = join(realRoot, expected.folder);
    test.skipIf(!existsSync(folder))(
      `every row of ${expected.folder} arrives (skipped where the file is absent)`,
      async () => {
        const { parties, notes } = await parseOfacSdn(await openOfacSdnFolder(folder), "ofac-sdn");
        const names = parties.flatMap((party) => party.names);
        const weak = names.filter((name) => name.quality === "weak");
        const found = {
          folder: expected.folder,
          entities: parties.length,
          names: names.length,
          aliases: names.length - parties.length - weak.length,
          weak: weak.length,
        };
        process.stdout.write(`${JSON.stringify({ ...found, notes })}\n`);
        expect(found).toEqual(expected);
        expect(new Set(parties.map((party) => party.contentHash)).size).toBe(parties.length);
      },
    );
  }
});

describe("the sample list", () => {
  test("has persons, companies, vessels and aircraft with mined facts", async () => {
    const { parties } = await parseOfacSdn(await openOfacSdnFolder(sampleFolder), "sample");
    const count = (type: string) => parties.filter((party) => party.type === type).length;
    expect([count("person"), count("entity"), count("vessel"), count("aircraft")]).toEqual([28, 18, 6, 4]);
    const hit = parties.find((party) => party.names[0]?.text === "DROZDOV-PETRENKO, Viktor Anatolievich");
    expect(hit).toMatchObject({
      birthDates: [{ from: "1971-03-09" }, { from: "1972" }],
      nationalities: ["RU"],
      countries: ["CY", "RU"],
      gender: "male",
      linkedTo: ["SEVERNAYA ZARYA SHIPPING LLC"],
    });
    expect(hit?.identifiers).toContainEqual({
      kind: "passport",
      value: "730055918",
      country: "RU",
      label: "Passport",
    });
    expect(hit?.names.at(-1)).toMatchObject({ text: "VITYA SEVER", quality: "weak", kind: "alias" });
  });

  test("remarks that go on in the comments file are read as one text", async () => {
    const { parties } = await parseOfacSdn(await openOfacSdnFolder(sampleFolder), "sample");
    const mixer = parties.find((party) => party.names[0]?.text === "MOONWAKE MIXER");
    expect(mixer?.identifiers.filter((one) => one.kind === "crypto_address").map((one) => one.label)).toEqual(
      ["XBT", "ETH"],
    );
    expect(mixer?.names.filter((name) => name.quality === "weak").map((name) => name.text)).toEqual([
      "MWAKE",
      "NIGHT SWAP",
      "LUNARIS TUMBLER",
    ]);
  });
});

describe("a list file that is broken refuses the whole import", () => {
  test("too few columns, with the row", async () => {
    const error = await refusalOf({ sdn: `${goodSdn}8,"X",-0- \r\n` });
    expect(error.issues[0]).toMatchObject({ where: "sdn.csv:row 2" });
    expect(error.issues[0]?.message).toContain("3 columns where 12 are due");
  });
  test("all issues are reported at once, up to the limit", async () => {
    const error = await refusalOf({ alt: '7,1,"zzz","A",-0- \n'.repeat(80) });
    expect(error.issues).toHaveLength(50);
    expect(error.message).toContain("79 more");
    expect(error.issues[4]?.where).toBe("alt.csv:row 5, column 3 (alt_type)");
  });
  test.each([
    ["closed in mid-word", '"NA"ME"'],
    ["never closed", '"NAME'],
  ])("a quote %s is reported with its row, and what refers to the lost rows is not", async (_what, name) => {
    const rows = Array.from({ length: 200 }, (_, at) =>
      goodSdn.replace("7,", `${at + 1},`).replace('"DOE, Example"', at === 99 ? name : `"DOE ${at}"`),
    );
    const aliases = rows.map((_, at) => `${at + 1},${at},"aka","ALIAS ${at}",-0- \r\n`);
    const error = await refusalOf({ sdn: rows.join(""), alt: aliases.join("") });
    expect(error.issues?.map((issue) => issue.where)).toEqual(["sdn.csv:row 100"]);
  });
  test("a row with too few columns takes no alias down with it", async () => {
    const error = await refusalOf({ sdn: `${goodSdn}8,"X",-0- \r\n`, alt: '8,1,"aka","Y",-0- \n' });
    expect(error.issues?.map((issue) => issue.where)).toEqual(["sdn.csv:row 2"]);
  });
  const broken: readonly [string, Parameters<typeof files>[0], RegExp][] = [
    ["an open quote", { sdn: `${goodSdn}9,"OPEN,-0- \r\n` }, /sdn\.csv:row 2: Quote Not Closed/],
    ["bytes that are not UTF-8", { sdn: Buffer.from([0x37, 0x2c, 0x22, 0xe9, 0x22, 0x0a]) }, /not UTF-8/],
    ["a party type nobody knows", { sdn: goodSdn.replace("individual", "martian") }, /column 3 \(SDN_Type\)/],
    ["a number that is none", { sdn: goodSdn.replace("7,", "seven,") }, /column 1 \(ent_num\)/],
    ["an empty name", { sdn: goodSdn.replace('"DOE, Example"', "-0- ") }, /name is empty/],
    ["an entry that occurs twice", { sdn: goodSdn + goodSdn }, /occurs twice/],
    [
      "a birth date that cannot be",
      { sdn: goodSdn.replace("1960", "31 Feb 1960") },
      /birth date cannot be read/,
    ],
    ["an alias of nobody", { alt: '8,1,"aka","GHOST",-0- \n' }, /there is no entry 8 in sdn.csv/],
    ["an empty file", { sdn: "\x1a" }, /no entry/],
    [
      "an XML file under the CSV's name",
      { sdn: '<?xml version="1.0"?><sdnList/>' },
      /row 1: Invalid Opening Quote/,
    ],
    [
      "a field without end",
      { sdn: goodSdn.replace("DOB", "x".repeat(LIST_FIELD_CHARS_MAX + 1)) },
      /more than/,
    ],
  ];
  test.each(broken)("%s", async (_what, parts, message) => {
    const error = await refusalOf(parts);
    expect(`${error.issues[0]?.where}: ${error.issues[0]?.message}`).toMatch(message);
    expect(error.issues[0]?.suggestion).toBeTruthy();
  });
  test("a missing file is named", async () => {
    await expect(openOfacSdnFolder("src/core")).rejects.toMatchObject({ code: "LIST_INVALID" });
  });
  test("a comment on a removed entry is noted, not fatal", async () => {
    const { parties, notes } = await parseOfacSdn(files({ comments: '99,"old."\n' }), "test");
    expect(parties).toHaveLength(1);
    expect(notes[0]).toContain("99");
  });
});

describe("remarks", () => {
  test("quoted names with apostrophes are weak aliases", () => {
    const { names } = mineRemarks("a.k.a. ''ABD AL-'IZ'; a.k.a. 'MERA'I'; f.k.a. 'OLD NAME'.");
    expect(names).toEqual([
      { text: "'ABD AL-'IZ", kind: "alias" },
      { text: "MERA'I", kind: "alias" },
      { text: "OLD NAME", kind: "former" },
    ]);
  });
  test("issuing country and dates are split from a number", () => {
    const { identifiers } = mineRemarks(
      "Passport E590976 (Tunisia) issued 19 Jun 1987 expires 18 Jun 1992; NIT # 800018928-0 (Colombia).",
    );
    expect(identifiers).toEqual([
      { kind: "passport", value: "E590976", country: "TN", label: "Passport" },
      { kind: "tax_id", value: "800018928-0", country: "CO", label: "NIT #" },
    ]);
  });
  test("a clause that only looks like a fact stays text", () => {
    const mined = mineRemarks("Minister of Passports; Director of DOB HOLDINGS; Member ETA.");
    expect(mined.identifiers).toEqual([]);
    expect(mined.birthDates).toEqual([]);
    expect(mined.unreadable).toEqual([]);
  });
});
