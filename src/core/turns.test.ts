import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("others have their turn while a loop computes", async () => {
  let others = 0;
  const timer = setInterval(() => others++, 1);
  const turn = createTurns();
  const end = performance.now() + 200;
  while (performance.now() < end) await turn();
  clearInterval(timer);
  expect(others).toBeGreaterThan(2);
});
