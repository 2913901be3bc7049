import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseText } from "./normalise.ts";
import { NAME_TOKENS_MAX, tokenise } from "./tokens.ts";
import { NAME_LENGTH_MAX } from "./words.ts";

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());
const lettersOfNames =
  "aäàéñøšßBCX'’- .,&Жшщьёй Αβγςώ أحمدعبدةى חסןפ ქართ Աբգ 김정은 李明王 やまタロ देव ไทย 0१";
const name = fc.string({ unit: fc.constantFrom(...lettersOfNames), maxLength: 40 });

describe("normaliseText", () => {
  test("gives words of a-z and 0-9 with single spaces, of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseText(text)).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
      }),
    );
  });

  test("changes nothing when applied twice", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, name), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  test("does not depend on how accents are composed, on case, or on compatibility forms", () => {
    fc.assert(
      fc.property(name, (text) => {
        const normal = normaliseText(text);
        expect(normaliseText(text.normalize("NFD"))).toBe(normal);
        expect(normaliseText(text.normalize("NFC"))).toBe(normal);
        expect(normaliseText(text.toUpperCase())).toBe(normaliseText(text.toUpperCase().toLowerCase()));
      }),
    );
  });

  test.each(["\u200b", "\u200e", "\u200f", "\u202a", "\u2066", "\ufeff", "\u00ad"])(
    "does not see the invisible character %j anywhere",
    (control) => {
      fc.assert(
        fc.property(name, fc.nat(), (text, place) => {
          const at = text.length === 0 ? 0 : place % text.length;
          expect(normaliseText(text.slice(0, at) + control + text.slice(at))).toBe(normaliseText(text));
        }),
      );
    },
  );

  test.each([
    ["Ｖｌａｄｉｍｉｒ　Ｐｕｔｉｎ", "vladimir putin"],
    ["𝐕𝐥𝐚𝐝𝐢𝐦𝐢𝐫 𝓟𝓾𝓽𝓲𝓷", "vladimir putin"],
    ["Vladimir РUТIN", "vladimir putin"],
    ["Роман ГOBOP", "roman govor"],
    ["Müller-Lüdenscheidt", "muller ludenscheidt"],
    ["STRASSE straße", "strasse strasse"],
    ["İSTANBUL ıstanbul", "istanbul istanbul"],
    ["ΟΔΥΣΣΕΥΣ Οδυσσεύς", "odyssefs odyssefs"],
    ["O’Brien O'Brien OʻBrien", "obrien obrien obrien"],
    ["Jean–Luc · de‐la—Tour", "jean luc de la tour"],
    ["A&B", "a and b"],
    ["👩‍🚀🚀", ""],
    ["", ""],
    [" \t\n ", ""],
  ])("reads %j as %j", (text, normal) => expect(normaliseText(text)).toBe(normal));
});

describe("tokenise, on hostile text", () => {
  const types = ["person", "entity", "vessel", "aircraft", undefined] as const;

  test("never throws, and gives a bounded number of bounded tokens", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, name), fc.constantFrom(...types), (text, type) => {
        const tokens = tokenise(text, type);
        expect(tokens.length).toBeLessThanOrEqual(NAME_TOKENS_MAX);
        for (const token of tokens) {
          expect(token.text).toMatch(/^[a-z0-9]+$/);
          expect(token.also.length).toBeLessThanOrEqual(6);
          for (const reading of token.also) expect(reading).toMatch(/^[a-z0-9]+$/);
        }
      }),
    );
  });

  test.each([
    ["10,000 letters", "a".repeat(10_000)],
    ["10,000 letters without a space, in Arabic", "ع".repeat(10_000)],
    ["10,000 words", "Ivan ".repeat(2_000)],
    ["10,000 dotted letters", "S.".repeat(5_000)],
    ["lone surrogates", "\ud800Ivan\udc00"],
    ["accents without letters", "\u0301".repeat(1_000)],
    ["emoji", "🏴‍☠️".repeat(500)],
    ["10,000 characters of four scripts", "Аа李ب".repeat(2_500)],
  ])("%s: an answer within limits", (_, text) => {
    for (const type of types) {
      const tokens = tokenise(text, type);
      expect(tokens.length).toBeLessThanOrEqual(NAME_TOKENS_MAX);
      expect(tokens.every((token) => token.text.length <= NAME_LENGTH_MAX)).toBe(true);
    }
  });

  test("is deterministic: the answer does not depend on what was asked before", () => {
    const before = tokenise("Алексей Гоголь", "person");
    for (let at = 0; at < 70_000; at++) tokenise(`w${at}x`, "person");
    expect(tokenise("Алексей Гоголь", "person")).toEqual(before);
  });
});

describe("reversed display", () => {
  test("text under a right-to-left override keeps its stored order and is also read as the eye reads it", () => {
    const [first, second] = tokenise("\u202enitup rimidalv\u202c", "person");
    expect([first?.text, second?.text]).toEqual(["nitup", "rimidalv"]);
    expect(first?.also).toContain("putin");
    expect(second?.also).toContain("vladimir");
  });

  test("text after the override, and right-to-left names without one, are read one way only", () => {
    expect(tokenise("\u202eab\u202c putin", "person")[1]?.also).toEqual([]);
    expect(tokenise("\u200fпутин", "person")[0]?.also).toEqual([]);
  });
});
