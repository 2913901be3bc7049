import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Currency, formatMoney, parseMoney } from "./index.ts";

const currency = fc.constantFrom("EUR", "USD", "JPY", "KWD", "CLF", "BHD");

describe("money", () => {
  test("any amount survives formatting and reading", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), currency, (minor, code) => {
        const money = { minor, currency: code as Currency };
        expect(parseMoney(formatMoney(money), code)).toEqual(money);
      }),
    );
  });

  test.each([
    ["1234.5", "EUR", 123_450n],
    ["0.005", "KWD", 5n],
    ["-7", "JPY", -7n],
    ["9007199254740993.01", "USD", 900_719_925_474_099_301n],
  ])("%s %s is %s minor units", (text, code, minor) => {
    expect(parseMoney(text, code).minor).toBe(minor);
  });

  test.each([
    ["1.234", "EUR", /decimal places/],
    ["0.5", "JPY", /decimal places/],
    ["1,5", "EUR", /not a decimal/],
    ["1e3", "EUR", /not a decimal/],
    ["", "EUR", /not a decimal/],
    ["١٢", "EUR", /not a decimal/],
    ["1", "eur", /ISO 4217/],
    ["1", "EURO", /ISO 4217/],
  ])("%s %s is refused", (text, code, message) => {
    expect(() => parseMoney(text, code)).toThrow(message);
  });
});
