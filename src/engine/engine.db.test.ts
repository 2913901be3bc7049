import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestEngine, testEngine } from "../../test/support/engine.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine();
});
afterAll(async () => {
  await t.close();
});

const states = async (runId: Parameters<TestEngine["effects"]>[0]) => {
  const run = await t.engine.getRun(runId);
  return Object.fromEntries((run?.steps ?? []).map((step) => [step.id, step.state]));
};

describe("order", () => {
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
    expect(run?.steps[0]?.evidence).toEqual([{ id: "test.effect", outcome: "pass", summary: "left a row" }]);
    expect(await t.audit(runId)).toEqual([
      { action: "run.started", status: "queued" },
      { action: "effect", status: "pass", stepId: "a" },
      { action: "effect", status: "pass", stepId: "b" },
      { action: "run.ended", status: "succeeded" },
    ]);
  });

  test("a step begins when what it needs has ended, and not before", async () => {
    const id = await t.deploy(`
workflow:
  id: diamond
  name: Diamond
  steps:
    - { id: top, name: Top, action: effect }
    - { id: slow, name: Slow, action: effect, needs: [top], with: { ms: 120 } }
    - { id: fast, name: Fast, action: effect, needs: [top] }
    - { id: after_fast, name: After fast, action: effect, needs: [fast] }
    - { id: free, name: Free, action: effect, needs: [] }
    - { id: end, name: End, action: effect, needs: [slow, after_fast, free] }
`);
    const effects = await t.effects(await t.run(id));
    expect([...effects].sort()).toEqual(["after_fast", "end", "fast", "free", "slow", "top"]);
    const at = (step: string) => effects.indexOf(step);
    expect(at("after_fast")).toBeLessThan(at("slow"));
    expect(at("top")).toBeLessThan(at("fast"));
    expect(at("end")).toBe(5);
  });

  test("a step whose condition is false is skipped without output, and what needs it goes on", async () => {
    const id = await t.deploy(`
workflow:
  id: conditions
  name: Conditions
  input: { type: object, properties: { wanted: { type: boolean } }, required: [wanted] }
  steps:
    - { id: maybe, name: Maybe, action: effect, if: input.wanted, with: { value: 1 } }
    - { id: after, name: After, action: effect }
  outputs: { ran: "\${{ has(steps.maybe.output) }}", status: "\${{ steps.maybe.status }}" }
`);
    const skipped = await t.run(id, { wanted: false });
    expect((await t.engine.getRun(skipped))?.outputs).toEqual({ ran: false, status: "skipped" });
    expect(await states(skipped)).toEqual({ maybe: "skipped", after: "succeeded" });
    expect(await t.audit(skipped)).toContainEqual({ action: "effect", status: "skipped", stepId: "maybe" });
    const done = await t.run(id, { wanted: true });
    expect((await t.engine.getRun(done))?.outputs).toEqual({ ran: true, status: "succeeded" });
  });

  test("a condition that cannot be evaluated fails its step with a clear error", async () => {
    const id = await t.deploy(`
workflow:
  id: bad-condition
  name: Bad condition
  steps:
    - { id: a, name: A, action: effect, if: input.nowhere == 1 }
    - { id: b, name: B, action: effect }
`);
    const run = await t.engine.getRun(await t.run(id));
    expect(run).toMatchObject({ state: "failed", error: { code: "EXPRESSION_FAILED", stepId: "a" } });
    expect(run?.error?.message).toContain("steps.a.if");
    expect(run?.steps.map((step) => step.state)).toEqual(["failed", "cancelled"]);
  });
});

