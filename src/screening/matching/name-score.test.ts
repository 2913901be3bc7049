import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseText } from "../names/normalise.ts";
import { tokenise } from "../names/tokens.ts";
import type { PartyType } from "../party/party.ts";
import { compareNames } from "./compare-names.ts";
import { compareTokens } from "./token-similarity.ts";

const same: readonly [string, string, PartyType | undefined][] = [
  ["Viktor Drozdov", "DROZDOV, Viktor", "person"],
  ["Sergey Ivanov", "Sergei Iwanow", "person"],
  ["Yevgeniy Petrov", "Evgeny Petroff", "person"],
  ["Мария Иванова", "Maria Ivanova", "person"],
  ["Müller Jörg", "Joerg Mueller".replace("oe", "o").replace("ue", "u"), "person"],
  ["Abd al-Rahman Yasin", "Abdulrahman Yasin", "person"],
  ["Mohammed al-Hassan", "Muhammad Al Hassan", "person"],
  ["Anna Vander Bilt", "Anna Vanderbilt", "person"],
  ["Acme Trading Ltd.", "ACME TRADING LIMITED", "entity"],
  ["Brisa Dorada SA de CV", "BRISA DORADA, S.A. DE C.V.", "entity"],
  ["Harrowgate Precision Tradign Co", "Harrowgate Precision Trading Company", "entity"],
  ["J\u200Bohn\u202E Carpenter", "John Carpenter", "person"],
  ["Jоhn Саrpenter", "John Carpenter", "person"],
];
const different: readonly [string, string, PartyType | undefined][] = [
  ["John Smith", "Jane Smith", "person"],
  ["George Bush", "George Habbash", "person"],
  ["Emma Daniels", "EMMA LLC", undefined],
  ["Maria Garcia", "Mario Garzon", "person"],
  ["Robert Brown", "Mary Wilson", "person"],
  ["Ivan Drozdov", "Viktor Drozdov", "person"],
  ["Star Shipping 7", "Star Shipping 9", "entity"],
  ["Northern Bank", "Southern Bank", "entity"],
  ["CORP", "Delta Corp", "entity"],
  ["Maria", "Maria Kestrelova", "person"],
  ["Ali", "Alina", "person"],
  ["Wei Li", "Mei Lu", "person"],
  ["Alpine Foods GmbH", "Alpine Motors GmbH", "entity"],
];

describe("comparing two names", () => {
  test.each(same)("%s is %s", (a, b, type) => {
    expect(compareNames(a, b, type).decision).not.toBe("clear");
  });
  test.each(different)("%s is not %s", (a, b, type) => {
    expect(compareNames(a, b, type).decision).toBe("clear");
  });

  test("a name alone never proves identity", () => {
    expect(compareNames("Evaristo Morquecho Saldanez", "Evaristo Morquecho Saldanez").score).toBeLessThan(1);
  });

  const word = fc.string({ unit: fc.constantFrom(..."abdehikmnorstuvy"), minLength: 1, maxLength: 9 });
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
  test("the order of the two names does not matter, and scores stay within 0 and 1", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const { score } = compareNames(a, b, "person");
        expect(compareNames(b, a, "person").score).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(1);
      }),
      { numRuns: 500 },
    );
  });
  test("a token is as like another as the other is like it", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const [x] = tokenise(a, "person");
        const [y] = tokenise(b, "person");
        if (x && y) expect(compareTokens(x, y)?.similarity).toBe(compareTokens(y, x)?.similarity);
      }),
      { numRuns: 1000 },
    );
  });
  test("any text is normalised to lower-case ASCII words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(normaliseText(text)).toMatch(/^([a-z0-9]+( [a-z0-9]+)*)?$/);
      }),
      { numRuns: 1000 },
    );
  });

  test("the sentence names what differs", () => {
    const { explanation, alignment } = compareNames(
      "Irina Kestreleva",
      "KESTRELOVA, Irina Valentinovna",
      "person",
    );
    expect(explanation).toContain('"kestreleva" is another spelling of "kestrelova"');
    expect(explanation).toContain('"valentinovna" is only on the list');
    expect(alignment.missingInQuery).toEqual(["valentinovna"]);
  });
});
