import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readFormat, show, textFile } from "../../../../test/support/list-format.ts";
import { IssueCollector, type ListFile } from "../list-file.ts";
import { ftmNdjson } from "./ftm-ndjson.ts";

type Properties = Readonly<Record<string, readonly unknown[]>>;

function entity(
  id: string,
  schema: string,
  properties: Properties,
  more: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({ id, schema, properties, datasets: ["test"], referents: [], ...more });
}

function read(lines: readonly string[]) {
  return readFormat(ftmNdjson, textFile("entities.ftm.json", `${lines.join("\n")}\n`));
}

const person = entity(
  "NK-1",
  "Person",
  {
    name: ["Пример", "Example Person", "Person Example"],
    alias: ["Other Name"],
    weakAlias: ["Broad"],
    previousName: ["Old Name"],
    birthDate: ["1970-03", "1971"],
    birthPlace: ["Goma"],
    nationality: ["ru"],
    country: ["suhh", "ir"],
    gender: ["male"],
    idNumber: ["4510123"],
    innCode: ["7707083893"],
    topics: ["sanction"],
    addressEntity: ["addr-1"],
    position: ["Minister"],
    notes: ["A note"],
    wikidataId: ["Q1"],
  },
  {
    caption: "Person Example",
    target: true,
    referents: ["ofac-9639", "gb-hmt-12703"],
    last_seen: "2026-10-01T06:00:00",
  },
);

describe("a party", () => {
  test("has what its properties say and what refers to it, wherever that stands", async () => {
    const { parties, issues, reading } = await read([
      entity("pass-1", "Passport", { holder: ["NK-1"], number: ["AB 123"], country: ["ru"] }),
      entity("own-1", "Ownership", { owner: ["NK-1"], asset: ["NK-2"] }),
      person,
      entity(
        "NK-2",
        "Company",
        { name: ["EXAMPLE LLC"], leiCode: ["253400EH37SSJEEJFB05"], jurisdiction: ["cy"] },
        { caption: "EXAMPLE LLC" },
      ),
      entity("sanction-1", "Sanction", {
        entity: ["NK-1"],
        programId: ["US-RUSHAR"],
        listingDate: ["2022-02-25"],
        unscId: ["QDi.901"],
        authority: ["OFAC"],
      }),
      entity("sanction-2", "Sanction", { entity: ["NK-1"], program: ["EU"], startDate: ["2021-01-02"] }),
      entity("wallet-1", "CryptoWallet", { holder: ["NK-1"], publicKey: ["bc1qexample"], currency: ["XBT"] }),
      entity("addr-1", "Address", {
        full: ["1 Road, Moscow"],
        street: ["1 Road"],
        city: ["Moscow"],
        country: ["ru"],
      }),
      entity("ship-1", "Vessel", {
        name: ["SHIP"],
        imoNumber: ["IMO9187629"],
        flag: ["pa"],
        type: ["Tanker"],
      }),
      entity("plane-1", "Airplane", {
        name: ["EP-ABC"],
        registrationNumber: ["EP-ABC"],
        serialNumber: ["123"],
      }),
      entity("le-1", "LegalEntity", { name: ["SOMEBODY"] }),
    ]);
    expect(issues).toEqual([]);
    expect(reading.publishedAt?.toISOString()).toBe("2026-10-01T06:00:00.000Z");
    expect(reading.notes).toHaveLength(1);
    expect(parties.map((party) => `${party.id} ${party.type}`)).toEqual([
      "NK-1 person",
      "NK-2 entity",
      "ship-1 vessel",
      "plane-1 aircraft",
      "le-1 entity",
    ]);
    expect(parties[0]).toMatchObject({
      names: [
        { text: "Person Example", kind: "primary", quality: "strong" },
        { text: "Пример", kind: "alias", script: "Cyrillic" },
        { text: "Example Person", kind: "alias" },
        { text: "Other Name", kind: "alias", quality: "strong" },
        { text: "Broad", kind: "alias", quality: "weak" },
        { text: "Old Name", kind: "former" },
      ],
      birthDates: [{ from: "1970-03" }, { from: "1971" }],
      nationalities: ["RU"],
      countries: ["IR", "RU"],
      gender: "male",
      listedOn: "2021-01-02",
      programmes: ["US-RUSHAR", "EU"],
      references: ["ofac:9639", "ofsi:12703", "un:QDi.901", "wikidata:Q1"],
      linkedTo: ["EXAMPLE LLC"],
      addresses: [{ street: "1 Road", place: "Moscow", country: "RU" }],
      identifiers: [
        { kind: "national_id", value: "4510123" },
        { kind: "tax_id", value: "7707083893", label: "INN" },
        { kind: "passport", value: "AB 123", country: "RU" },
        { kind: "crypto_address", value: "bc1qexample", label: "XBT" },
      ],
    });
    expect(parties[0]?.remarks).toContain("Topics: sanction");
    expect(parties[0]?.remarks).toContain("country: suhh");
    expect(parties[1]).toMatchObject({
      linkedTo: ["Person Example"],
      identifiers: [{ kind: "lei" }],
      countries: ["CY"],
    });
    expect(parties[2]).toMatchObject({
      identifiers: [{ kind: "imo", value: "9187629" }],
      vessel: { flag: "PA" },
    });
    expect(parties[3]?.identifiers.map((each) => each.kind)).toEqual(["aircraft_tail", "aircraft_serial"]);
    expect(parties[4]).toMatchObject({ typeGuessed: true });
  });

  test("that is no target is not listed, but names what it is linked to", async () => {
    const { parties, reading } = await read([
      person,
      entity("NK-3", "Person", { name: ["Relative"] }, { target: false, caption: "Relative" }),
      entity("fam", "Family", { person: ["NK-1"], relative: ["NK-3"] }),
      entity("pos", "Position", { name: ["Minister"] }),
    ]);
    expect(parties.map((party) => party.id)).toEqual(["NK-1"]);
    expect(parties[0]?.linkedTo).toEqual(["Relative"]);
    expect(reading.notes.at(-1)).toMatch(/1 Person, 1 Position/);
  });

  test("of a nested export has what stands inside it", async () => {
    const sanction = { id: "s", schema: "Sanction", properties: { program: ["P"], startDate: ["2020"] } };
    const company = {
      id: "NK-9",
      schema: "Company",
      caption: "NESTED LLC",
      properties: { name: ["NESTED LLC"] },
    };
    const ownership = { id: "o", schema: "Ownership", properties: { asset: [company] } };
    const address = { id: "a", schema: "Address", properties: { city: ["Minsk"], country: ["by"] } };
    const { parties, issues } = await read([
      entity("NK-1", "Person", {
        name: ["A B"],
        sanctions: [sanction],
        ownershipOwner: [ownership],
        addressEntity: [address],
      }),
    ]);
    expect(issues).toEqual([]);
    expect(parties[0]).toMatchObject({
      programmes: ["P"],
      listedOn: "2020",
      linkedTo: ["NESTED LLC"],
      addresses: [{ place: "Minsk", country: "BY" }],
    });
  });
});

