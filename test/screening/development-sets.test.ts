import { describe, expect, test } from "vitest";
import { perturbedNames } from "./development-sets.ts";
import { hardNegatives } from "./hard-negatives.ts";
import { isHeldOut } from "./held-out.ts";
import { inventedParties } from "./invented-lists.ts";
import { ordinaryCompanies, ordinaryVessels } from "./ordinary-companies.ts";
import { cultures, ordinaryNames } from "./ordinary-names.ts";
import { perturbations } from "./perturbations.ts";

const wordsOf = (line: string): Set<string> => new Set(line.split(/\s+/));

describe("ordinary names", () => {
  test("are more than 100,000 distinct ones of many cultures, the same every time", () => {
    const names = ordinaryNames(120_000);
    expect(new Set(names.map((name) => name.text)).size).toBe(120_000);
    expect(new Set(names.map((name) => name.culture)).size).toBe(cultures.length);
    expect(ordinaryNames(1_000)).toEqual(names.slice(0, 1_000));
  });
  test.each(cultures)("of $id are drawn from enough words", ({ male, female, family }) => {
    expect(wordsOf(male).size).toBeGreaterThanOrEqual(57);
    expect(wordsOf(female).size).toBeGreaterThanOrEqual(57);
    expect(wordsOf(family).size).toBeGreaterThanOrEqual(80);
  });
  test("are whole names: no joint, no empty part, no digit", () => {
    for (const { text } of ordinaryNames(20_000))
      expect(text).toMatch(/^\p{L}[\p{L}.'-]*( \p{L}[\p{L}.'-]*)+$/u);
  });
  test("of companies and ships are distinct", () => {
    expect(new Set(ordinaryCompanies(20_000).map((name) => name.text)).size).toBe(20_000);
    expect(new Set(ordinaryVessels(3_000).map((name) => name.text)).size).toBe(3_000);
  });
});

describe("perturbed names", () => {
  const parties = inventedParties(3_000);
  const names = perturbedNames(parties, 30);
  test("differ from the name they were made from, but for the kind that keeps it", () => {
    const spoken = (text: string): string => text.split(", ").reverse().join(" ");
    for (const { kind, query, madeFrom } of names) {
      if (kind !== "exact") expect(query).not.toBe(spoken(madeFrom ?? ""));
    }
  });
  test("cover most kinds even on invented entries", () => {
    expect(new Set(names.map((name) => name.kind)).size).toBeGreaterThan(
      Object.keys(perturbations).length - 4,
    );
  });
  test("do not depend on the other entries", () => {
    const more = new Map(
      perturbedNames(parties, 3_000).map((one) => [`${one.kind} ${one.entityId}`, one.query]),
    );
    for (const { kind, entityId, query } of names) expect(more.get(`${kind} ${entityId}`)).toBe(query);
  });
  test("a tenth of the entries is held out, by the id alone", () => {
    const share = parties.filter(isHeldOut).length / parties.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.13);
    expect(isHeldOut({ list: "ofac-sdn", id: "4715" })).toBe(isHeldOut({ list: "ofac-sdn", id: "4715" }));
    expect(
      names
        .filter((name) => name.split === "held-out")
        .every((name) => isHeldOut({ list: name.list, id: name.entityId })),
    ).toBe(true);
  });
  test("hard negatives are two entries that share no name", () => {
    const pairs = hardNegatives(parties, 200);
    expect(pairs.length).toBeGreaterThan(100);
    for (const { query, madeFrom } of pairs) expect(query.toLowerCase()).not.toBe(madeFrom?.toLowerCase());
  });
});
