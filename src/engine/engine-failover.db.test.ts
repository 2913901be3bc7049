import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { RunId } from "../core/index.ts";
import type { OperationalAlert } from "./operational-alerts.ts";

let t: TestEngine;
afterEach(async () => {
  await t.close();
});

const untilState = (runId: RunId, wanted: string) =>
  expect
    .poll(async () => (await t.engine.getRun(runId))?.state, { timeout: 10_000, interval: 20 })
    .toBe(wanted);

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const owner = new pg.Client({ connectionString: t.database.ownerUrl });
  await owner.connect();
  await owner.query(sql, values);
  await owner.end();
}

describe("restarts", () => {
  test("a parked decision survives the end of its worker and is taken up by the next one", async () => {
    t = await testEngine();
    const id = await t.deploy(`
workflow:
  id: parked
  name: Parked
  steps:
    - { id: a, name: A, action: effect }
    - { id: ask, name: Ask, action: human_review }
    - { id: pause, name: Pause, action: wait, needs: [], with: { for: 300ms } }
    - { id: b, name: B, action: effect, needs: [ask, pause] }
`);
    const runId = await t.run(id);
    await t.engine.shutdown(1_000);
    const reviewId = (await t.engine.getRun(runId))?.steps[1]?.reviewId;
    if (reviewId === undefined) throw new Error("no review");
    await t.engine.decide({ reviewId, decision: "approve", reason: "ok", actor: bob });
    expect((await t.engine.getRun(runId))?.state).toBe("waiting");
    const next = await t.another();
    await next.launch();
    await untilState(runId, "succeeded");
    expect(await t.effects(runId)).toEqual(["a", "b"]);
  });

  test("a worker that leaves lets its step finish and hands the rest over", async () => {
    t = await testEngine();
    const id = await t.deploy(`
workflow:
  id: leaving
  name: Leaving
  steps:
    - { id: a, name: A, action: effect, with: { ms: 400 } }
    - { id: b, name: B, action: effect }
`);
    const { runId } = await t.engine.start({
      workflowId: id,
      input: {},
      actor: bob,
      trigger: { kind: "manual" },
    });
    await untilState(runId, "running");
    await t.engine.shutdown(5_000);
    expect(await t.effects(runId)).toEqual(["a"]);
    expect(await t.engine.workers()).toMatchObject([{ alive: false }]);
    const next = await t.another();
    await next.launch();
    await untilState(runId, "succeeded");
    expect(await t.effects(runId)).toEqual(["a", "b"]);
    expect((await next.workers()).filter((worker) => worker.alive)).toHaveLength(1);
  });
});

describe("what would be forgotten", () => {
  test("a run the executor has given up is ended as failed instead of being forgotten", async () => {
    const alerts: OperationalAlert[] = [];
    t = await testEngine({ onOperationalAlert: (alert) => void alerts.push(alert) });
    const id = await t.deploy(`
workflow:
  id: given-up
  name: Given up
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
    const runId = await t.run(id);
    await asOwner(
      "update dbos.workflow_status set status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED', owner_xid = null where workflow_uuid = $1",
      [runId],
    );
    await untilState(runId, "failed");
    const run = await t.engine.getRun(runId);
    expect(run).toMatchObject({ error: { code: "INTERNAL" } });
    expect((await t.engine.listReviews({ state: "cancelled", limit: 5 })).items).toHaveLength(1);
    await expect
      .poll(() => alerts, { timeout: 5_000 })
      .toMatchObject([{ kind: "run_abandoned", runId, workflowId: id }]);
  });

  test("the application's role cannot change a stored definition", async () => {
    t = await testEngine({ launch: false });
    const id = await t.deploy(`
workflow:
  id: tampered
  name: Tampered
  steps:
    - { id: a, name: A, action: effect }
`);
    const { runId } = await t.engine.start({
      workflowId: id,
      input: {},
      actor: bob,
      trigger: { kind: "manual" },
    });
    await expect(t.database.db.query("update probity.definition set plan = plan")).rejects.toMatchObject({
      code: "42501",
    });
    await t.engine.launch();
    await untilState(runId, "succeeded");
  });
});
