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
import { ukConlist } from "./uk-conlist.ts";

const realFile = "uk/uk_ofsi_ConList_2018-04-13.csv";

const oldColumns =
  "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID".split(
    ",",
  );
const newColumns =
  "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID".split(
    ",",
  );

function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return [`Last Updated,13/04/2018${",".repeat(columns.length - 2)}`, columns.join(","), ...lines, ""].join(
    "\r\n",
  );
}

const row = {
  "Name 6": " PERSON",
  "Name 1": "Example",
  "Name 2": "Of",
  DOB: "00/00/1980",
  "Group Type": "Individual",
  "Alias Type": "Prime Alias",
  Regime: "Afghanistan",
  "Listed On": "01/04/2016",
  "Group ID": "13349",
};

function read(content: string | Uint8Array) {
  return readFormat(ukConlist, textFile("ConList.csv", content));
}

describe("the published list", () => {
  test.skipIf(!hasRealList(realFile))(
    `every group and name of ${realFile} arrives (skipped where the file is absent)`,
    async () => {
      const raw = new TextDecoder("windows-1252").decode(readFileSync(realListPath(realFile)));
      const groups = new Set([...raw.matchAll(/,(\d{4,5})\r?\n/g)].map((match) => match[1]));
      const { parties, reading, issues } = await readRealList(ukConlist, realFile);
      expect(issues).toEqual([]);
      expect(reading.publishedAt?.toISOString()).toBe("2018-04-13T00:00:00.000Z");
      expect(new Set(parties.map((party) => party.id))).toEqual(groups);
      expect(parties.length).toBe(groups.size);
      const names = parties.flatMap((party) => party.names);
      const linked = parties.filter((party) =>
        party.references.some((each) => each.startsWith("un:")),
      ).length;
      const claimed = new Set([...raw.matchAll(/UN ?Ref.*,(\d{4,5})\r?\n/gi)].map((match) => match[1])).size;
      show(realFile, {
        groups: groups.size,
        names: names.length,
        linked,
        claimed,
        notes: reading.notes.length,
      });
      expect(names.filter((name) => name.kind === "former")).toHaveLength(new Set(formerNames(raw)).size);
      expect(parties.every((party) => party.names[0]?.kind === "primary")).toBe(true);
      expect(linked).toBeGreaterThan(claimed * 0.9);
      expect(names.some((name) => name.text.includes("\uFFFD"))).toBe(false);
    },
  );
});

function formerNames(raw: string): string[] {
  const rows = raw.split(/\r?\n/).filter((line) => line.includes(",FKA,"));
  return rows.map((line) => `${line.split(",").slice(0, 6).join(",")}${/(\d+)$/.exec(line)?.[1]}`);
}

describe("a target", () => {
  test("gathers its rows, wherever they stand, and the facts enumerated in one field", async () => {
    const content = csv(oldColumns, [
      {
        ...row,
        Nationality: "1) Saudi Arabia 2) Qatar",
        "Town of Birth": "(1) Jeddah (2) Doha",
        "Passport Details": "(1) A-333602 (Indian) issued on 4 June 1985 (2) G866537 (Pakistan) (MISUSE)",
        "NI Number": "5093588",
        "Address 1": "1 Road",
        "Address 6": "Kabul",
        Country: "Afghanistan (since 2009)",
        "Other Information": "UN Ref QDi.901. Emir. Associated with the holder of UN Ref QDi.902.",
        Title: "Dr",
      },
      {
        ...row,
        "Name 6": "COMPANY",
        "Group ID": "2",
        "Group Type": "Entity",
        "Other Information": "UN Ref QE.A.146.14.",
      },
      { ...row, "Name 6": "OLD", "Alias Type": "FKA", DOB: "15/03/1981" },
    ]);
    const { parties, issues, reading } = await read(content);
    expect([issues, reading.notes]).toEqual([[], []]);
    expect(parties[0]).toMatchObject({
      id: "13349",
      type: "person",
      names: [
        { text: "Example Of PERSON", kind: "primary", quality: "strong" },
        { text: "Example Of OLD", kind: "former" },
      ],
      birthDates: [{ from: "1980" }, { from: "1981-03-15" }],
      nationalities: ["QA", "SA"],
      identifiers: [
        { kind: "passport", value: "A-333602", country: "IN" },
        { kind: "passport", value: "G866537", country: "PK" },
        { kind: "national_id", value: "5093588" },
      ],
      addresses: [{ street: "1 Road", place: "Kabul", country: "AF", remarks: "Afghanistan (since 2009)" }],
      birthPlaces: ["Jeddah", "Doha"],
      references: ["ofsi:13349", "un:QDi.901"],
      listedOn: "2016-04-01",
      title: "Dr",
    });
    expect(parties[1]).toMatchObject({ id: "2", type: "entity", references: ["ofsi:2", "un:QE.A.146.14"] });
  });

  test("of the newer header has its quality, scripts, documents and the sections of its information", async () => {
    const content = csv(newColumns, [
      {
        ...row,
        "Alias Type": "Primary name",
        "Name Non-Latin Script": "عبدالغفار",
        "Passport Number": "D 000933",
        "Passport Details": "(Afghan) Issued in Kabul on 13 Sep 1998",
        "National Identification Number": "55130",
        "National Identification Details": "(Afghan) (tazkira)",
        "Other Information":
          "(UK Sanctions List Ref):AFG0100 and GHR0050 Listed twice. (UN Ref):TAi.130. Involved. (Phone number):(1) +963112121834 (2) +963112212743 (Email address):a@b.example (Gender):Male",
      },
      { ...row, "Name 6": "BROAD", "Alias Type": "AKA", "Alias Quality": "Low quality a.k.a" },
      { ...row, "Name 6": "FINE", "Alias Type": "Primary name variation", "Alias Quality": "Good" },
    ]);
    const { parties, reading } = await read(content);
    expect(reading.notes).toEqual([]);
    expect(parties[0]).toMatchObject({
      gender: "male",
      references: ["ofsi:13349", "uk:AFG0100", "uk:GHR0050", "un:TAi.130"],
      identifiers: [
        { kind: "passport", value: "D 000933", country: "AF" },
        { kind: "national_id", value: "55130", country: "AF" },
        { kind: "phone", value: "+963112121834" },
        { kind: "phone", value: "+963112212743" },
        { kind: "email", value: "a@b.example" },
      ],
    });
    expect(parties[0]?.names.map((name) => `${name.kind} ${name.quality} ${name.text}`)).toEqual([
      "primary strong Example Of PERSON",
      "alias strong عبدالغفار",
      "alias weak Example Of BROAD",
      "alias strong Example Of FINE",
    ]);
  });

  test("does not take the UN number of another type of party for its own", async () => {
    const { parties } = await read(
      csv(oldColumns, [{ ...row, "Other Information": "UN Ref QDe.004. Emir." }]),
    );
    expect(parties[0]?.references).toEqual(["ofsi:13349"]);
  });

  test("with a nationality or date nobody can read is kept, with a note", async () => {
    const odd = { ...row, Nationality: "Possibly Ethiopian", DOB: "before the war" };
    const { parties, reading } = await read(csv(oldColumns, [odd, { ...odd, "Name 6": "SECOND" }]));
    expect(parties[0]?.remarks).toContain("Nationality: Possibly Ethiopian");
    expect(parties[0]?.remarks).toContain("Date of birth: before the war");
    expect(reading.notes).toHaveLength(2);
  });
});

