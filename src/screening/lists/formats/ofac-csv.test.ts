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
import type { Party } from "../../party/party.ts";
import { LIST_FIELD_CHARS_MAX } from "../csv-rows.ts";
import { LIST_NOTES_MAX } from "../party-draft.ts";
import { ofacCsv } from "./ofac-csv.ts";

const realRoot = "../shared/data/lists/ofac";
const goodSdn = `7,"DOE, Example",individual,"SAMPLE",${"-0- ,".repeat(7)}"DOB 1960."\r\n`;

type Parts = Partial<Record<"sdn" | "alt" | "add" | "comments", string | Uint8Array>>;

function readParts(parts: Parts): Promise<ListResult> {
  return readList(ofacCsv, {
    sdn: listFile("sdn.csv", parts.sdn ?? `${goodSdn}\x1a`),
    alt: listFile("alt.csv", parts.alt ?? "\x1a"),
    add: listFile("add.csv", parts.add ?? "\x1a"),
    comments: listFile("sdn_comments.csv", parts.comments ?? "\x1a"),
  });
}

/** The party of one row with these remarks. */
async function mined(remarks: string, type = "individual"): Promise<Party> {
  const sdn = goodSdn.replace("DOB 1960.", remarks).replace("individual", type);
  const { parties, issues } = await readParts({ sdn });
  expect(issues.total).toBe(0);
  const [party] = parties;
  if (!party) throw new Error("no party arrived");
  return party;
}

function readSet(names: readonly [string, string, string, string], list: string): Promise<ListResult> {
  const [sdn, alt, add, comments] = names.map((name) => listFileAt(join(realRoot, name)));
  if (!sdn || !alt || !add || !comments) throw new Error("four files make a set");
  return readList(ofacCsv, { sdn, alt, add, comments }, list);
}

/** What a pattern finds at the start of the rows of a published file, without a CSV parser. */
function rowsOf(name: string, pattern: RegExp): string[][] {
  const text = readFileSync(join(realRoot, name), "utf8");
  return [...text.matchAll(pattern)].map((match) => match.slice(1));
}

describe("the published lists", () => {
  const sets = [
    [
      "sdn_2023-12-28/sdn.csv",
      "sdn_2023-12-28/alt.csv",
      "sdn_2023-12-28/add.csv",
      "sdn_2023-12-28/sdn_comments.csv",
    ],
    ["sdn_2021-07/sdn.csv", "sdn_2021-07/alt.csv", "sdn_2021-07/add.csv", "sdn_2021-07/sdn_comments.csv"],
    [
      "cons_prim_2025-12-19.csv",
      "cons_alt_2025-12-19.csv",
      "cons_add_2025-12-19.csv",
      "cons_comments_2025-12-19.csv",
    ],
  ] as const;
  for (const set of sets) {
    test.skipIf(!existsSync(join(realRoot, set[0])))(
      `every row of ${set[0]} arrives (skipped where the file is absent)`,
      async () => {
        const started = performance.now();
        const { parties, issues, notes } = await readSet(set, "ofac");
        const ms = Math.round(performance.now() - started);
        expect(issues.issues).toEqual([]);
        process.stdout.write(`${JSON.stringify({ set: set[0], ms, parties: parties.length, notes })}\n`);
        expect(parties.map((party) => party.id)).toEqual(rowsOf(set[0], /^(\d+),"/gm).map(([id]) => id));
        expect(new Set(parties.map((party) => party.contentHash)).size).toBe(parties.length);
        const byId = new Map(parties.map((party) => [party.id, party]));
        const hasName = (id: string, text: string): boolean =>
          byId.get(id)?.names.some((name) => name.text === text.replace(/\s+/g, " ").trim()) ?? false;
        const primary = rowsOf(set[0], /^(\d+),"((?:[^"]|"")*)"/gm);
        const aliases = rowsOf(set[1], /^(\d+),\d+ ?,"(?:aka|fka|nka)","((?:[^"]|"")*)"/gm);
        expect(aliases.length).toBe(rowsOf(set[1], /^(\d+),/gm).length);
        for (const [id = "", text = ""] of [...primary, ...aliases]) {
          expect(hasName(id, text.replaceAll('""', '"')), `${id} ${text}`).toBe(true);
        }
        for (const { id, remarks = "", names, birthDates } of parties) {
          const weak = [...remarks.matchAll(/\b[afn]\.k\.a\. '(.+?)'(?=;|\.?$)/g)].map(([, text = ""]) =>
            text.replace(/\s+/g, " "),
          );
          expect(
            weak.every((text) => hasName(id, text)),
            `${id} ${weak.join()}`,
          ).toBe(true);
          const listed = names.filter((name) => name.quality === "weak").map((name) => name.text);
          expect(
            listed.every((text) => weak.includes(text)),
            `${id} ${listed.join()}`,
          ).toBe(true);
          expect(birthDates.length, id).toBe(distinctMatches([remarks], /(?:^|; )(?:alt\. )?DOB ([^;.]+)/g));
        }
      },
    );
  }

  test.skipIf(!existsSync(join(realRoot, sets[0][0])))(
    "an entry has all its facts (skipped where the file is absent)",
    async () => {
      const { parties } = await readSet(sets[0], "ofac-sdn");
      const byName = (text: string) => parties.find((party) => party.names[0]?.text === text);
      expect(byName("MADURO MOROS, Nicolas")).toMatchObject({
        type: "person",
        gender: "male",
        birthDates: [{ from: "1962-11-23" }],
        birthPlaces: ["Caracas, Venezuela"],
        nationalities: ["VE"],
        programmes: ["VENEZUELA", "IRAN-CON-ARMS-EO"],
        references: ["ofac:22790"],
      });
      const wallets = parties
        .flatMap((party) => party.identifiers)
        .filter((one) => one.kind === "crypto_address");
      const remarks = parties.map((party) => party.remarks ?? "");
      expect(wallets.length).toBe(distinctMatches(remarks, /Digital Currency Address - (\S+ \w+)(?:;|\.$)/g));
      expect(wallets.every((one) => /^[A-Za-z0-9]{20,}$/.test(one.value))).toBe(true);
      const ships = parties.filter((party) => party.type === "vessel");
      const withImo = ships.filter((ship) => ship.identifiers.some((one) => one.kind === "imo"));
      expect(withImo.length / ships.length).toBeGreaterThan(0.9);
    },
  );
});

