import fc from "fast-check";
import { expect, test } from "vitest";
import { isotonic, knotsOf } from "./isotonic.ts";

const label = (score: number, same: boolean) => ({ score, same, weight: 1 });

test("labels that rise already stay, those that fall are pooled", () => {
  const steps = isotonic([label(1, false), label(2, true), label(3, false), label(4, true), label(5, true)]);
  expect(steps.map((step) => [step.from, step.probability])).toEqual([
    [1, 0],
    [2, 0.5],
    [4, 1],
  ]);
});
test("the steps rise, keep all weight, and knots rise strictly", () => {
  const labels = fc.array(
    fc.record({
      score: fc.double({ min: -50, max: 100, noNaN: true }),
      same: fc.boolean(),
      weight: fc.constantFrom(1, 3),
    }),
    { minLength: 1, maxLength: 400 },
  );
  fc.assert(
    fc.property(labels, (all) => {
      const steps = isotonic(all);
      for (const [at, step] of steps.entries()) {
        if (at > 0) expect(step.probability).toBeGreaterThan(steps[at - 1]?.probability ?? 1);
      }
      const weight = (of: readonly { weight: number }[]): number =>
        of.reduce((sum, one) => sum + one.weight, 0);
      expect(weight(steps)).toBeCloseTo(weight(all));
      const knots = knotsOf(steps);
      for (const [at, [raw, logOdds]] of knots.entries()) {
        if (at === 0) continue;
        expect(raw).toBeGreaterThan(knots[at - 1]?.[0] ?? 0);
        expect(logOdds).toBeGreaterThanOrEqual(knots[at - 1]?.[1] ?? 0);
      }
    }),
  );
});
