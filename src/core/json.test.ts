import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashJson } from "./hash.ts";
import { canonicalJson } from "./json.ts";

describe("canonicalJson", () => {
  test("reads back as the same value, and is a fixed point", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test("does not depend on the order of members", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(hashJson(reversed)).toBe(hashJson(object));
      }),
    );
  });

  test.each([
    // RFC 8785 section 3.2.3: sorted by UTF-16 code units, so the surrogate pair of U+1F600 comes before U+FB33.
    [
      {
        "\u20ac": "Euro",
        "\r": "CR",
        "\ufb33": "Hebrew",
        "1": "One",
        "\ud83d\ude00": "Smile",
        "\u0080": "Control",
        "\u00f6": "Latin",
      },
      '{"\\r":"CR","1":"One","\u0080":"Control","ö":"Latin","€":"Euro","😀":"Smile","\ufb33":"Hebrew"}',
    ],
    [[1e30, 4.5, 2e-3, 1e-27, -0, 333333333.3333333], "[1e+30,4.5,0.002,1e-27,0,333333333.3333333]"],
    [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
  ])("writes %j as the RFC says", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([
    ["NaN", Number.NaN],
    ["an infinity", Number.POSITIVE_INFINITY],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a key", { "\udfff": 1 }],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a Date", new Date(0)],
    ["a Map", new Map()],
  ])("refuses %s", (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
