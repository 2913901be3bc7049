import { afterAll, beforeAll, expect, test } from "vitest";
import { bob, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { RunId } from "../core/index.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine({ settings: { retainCheckpointsMs: 1 } });
});
afterAll(() => t.close());

async function checkpoints(runId: RunId): Promise<number[]> {
  const tables = [
    ["workflow_status", "workflow_uuid"],
    ["operation_outputs", "workflow_uuid"],
    ["notifications", "destination_uuid"],
  ];
  return await Promise.all(
    tables.map(async ([table, column]) => {
      const { rows } = await t.database.db.query(`select 1 from dbos.${table} where ${column} = $1`, [runId]);
      return rows.length;
    }),
  );
}

test("checkpoints of runs that ended long ago go; the run, its audit entries and its forks do not suffer", async () => {
  const id = await t.deploy(`
workflow:
  id: remembered
  name: Remembered
  steps:
    - { id: a, name: A, action: effect, with: { value: 1 } }
    - { id: ask, name: Ask, action: human_review }
    - { id: b, name: B, action: effect, with: { value: "\${{ steps.a.output.value + 1 }}" } }
  outputs: { b: "\${{ steps.b.output.value }}" }
`);
  const [ended, parked] = [await t.run(id), await t.run(id)];
  const reviewId = (await t.engine.getRun(ended))?.steps[1]?.reviewId;
  if (reviewId === undefined) throw new Error("no review");
  await t.engine.decide({ reviewId, decision: "approve", reason: "ok", actor: bob });
  await expect.poll(async () => (await t.engine.getRun(ended))?.state, { timeout: 5_000 }).toBe("succeeded");
  expect(await checkpoints(ended)).not.toContain(0);
  const before = await t.engine.getRun(ended);
  const audit = await t.audit(ended);

  await t.engine.shutdown(1_000);
  const next = await t.another();
  await next.launch();
  await expect.poll(() => checkpoints(ended), { timeout: 10_000 }).toEqual([0, 0, 0]);
  expect((await checkpoints(parked))[0]).toBe(1);

  expect(await t.engine.getRun(ended)).toEqual(before);
  expect(await t.audit(ended)).toEqual(audit);
  const forked = await t.engine.fork(ended, "b", bob);
  await expect.poll(async () => (await t.engine.getRun(forked))?.state, { timeout: 5_000 }).toBe("succeeded");
  expect(await t.effects(forked)).toEqual(["b"]);
  expect((await t.engine.getRun(forked))?.outputs).toEqual({ b: 2 });
  await expect(t.engine.cancel(ended, bob, "too late")).rejects.toMatchObject({ code: "CONFLICT" });
});