describe("failures", () => {
  test("a retryable error is tried again, and every failed attempt is in the audit log", async () => {
    const id = await t.deploy(`
workflow:
  id: retried
  name: Retried
  steps:
    - { id: a, name: A, action: flaky, with: { failures: 2 }, retry: { attempts: 3, initial: 20ms } }
`);
    const runId = await t.run(id);
    const step = (await t.engine.getRun(runId))?.steps[0];
    expect(step).toMatchObject({ state: "succeeded", output: { attempt: 3 } });
    expect(step?.attempts.map((attempt) => attempt.error?.code)).toEqual([
      "HTTP_REQUEST_FAILED",
      "HTTP_REQUEST_FAILED",
      undefined,
    ]);
    expect((await t.audit(runId)).filter((entry) => entry.stepId === "a")).toEqual([
      { action: "flaky", status: "error", stepId: "a" },
      { action: "flaky", status: "error", stepId: "a" },
      { action: "flaky", status: "pass", stepId: "a" },
    ]);
  });

  test("a terminal error is not tried again, fails the run and leaves the rest cancelled", async () => {
    const id = await t.deploy(`
workflow:
  id: terminal
  name: Terminal
  steps:
    - { id: a, name: A, action: flaky, with: { failures: 9, terminal: true }, retry: { attempts: 5, initial: 1ms } }
    - { id: b, name: B, action: effect }
  on_failure:
    - { id: tell, name: Tell, action: effect, with: { value: "\${{ failure.step_id + failure.code }}" } }
    - { id: tell_more, name: Tell more, action: effect }
`);
    const runId = await t.run(id);
    const run = await t.engine.getRun(runId);
    expect(run).toMatchObject({ state: "failed", error: { code: "HTTP_REQUEST_FAILED", stepId: "a" } });
    expect(run?.steps[0]?.attempts).toHaveLength(1);
    expect(await states(runId)).toEqual({
      a: "failed",
      b: "cancelled",
      "on_failure.tell": "succeeded",
      "on_failure.tell_more": "succeeded",
    });
    expect(run?.steps.find((step) => step.id === "on_failure.tell")?.output).toEqual({
      value: "aHTTP_REQUEST_FAILED",
    });
  });

  test("outcome fail rejects the run; continue_on lets it pass", async () => {
    const rejected = await t.deploy(`
workflow:
  id: rejects
  name: Rejects
  steps:
    - { id: a, name: A, action: judge, with: { outcome: fail } }
    - { id: b, name: B, action: effect }
  on_failure:
    - { id: tell, name: Tell, action: effect }
`);
    const runId = await t.run(rejected);
    expect(await t.engine.getRun(runId)).toMatchObject({ state: "rejected", error: { stepId: "a" } });
    expect(await states(runId)).toMatchObject({
      a: "rejected",
      b: "cancelled",
      "on_failure.tell": "succeeded",
    });
    const tolerant = await t.deploy(`
workflow:
  id: tolerates
  name: Tolerates
  steps:
    - { id: a, name: A, action: judge, with: { outcome: fail }, continue_on: [fail] }
    - { id: b, name: B, action: flaky, with: { failures: 1 }, continue_on: [error] }
    - { id: c, name: C, action: effect, if: steps.a.outcome == "fail" && steps.b.status == "failed" }
`);
    expect((await t.engine.getRun(await t.run(tolerant)))?.state).toBe("succeeded");
  });

  test("review is an outcome that goes on", async () => {
    const id = await t.deploy(`
workflow:
  id: goes-on
  name: Goes on
  steps:
    - { id: a, name: A, action: judge, with: { outcome: review } }
    - { id: b, name: B, action: effect }
`);
    expect((await t.engine.getRun(await t.run(id)))?.state).toBe("succeeded");
  });

  test("an attempt that takes longer than its timeout is aborted and counts as an error", async () => {
    const id = await t.deploy(`
workflow:
  id: too-slow
  name: Too slow
  steps:
    - { id: a, name: A, action: sleep, with: { ms: 60000 }, timeout: 50ms }
`);
    expect(await t.engine.getRun(await t.run(id))).toMatchObject({
      state: "failed",
      error: { code: "STEP_TIMEOUT", stepId: "a" },
    });
  });

  test("on_timeout continue lets the run go on, on_timeout reject rejects it", async () => {
    const step = "action: sleep, with: { ms: 60000 }, timeout: 30ms";
    const goesOn = await t.deploy(`
workflow:
  id: timeout-continue
  name: Timeout continue
  steps:
    - { id: a, name: A, ${step}, on_timeout: continue }
    - { id: b, name: B, action: effect }
`);
    expect(await states(await t.run(goesOn))).toEqual({ a: "failed", b: "succeeded" });
    const rejects = await t.deploy(`
workflow:
  id: timeout-reject
  name: Timeout reject
  steps:
    - { id: a, name: A, ${step}, on_timeout: reject }
`);
    expect((await t.engine.getRun(await t.run(rejects)))?.state).toBe("rejected");
  });

  test("input that does not fit the action fails the step with every issue and without a retry", async () => {
    const id = await t.deploy(`
workflow:
  id: bad-with
  name: Bad with
  steps:
    - id: a
      name: A
      action: flaky
      with: { failures: "\${{ input.n }}" }
      retry: { attempts: 3, initial: 1ms }
`);
    const run = await t.engine.getRun(await t.run(id, { n: "many" }));
    expect(run).toMatchObject({ state: "failed", error: { code: "ACTION_INPUT_INVALID" } });
    expect(run?.error?.message).toContain("steps.a.with.failures");
    expect(run?.steps[0]?.attempts).toHaveLength(1);
  });

  test("outputs that cannot be rendered fail the run and alert", async () => {
    const id = await t.deploy(`
workflow:
  id: bad-outputs
  name: Bad outputs
  steps:
    - { id: a, name: A, action: effect }
  outputs: { x: "\${{ input.nowhere }}" }
  on_failure:
    - { id: tell, name: Tell, action: effect }
`);
    const runId = await t.run(id);
    expect(await t.engine.getRun(runId)).toMatchObject({
      state: "failed",
      error: { code: "EXPRESSION_FAILED" },
    });
    expect(await t.effects(runId)).toEqual(["a", "on_failure.tell"]);
  });

  test("a drill breaks the step without touching the outside, and says that it is one", async () => {
    const id = await t.deploy(`
workflow:
  id: drilled
  name: Drilled
  steps:
    - { id: a, name: A, action: effect }
    - { id: b, name: B, action: effect, retry: { attempts: 2, initial: 1ms } }
  on_failure:
    - { id: tell, name: Tell, action: effect }
`);
    const { runId } = await t.engine.start({
      workflowId: id,
      input: {},
      actor: { kind: "human", id: "user:alice", via: "cli" },
      trigger: { kind: "drill" },
      breakSteps: ["b"],
    });
    const run = await t.engine.waitForRun(runId, 10_000);
    expect(run).toMatchObject({
      state: "failed",
      drill: true,
      error: { code: "STEP_BROKEN_ON_PURPOSE", stepId: "b" },
    });
    expect(await t.effects(runId)).toEqual(["a", "on_failure.tell"]);
  });
});

