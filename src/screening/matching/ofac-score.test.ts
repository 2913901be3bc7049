import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jaro, jaroWinkler } from "./jaro-winkler.ts";
import { ofacScore } from "./ofac-score.ts";
import { soundex } from "./soundex.ts";

describe("Jaro and Jaro-Winkler give the values of Winkler's papers", () => {
  test.each([
    ["SHACKLEFORD", "SHACKELFORD", 0.97, 0.982],
    ["DUNNINGHAM", "CUNNIGHAM", 0.896, 0.896],
    ["NICHLESON", "NICHULSON", 0.926, 0.956],
    ["JONES", "JOHNSON", 0.79, 0.832],
    ["MASSEY", "MASSIE", 0.889, 0.933],
    ["ABROMS", "ABRAMS", 0.889, 0.922],
    ["JERALDINE", "GERALDINE", 0.926, 0.926],
    ["MARHTA", "MARTHA", 0.944, 0.961],
    ["MICHELLE", "MICHAEL", 0.869, 0.921],
    ["JULIES", "JULIUS", 0.889, 0.933],
    ["TANYA", "TONYA", 0.867, 0.88],
    ["DWAYNE", "DUANE", 0.822, 0.84],
    ["SEAN", "SUSAN", 0.783, 0.805],
    ["JON", "JOHN", 0.917, 0.933],
    ["DIXON", "DICKSONX", 0.767, 0.813],
  ])("%s and %s", (a, b, jaroOf, winklerOf) => {
    expect(jaro(a, b)).toBeCloseTo(jaroOf, 3);
    expect(jaroWinkler(a, b)).toBeCloseTo(winklerOf, 3);
  });
  test.each([
    ["ABC", "XYZ"],
    ["", "ABC"],
    ["", ""],
  ])("%j and %j have nothing in common", (a, b) => expect(jaroWinkler(a, b)).toBe(0));
  test("both are symmetric, between 0 and 1, and 1 only for equal texts", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ABCDE"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        for (const similarity of [jaro, jaroWinkler]) {
          expect(similarity(a, b)).toBeCloseTo(similarity(b, a), 12);
          expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
          expect(similarity(a, b)).toBeLessThanOrEqual(1);
          if (a !== b) expect(similarity(a, b)).toBeLessThan(1);
        }
        if (a !== "") expect(jaroWinkler(a, a)).toBe(1);
      }),
    );
  });
});

describe("Soundex gives the codes of the US census rules", () => {
  test.each([
    ["Washington", "W252"],
    ["Lee", "L000"],
    ["Gutierrez", "G362"],
    ["Pfister", "P236"],
    ["Jackson", "J250"],
    ["Tymczak", "T522"],
    ["Ashcraft", "A261"],
    ["Ashcroft", "A261"],
    ["Robert", "R163"],
    ["Rupert", "R163"],
    ["Rubin", "R150"],
    ["Honeyman", "H555"],
    ["VanDeusen", "V532"],
    ["o'hara", "O600"],
    ["1234", ""],
    ["", ""],
  ])("%s is %s", (word, code) => expect(soundex(word)).toBe(code));
});

describe("the score follows the public search", () => {
  test.each([
    ["a listed name in full", "MADURO MOROS, Nicolas", "MADURO MOROS, Nicolas", 100],
    ["one part of it, as reported of the public search", "Maduro", "MADURO MOROS, Nicolas", 100],
    ["parts in another order", "Nicolas Maduro Moros", "MADURO MOROS, Nicolas", 100],
    ["the first of two words, as reported of the public search", "emma daniels", "EMMA", 87],
    ["one part of two, the other unlike any", "GEORGE BUSH", "HASWANI, George", 50],
    ["a short part that does not count", "KIM JONG UN", "KIM, Jong Sik", 100],
    ["letters with marks", "Nicolás Maduro", "MADURO MOROS, Nicolas", 100],
    ["case and punctuation", "al-qaida!", "AL QAIDA", 100],
  ])("%s", (_what, query, listed, score) => expect(ofacScore(query, listed)).toBe(score));
  test.each([
    ["other people of one given name", "George Bush", "HABBASH, George"],
    ["nothing in common", "Marta Lindqvist", "AL-ZAWAHIRI, Ayman"],
    ["the same word with another first letter", "Zadoro", "MADURO MOROS, Nicolas"],
    ["one word of many", "Bank of the Valley Farmers", "BANK SEPAH"],
  ])("%s stays below 80, the score the public search is usually set to", (_what, query, listed) =>
    expect(ofacScore(query, listed)).toBeLessThan(80),
  );
  test.each(["", "   ", "😀", "\u202e\u200b", "..."])("%j means nobody", (query) => {
    expect(ofacScore(query, "MADURO MOROS, Nicolas")).toBe(0);
    expect(ofacScore("Nicolas", query)).toBe(0);
  });
  test("it is an integer from 0 to 100, and 100 for every name itself", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b) => {
        const score = ofacScore(a, b);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect([0, 100]).toContain(ofacScore(a, a));
      }),
    );
  });
});
