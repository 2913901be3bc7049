import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readPartiesAt } from "../../../test/support/list-publications.ts";
import type { Party } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { checkName, readFacts, type ScreeningQuery } from "../query.ts";
import { partyNamed } from "./compare-names.ts";
import { type Findings, findHits, type ScreeningHit } from "./match.ts";
import { buildMatchIndex, type MatchIndex } from "./match-index.ts";

let parties: readonly Party[];
let index: MatchIndex;

beforeAll(async () => {
  parties = await readPartiesAt("examples/lists/sample-sdn", "sample");
  index = buildMatchIndex(parties);
});

function screen(
  name: string,
  facts: Partial<ScreeningQuery> = {},
  within: MatchIndex = index,
): readonly ScreeningHit[] {
  return findings(name, facts, within).hits;
}

function findings(name: string, facts: Partial<ScreeningQuery> = {}, within: MatchIndex = index): Findings {
  const query = { names: [checkName(name)], ...facts };
  return findHits({ names: query.names, type: query.type, facts: readFacts(query) }, within, defaultPolicy);
}

describe("the sample customers", () => {
  test("one is a match", () => {
    const hits = screen("Viktor Anatolievich Drozdov-Petrenko", {
      birthDate: "1971-03-09",
      countries: ["RUS"],
    });
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ decision: "match", kind: "primary", quality: "strong", list: "sample" });
    expect(hits[0]?.explanation).toContain("birth date 1971-03-09 agrees");
  });
  test("one is a near hit for a person to look at", () => {
    expect(screen("Irina Kestreleva", { birthDate: "1983-06-21", countries: ["ROU"] })[0]?.decision).toBe(
      "review",
    );
  });
  test("one is clear", () => {
    expect(screen("Marta Elena Lindqvist", { birthDate: "1988-04-17", countries: ["SWE"] })).toEqual([]);
  });
});

describe("evidence", () => {
  test("a birth date decades away clears a name, the same day makes it certain", () => {
    const name = "Viktor Drozdov";
    const alone = screen(name)[0]?.score ?? 0;
    expect(alone).toBeGreaterThanOrEqual(defaultPolicy.review);
    expect(screen(name, { birthDate: "2001-01-01" })).toEqual([]);
    expect(screen(name, { birthDate: "1971-03-09" })[0]?.score).toBeGreaterThan(alone);
  });
  test("what a conflicting fact cleared is told, but what no name hit is not", () => {
    expect(findings("Viktor Drozdov", { birthDate: "2001-01-01" })).toMatchObject({
      hits: [],
      discarded: [{ entityId: "90007", reason: expect.stringContaining("birth date 2001-01-01") }],
    });
    expect(findings("Viktor Drozdov").discarded).toEqual([]);
    expect(findings("Viktor Drozdov", { birthDate: "1971-03-09" }).discarded).toEqual([]);
    expect(findings("Marta Elena Lindqvist", { birthDate: "2001-01-01" }).discarded).toEqual([]);
  });
  test("an identical passport number is found whatever the name", () => {
    const hits = screen("Wholly Other", { identifiers: [{ kind: "passport", value: "730 055 918" }] });
    expect(hits[0]).toMatchObject({ decision: "match", name: expect.stringContaining("DROZDOV") });
    expect(screen("Wholly Other", { identifiers: [{ kind: "passport", value: "730055919" }] })).toEqual([]);
  });
  test("a vessel is found by its IMO number", () => {
    expect(
      screen("Some Ship", { type: "vessel", identifiers: [{ kind: "imo", value: "9099156" }] })[0]?.name,
    ).toBe("ZARYA ARKTIKI");
  });
  test("the wrong gender speaks against a hit", () => {
    const right = screen("Irina Kestrelova", { gender: "female" })[0]?.score ?? 0;
    expect(screen("Irina Kestrelova", { gender: "male" })[0]?.score ?? 0).toBeLessThan(right);
  });
  test("a weak alias alerts only together with a second fact", () => {
    expect(screen("Vitya Sever")).toEqual([]);
    expect(screen("Vitya Sever", { birthDate: "1971-03-09" })[0]).toMatchObject({ quality: "weak" });
  });
});

describe("what is nobody", () => {
  test.each([
    "CORP",
    "Ltd",
    "Maria",
    "Ali",
    "Trading Company Limited",
    "General Trading",
    "Abu",
    "de la",
    "Ivan Ivanov",
    "Viktor",
  ])("%s is clear", (name) => expect(screen(name)).toEqual([]));
  test("a person is not hit by a company of that name when the type is known", () => {
    expect(screen("Harrowgate Precision", { type: "person" })).toEqual([]);
    expect(screen("Harrowgate Precision", { type: "entity" })).toHaveLength(1);
  });
});

