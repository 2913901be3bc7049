import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, subtractDecimals } from "./decimal.ts";

/** Decimals as text, with an exact reference value in hundred-thousandths. */
const decimal = fc
  .record({
    whole: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    places: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ whole, places }) => {
    const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, "0");
    const sign = whole < 0n ? "-" : "";
    const cut = digits.length - places;
    const text = places === 0 ? sign + digits : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
    return { text, exact: whole * 10n ** BigInt(5 - places) };
  });

describe("decimals", () => {
  it("print as they were written", () => {
    fc.assert(
      fc.property(decimal, ({ text }) => {
        expect(formatDecimal(parseDecimal(text))).toBe(text);
      }),
    );
  });

  it("compare, add and subtract exactly", () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [left, right] = [parseDecimal(a.text), parseDecimal(b.text)];
        expect(Math.sign(compareDecimals(left, right))).toBe(
          a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0,
        );
        const sum = addDecimals(left, right);
        expect(compareDecimals(subtractDecimals(sum, right), left)).toBe(0);
        expect(sum.unscaled * 10n ** BigInt(5 - sum.scale)).toBe(a.exact + b.exact);
      }),
    );
  });

  it.each(["", "1.", ".5", "1e5", "1,5", " 1", "+1", "0x1", "NaN", "1.2.3", "9".repeat(61)])(
    "%j is no decimal",
    (text) => {
      expect(() => parseDecimal(text)).toThrow(RangeError);
    },
  );
});
