import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ordinaryCompanies, ordinaryVessels } from "../../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../../test/screening/ordinary-names.ts";
import { randomFor, shuffled } from "../../../test/screening/seeded-random.ts";
import { statisticVersion } from "../names/statistics.ts";
import { identifierKey } from "../party/identifier-key.ts";
import { type Party, sealParty } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { partyNamed } from "./compare-names.ts";
import { compileIndex } from "./compile-index.ts";
import { readImage } from "./index-image.ts";
import { findHits, type Search } from "./match.ts";
import { buildMatchIndex, type MatchIndex, openIndex } from "./match-index.ts";

const noFacts = { countries: [], identifiers: [] };
const ordinary = [...ordinaryNames(800), ...ordinaryCompanies(150), ...ordinaryVessels(50)];
const parties: Party[] = ordinary.map(({ text, type }, at) => {
  const party = partyNamed(text, type, String(at));
  const alias = { text: `${text} Kestrelov`, kind: "alias", quality: "weak", script: "Latin" } as const;
  const identifiers = [{ kind: "passport", value: `X${100_000 + (at % 900)}` }] as const;
  return sealParty({ ...party, names: [...party.names, alias], identifiers });
});
const index = buildMatchIndex(parties);
const searches: Search[] = ordinary
  .filter((_, at) => at % 7 === 0)
  .map(({ text, type }) => ({ names: [text, `${text} Ali`], type, facts: noFacts }));

function answers(within: MatchIndex): string {
  return JSON.stringify(searches.map((search) => findHits(search, within, defaultPolicy)));
}

describe("an index image", () => {
  test("gives the same answers, byte for byte, whatever the order of the parties", () => {
    for (const seed of ["one", "two"]) {
      expect(answers(buildMatchIndex(shuffled(parties, randomFor(seed))))).toBe(answers(index));
    }
  });
  test("is the same bytes for the same parties, and answers the same when read from a copy", () => {
    const image = compileIndex(parties);
    expect(Buffer.compare(Buffer.from(compileIndex(parties)), Buffer.from(image))).toBe(0);
    expect(answers(openIndex(Uint8Array.from(image)))).toBe(answers(index));
    // A file may be read to any place in memory.
    const shifted = new Uint8Array(image.length + 3);
    shifted.set(image, 3);
    expect(answers(openIndex(shifted.subarray(3)))).toBe(answers(index));
  });
  test("gives the same answers when tokens are looked up instead of worked out before", () => {
    expect(answers(openIndex(compileIndex(parties, { neighbours: false })))).toBe(answers(index));
  });
  test("needs no party texts when whoever opens it reads the parties", () => {
    const bare = compileIndex(parties, { partyTexts: false });
    expect(bare.length).toBeLessThan(compileIndex(parties).length);
    const readParty = (number: number): Party => {
      const party = parties[number];
      if (!party) throw new RangeError(`no party ${number}`);
      return party;
    };
    expect(answers(openIndex(bare, { readParty }))).toBe(answers(index));
  });
  test("may hold nobody", () => {
    const empty = openIndex(compileIndex([]));
    expect(findHits({ names: ["Anna Kestrelova"], facts: noFacts }, empty, defaultPolicy).hits).toEqual([]);
  });
  test("is refused when any byte was altered, or when it is cut off", () => {
    const image = Uint8Array.from(compileIndex(parties.slice(0, 20)));
    fc.assert(
      fc.property(fc.nat(image.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const altered = image.slice();
        altered[at] = (altered[at] ?? 0) ^ flip;
        expect(() => openIndex(altered)).toThrow(expect.objectContaining({ code: "LIST_INVALID" }));
      }),
      { numRuns: 300 },
    );
    for (const length of [0, 7, 40, 60, image.length - 1]) {
      expect(() => openIndex(image.slice(0, length))).toThrow(
        expect.objectContaining({ code: "LIST_INVALID" }),
      );
    }
  });
  test("is refused when its weights come from another statistic", () => {
    expect(() => readImage(compileIndex([]), `${statisticVersion}0`, false)).toThrow(
      expect.objectContaining({ code: "LIST_INVALID" }),
    );
  });
  test("finds every party that carries an identifier, and no other", () => {
    for (const at of [0, 5, 899]) {
      const value = `X${100_000 + at}`;
      const carriers = parties.flatMap((_, number) => (number % 900 === at ? [number] : []));
      expect(index.partiesWithIdentifier(identifierKey("passport", value) ?? "")).toEqual(carriers);
    }
    expect(index.partiesWithIdentifier("document:X999999")).toEqual([]);
  });
});
