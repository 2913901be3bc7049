import { describe, expect, it } from "vitest";
import { elapsed, formatDuration, relativeTime, utcTime } from "./time.ts";

const now = new Date("2026-11-23T12:00:00Z");

describe("relative time", () => {
  it.each([
    ["2026-11-23T11:59:57Z", "just now"],
    ["2026-11-23T12:00:04Z", "just now"],
    ["2026-11-23T11:59:48Z", "12 s ago"],
    ["2026-11-23T11:57:01Z", "2 min ago"],
    ["2026-11-23T14:30:00Z", "in 2 h"],
    ["2026-11-22T11:00:00Z", "1 day ago"],
    ["2026-11-30T12:00:00Z", "in 7 days"],
  ])("says %s as %s", (at, words) => {
    expect(relativeTime(new Date(at), now)).toBe(words);
  });
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [-20, "0 ms"],
    [839.6, "840 ms"],
    [4_290, "4.2 s"],
    [59_999, "59 s"],
    [72_000, "1 min 12 s"],
    [7_500_000, "2 h 5 min"],
    [86_400_000, "1 d"],
    [273_600_000, "3 d 4 h"],
  ])("says %d ms as %s", (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it("never rounds up into the next unit", () => {
    expect(formatDuration(9_999)).toBe("9.9 s");
    expect(formatDuration(3_599_999)).toBe("59 min 59 s");
  });
});

it("counts to now while there is no end, and not at all before the start", () => {
  expect(elapsed("2026-11-23T11:59:00Z", undefined, now)).toBe(60_000);
  expect(elapsed("2026-11-23T11:59:00Z", "2026-11-23T11:59:01Z", now)).toBe(1_000);
  expect(elapsed(undefined, undefined, now)).toBeUndefined();
});

it("gives the instant in UTC with its milliseconds", () => {
  expect(utcTime(new Date("2026-11-23T02:14:05.123Z"))).toBe("2026-11-23 02:14:05.123 UTC");
});