describe("what excludes an entry", () => {
  const [entry] = [{ ...partyNamed("HARROWGATE PRECISION", "entity"), list: "own" }];
  test("a type that the list states does, one that was guessed does not", () => {
    const guessed = buildMatchIndex([{ ...entry, typeGuessed: true }]);
    expect(screen("Harrowgate Precision", { type: "person" }, buildMatchIndex([entry]))).toEqual([]);
    expect(screen("Harrowgate Precision", { type: "person" }, guessed)).toHaveLength(1);
    expect(screen("Harrowgate Precision", { type: "entity" }, guessed)).toHaveLength(1);
  });
  test("the thresholds of its list and type are those it is judged by", () => {
    const within = buildMatchIndex([entry]);
    const search = { names: ["Harrowgate Precision"], facts: { countries: [], identifiers: [] } };
    const decided = (changed: Partial<typeof defaultPolicy>) =>
      findHits(search, within, { ...defaultPolicy, ...changed }).hits.map((hit) => hit.decision);
    expect(decided({})).toEqual(["match"]);
    expect(decided({ lists: { own: { match: 0.99 } } })).toEqual(["review"]);
    expect(decided({ types: { entity: { review: 0.99, match: 0.99 } } })).toEqual([]);
    expect(decided({ review: 0.99, match: 0.99, lists: { own: { review: 0.6 } } })).toEqual(["review"]);
  });
});

describe("names that cannot be screened", () => {
  test.each(["", "   ", "😀🎉", "...", "\u202E\u200B", "x".repeat(10_000), "bad \ud800"])(
    "%j is refused",
    (name) => {
      expect(() => checkName(name)).toThrow(expect.objectContaining({ code: "NAME_INVALID" }));
    },
  );
  test("the refusal does not repeat the name", () => {
    expect(() => checkName("Secret ".repeat(200))).toThrow(/^(?!.*Secret)/);
  });
  test("a birth date or country that cannot be read is refused, not ignored", () => {
    expect(() => screen("A B", { birthDate: "09.03.1971" })).toThrow(
      expect.objectContaining({ code: "REQUEST_INVALID" }),
    );
    expect(() => screen("A B", { countries: ["Atlantis"] })).toThrow(
      expect.objectContaining({ code: "REQUEST_INVALID" }),
    );
  });
});

test("the same question gives the same bytes whatever the order of the list", () => {
  const reversed = buildMatchIndex([...parties].reverse());
  for (const name of [
    "Viktor Drozdov",
    "Severnaya Zarya",
    "Khaldun Zuhranwi",
    "Brisa Dorada",
    "Farhoud Qasimvand",
  ]) {
    expect(JSON.stringify(screen(name, {}, reversed))).toBe(JSON.stringify(screen(name)));
  }
});

const realFolder = "../shared/data/lists/ofac/sdn_2023-12-28";
describe.skipIf(!existsSync(realFolder))("on the published list (skipped where it is absent)", () => {
  let real: MatchIndex;
  beforeAll(async () => {
    real = buildMatchIndex(await readPartiesAt(realFolder, "ofac-sdn"));
  });

  test("no invented party of the sample list is a real one", () => {
    for (const party of parties) {
      for (const name of party.names) expect(screen(name.text, { type: party.type }, real)).toEqual([]);
    }
  });

  test.each([
    ["Hezbollah", "4697"],
    ["Hizbollah", "4697"],
    ["Wagner", "22543"],
    ["Vagner", "22543"],
    ["Rosneft", "18299"],
    ["Viktor Bout", "8279"],
    ["Vitya Zolotov", "24326"],
  ])("%s is found although the list gives more of the name", (name, entityId) => {
    expect(screen(name, {}, real).map((hit) => hit.entityId)).toContain(entityId);
  });
  test.each([
    "Mohammed",
    "Ivan",
    "Smith",
    "Sarah",
    "Mary",
    "CORP",
    "Trading",
    "General",
    "Global",
    "Bank",
    "Group",
  ])("%s alone tells nothing", (name) => expect(screen(name, {}, real)).toEqual([]));
  test("ten discarded entries at most are told, the best first", () => {
    const { discarded } = findings("Wei Zhang", { birthDate: "1990-01-01" }, real);
    expect(discarded.length).toBeGreaterThan(0);
    expect(discarded.length).toBeLessThanOrEqual(10);
    const scores = discarded.map((one) => one.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });
});
