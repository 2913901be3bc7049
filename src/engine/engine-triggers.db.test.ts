import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { WorkflowId } from "../core/index.ts";
import type { OperationalAlert } from "./operational-alerts.ts";

const alerts: OperationalAlert[] = [];
let refusals = 2;
let t: TestEngine;
beforeAll(async () => {
  t = await testEngine({
    onOperationalAlert(alert) {
      if (refusals-- > 0) throw new Error("the receiver is away");
      alerts.push(alert);
    },
  });
});
afterAll(() => t.close());

const runsOf = async (workflowId: WorkflowId) => (await t.engine.listRuns({ workflowId, limit: 200 })).items;
const entries = async (workflow: string, action: string) =>
  (
    await t.database.db.query<{ details: unknown }>(
      `select convert_from(body, 'UTF8')::jsonb->'details' as details from audit.entry
       where workflow = $1 and action = $2 order by id`,
      [workflow, action],
    )
  ).rows.map(({ details }) => details);

describe("schedules", () => {
  const day = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") };

  test("two of the same time and another input both run", async () => {
    const id = await t.deploy(`
workflow:
  id: two-inputs
  name: Two inputs
  trigger:
    - { schedule: "0 6 * * *", input: { book: a } }
    - { schedule: "0 6 * * *", input: { book: b } }
  steps:
    - { id: a, name: A, action: effect }
`);
    expect(await t.engine.backfill({ workflowId: id, ...day, actor: bob })).toHaveLength(2);
    expect(await t.engine.backfill({ workflowId: id, ...day, actor: bob })).toEqual([]);
    const inputs = (await runsOf(id)).map(async (run) => (await t.engine.getRun(run.id))?.input);
    expect(new Set((await Promise.all(inputs)).map((input) => JSON.stringify(input)))).toEqual(
      new Set(['{"book":"a"}', '{"book":"b"}']),
    );
  });

  test("an instant that ran while the schema filled in other defaults has run", async () => {
    const yaml = (more: string) => `
workflow:
  id: defaults
  name: Defaults
  trigger: { schedule: "0 6 * * *" }
  input: { type: object, properties: { n: { type: integer${more} } } }
  steps:
    - { id: a, name: A, action: effect }
`;
    const id = await t.deploy(yaml(", default: 1"));
    expect(await t.engine.backfill({ workflowId: id, ...day, actor: bob })).toHaveLength(1);
    await t.deploy(yaml(", default: 2"));
    const days = { from: day.from, to: new Date("2026-01-03T00:00:00Z") };
    expect(await t.engine.backfill({ workflowId: id, ...days, actor: bob })).toHaveLength(1);
  });

  test("one that is refused is audited and raises an alert until somebody takes it, and the others fire", async () => {
    const refused = await t.deploy(`
workflow:
  id: always-refused
  name: Always refused
  trigger: { schedule: "* * * * * *" }
  concurrency: { key: one, limit: 1, on_limit: reject }
  steps:
    - { id: a, name: A, action: wait, with: { for: 1h } }
`);
    const fine = await t.deploy(`
workflow:
  id: fires
  name: Fires
  trigger: { schedule: "* * * * * *" }
  steps:
    - { id: a, name: A, action: effect }
`);
    await expect
      .poll(() => alerts, { timeout: 10_000 })
      .toContainEqual({
        kind: "schedule_refused",
        workflowId: refused,
        message: expect.stringContaining("CONFLICT"),
      });
    for (const id of [refused, fine]) await t.engine.setWorkflowPaused(id, true, bob);
    expect((await entries(refused, "schedule.refused")).length).toBeGreaterThan(0);
    expect((await runsOf(fine)).length).toBeGreaterThan(1);
    expect(refusals).toBeLessThan(0);
  });
});

describe("published lists", () => {
  const watching = (id: string, more = "") => `
workflow:
  id: ${id}
  name: ${id}
  trigger: { list_update: [ofac-sdn] }${more}
  steps:
    - { id: a, name: A, action: effect, with: { ms: 2000 } }
`;
  const publish = (version: string) =>
    t.database.db.transaction((tx) =>
      t.engine.noteListUpdate(tx, { list: "ofac-sdn", version, actor: alice }),
    );

  test("what was published starts its runs although the importer died before it could", async () => {
    const id = await t.deploy(watching("orphan"));
    const paused = await t.deploy(watching("orphan-paused"));
    await t.engine.setWorkflowPaused(paused, true, bob);
    await publish("v1");
    const late = await t.deploy(watching("orphan-late"));
    await expect.poll(async () => (await runsOf(id)).length, { timeout: 5_000 }).toBe(1);
    expect((await runsOf(id))[0]).toMatchObject({ trigger: { kind: "list_update", detail: "ofac-sdn" } });
    expect(await runsOf(late)).toEqual([]);
    expect(await runsOf(paused)).toEqual([]);
  });

  test("a publication that is rolled back starts nothing", async () => {
    const id = await t.deploy(watching("rolled-back"));
    const rolledBack = t.database.db.transaction(async (tx) => {
      await t.engine.noteListUpdate(tx, { list: "ofac-sdn", version: "v2", actor: alice });
      throw new Error("no list");
    });
    await expect(rolledBack).rejects.toThrow("no list");
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await runsOf(id)).toEqual([]);
  });

  test("a workflow that refuses is audited once, raises an alert, and does not keep the others from starting", async () => {
    const picky = await t.deploy(
      watching("a-picky", "\n  concurrency: { key: one, limit: 1, on_limit: reject }"),
    );
    await t.engine.start({ workflowId: picky, input: {}, actor: bob, trigger: { kind: "manual" } });
    const easy = await t.deploy(watching("b-easy"));
    const runs = await t.engine.listUpdated({ list: "ofac-sdn", version: "v3", actor: bob });
    const [started] = await runsOf(easy);
    expect(runs).toContain(started?.id);
    expect(await runsOf(picky)).toHaveLength(1);
    await expect
      .poll(() => alerts, { timeout: 5_000 })
      .toContainEqual({
        kind: "list_update_refused",
        workflowId: picky,
        message: expect.stringContaining("CONFLICT"),
      });
    expect(await entries(picky, "list_update.refused")).toEqual([
      { list: "ofac-sdn", version: "v3", code: "CONFLICT", message: expect.any(String) },
    ]);
  });
});

test("an event that one listener refuses starts none, so that the caller knows of every run", async () => {
  const listening = (id: string, type: string) => `
workflow:
  id: ${id}
  name: ${id}
  trigger: { event: moved }
  input: { type: object, properties: { n: { type: ${type} } } }
  steps:
    - { id: a, name: A, action: effect }
`;
  const first = await t.deploy(listening("a-integer", "integer"));
  const second = await t.deploy(listening("b-number", "number"));
  const emit = (n: number) =>
    t.engine.emit({ event: "moved", input: { n }, actor: bob, idempotencyKey: `e${n}` });
  await expect(emit(1.5)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  expect(await runsOf(first)).toEqual([]);
  expect(await runsOf(second)).toEqual([]);
  expect((await emit(2)).map((run) => run.workflowId)).toEqual([first, second]);
});
