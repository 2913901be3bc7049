import { describe, expect, it } from "vitest";
import { nextFireTimes, scheduleProblem, timezoneProblem } from "./schedule.ts";

describe("nextFireTimes", () => {
  const times = (cron: string, timezone: string, from: string) =>
    nextFireTimes({ cron, timezone }, new Date(from), 3).map((at) => at.toISOString());

  it("follows the clock of the time zone over the change to summer time", () => {
    expect(times("0 9 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z")).toEqual([
      "2026-03-28T08:00:00.000Z",
      "2026-03-29T07:00:00.000Z",
      "2026-03-30T07:00:00.000Z",
    ]);
  });

  it("skips weekends and is strictly later than the start", () => {
    expect(times("0 6 * * 1-5", "UTC", "2026-11-20T06:00:00Z")).toEqual([
      "2026-11-23T06:00:00.000Z",
      "2026-11-24T06:00:00.000Z",
      "2026-11-25T06:00:00.000Z",
    ]);
  });

  it("takes seconds when there are six fields", () => {
    expect(times("*/30 * * * * *", "UTC", "2026-01-01T00:00:00Z")[0]).toBe("2026-01-01T00:00:30.000Z");
  });
});

describe("scheduleProblem", () => {
  it.each(["0 6 * * 1-5", "*/15 * * * *", "0 0 1 JAN *", "0 0 29 2 *", "0 0 * * SUN", "1 2 3 4 5 6"])(
    "%s is fine",
    (cron) => {
      expect(scheduleProblem(cron, "UTC")).toBeUndefined();
    },
  );

  it.each([
    ["* * * *", "five fields"],
    ["0 6 * * * * *", "five fields"],
    ["60 * * * *", "not a cron schedule"],
    ["0 25 * * *", "not a cron schedule"],
    ["0 0 31 4 *", "never fires"],
    ["@daily", "five fields"],
    ["0 0 L * *", "only numbers"],
    ["0 0 ? * *", "only numbers"],
    ["a b c d e", "only numbers"],
    ["0 0 * * XYZ", "not a cron schedule"],
  ])("%s is refused", (cron, message) => {
    expect(scheduleProblem(cron, "UTC")).toContain(message);
  });

  it("names a time zone that is none", () => {
    expect(timezoneProblem("Mars/Olympus")).toContain("Mars/Olympus");
  });
});
