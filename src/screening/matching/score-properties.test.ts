import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ordinaryCompanies } from "../../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../../test/screening/ordinary-names.ts";
import { tokenise } from "../names/tokens.ts";
import { type Party, sealParty } from "../party/party.ts";
import { defaultPolicy } from "../policy.ts";
import { probabilityOf, rawScoreFor } from "./calibration.ts";
import { compareNames, partyNamed } from "./compare-names.ts";
import type { QueryFacts } from "./evidence.ts";
import { findHits } from "./match.ts";
import { buildMatchIndex } from "./match-index.ts";
import { prepareQuery } from "./name-query.ts";
import { scoreName } from "./name-score.ts";

const people = ordinaryNames(400).map(({ text }) => text);
const person = fc.constantFrom(...people);
const permissive = { ...defaultPolicy, review: 0.5 };

function raw(asked: string, listed: string): number {
  const index = buildMatchIndex([partyNamed(listed, "person")]);
  return scoreName(prepareQuery(tokenise(asked, "person"), index, { type: "person" }), 0, index);
}

/** Writes another letter at a place inside a long word. */
function slip(name: string, place: number, letter: string): string {
  const at = [...name.matchAll(/[a-z](?=[a-z])/g)].map((match) => match.index);
  const chosen = at[place % Math.max(1, at.length)];
  return chosen === undefined ? name : name.slice(0, chosen) + letter + name.slice(chosen + 1);
}

describe("a score", () => {
  test("is within 0 and 1, and a name alone never proves identity", () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const { score } = compareNames(a, b, "person");
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(1);
        expect(compareNames(a, a, "person").score).toBeLessThan(1);
      }),
      { numRuns: 200 },
    );
  });
  test("does not rise by a slip of the pen", () => {
    fc.assert(
      fc.property(person, fc.nat(40), fc.constantFrom(..."bdfgklmnprstvz"), (name, place, letter) => {
        expect(raw(slip(name, place, letter), name)).toBeLessThanOrEqual(raw(name, name));
      }),
      { numRuns: 300 },
    );
  });
  test("means a probability that rises strictly with what speaks for the names", () => {
    const number = fc.double({ min: -20, max: 150, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        if (a < b) expect(probabilityOf(a)).toBeLessThanOrEqual(probabilityOf(b));
        if (b - a > 1e-6) expect(probabilityOf(a)).toBeLessThan(probabilityOf(b));
        expect(rawScoreFor(probabilityOf(a))).toBeCloseTo(a, 4);
      }),
    );
  });
  test("orders the names of a queue: those that tell differently hardly ever stand equal", () => {
    const companies = ordinaryCompanies(150).map(({ text }) => text);
    const scores = [...people, ...companies].map((name) => compareNames(name, name).score);
    const highest = scores.filter((score) => score === Math.max(...scores));
    expect(highest.length / scores.length).toBeLessThan(0.05);
  });
});

const listed: Party = sealParty({
  ...partyNamed("TARABZON, Viktor Anatolyevich", "person", "77"),
  birthDates: [{ from: "1971-03-09" }],
  countries: ["RU"],
  gender: "male",
  identifiers: [{ kind: "passport", value: "730 055 918" }],
});
const index = buildMatchIndex([listed]);

function scoreWith(facts: Partial<QueryFacts>, name = "Viktor Tarabzon"): number {
  const search = {
    names: [name],
    type: "person",
    facts: { countries: [], identifiers: [], ...facts },
  } as const;
  return findHits(search, index, permissive).hits[0]?.score ?? 0;
}

describe("evidence", () => {
  const day = { precision: "day", year: 1971, month: 3, day: 9 } as const;
  const agreeing: readonly [string, Partial<QueryFacts>][] = [
    ["a birth date", { birthDate: day }],
    ["a birth date with day and month swapped", { birthDate: { ...day, month: 9, day: 3 } }],
    ["a birth year", { birthDate: { precision: "year", year: 1971 } }],
    ["a country", { countries: ["RU"] }],
    ["a gender", { gender: "male" }],
    ["a passport", { identifiers: ["document:730055918"] }],
  ];
  test.each(agreeing)("%s that agrees raises the score, alone and beside others", (_, facts) => {
    expect(scoreWith(facts)).toBeGreaterThan(scoreWith({}));
    for (const [, others] of agreeing) {
      if (Object.keys(others).some((fact) => fact in facts)) continue;
      expect(scoreWith({ ...others, ...facts })).toBeGreaterThanOrEqual(scoreWith(others));
    }
  });
  const conflicting: readonly [string, Partial<QueryFacts>][] = [
    ["a birth date decades away", { birthDate: { precision: "year", year: 1998 } }],
    ["a birth date some years away", { birthDate: { precision: "year", year: 1976 } }],
    ["another country", { countries: ["BR"] }],
    ["another gender", { gender: "female" }],
  ];
  test.each(conflicting)("%s lowers it", (_, facts) => {
    expect(scoreWith(facts)).toBeLessThan(scoreWith({}));
  });
  test("shared facts do not make different names one", () => {
    const everything = { birthDate: day, countries: ["RU"], gender: "male" } as const;
    expect(scoreWith(everything, "Ivan Petrov")).toBe(0);
  });
});

test("a hit says in one sentence and in parts why it is one, always in the same bytes", () => {
  const search = {
    names: ["Victor Tarabson"],
    type: "person",
    facts: { countries: ["RU"], identifiers: [], birthDate: { precision: "year", year: 1971 } },
  } as const;
  const { hits } = findHits(search, index, permissive);
  expect(hits[0]).toMatchInlineSnapshot(`
    {
      "alignment": {
        "aligned": [
          {
            "listed": [
              "viktor",
            ],
            "moved": true,
            "operation": "spelling",
            "query": [
              "victor",
            ],
            "similarity": 0.97,
            "weight": 5.2143,
          },
          {
            "listed": [
              "tarabzon",
            ],
            "moved": true,
            "operation": "typo",
            "query": [
              "tarabson",
            ],
            "similarity": 0.8969,
            "weight": 9.5963,
          },
        ],
        "familyNameMatched": true,
        "missingInList": [],
        "missingInQuery": [
          "anatolyevich",
        ],
      },
      "contentHash": "8af62ebccc3e442d725419f25a26eb11ac111931e677c770e95047d4a2d846df",
      "decision": "review",
      "entityId": "77",
      "evidence": [
        {
          "detail": "birth year agrees (1971, listed 1971-03-09)",
          "fact": "birth_date",
          "logOdds": 1.5,
          "result": "agree",
        },
        {
          "detail": "country Russia agrees",
          "fact": "country",
          "logOdds": 0.8,
          "result": "agree",
        },
      ],
      "explanation": ""Victor Tarabson" corresponds to the name "TARABZON, Viktor Anatolyevich" of compared 77 with 0.93: the parts stand in another order, "victor" is another spelling of "viktor", "tarabson" is 90 % like "tarabzon", "anatolyevich" is only on the list; birth year agrees (1971, listed 1971-03-09); country Russia agrees.",
      "information": 13.6647,
      "kind": "primary",
      "list": "compared",
      "name": "TARABZON, Viktor Anatolyevich",
      "programmes": [],
      "quality": "strong",
      "queryName": "Victor Tarabson",
      "rawScore": 8.1656,
      "references": [],
      "score": 0.934253,
      "type": "person",
    }
  `);
  expect(JSON.stringify(findHits(search, index, permissive).hits)).toBe(JSON.stringify(hits));
});
