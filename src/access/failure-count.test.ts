import { describe, expect, test } from "vitest";
import { fixedClock } from "../core/index.ts";
import { createFailureCount } from "./failure-count.ts";

describe("failure count", () => {
  test("says once that the limit is reached, then that it is exceeded", () => {
    const count = createFailureCount(fixedClock("2026-01-01T00:00:00Z"));
    const verdicts = Array.from({ length: 22 }, () => count.record("a"));
    expect(verdicts.slice(0, 19)).toEqual(Array(19).fill("counted"));
    expect(verdicts.slice(19)).toEqual(["limit-reached", "over-limit", "over-limit"]);
  });

  test("counts each source for itself", () => {
    const count = createFailureCount(fixedClock("2026-01-01T00:00:00Z"));
    for (let failure = 0; failure < 25; failure++) count.record("a");
    expect(count.record("b")).toBe("counted");
  });

  test("starts over after 15 minutes and not before", () => {
    const clock = fixedClock("2026-01-01T00:00:00Z");
    const count = createFailureCount(clock);
    for (let failure = 0; failure < 25; failure++) count.record("a");
    clock.advance(15 * 60_000 - 1);
    expect(count.record("a")).toBe("over-limit");
    clock.advance(1);
    expect(count.record("a")).toBe("counted");
  });

  test("forgets the oldest source when there are too many, not the newest", () => {
    const count = createFailureCount(fixedClock("2026-01-01T00:00:00Z"));
    for (let failure = 0; failure < 25; failure++) count.record("oldest");
    for (let source = 0; source < 9_999; source++) count.record(`source ${source}`);
    for (let failure = 0; failure < 25; failure++) count.record("newest");
    expect(count.record("newest")).toBe("over-limit");
    expect(count.record("oldest")).toBe("counted");
  });
});
