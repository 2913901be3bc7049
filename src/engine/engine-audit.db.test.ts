import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, bob, cipher, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { ReviewId, RunId } from "../core/index.ts";
import { canonicalJson } from "../core/index.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine();
});
afterAll(() => t.close());

const hashOf = (value: unknown) => cipher.blindIndex(canonicalJson(value), "audit/value");
async function entriesOf(runId: RunId): Promise<Record<string, unknown>[]> {
  const { rows } = await t.database.db.query<{ body: Record<string, unknown> }>(
    "select convert_from(body, 'UTF8')::jsonb as body from audit.entry where run_id = $1 order by id",
    [runId],
  );
  return rows.map(({ body }) => body);
}
async function reviewOf(runId: RunId): Promise<ReviewId> {
  const find = async () =>
    (await t.engine.getRun(runId))?.steps.find((step) => step.reviewId !== undefined)?.reviewId;
  await expect.poll(find, { timeout: 5_000 }).toBeDefined();
  return (await find()) as ReviewId;
}

describe("the audit log can prove", () => {
  test("what reviews, child runs, waits and lists concluded, and what was decided", async () => {
    await t.deploy(`
workflow:
  id: proven-child
  name: Proven child
  steps:
    - { id: a, name: A, action: effect, with: { value: 7 } }
  outputs: { seven: "\${{ steps.a.output.value }}" }
`);
    const id = await t.deploy(`
workflow:
  id: proven
  name: Proven
  steps:
    - { id: pause, name: Pause, action: wait, with: { for: 10ms } }
    - { id: child, name: Child, action: run_workflow, with: { workflow: proven-child } }
    - { id: each, name: Each, action: effect, for_each: "[1, 2]", with: { value: "\${{ item }}" } }
    - { id: ask, name: Ask, action: human_review }
`);
    const runId = await t.run(id);
    const reviewId = await reviewOf(runId);
    await t.engine.decide({ reviewId, decision: "approve", reason: "seen by me", actor: bob });
    await expect
      .poll(async () => (await t.engine.getRun(runId))?.state, { timeout: 10_000 })
      .toBe("succeeded");
    const run = await t.engine.getRun(runId);
    const entries = await entriesOf(runId);
    for (const stepId of ["pause", "child", "each", "ask"]) {
      const output = run?.steps.find((step) => step.id === stepId)?.output;
      expect(output).toBeDefined();
      expect(entries).toContainEqual(
        expect.objectContaining({ stepId, status: "pass", outputHash: hashOf(output) }),
      );
    }
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: "review.decided",
        inputHash: hashOf({ decision: "approve", reason: "seen by me" }),
      }),
    );
  });

  test("what a step's commit did besides, in the name of its action", async () => {
    const id = await t.deploy(`
workflow:
  id: noted
  name: Noted
  steps:
    - { id: a, name: A, action: effect, with: { value: noted } }
`);
    const runId = await t.run(id);
    await expect
      .poll(async () => (await t.engine.getRun(runId))?.state, { timeout: 10_000 })
      .toBe("succeeded");
    expect(await entriesOf(runId)).toContainEqual(
      expect.objectContaining({
        action: "test.left",
        status: "done",
        stepId: "a",
        actor: { kind: "service", id: "effect", via: "engine" },
        details: { attempt: 1 },
      }),
    );
  });

  test("why a run was cancelled, which stands in clear nowhere and is shown with the run only", async () => {
    const reason = "Maria Beispiel withdrew her application";
    const id = await t.deploy(`
workflow:
  id: withdrawn
  name: Withdrawn
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
    const runId = await t.run(id);
    for (const bad of ["", " ", "x".repeat(4_001), "half \ud800"]) {
      await expect(t.engine.cancel(runId, bob, bad)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    }
    await t.engine.cancel(runId, bob, reason);
    const entry = (await entriesOf(runId)).at(-1);
    expect(entry).toMatchObject({ action: "run.cancelled", inputHash: hashOf({ reason }) });
    expect(JSON.stringify(await entriesOf(runId))).not.toContain("Maria");
    const { rows } = await t.database.db.query("select * from probity.run where id = $1", [runId]);
    expect(JSON.stringify(rows)).not.toContain("Maria");
    expect((await t.engine.getRun(runId))?.cancelReason).toBe(reason);
    expect(JSON.stringify(await t.engine.listRuns({ workflowId: id, limit: 5 }))).not.toContain("Maria");
  });
});

test("a run that is cancelled while people decide in it: one of them wins, and nobody waits in a circle", async () => {
  const id = await t.deploy(`
workflow:
  id: contested
  name: Contested
  steps:
    - { id: ask, name: Ask, action: human_review }
`);
  const { rows: before } = await t.database.db.query<{ deadlocks: string }>(deadlocks);
  for (let round = 0; round < 15; round++) {
    const runId = await t.run(id);
    const reviewId = await reviewOf(runId);
    await Promise.allSettled([
      t.engine.decide({ reviewId, decision: "approve", reason: "ok", actor: bob }),
      t.engine.cancel(runId, alice, "not any more"),
    ]);
    await expect
      .poll(async () => (await t.engine.getRun(runId))?.state, { timeout: 5_000, interval: 10 })
      .toMatch(/cancelled|succeeded/);
  }
  const { rows: after } = await t.database.db.query<{ deadlocks: string }>(deadlocks);
  expect(after).toEqual(before);
});
const deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";

test("a file whose comments changed is shown as it was deployed last, and is the same definition", async () => {
  const yaml =
    "workflow:\n  id: commented\n  name: Commented\n  steps: [{ id: a, name: A, action: effect }]\n";
  const id = await t.deploy(yaml);
  const first = await t.engine.getWorkflow(id);
  await t.deploy(`# Since the audit of March.\n${yaml}`);
  const second = await t.engine.getWorkflow(id);
  expect(second?.yaml).toContain("audit of March");
  expect(second).toEqual({ ...first, yaml: second?.yaml });
});

test("a list whose outputs together are too big fails with a limit, and stops early", async () => {
  const id = await t.deploy(`
workflow:
  id: heavy
  name: Heavy
  steps:
    - { id: each, name: Each, action: effect, for_each: "input.items", max_parallel: 1, with: { value: "\${{ input.text }}" } }
    - { id: after, name: After, action: effect }
`);
  const input = { items: Array.from({ length: 40 }, (_, index) => index), text: "x".repeat(900_000) };
  const runId = await t.run(id, input);
  const run = await t.engine.getRun(runId);
  expect(run).toMatchObject({ state: "failed", error: { code: "RUN_LIMIT_EXCEEDED", stepId: "each" } });
  expect((await t.effects(runId)).length).toBeLessThan(20);
});
