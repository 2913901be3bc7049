import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGroupCommit } from "./group-commit.ts";

/** A commit that takes a turn of the event loop and refuses the item 13. */
function recorder(itemsMax = 100) {
  const groups: number[][] = [];
  const group = createGroupCommit(async (items: readonly number[]) => {
    groups.push([...items]);
    await turn();
    if (items.includes(13)) throw new Error("13 cannot be written");
    return items.map((item) => item * 2);
  }, itemsMax);
  return { groups, add: group.add };
}

describe("a group commit", () => {
  test("gives everybody their own answer, and commits together what arrives meanwhile", async () => {
    const { groups, add } = recorder();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, item) => add(item + 20)));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, item) => (item + 20) * 2));
    expect(groups.map((each) => each.length)).toEqual([1, 19]);
  });

  test("lets nobody wait who is alone", async () => {
    const { groups, add } = recorder();
    await add(1);
    await add(2);
    expect(groups).toEqual([[1], [2]]);
  });

  test("takes no more than so many at a time, in the order they came", async () => {
    const { groups, add } = recorder(3);
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add));
    expect(groups).toEqual([[1], [2, 3, 4], [5, 6, 7]]);
  });

  test("refuses only what cannot be written", async () => {
    const { add } = recorder();
    const outcomes = await Promise.allSettled([1, 12, 13, 14].map(add));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    await expect(add(2), "and goes on").resolves.toBe(4);
  });
});
