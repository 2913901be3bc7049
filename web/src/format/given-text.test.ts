import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { givenParts, sentencePieces } from "./given-text.ts";

describe("text that somebody else gave", () => {
  test.each([
    ["Jane Example"],
    ["Дмитрий Медведев"],
    ["محمد بن عبد الله"],
    ["می\u200cخواهم"],
    ["क्\u200dष"],
    ["金正恩"],
    ["Nguyễn Văn A"],
    ["e\u0301te\u0301"],
  ])("is shown as it is where it hides nothing: %s", (name) => {
    expect(givenParts(name)).toEqual([{ text: name }]);
  });

  test.each([
    ["Ivan\u202egnorts", "U+202E", "right-to-left override"],
    ["Iv\u200ban", "U+200B", "zero width space"],
    ["Iv\u200can", "U+200C", "zero width non-joiner"],
    ["Iv\u2069an", "U+2069", "end of isolate"],
    ["Iv\u0000an", "U+0000", "invisible character"],
    ["Iv\u3164an", "U+3164", "invisible character"],
    ["Iv\ud800an", "U+D800", "invisible character"],
    ["Iv\nan", "U+000A", "line break"],
  ])("shows what cannot be seen by its number: %j", (name, control, meaning) => {
    expect(givenParts(name)[1]).toMatchObject({ control, meaning });
  });

  test("a run of one control character is one part, and says how many they are", () => {
    const parts = givenParts(`a${"\u202e".repeat(300)}b`);
    expect(parts.map(({ control }) => control)).toEqual([undefined, "U+202E ×300", undefined]);
  });

  test("marks piled on one letter are cut off, and counted", () => {
    const parts = givenParts(`a${"\u0301".repeat(40)}b`);
    expect(parts.map(({ control }) => control)).toEqual([undefined, "U+0301 ×34", undefined]);
    expect(parts[0]?.text).toHaveLength(7);
  });

  test("the parts put together are the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(
          givenParts(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  test("what is shown as it is holds nothing that turns the direction", () => {
    const hostile = fc.constantFrom("a", "ב", "\u202e", "\u2066", "\u2069", "\u200f", "\u200d", " ");
    fc.assert(
      fc.property(fc.array(hostile), (letters) => {
        for (const part of givenParts(letters.join(""))) {
          if (part.control === undefined) expect(part.text).not.toMatch(/[\p{Bidi_Control}]/u);
        }
      }),
    );
  });
});

describe("a sentence around names", () => {
  const given = (sentence: string, names: string[]) =>
    sentencePieces(sentence, names)
      .filter((piece) => piece.given)
      .map((piece) => piece.text);

  test("quoted names are cut out", () => {
    expect(given('"محمد" corresponds to the alias "Mohamed" of l 1: "a" is 90 % like "b".', [])).toEqual([
      "محمد",
      "Mohamed",
      "a",
      "b",
    ]);
  });

  test("a known name that holds quotation marks stays whole", () => {
    const name = 'Abu "the Builder" Ali';
    expect(given(`"${name}" corresponds to the name "Ali" of l 1.`, [name])).toEqual([name, "Ali"]);
  });

  test.each([["no name here"], ['an "unfinished one'], [""]])(
    "%j gives back the whole sentence",
    (sentence) => {
      expect(
        sentencePieces(sentence, ["x"])
          .map((piece) => piece.text)
          .join(""),
      ).toBe(sentence);
    },
  );

  test("the pieces put together are the sentence, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (sentence, names) => {
        expect(
          sentencePieces(sentence, names)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(sentence);
      }),
    );
  });
});
