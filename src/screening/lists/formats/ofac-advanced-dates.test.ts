import { describe, expect, test } from "vitest";
import { listFile } from "../../../../test/support/list-reading.ts";
import { bound, day, period } from "../../../../test/support/ofac-advanced-sample.ts";
import type { BirthDate } from "../../party/party.ts";
import { IssueCollector } from "../list-file.ts";
import { readXmlRecords } from "../xml-records.ts";
import { periodText, readPeriod } from "./ofac-advanced-dates.ts";

async function read(content: string): Promise<BirthDate | undefined> {
  const issues = new IssueCollector();
  for await (const { element } of readXmlRecords(
    listFile("x.xml", content),
    new Set(["DatePeriod"]),
    issues,
  )) {
    return readPeriod(element);
  }
  throw new Error(issues.issues[0]?.message);
}

describe("a period of dates", () => {
  const jan1 = (year: number): string => day(year, 1, 1);
  const dec31 = (year: number): string => day(year, 12, 31);
  const cases: readonly [string, string, BirthDate][] = [
    [
      "a day",
      period(bound(day(1966, 7, 7), day(1966, 7, 7)), bound(day(1966, 7, 7), day(1966, 7, 7))),
      { from: "1966-07-07" },
    ],
    [
      "a month",
      period(bound(day(1968, 2, 1), day(1968, 2, 1)), bound(day(1968, 2, 29), day(1968, 2, 29))),
      { from: "1968-02" },
    ],
    [
      "not a whole February",
      period(bound(day(1968, 2, 1), day(1968, 2, 1)), bound(day(1968, 2, 28), day(1968, 2, 28))),
      { from: "1968-02-01", to: "1968-02-28" },
    ],
    ["a year", period(bound(jan1(1961), jan1(1961)), bound(dec31(1961), dec31(1961))), { from: "1961" }],
    [
      "circa a year",
      period(bound(jan1(1948), jan1(1948), true), bound(dec31(1948), dec31(1948), true)),
      { from: "1948", circa: true },
    ],
    [
      "years",
      period(bound(jan1(1984), dec31(1984)), bound(jan1(1986), dec31(1986))),
      { from: "1984", to: "1986" },
    ],
    [
      "months",
      period(bound(day(1984, 3, 1), day(1984, 3, 1)), bound(day(1984, 5, 31), day(1984, 5, 31))),
      { from: "1984-03", to: "1984-05" },
    ],
    [
      "days",
      period(bound(day(1946, 9, 26), day(1946, 9, 26)), bound(day(1946, 12, 7), day(1946, 12, 7))),
      { from: "1946-09-26", to: "1946-12-07" },
    ],
    [
      "a year without month and day",
      period(
        bound("<Year>1961</Year>", "<Year>1961</Year>"),
        bound("<Year>1961</Year>", "<Year>1961</Year>"),
      ),
      { from: "1961" },
    ],
    [
      "only a start",
      `<DatePeriod CalendarTypeID="1"><Start><From>${day(1948, 12, 10)}</From></Start></DatePeriod>`,
      { from: "1948-12-10" },
    ],
  ];
  test.each(cases)("%s", async (_what, content, expected) => {
    expect(await read(content)).toEqual(expected);
  });
  test.each([
    [
      "a day that is none",
      period(bound(day(1960, 2, 31), day(1960, 2, 31)), bound(day(1960, 2, 31), day(1960, 2, 31))),
    ],
    [
      "a month that is none",
      period(bound(day(1960, 13, 1), day(1960, 13, 1)), bound(day(1960, 13, 1), day(1960, 13, 1))),
    ],
    ["no start", '<DatePeriod CalendarTypeID="1"/>'],
    [
      "a start of words",
      period(
        bound("<Year>unknown</Year>", "<Year>unknown</Year>"),
        bound("<Year>1960</Year>", "<Year>1960</Year>"),
      ),
    ],
  ])("%s is no date", async (_what, content) => {
    expect(await read(content)).toBeUndefined();
  });
  test.each([
    [{ from: "1961" }, "1961"],
    [{ from: "1961-02", to: "1962-03" }, "1961-02 to 1962-03"],
    [{ from: "1961", circa: true as const }, "circa 1961"],
  ])("%o in words is %s", (period, text) => expect(periodText(period)).toBe(text));
});
