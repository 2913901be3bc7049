import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DURATION_MAX_MS,
  formatDuration,
  formatPartialDate,
  isId,
  newId,
  parseDuration,
  parsePartialDate,
} from "./index.ts";

describe("durations", () => {
  test("every duration survives formatting and reading", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DURATION_MAX_MS }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });

  test.each([
    ["30s", 30_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["7d", 604_800_000],
  ])("%s is %i ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(["", "30", "s", "1.5h", "-1s", "1 h", "99999d", "1w", "9".repeat(400)])(
    "%s is no duration",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe("partial dates", () => {
  test.each(["1960", "1960-07", "2000-02-29", "0001-01-01"])("%s keeps its precision", (text) => {
    const date = parsePartialDate(text);
    expect(date && formatPartialDate(date)).toBe(text);
  });

  test.each(["1900-02-29", "2001-13", "2001-00-01", "2001-01-32", "60", "1960-7-1", "circa 1960", ""])(
    "%s is no date",
    (text) => {
      expect(parsePartialDate(text)).toBeUndefined();
    },
  );
});

describe("ids", () => {
  test("sort by the time they were made", () => {
    const ids = Array.from({ length: 50 }, (_, index) => newId("run", 1_700_000_000_000 + index));
    expect([...ids].sort()).toEqual(ids);
  });

  test.each([
    "run_",
    "run_xyz",
    "rev_0199c0de-0000-7000-8000-000000000000",
    "RUN_0199c0de-0000-7000-8000-000000000000",
  ])("%s is no run id", (text) => {
    expect(isId("run", text)).toBe(false);
  });
});
