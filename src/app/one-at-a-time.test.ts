import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createOneAtATime } from "./one-at-a-time.ts";

test("the same work is done once for all who ask meanwhile, other work waits, also after a failure", async () => {
  const inTurn = createOneAtATime<string>();
  const begun: string[] = [];
  let going = 0;
  const work =
    (name: string, fails = false) =>
    async () => {
      begun.push(name);
      expect(++going).toBe(1);
      await setImmediate();
      going--;
      if (fails) throw new Error(name);
      return name;
    };
  const answers = await Promise.allSettled([
    inTurn("a", work("first", true)),
    inTurn("b", work("second")),
    inTurn("a", work("never")),
    inTurn("b", work("never")),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(await inTurn("a", work("again"))).toBe("again");
  expect(begun).toEqual(["first", "second", "again"]);
});
