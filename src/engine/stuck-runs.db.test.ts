import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { RunId } from "../core/index.ts";
import type { OperationalAlert } from "./operational-alerts.ts";

let t: TestEngine;
afterEach(async () => {
  await t.close();
});

const stuckSince = async (runId: RunId) => (await t.engine.getRun(runId))?.stuckSince;
const untilState = (runId: RunId, wanted: string) =>
  expect
    .poll(async () => (await t.engine.getRun(runId))?.state, { timeout: 10_000, interval: 20 })
    .toBe(wanted);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const owner = new pg.Client({ connectionString: t.database.ownerUrl });
  await owner.connect();
  await owner.query(sql, values);
  await owner.end();
}

test("a run that no worker takes is marked as stuck and reported, and no longer once it moves", async () => {
  t = await testEngine({ settings: { stuckAfterMs: 300 }, launch: false });
  const id = await t.deploy(`
workflow:
  id: untaken
  name: Untaken
  steps:
    - { id: a, name: A, action: effect }
`);
  const { runId } = await t.engine.start({
    workflowId: id,
    input: {},
    actor: bob,
    trigger: { kind: "manual" },
  });
  const version = "update dbos.workflow_status set application_version = $2 where workflow_uuid = $1";
  await asOwner(version, [runId, "interp-none"]);
  await t.engine.launch();
  await expect.poll(async () => (await t.engine.getRun(runId))?.stuckSince, { timeout: 5_000 }).toBeDefined();
  expect(await t.audit(runId)).toContainEqual({ action: "run.stuck", status: "stuck" });
  await asOwner(version, [runId, "interp-1"]);
  await untilState(runId, "succeeded");
  expect((await t.engine.getRun(runId))?.stuckSince).toBeUndefined();
  expect((await t.audit(runId)).filter((entry) => entry.action === "run.stuck")).toHaveLength(1);
});

test("a run that waits for a person is not stuck", async () => {
  t = await testEngine({ settings: { stuckAfterMs: 200 } });
  const id = await t.deploy(`
workflow:
  id: waiting
  name: Waiting
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
  const runId = await t.run(id);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const run = await t.engine.getRun(runId);
  expect(run?.state).toBe("waiting");
  expect(run?.stuckSince).toBeUndefined();
});

test("an attempt that should have been given up is stuck, one that has time left is not, and an alert says so", async () => {
  const alerts: OperationalAlert[] = [];
  t = await testEngine({
    settings: { stuckAfterMs: 200 },
    onOperationalAlert: (alert) => void alerts.push(alert),
  });
  const id = await t.deploy(`
workflow:
  id: hanging
  name: Hanging
  steps:
    - { id: a, name: A, action: sleep, with: { ms: 60000 } }
`);
  const { runId } = await t.engine.start({
    workflowId: id,
    input: {},
    actor: bob,
    trigger: { kind: "manual" },
  });
  await untilState(runId, "running");
  await pause(2_000);
  expect(await stuckSince(runId)).toBeUndefined();
  await asOwner("update probity.run_step set attempt_ends_by = now() - interval '1 hour' where run_id = $1", [
    runId,
  ]);
  await expect.poll(() => stuckSince(runId), { timeout: 5_000 }).toBeDefined();
  await expect
    .poll(() => alerts, { timeout: 5_000 })
    .toEqual([{ kind: "run_stuck", runId, workflowId: id, message: expect.any(String) }]);
});

test("a review that was closed without its run going on is stuck", async () => {
  t = await testEngine({ settings: { stuckAfterMs: 200 } });
  const id = await t.deploy(`
workflow:
  id: deaf
  name: Deaf
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
  const runId = await t.run(id);
  await asOwner(
    "update probity.review set state = 'cancelled', decided_at = now() - interval '1 hour' where run_id = $1",
    [runId],
  );
  await expect.poll(() => stuckSince(runId), { timeout: 5_000 }).toBeDefined();
});

test("a pause before another attempt is not stuck", async () => {
  t = await testEngine({ settings: { stuckAfterMs: 200 } });
  const id = await t.deploy(`
workflow:
  id: pausing
  name: Pausing
  steps:
    - { id: a, name: A, action: flaky, with: { failures: 1 }, retry: { attempts: 2, initial: 2500ms } }
`);
  const { runId } = await t.engine.start({
    workflowId: id,
    input: {},
    actor: bob,
    trigger: { kind: "manual" },
  });
  await untilState(runId, "succeeded");
  expect((await t.audit(runId)).map((entry) => entry.action)).not.toContain("run.stuck");
});

test("runs that wait their turn behind others are not stuck", async () => {
  t = await testEngine({ settings: { stuckAfterMs: 200, activeRunsMax: 1 } });
  const id = await t.deploy(`
workflow:
  id: backlog
  name: Backlog
  steps:
    - { id: a, name: A, action: sleep, with: { ms: 900 } }
`);
  const runs: RunId[] = [];
  for (let index = 0; index < 4; index++) {
    runs.push(
      (await t.engine.start({ workflowId: id, input: {}, actor: bob, trigger: { kind: "manual" } })).runId,
    );
  }
  for (const runId of runs) await untilState(runId, "succeeded");
  const { rows } = await t.database.db.query("select 1 from audit.entry where action = 'run.stuck'");
  expect(rows).toEqual([]);
});
