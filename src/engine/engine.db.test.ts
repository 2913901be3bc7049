import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, bob, carol, type TestEngine, testEngine } from "../../test/support/engine.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine();
});
afterAll(async () => {
  await t.close();
});

describe("steps in order", () => {
  test("steps without needs follow one another, and outputs are rendered from their results", async () => {
    const id = await t.deploy(`
workflow:
  id: sequence
  name: Sequence
  steps:
    - { id: a, name: A, action: effect, with: { value: 1 } }
    - { id: b, name: B, action: effect, with: { value: "\${{ steps.a.output.value + 1 }}" } }
  outputs: { sum: "\${{ steps.b.output.value }}" }
`);
    const runId = await t.run(id);
    const run = await t.engine.getRun(runId);
    expect(run?.state).toBe("succeeded");
    expect(run?.outputs).toEqual({ sum: 2 });
    expect(await t.effects(runId)).toEqual(["a", "b"]);
    expect(run?.steps.map((step) => [step.id, step.state, step.attempts.length])).toEqual([
      ["a", "succeeded", 1],
      ["b", "succeeded", 1],
    ]);
    expect(await t.audit(runId)).toEqual([
      { action: "run.started", status: "queued" },
      { action: "effect", status: "pass", stepId: "a" },
      { action: "effect", status: "pass", stepId: "b" },
      { action: "run.ended", status: "succeeded" },
    ]);
  });
});

void [bob, carol, alice];