describe("the encoding", () => {
  const content = csv(oldColumns, [{ ...row, "Name 6": "BÉART", "Other Information": "l’Unification" }]);
  test("UTF-8 is read as such", async () => {
    const { parties, reading } = await read(content);
    expect(parties[0]?.names[0]?.text).toBe("Example Of BÉART");
    expect(reading.notes).toEqual([]);
  });
  test("Windows-1252, in which old files are, is recognised and noted", async () => {
    const western = Buffer.from(content.replace("’", "\u0092"), "latin1");
    const { parties, reading, issues } = await read(western);
    expect(issues).toEqual([]);
    expect(parties[0]?.names[0]?.text).toBe("Example Of BÉART");
    expect(parties[0]?.remarks).toContain("l’Unification");
    expect(reading.notes[0]).toMatch(/Windows-1252/);
  });
  test.each([
    [
      "UTF-8 that breaks later",
      Buffer.concat([Buffer.from(content), Buffer.from([0xe9, 0x41, 0x42, 0x43])]),
      /not UTF-8/,
    ],
    ["bytes of no encoding", Buffer.from(content.replace("’", "\u0081"), "latin1"), /neither UTF-8 nor/],
  ])("%s is refused", async (_what, bytes, message) => {
    const { issues } = await read(bytes);
    expect(issues[0]).toMatch(message);
  });
});

describe("a broken publication is refused", () => {
  const good = csv(oldColumns, [row]);
  test.each([
    ["another header", good.replace("Group ID", "Group"), /there is no header with the columns Group ID/],
    [
      "a missing id",
      csv(oldColumns, [{ ...row, "Group ID": "" }]),
      /row 3, column Group ID: the row has no id/,
    ],
    [
      "a missing name",
      csv(oldColumns, [{ ...row, "Name 6": "", "Name 1": "", "Name 2": "" }]),
      /column Name 6: the entry 13349 has no name/,
    ],
    [
      "one id of two types",
      csv(oldColumns, [row, { ...row, "Group Type": "Entity" }]),
      /another type in row 3/,
    ],
    ["a type nobody knows", csv(oldColumns, [{ ...row, "Group Type": "Comet" }]), /neither Individual/],
    ["a row cut off", good.slice(0, -20), /columns where 29 are due/],
    ["no row", csv(oldColumns, []), /no entry/],
    ["nothing in it", "", /empty/],
  ])("%s", async (_what, content, message) => {
    const { issues } = await read(content);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });
});

test("the format recognises both headers, and not that of the UK Sanctions List", () => {
  expect(ukConlist.recognises(csv(oldColumns, [row]))).toBe(true);
  expect(ukConlist.recognises(csv(newColumns, [row]))).toBe(true);
  expect(ukConlist.recognises("Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1")).toBe(
    false,
  );
});