describe("a broken collection is refused, with its row", () => {
  const nested = (depth: number): unknown =>
    depth === 0 ? "x" : { id: `n${depth}`, schema: "Company", properties: { parent: [nested(depth - 1)] } };
  test.each([
    ["an id twice", [person, person], /row 2, id: the entry NK-1 occurs twice/],
    ["no id", [entity("", "Person", { name: ["A"] })], /row 1: the entity has no id/],
    ["no name", [entity("1", "Person", { alias: ["A"] })], /row 1, properties\.name: the entry has no name/],
    ["no schema", ['{"id":"1","properties":{}}'], /row 1: the entity 1 has no schema/],
    ["no properties", ['{"id":"1","schema":"Person"}'], /has no properties/],
    [
      "a property that is no list",
      ['{"id":"1","schema":"Person","properties":{"name":"A"}}'],
      /property name of the entity 1/,
    ],
    ["a row cut off", [person, person.slice(0, 50)], /row 2: the row is not JSON/],
    [
      "entities nested without end",
      [entity("1", "Person", { name: ["A"], parent: [nested(20)] })],
      /nested deeper/,
    ],
    ["a JSON array", ["[1,2]"], /row 1: not an entity/],
    ["no party", [entity("1", "Position", { name: ["A"] })], /no entry/],
    ["nothing in it", [], /no entry/],
  ])("%s", async (_what, lines, message) => {
    const { issues } = await read(lines);
    expect(issues[0]).toMatch(message);
    expect(issues).toHaveLength(1);
  });

  test("bytes that are not UTF-8", async () => {
    const bytes = Buffer.from(person.replace("Example", "Ex\u00e9"), "latin1");
    const { issues } = await readFormat(ftmNdjson, textFile("f", bytes));
    expect(issues[0]).toMatch(/not UTF-8/);
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test("300,000 entities are read in bounded memory, and no file is left behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ftm-test-"));
  vi.stubEnv("TMPDIR", folder);
  const total = 300_000;
  const file: ListFile = {
    name: "big.ftm.json",
    bytes: (async function* () {
      for (let at = 0; at < total; at += 3) {
        const id = `NK-${at}`;
        yield Buffer.from(
          `${entity(id, "Person", { name: [`Person Number ${at}`], notes: ["x".repeat(1500)], birthDate: ["1970"] })}\n` +
            `${entity(`p-${at}`, "Passport", { holder: [id], number: [`P${at}`] })}\n` +
            `${entity(`s-${at}`, "Sanction", { entity: [id], program: ["P"], startDate: ["2020-01-01"] })}\n`,
        );
      }
    })(),
  };
  const reading = { list: "big", issues: new IssueCollector(), notes: [] as string[] };
  const start = performance.now();
  let parties = 0;
  let joined = 0;
  let peak = 0;
  for await (const party of ftmNdjson.read({ list: file }, reading)) {
    parties++;
    if (party.identifiers.length === 1 && party.programmes.length === 1) joined++;
    if (parties % 10_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  const seconds = (performance.now() - start) / 1000;
  show("300,000 FollowTheMoney entities", {
    parties,
    seconds: Number(seconds.toFixed(1)),
    peakHeapMb: Math.round(peak / 1e6),
  });
  expect([parties, joined, reading.issues.total]).toEqual([total / 3, total / 3, 0]);
  // 100,000 parties of 1,700 characters are 340 MB as strings of two bytes; what is kept must be far below.
  expect(peak).toBeLessThan(400e6);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
}, 120_000);

test("the format recognises its own files only", () => {
  expect(ftmNdjson.recognises(person)).toBe(true);
  expect(ftmNdjson.recognises('{"id":1}')).toBe(false);
  expect(ftmNdjson.recognises("<export/>")).toBe(false);
  expect(ftmNdjson.recognises("id,schema,properties\n")).toBe(false);
});