describe("the sample list", () => {
  const sample = () =>
    readList(ofacCsv, {
      sdn: listFileAt("examples/lists/sample-sdn/sdn.csv"),
      alt: listFileAt("examples/lists/sample-sdn/alt.csv"),
      add: listFileAt("examples/lists/sample-sdn/add.csv"),
      comments: listFileAt("examples/lists/sample-sdn/sdn_comments.csv"),
    });

  test("has persons, companies, vessels and aircraft with mined facts", async () => {
    const { parties, issues } = await sample();
    expect(issues.total).toBe(0);
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
    const mixer = (await sample()).parties.find((party) => party.names[0]?.text === "MOONWAKE MIXER");
    const wallets = mixer?.identifiers.filter((one) => one.kind === "crypto_address");
    expect(wallets?.map((one) => one.label)).toEqual(["XBT", "ETH"]);
    expect(mixer?.names.filter((name) => name.quality === "weak").map((name) => name.text)).toEqual([
      "MWAKE",
      "NIGHT SWAP",
      "LUNARIS TUMBLER",
    ]);
  });
});

describe("a list file that is broken refuses the whole publication", () => {
  test("all issues are reported at once, up to the limit", async () => {
    const { issues } = await readParts({ alt: '7,1,"zzz","A",-0- \n'.repeat(80) });
    expect(issues.issues).toHaveLength(50);
    expect(issues.total).toBe(80);
    expect(issues.issues[4]?.where).toBe("alt.csv:row 5, column 3 (alt_type)");
  });
  test.each([
    ["closed in mid-word", '"NA"ME"'],
    ["never closed", '"NAME'],
  ])("a quote %s is reported with its row, and what refers to the lost rows is not", async (_what, name) => {
    const rows = Array.from({ length: 200 }, (_, at) =>
      goodSdn.replace("7,", `${at + 1},`).replace('"DOE, Example"', at === 99 ? name : `"DOE ${at}"`),
    );
    const aliases = rows.map((_, at) => `${at + 1},${at},"aka","ALIAS ${at}",-0- \r\n`);
    const { issues } = await readParts({ sdn: rows.join(""), alt: aliases.join("") });
    expect(issues.issues.map((issue) => issue.where)).toEqual(["sdn.csv:row 100"]);
  });
  test("a row with too few columns takes no alias down with it", async () => {
    const { issues } = await readParts({ sdn: `${goodSdn}8,"X",-0- \r\n`, alt: '8,1,"aka","Y",-0- \n' });
    expect(issues.issues.map((issue) => issue.where)).toEqual(["sdn.csv:row 2"]);
    expect(issues.issues[0]?.message).toContain("3 columns where 12 are due");
  });
  const broken: readonly [string, Parts, RegExp][] = [
    ["an open quote", { sdn: `${goodSdn}9,"OPEN,-0- \r\n` }, /sdn\.csv:row 2: Quote Not Closed/],
    ["bytes that are not UTF-8", { sdn: Buffer.from([0x37, 0x2c, 0x22, 0xe9, 0x22, 0x0a]) }, /not UTF-8/],
    ["a party type nobody knows", { sdn: goodSdn.replace("individual", "martian") }, /column 3 \(SDN_Type\)/],
    ["a number that is none", { sdn: goodSdn.replace("7,", "seven,") }, /column 1 \(ent_num\)/],
    ["an empty name", { sdn: goodSdn.replace('"DOE, Example"', "-0- ") }, /name is empty/],
    ["an entry that occurs twice", { sdn: goodSdn + goodSdn }, /row 2, column 1 .*occurs twice/],
    ["an alias of nobody", { alt: '8,1,"aka","GHOST",-0- \n' }, /there is no entry 8 in sdn.csv/],
    ["an address of nobody", { add: '8,1,-0- ,"Oslo","Norway",-0- \n' }, /there is no entry 8 in sdn.csv/],
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
    const result = await readParts(parts);
    expect(issueLines(result)[0]).toMatch(message);
    expect(result.issues.issues[0]?.suggestion).toBeTruthy();
  });
  test("a file of the set that is missing is named", async () => {
    const result = await readList(ofacCsv, { sdn: listFile("sdn.csv", goodSdn) });
    expect(issueLines(result)).toEqual([
      "the set of files: alt.csv or cons_alt.csv, add.csv or cons_add.csv, sdn_comments.csv or cons_comments.csv is missing",
    ]);
  });
});