describe("secrets and personal data", () => {
  test("a secret reaches the action and nothing else; personal data is nowhere in clear", async () => {
    const id = await t.deploy(`
workflow:
  id: secrets
  name: Secrets
  steps:
    - { id: a, name: A, action: secretive, with: { token: "Bearer \${{ secrets.TOKEN }}" } }
    - { id: b, name: B, action: effect, with: { value: "\${{ input.customer }}" } }
`);
    const runId = await t.run(id, { customer: "Zebedaeus Unverwechselbar" });
    const run = await t.engine.getRun(runId);
    expect(run?.state).toBe("succeeded");
    expect(run?.steps[0]).toMatchObject({ input: { token: "Bearer ***" }, output: { length: 19 } });
    expect(run?.steps[1]?.output).toEqual({ value: "Zebedaeus Unverwechselbar" });
    const { rows: tables } = await t.database.db.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('probity', 'dbos', 'audit')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      const { rows } = await t.database.db.query(
        `select 1 from ${name} as row where row::text ~ '(Unverwechselbar|s3cret)'`,
      );
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });
});

describe("for_each", () => {
  test("carries the step out per element, at most max_parallel at a time, in the order of the list", async () => {
    const id = await t.deploy(`
workflow:
  id: each
  name: Each
  steps:
    - id: item
      name: Item
      action: effect
      for_each: input.list
      max_parallel: 2
      with: { value: "\${{ item * 10 + index }}", ms: 10 }
    - { id: after, name: After, action: effect }
  outputs: { values: "\${{ steps.item.output.items.map(i, i.output.value) }}" }
`);
    const runId = await t.run(id, { list: [1, 2, 3, 4, 5] });
    const run = await t.engine.getRun(runId);
    expect(run).toMatchObject({ state: "succeeded", outputs: { values: [10, 21, 32, 43, 54] } });
    expect(run?.steps.map((step) => step.id)).toEqual([
      "item",
      ...[0, 1, 2, 3, 4].map((index) => `item[${index}]`),
      "after",
    ]);
    const empty = await t.engine.getRun(await t.run(id, { list: [] }));
    expect(empty).toMatchObject({ state: "succeeded", outputs: { values: [] } });
  });

  test("an item that fails stops the list and the run", async () => {
    const id = await t.deploy(`
workflow:
  id: each-fails
  name: Each fails
  steps:
    - id: item
      name: Item
      action: flaky
      for_each: input.list
      max_parallel: 1
      with: { failures: "\${{ item }}" }
`);
    const runId = await t.run(id, { list: [0, 9, 0] });
    expect(await states(runId)).toEqual({ item: "failed", "item[0]": "succeeded", "item[1]": "failed" });
    expect((await t.engine.getRun(runId))?.state).toBe("failed");
  });

  test("what is not a list fails the step", async () => {
    const run = await t.engine.getRun(await t.run("each" as never, { list: "no" }));
    expect(run).toMatchObject({ state: "failed", error: { code: "EXPRESSION_FAILED", stepId: "item" } });
  });
});
