import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePartialDate } from "../../core/index.ts";
import { compareBirthDates, parseListBirthDate } from "./birth-date.ts";
import type { BirthDate } from "./party.ts";

describe("birth dates as lists write them", () => {
  const cases: readonly [string, BirthDate | undefined][] = [
    ["10 Dec 1948", { from: "1948-12-10" }],
    ["Jul 1960", { from: "1960-07" }],
    ["1960", { from: "1960" }],
    ["circa 1951", { from: "1951", circa: true }],
    ["circa 01 Jan 1970", { from: "1970-01-01", circa: true }],
    ["1960 to 1965", { from: "1960", to: "1965" }],
    ["circa 1960-1965", { from: "1960", to: "1965", circa: true }],
    ["01 Jan 1961 to 31 Dec 1962", { from: "1961-01-01", to: "1962-12-31" }],
    ["Feb 1958 to Mar 1959", { from: "1958-02", to: "1959-03" }],
    ["31 Feb 1960", undefined],
    ["12 Foo 1960", undefined],
    ["unknown", undefined],
    ["1960 to", undefined],
    ["", undefined],
  ];
  test.each(cases)("%j is read", (text, expected) => {
    expect(parseListBirthDate(text)).toEqual(expected);
  });
});

describe("comparing birth dates", () => {
  const cases: readonly [asked: string, listed: BirthDate, expected: object][] = [
    ["1971-03-09", { from: "1971-03-09" }, { result: "agree", precision: "day" }],
    ["1971-03-09", { from: "1971-09-03" }, { result: "agree", precision: "flipped" }],
    ["1971-03-09", { from: "1971-03" }, { result: "agree", precision: "month" }],
    ["1971-03-09", { from: "1971" }, { result: "agree", precision: "year" }],
    ["1971", { from: "1971-03-09" }, { result: "agree", precision: "year" }],
    ["1962-05-05", { from: "1960", to: "1965" }, { result: "agree", precision: "range" }],
    ["1953-05-05", { from: "1951", circa: true }, { result: "agree", precision: "range" }],
    ["1971-05-09", { from: "1971-03-09" }, { result: "near", yearsApart: 0.2 }],
    ["1950-01-01", { from: "1960" }, { result: "conflict", yearsApart: 10 }],
    ["1980-01-01", { from: "1960", to: "1965" }, { result: "conflict", yearsApart: 14 }],
  ];
  test.each(cases)("%s against %j", (asked, listed, expected) => {
    expect(compareBirthDates(dateOf(asked), [listed])).toEqual(expected);
  });

  test("the best of several listed dates counts, and none is unknown", () => {
    const listed = [{ from: "1950" }, { from: "1971-03-09" }, { from: "1971" }];
    expect(compareBirthDates(dateOf("1971-03-09"), listed)).toEqual({ result: "agree", precision: "day" });
    expect(compareBirthDates(dateOf("1971-03-09"), [])).toEqual({ result: "unknown" });
  });

  test("every day agrees with itself", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2020 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        (y, m, d) => {
          const text = `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
          expect(compareBirthDates(dateOf(text), [{ from: text }])).toEqual({
            result: "agree",
            precision: "day",
          });
        },
      ),
    );
  });
});

function dateOf(text: string) {
  const date = parsePartialDate(text);
  if (!date) throw new Error(`not a date: ${text}`);
  return date;
}
