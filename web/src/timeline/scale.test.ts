import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { niceStep, tickLabel, timeScale } from "./scale.ts";

describe("time scale", () => {
  it("is linear while something works", () => {
    const scale = timeScale({ from: 1_000, to: 3_000 }, [{ from: 1_000, to: 3_000 }]);
    expect(scale.at(1_000)).toBe(0);
    expect(scale.at(2_000)).toBeCloseTo(0.5);
    expect(scale.at(3_000)).toBe(1);
    expect(scale.breaks).toEqual([]);
  });

  it("shortens a night of waiting and says how long it was", () => {
    const night = 9 * 3_600_000;
    const scale = timeScale({ from: 0, to: night + 4_000 }, [
      { from: 0, to: 2_000 },
      { from: night + 2_000, to: night + 4_000 },
    ]);
    expect(scale.breaks.map((mark) => mark.label)).toEqual(["9 h"]);
    expect(scale.at(2_000)).toBeGreaterThan(0.4);
  });

  it("fills the axis even when nothing ever worked", () => {
    const scale = timeScale({ from: 0, to: 5_000 }, []);
    expect(scale.at(5_000)).toBeCloseTo(1);
  });

  it("is monotonic, clamped to the axis, and its ticks are in order", () => {
    const spans = fc.array(
      fc.tuple(fc.nat(100_000), fc.nat(20_000)).map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 1, max: 200_000 }),
        fc.nat(300_000),
        fc.nat(300_000),
        (busy, to, a, b) => {
          const scale = timeScale({ from: 0, to }, busy);
          const [early, late] = a < b ? [a, b] : [b, a];
          expect(scale.at(early)).toBeLessThanOrEqual(scale.at(late) + 1e-9);
          expect(scale.at(early)).toBeGreaterThanOrEqual(0);
          expect(scale.at(late)).toBeLessThanOrEqual(1 + 1e-9);
          const places = scale.ticks.map((tick) => tick.x);
          expect(places).toEqual(places.toSorted((x, y) => x - y));
          expect(places.length).toBeLessThan(14);
        },
      ),
    );
  });
});

it("labels ticks so that neighbours differ, also long after the start", () => {
  expect(tickLabel(0, 500)).toBe("0");
  expect(tickLabel(1_500, 500)).toBe("+1.5 s");
  expect(tickLabel(7_401_000, 1_000)).toBe("+2:03:21");
  expect(tickLabel(7_401_500, 500)).toBe("+2:03:21.500");
  expect(tickLabel(7_200_000, 3_600_000)).toBe("+2 h");
  expect(tickLabel(180_000, 60_000)).toBe("+3 min");
});

it("steps in units people count in", () => {
  expect(niceStep(3)).toBe(5);
  expect(niceStep(700)).toBe(1_000);
  expect(niceStep(40_000)).toBe(60_000);
  expect(niceStep(86_400_000 * 2.5)).toBe(86_400_000 * 3);
});