describe("what is odd beside a name keeps the entry, with a note", () => {
  const odd: readonly [string, Parts, RegExp, object][] = [
    [
      "a birth date that cannot be",
      { sdn: goodSdn.replace("1960", "31 Feb 1960") },
      /^sdn\.csv:row 1, column 12 \(Remarks\): the birth date "31 Feb 1960"/,
      { birthDates: [], remarks: "DOB 31 Feb 1960." },
    ],
    [
      "a nationality that is no country",
      { sdn: goodSdn.replace("DOB 1960", "DOB 1960; nationality Ruritania") },
      /column 12 \(Remarks\): "Ruritania" is not a country/,
      { birthDates: [{ from: "1960" }], nationalities: [], remarks: "DOB 1960; nationality Ruritania." },
    ],
    [
      "an address in no country",
      { add: '7,1,"1 High St","Strelsau","Ruritania",-0- \n' },
      /^add\.csv:row 1, column 5 \(Country\): "Ruritania" is not a country/,
      { addresses: [{ street: "1 High St", place: "Strelsau", region: "Ruritania" }] },
    ],
    ["a comment on a removed entry", { comments: '99,"old."\n' }, /99/, { birthDates: [{ from: "1960" }] }],
  ];
  test.each(odd)("%s", async (_what, parts, note, party) => {
    const { parties, notes, issues } = await readParts(parts);
    expect(issues.total).toBe(0);
    expect(parties).toHaveLength(1);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(note);
    expect(parties[0]).toMatchObject(party);
  });
  test("a region that OFAC names on purpose needs no note", async () => {
    const { parties, notes } = await readParts({
      add: '7,1,-0- ,"Yalta","Region: Crimea",-0- \n7,2,-0- ,-0- ,"undetermined",-0- \n',
    });
    expect(notes).toEqual([]);
    expect(parties[0]?.addresses).toEqual([{ place: "Yalta", region: "Region: Crimea" }]);
  });
  test("remarks that are cut off give no half number", async () => {
    const filler = "Sample ".repeat(200).slice(0, 950);
    const cut = `${filler}; DOB 1961; Digital Currency Address - XBT 12Qt`.padEnd(1000, "D");
    const { parties, notes, issues } = await readParts({ sdn: goodSdn.replace("DOB 1960.", cut) });
    expect(issues.total).toBe(0);
    expect(notes).toEqual([expect.stringContaining("row 1, column 12 (Remarks): the remarks are cut off")]);
    expect(parties[0]).toMatchObject({ birthDates: [{ from: "1961" }], identifiers: [], remarks: cut });
  });
  test("notes have an end", async () => {
    const { notes } = await readParts({ add: '7,1,-0- ,-0- ,"Ruritania",-0- \n'.repeat(600) });
    expect(notes).toHaveLength(LIST_NOTES_MAX + 1);
    expect(notes.at(-1)).toContain("left out");
  });
});

describe("one row", () => {
  test("a clause that is cut at a space goes on in the comments", async () => {
    const { parties } = await readParts({
      sdn: goodSdn.replace("DOB 1960.", "Digital Currency Address - XBT "),
      comments: '7,"12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; DOB 1961."\n',
    });
    expect(parties[0]).toMatchObject({
      identifiers: [{ kind: "crypto_address", value: "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", label: "XBT" }],
      birthDates: [{ from: "1961" }],
    });
  });

  test("an aircraft is known by its tail number, others are not", async () => {
    expect((await mined("Aircraft Model A320.", "aircraft")).identifiers).toEqual([
      { kind: "aircraft_tail", value: "DOE, Example" },
    ]);
    expect((await mined("Aircraft Model A320.", "vessel")).identifiers).toEqual([]);
  });
});

describe("recognition", () => {
  test.each([
    goodSdn,
    '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,',
    '9639,"HANIYA ""ABU"", Ismail","individual","NS-PLC",',
  ])("the first bytes of an entry file: %s", (start) => expect(ofacCsv.recognises(start)).toBe(true));
  test.each([
    '36,12,"aka","AERO-CARIBBEAN",-0- ',
    '36,25,-0- ,"Havana","Cuba",-0- ',
    '<?xml version="1.0"?><sdnList>',
    "_id,source,entity_number,type,programs,name",
    "",
    '{"id":"NK-1","schema":"Person"}',
    "id,name,type\n1,Doe,individual",
  ])("not the first bytes of %s", (start) => expect(ofacCsv.recognises(start)).toBe(false));
});
