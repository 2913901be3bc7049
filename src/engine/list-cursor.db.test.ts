import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestEngine, testEngine } from "../../test/support/engine.ts";
import { newId } from "../core/index.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine();
});
afterAll(() => t.close());

test("lists are read to their end by the cursors they give out, and accept no other", async () => {
  const id = await t.deploy(`
workflow:
  id: asked
  name: Asked
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
  const runs = [await t.run(id), await t.run(id)];
  await expect
    .poll(async () => (await t.engine.listReviews({ limit: 10 })).items.length, { timeout: 5_000 })
    .toBe(2);
  const lists = [t.engine.listRuns, t.engine.listReviews] as const;
  for (const list of lists) {
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((item) => ("runId" in item ? item.runId : item.id))).toEqual(
      runs.toReversed(),
    );
    expect(second.nextCursor).toBeUndefined();
    for (const cursor of ["zzz", "", "0", "run_", "rev_x", newId("apiKey", 1), `${first.nextCursor} `]) {
      await expect(list({ limit: 1, cursor })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    }
  }
  await expect(t.engine.listRuns({ limit: 1, cursor: newId("review", 1) })).rejects.toThrow("cursor");
  await expect(t.engine.listReviews({ limit: 1, cursor: newId("run", 1) })).rejects.toThrow("cursor");
});
