import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import { testActions } from "../../test/support/engine-actions.ts";
import type { Json, RunId, WorkflowId } from "../core/index.ts";
import type { StartRequest } from "./port.ts";

let t: TestEngine;
beforeAll(async () => {
  const actions = testActions();
  const slow = actions.get("sleep");
  if (slow === undefined) throw new Error("no action sleep");
  actions.set("limited", { ...slow, id: "limited", connector: { name: "limited", concurrency: 2 } });
  const rate = { count: 3, perMs: 400 };
  actions.set("rated", { ...slow, id: "rated", connector: { name: "rated", rate } });
  t = await testEngine({ actions });
});
afterAll(async () => {
  await t.close();
});

const start = (workflowId: WorkflowId, input: Json, more: Partial<StartRequest> = {}) =>
  t.engine.start({ workflowId, input, actor: alice, trigger: { kind: "manual" }, ...more });
const state = async (runId: RunId) => (await t.engine.getRun(runId))?.state;
const untilState = (runId: RunId, wanted: string) =>
  expect.poll(() => state(runId), { timeout: 10_000, interval: 20 }).toBe(wanted);

describe("starting", () => {
  let id: WorkflowId;
  beforeAll(async () => {
    id = await t.deploy(`
workflow:
  id: keyed
  name: Keyed
  trigger: { event: customer_created }
  input: { type: object, required: [n], properties: { n: { type: integer } } }
  steps:
    - { id: a, name: A, action: effect, with: { value: "\${{ input.n }}" } }
`);
  });

  test("the same idempotency key starts one run, even at the same time; another input is refused", async () => {
    const starts = await Promise.all(
      Array.from({ length: 8 }, () => start(id, { n: 1 }, { idempotencyKey: "order-1" })),
    );
    expect(new Set(starts.map((each) => each.runId)).size).toBe(1);
    expect(starts.filter((each) => !each.existing)).toHaveLength(1);
    await expect(start(id, { n: 2 }, { idempotencyKey: "order-1" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    await untilState(starts[0]?.runId as RunId, "succeeded");
    expect(await t.effects(starts[0]?.runId as RunId)).toEqual(["a"]);
  });

  test("input that does not fit the schema starts nothing and names every issue", async () => {
    const before = (await t.engine.listRuns({ limit: 200 })).items.length;
    await expect(start(id, { n: "one" })).rejects.toMatchObject({
      code: "INPUT_INVALID",
      issues: [{ where: "input.n" }],
    });
    await expect(start(id, {})).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(start("nowhere" as WorkflowId, {})).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(id, { n: 1, text: "\ud800" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect((await t.engine.listRuns({ limit: 200 })).items).toHaveLength(before);
  });

  test("an event starts every workflow that listens to it, once per key, and none that is paused", async () => {
    const emit = (idempotencyKey: string) =>
      t.engine.emit({ event: "customer_created", input: { n: 3 }, actor: bob, idempotencyKey });
    const [first] = await emit("e-1");
    const [again] = await emit("e-1");
    expect(again).toEqual({ ...first, existing: true });
    expect(await t.engine.emit({ event: "nobody_listens", input: {}, actor: bob })).toEqual([]);
    await t.engine.setWorkflowPaused(id, true, bob);
    expect(await emit("e-2")).toEqual([]);
    await t.engine.setWorkflowPaused(id, false, bob);
    expect(await emit("e-2")).toHaveLength(1);
  });

  test("a new version leaves runs of the old one alone", async () => {
    const yaml = (value: number) => `
workflow:
  id: versions
  name: Versions
  steps:
    - { id: pause, name: Pause, action: wait, with: { for: 400ms } }
    - { id: a, name: A, action: effect, with: { value: ${value} } }
  outputs: { value: "\${{ steps.a.output.value }}" }
`;
    const old = await start(await t.deploy(yaml(1)), {});
    const fresh = await start(await t.deploy(yaml(2)), {});
    await untilState(old.runId, "succeeded");
    await untilState(fresh.runId, "succeeded");
    expect((await t.engine.getRun(old.runId))?.outputs).toEqual({ value: 1 });
    expect((await t.engine.getRun(fresh.runId))?.outputs).toEqual({ value: 2 });
  });
});

describe("cancel, pause, resume, fork", () => {
  let id: WorkflowId;
  beforeAll(async () => {
    id = await t.deploy(`
workflow:
  id: controlled
  name: Controlled
  steps:
    - { id: a, name: A, action: effect }
    - { id: b, name: B, action: sleep, with: { ms: "\${{ input.ms }}" } }
    - { id: c, name: C, action: effect }
    - { id: d, name: D, action: effect, needs: [a] }
`);
  });

  test("cancel aborts what is under way, keeps what was done, and is in the audit log", async () => {
    const { runId } = await start(id, { ms: 60_000 });
    await expect.poll(() => t.effects(runId)).toHaveLength(2);
    await t.engine.cancel(runId, bob, "asked for");
    const run = await t.engine.getRun(runId);
    expect(run).toMatchObject({ state: "cancelled", endedAt: expect.any(Date) });
    expect(run?.steps.map((step) => step.state)).toEqual([
      "succeeded",
      "cancelled",
      "cancelled",
      "succeeded",
    ]);
    expect((await t.audit(runId)).at(-1)).toEqual({ action: "run.cancelled", status: "cancelled" });
    await expect(t.engine.cancel(runId, bob, "again")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(t.engine.resume(runId, bob)).rejects.toMatchObject({ code: "CONFLICT" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await state(runId)).toBe("cancelled");
  });

  test("a paused run does nothing; a resumed one goes on where it stood", async () => {
    const { runId } = await start(id, { ms: 300 });
    await expect.poll(() => t.effects(runId)).toHaveLength(2);
    await t.engine.pause(runId, bob);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await state(runId)).toBe("paused");
    expect(await t.effects(runId)).toHaveLength(2);
    await t.engine.resume(runId, bob);
    await untilState(runId, "succeeded");
    expect((await t.effects(runId)).sort()).toEqual(["a", "c", "d"]);
    expect((await t.audit(runId)).map((entry) => entry.action)).toContain("run.paused");
  });

  test("a parked run can be paused, decided while paused, and resumed", async () => {
    const parked = await t.deploy(`
workflow:
  id: parked
  name: Parked
  steps:
    - { id: ask, name: Ask, action: human_review }
    - { id: a, name: A, action: effect }
`);
    const { runId } = await start(parked, {});
    await untilState(runId, "waiting");
    await t.engine.pause(runId, bob);
    const reviewId = (await t.engine.getRun(runId))?.steps[0]?.reviewId;
    if (reviewId === undefined) throw new Error("no review");
    await t.engine.decide({ reviewId, decision: "approve", reason: "ok", actor: bob });
    expect(await state(runId)).toBe("paused");
    await t.engine.resume(runId, bob);
    await untilState(runId, "succeeded");
    expect(await t.effects(runId)).toEqual(["a"]);
  });

  test("a fork keeps what does not follow from the step and does the rest again", async () => {
    const { runId } = await start(id, { ms: 1 });
    await untilState(runId, "succeeded");
    const forked = await t.engine.fork(runId, "b", bob);
    await untilState(forked, "succeeded");
    const run = await t.engine.getRun(forked);
    expect(run).toMatchObject({ forkedFrom: runId, trigger: { kind: "fork", detail: "b" }, startedBy: bob });
    expect(run?.steps.map((step) => step.state)).toEqual([
      "succeeded",
      "succeeded",
      "succeeded",
      "succeeded",
    ]);
    expect(await t.effects(forked)).toEqual(["c"]);
    await expect(t.engine.fork(runId, "nowhere", bob)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("whoever started the original cannot decide in its fork", async () => {
    const asked = await t.deploy(`
workflow:
  id: fork-four-eyes
  name: Fork four eyes
  steps:
    - { id: a, name: A, action: effect }
    - { id: ask, name: Ask, action: human_review }
`);
    const { runId } = await start(asked, {});
    await untilState(runId, "waiting");
    const forked = await t.engine.fork(runId, "ask", bob);
    await untilState(forked, "waiting");
    const reviewId = (await t.engine.getRun(forked))?.steps[1]?.reviewId;
    if (reviewId === undefined) throw new Error("no review");
    for (const actor of [alice, bob]) {
      await expect(
        t.engine.decide({ reviewId, decision: "approve", reason: "ok", actor }),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

describe("limits", () => {
  test("runs of one concurrency key wait for each other, in order; other keys do not", async () => {
    const id = await t.deploy(`
workflow:
  id: one-at-a-time
  name: One at a time
  concurrency: { key: "\${{ input.customer }}", limit: 1 }
  steps:
    - { id: a, name: A, action: effect, with: { ms: 60 } }
`);
    const runs = [];
    for (let index = 0; index < 4; index++) runs.push((await start(id, { customer: "c1" })).runId);
    const other = (await start(id, { customer: "c2" })).runId;
    await untilState(other, "succeeded");
    expect(await state(runs[3] as RunId)).toBe("queued");
    for (const runId of runs) await untilState(runId, "succeeded");
    const details = await Promise.all(runs.map((runId) => t.engine.getRun(runId)));
    for (const [index, run] of details.entries()) {
      const before = details[index - 1]?.endedAt;
      if (before !== undefined)
        expect(run?.steps[0]?.startedAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    }
  });

  test("a cancelled run lets the next one in, and one that waits can be cancelled", async () => {
    const id = await t.deploy(`
workflow:
  id: held
  name: Held
  concurrency: { key: all, limit: 1 }
  steps:
    - { id: a, name: A, action: sleep, with: { ms: 60000 } }
`);
    const [first, second, third] = [await start(id, {}), await start(id, {}), await start(id, {})];
    await t.engine.cancel(second.runId, bob, "not needed");
    await t.engine.pause(third.runId, bob);
    await t.engine.cancel(first.runId, bob, "not needed");
    expect(await state(third.runId)).toBe("paused");
    await t.engine.resume(third.runId, bob);
    await expect.poll(() => state(third.runId), { timeout: 5_000 }).toBe("running");
    await t.engine.cancel(third.runId, bob, "over");
  });

  test("on_limit reject refuses instead of waiting", async () => {
    const id = await t.deploy(`
workflow:
  id: refusing
  name: Refusing
  concurrency: { key: all, limit: 1, on_limit: reject }
  steps:
    - { id: a, name: A, action: wait, with: { for: 1h } }
`);
    await start(id, {});
    await expect(start(id, {})).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("a connector is used by no more calls at a time, and no more often, than it allows", async () => {
    const id = await t.deploy(`
workflow:
  id: connectors
  name: Connectors
  steps:
    - { id: c, name: C, action: limited, with: { ms: 60 }, for_each: "[1, 2, 3, 4, 5, 6]", max_parallel: 6 }
    - { id: r, name: R, action: rated, with: { ms: 1 }, for_each: "[1, 2, 3, 4, 5, 6, 7]", max_parallel: 7 }
`);
    const { runId } = await start(id, {});
    await untilState(runId, "succeeded");
    const { rows } = await t.database.db.query<{ most: number }>(
      `select max(n)::int as most from (
         select (select count(*) from probity.connector_ticket o
           where o.connector = 'limited' and o.granted_at <= t.granted_at and o.released_at > t.granted_at) as n
         from probity.connector_ticket t where t.connector = 'limited') counted`,
    );
    expect(rows[0]?.most).toBe(2);
    const { rows: rated } = await t.database.db.query<{ most: number }>(
      `select max(n)::int as most from (
         select (select count(*) from probity.connector_ticket o where o.connector = 'rated'
           and o.granted_at > t.granted_at - interval '390 ms' and o.granted_at <= t.granted_at) as n
         from probity.connector_ticket t where t.connector = 'rated') counted`,
    );
    expect(rated[0]?.most).toBe(3);
  });
});

describe("schedules", () => {
  const yaml = (id: string, cron: string) => `
workflow:
  id: ${id}
  name: ${id}
  trigger: { schedule: "${cron}" }
  steps:
    - { id: a, name: A, action: effect }
`;
  const runsOf = async (workflowId: WorkflowId) =>
    (await t.engine.listRuns({ workflowId, limit: 200 })).items;

  test("a schedule fires once per instant and not while its workflow is paused", async () => {
    const id = await t.deploy(yaml("every-second", "* * * * * *"));
    await expect.poll(async () => (await runsOf(id)).length, { timeout: 6_000 }).toBeGreaterThan(1);
    await t.engine.setWorkflowPaused(id, true, bob);
    const count = (await runsOf(id)).length;
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    const runs = await runsOf(id);
    expect(runs).toHaveLength(count);
    expect(new Set(runs.map((run) => run.trigger.detail)).size).toBe(count);
    expect(runs[0]).toMatchObject({ trigger: { kind: "schedule" }, startedBy: { via: "schedule" } });
  });

  test("backfill starts what a period would have started, its beginning included, and twice no more", async () => {
    const id = await t.deploy(yaml("hourly", "0 * * * *"));
    const period = {
      workflowId: id,
      from: new Date("2026-01-01T00:00:00Z"),
      to: new Date("2026-01-01T05:00:00Z"),
    };
    expect(await t.engine.backfill({ ...period, actor: bob })).toHaveLength(5);
    expect(await t.engine.backfill({ ...period, actor: bob })).toEqual([]);
    expect((await runsOf(id)).map((run) => run.trigger.detail).sort()[0]).toBe("2026-01-01T00:00:00.000Z");
    expect((await t.engine.getWorkflow(id))?.nextFires).toHaveLength(5);
  });

  test("a published list starts the workflows that watch it, once per version", async () => {
    const id = await t.deploy(`
workflow:
  id: rescreen
  name: Rescreen
  trigger: { list_update: [ofac-sdn] }
  steps:
    - { id: a, name: A, action: effect, with: { value: "\${{ input.list + input.version }}" } }
`);
    const update = () => t.engine.listUpdated({ list: "ofac-sdn", version: "v1", actor: bob });
    const [first] = await update();
    expect(await update()).toEqual([first]);
    expect(await t.engine.listUpdated({ list: "other", version: "v1", actor: bob })).toEqual([]);
    expect(await runsOf(id)).toHaveLength(1);
  });
});
