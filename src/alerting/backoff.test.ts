import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

const policy = { initialMs: 5_000, maxMs: 3_600_000 };

describe("backoffMs", () => {
  test("lies between half and all of the doubled wait, and never above the maximum", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.string(), (attempt, id) => {
        const full = Math.min(policy.maxMs, policy.initialMs * 2 ** (attempt - 1));
        const wait = backoffMs(policy, attempt, id);
        expect(wait).toBeGreaterThanOrEqual(full / 2);
        expect(wait).toBeLessThanOrEqual(full);
      }),
    );
  });

  test("is the same for the same message and spreads different ones", () => {
    const waits = Array.from({ length: 100 }, (_, index) => backoffMs(policy, 5, `ntf_${index}`));
    expect(waits).toEqual(Array.from({ length: 100 }, (_, index) => backoffMs(policy, 5, `ntf_${index}`)));
    expect(new Set(waits).size).toBeGreaterThan(90);
  });
});
