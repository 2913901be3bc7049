import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import { testActions } from "../../test/support/engine-actions.ts";
import type { RunId, WorkflowId } from "../core/index.ts";

const STUBBORN_MS = 1_500;
let calls = 0;
let t: TestEngine;
beforeAll(async () => {
  const actions = testActions();
  const template = actions.get("sleep");
  if (template === undefined) throw new Error("no action sleep");
  actions.set("unloadable", { ...template, id: "unloadable", load: () => new Promise(() => {}) });
  actions.set("stubborn", {
    ...template,
    id: "stubborn",
    connector: { name: "narrow", concurrency: 1 },
    load: async () => async () => {
      calls++;
      await sleep(STUBBORN_MS);
      return { outcome: "pass", output: {}, summary: "too late", evidence: [] };
    },
  });
  t = await testEngine({ actions });
});
afterAll(() => t.close());

const one = (action: string, timeout: string) => `
workflow:
  id: ${action}
  name: ${action}
  steps:
    - { id: a, name: A, action: ${action}, with: { ms: 1 }, timeout: ${timeout} }
`;
const start = async (workflowId: WorkflowId): Promise<RunId> =>
  (await t.engine.start({ workflowId, input: {}, actor: bob, trigger: { kind: "manual" } })).runId;

test("a step's timeout bounds the loading of its handler", async () => {
  const run = await t.engine.getRun(await t.run(await t.deploy(one("unloadable", "200ms"))));
  expect(run).toMatchObject({ state: "failed", error: { code: "STEP_TIMEOUT", stepId: "a" } });
});

test("a timed out handler that ignores its signal keeps its connector until it returns; the wait for it is bounded, too", async () => {
  const id = await t.deploy(one("stubborn", "300ms"));
  const first = await start(id);
  await expect.poll(() => calls, { interval: 10 }).toBe(1);
  const beganMs = performance.now();
  const second = await start(id);
  for (const runId of [first, second]) {
    expect(await t.engine.waitForRun(runId, 10_000)).toMatchObject({ error: { code: "STEP_TIMEOUT" } });
  }
  expect(performance.now() - beganMs).toBeLessThan(STUBBORN_MS);
  expect(calls).toBe(1);
  const held = () =>
    t.database.db.query(
      "select 1 from probity.connector_ticket where granted_at is not null and released_at is null",
    );
  expect((await held()).rows).toHaveLength(1);
  await expect.poll(async () => (await held()).rows.length, { timeout: 5_000 }).toBe(0);
  const third = await t.engine.waitForRun(await start(id), 10_000);
  expect(third).toMatchObject({ error: { code: "STEP_TIMEOUT" } });
  expect(calls).toBe(2);
});
