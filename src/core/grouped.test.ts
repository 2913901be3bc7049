import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ProbityError } from "./errors.ts";
import { createGrouped } from "./grouped.ts";

/** Work that takes a turn of the event loop, refuses the item 13, and finds no database for 99. */
function doubler(itemsMax = 100) {
  const groups: number[][] = [];
  const { add } = createGrouped(async (items: readonly number[]) => {
    groups.push([...items]);
    await turn();
    if (items.includes(13)) throw new Error("13 cannot be written");
    if (items.includes(99)) throw new ProbityError("DATABASE_UNAVAILABLE", "nobody listens");
    return items.map((item) => item * 2);
  }, itemsMax);
  return { groups, add };
}

describe("grouped work", () => {
  test("gives everybody their own answer, and does together what arrives meanwhile", async () => {
    const { groups, add } = doubler();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, item) => add(item + 20)));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, item) => (item + 20) * 2));
    expect(groups.map((each) => each.length)).toEqual([1, 19]);
  });

  test("lets nobody wait who is alone", async () => {
    const { groups, add } = doubler();
    await add(1);
    await add(2);
    expect(groups).toEqual([[1], [2]]);
  });

  test("takes no more than so many at a time, in the order they came", async () => {
    const { groups, add } = doubler(3);
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add));
    expect(groups).toEqual([[1], [2, 3, 4], [5, 6, 7]]);
  });

  test("refuses only what cannot be written", async () => {
    const { add } = doubler();
    const outcomes = await Promise.allSettled([1, 12, 13, 14].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    await expect(add(2), "and goes on").resolves.toBe(4);
  });

  test("tells everybody at once that there is no database", async () => {
    const { groups, add } = doubler();
    const outcomes = await Promise.allSettled([1, 99, 2, 3].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
    expect(groups).toEqual([[1], [99, 2, 3]]);
  });
});
