import { describe, expect, test } from "vitest";
import { nationalityCode, placeCountry } from "./nationalities.ts";
import { parsePublishedDate } from "./published-date.ts";

describe("dates of publishers", () => {
  test.each([
    ["2026-08-01T23:00:03.110Z", "2026-08-01"],
    ["2014-06-30-04:00", "2014-06-30"],
    ["2026-05-01T00:00:00.000+02:00", "2026-05-01"],
    ["1965-07", "1965-07"],
    ["15/03/1970", "1970-03-15"],
    ["27.2.2012", "2012-02-27"],
    ["dd/12/1965", "1965-12"],
    ["22-Aug-2026", "2026-08-22"],
    ["4 August 1961", "1961-08-04"],
    ["1st Sept 1961", "1961-09-01"],
    ["Nov. 1973 ", "1973-11"],
  ])("%s is %s", (text, date) => expect(parsePublishedDate(text)).toBe(date));

  test.each(["00/00/1980", "dd/mm/1980", "mm/1980", "DD/MM/1980", "31/00/1980", "1980"])(
    "%s gives the year and makes nothing up",
    (text) => expect(parsePublishedDate(text)).toBe("1980"),
  );

  test.each([
    "",
    "0000",
    "00/00/0000",
    "31/02/1970",
    "29/02/1971",
    "15/13/1970",
    "1970-02-30",
    "24/06/1402",
    "Marble 1973",
    "30-35 years old",
    "early 1960s",
    "1960-1965",
    "12/1/70",
  ])("%j is no date", (text) => expect(parsePublishedDate(text)).toBeUndefined());
});

describe("nationalities", () => {
  test.each([
    ["Iraqi", "IQ"],
    ["Iranian citizenship", "IR"],
    ["Saudi Arabian", "SA"],
    ["Iran (Islamic Republic of)", "IR"],
    ["Democratic People's Republic of Korea", "KP"],
    ["Türkiye", "TR"],
    ["DRC", "CD"],
    ["Syrian ", "SY"],
  ])("%s is %s", (text, code) => expect(nationalityCode(text)).toBe(code));
  test.each(["na", "n/a", "Congolese", "former Soviet Union", "stateless", "", "Iraqi and Syrian"])(
    "%j is none",
    (text) => expect(nationalityCode(text)).toBeUndefined(),
  );
  test("a place of a state that is gone lies where its publisher says it lies now", () => {
    expect(placeCountry("Ukrainian SSR (now Ukraine)")).toBe("UA");
    expect(placeCountry("Former USSR Currently Belarus")).toBe("BY");
    expect(placeCountry("Former USSR")).toBeUndefined();
    expect(placeCountry("Nowshera")).toBeUndefined();
  });
});
