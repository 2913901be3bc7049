import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, bob, carol, cipher, type TestEngine, testEngine } from "../../test/support/engine.ts";
import type { Json, ReviewId, RunId, WorkflowId } from "../core/index.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine();
});
afterAll(async () => {
  await t.close();
});

async function reviewOf(runId: RunId): Promise<ReviewId> {
  const step = (await t.engine.getRun(runId))?.steps.find((candidate) => candidate.reviewId);
  if (step?.reviewId === undefined) throw new Error(`run ${runId} has no review`);
  return step.reviewId;
}

async function untilEnded(runId: RunId) {
  for (;;) {
    const run = await t.engine.waitForRun(runId, 10_000);
    if (run.state !== "waiting") return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const reviewWorkflow = (id: string, extra = "", approvals = 1) => `
workflow:
  id: ${id}
  name: ${id}
  steps:
    - { id: before, name: Before, action: effect }
    - id: review
      name: Review
      action: human_review
      with: { queue: onboarding, approvals: ${approvals}, instructions: "Look at \${{ input.who }}"${extra} }
    - { id: after, name: After, action: effect }
  outputs: { decision: "\${{ steps.review.output.decision }}" }
`;

describe("human review", () => {
  let id: WorkflowId;
  beforeAll(async () => {
    id = await t.deploy(reviewWorkflow("reviewed", "", 2));
  });

  test("a run waits for its quorum and then goes on", async () => {
    const runId = await t.run(id, { who: "Ana" });
    expect((await t.engine.getRun(runId))?.state).toBe("waiting");
    const reviewId = await reviewOf(runId);
    const open = await t.engine.listReviews({ state: "open", limit: 10 });
    expect(open.items.map((review) => review.id)).toContain(reviewId);
    expect(await t.engine.getReview(reviewId)).toMatchObject({
      queue: "onboarding",
      approvalsNeeded: 2,
      instructions: "Look at Ana",
    });
    await t.engine.decide({ reviewId, decision: "approve", reason: "fine", actor: bob });
    expect((await t.engine.getRun(runId))?.state).toBe("waiting");
    const decided = await t.engine.decide({
      reviewId,
      decision: "approve",
      reason: "fine too",
      actor: carol,
    });
    expect(decided.state).toBe("approved");
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    expect((await t.engine.getRun(runId))?.outputs).toEqual({ decision: "approve" });
    expect((await t.audit(runId)).filter((entry) => entry.action.includes("review"))).toEqual([
      { action: "human_review", status: "opened", stepId: "review" },
      { action: "review.decided", status: "approved", stepId: "review" },
      { action: "review.decided", status: "approved", stepId: "review" },
      { action: "human_review", status: "pass", stepId: "review" },
    ]);
  });

  test("answers to the form are checked, kept with the decision and handed to the run", async () => {
    const form = "{ seen: { label: Seen in the original, type: boolean, required: true } }";
    const id = await t.deploy(
      reviewWorkflow("asking", `, show: { who: "\${{ input.who }}" }, form: ${form}`),
    );
    const runId = await t.run(id, { who: "Ana" });
    const reviewId = await reviewOf(runId);
    expect(await t.engine.getReview(reviewId)).toMatchObject({
      show: { who: "Ana" },
      form: { seen: { label: "Seen in the original", type: "boolean", required: true } },
    });
    const decide = (answers?: Json) =>
      t.engine.decide({
        reviewId,
        decision: "approve",
        reason: "ok",
        actor: bob,
        ...(answers === undefined ? {} : { form: answers }),
      });
    for (const wrong of [undefined, {}, { seen: "true" }]) {
      await expect(decide(wrong)).rejects.toMatchObject({
        code: "INPUT_INVALID",
        issues: [{ where: "form.seen" }],
      });
    }
    expect((await t.engine.getReview(reviewId))?.decisions).toEqual([]);
    expect((await decide({ seen: false })).decisions).toMatchObject([
      { reason: "ok", form: { seen: false } },
    ]);
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    expect((await t.engine.getRun(runId))?.steps[1]?.output).toMatchObject({ form: { seen: false } });
  });

  test("one rejection rejects the run", async () => {
    const runId = await t.run(id, { who: "Ana" });
    await t.engine.decide({ reviewId: await reviewOf(runId), decision: "reject", reason: "no", actor: bob });
    expect(await untilEnded(runId)).toMatchObject({ state: "rejected" });
    expect(await t.effects(runId)).toEqual(["before"]);
  });

  test("nobody decides twice, in a run they started, without a reason, or after the end", async () => {
    const runId = await t.run(id, { who: "Ana" });
    const reviewId = await reviewOf(runId);
    const decide = (actor: typeof bob, reason = "ok") =>
      t.engine.decide({ reviewId, decision: "approve", reason, actor });
    await expect(decide(alice)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(decide(bob, " ")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(decide(bob, "\ud800")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await decide(bob);
    await expect(decide(bob)).rejects.toMatchObject({ code: "CONFLICT" });
    await decide(carol);
    await expect(decide({ kind: "human", id: "user:dora", via: "cli" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(
      t.engine.decide({ reviewId: "rev_none" as ReviewId, decision: "approve", reason: "x", actor: bob }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("the database keeps four eyes against the application's own role", async () => {
    const runId = await t.run(id, { who: "Ana" });
    const reviewId = await reviewOf(runId);
    const { db } = t.database;
    const insert = (actor: { id: string }, actorId = actor.id) =>
      db.query(
        `insert into probity.review_decision (review_id, actor_id, actor, decision, at, reason_sealed)
         values ($1, $2, $3, 'approve', now(), $4)`,
        [reviewId, actorId, JSON.stringify(actor), cipher.seal({ reason: "x" }, `review/${reviewId}`)],
      );
    await expect(insert(alice)).rejects.toMatchObject({ code: "PBE02" });
    await expect(insert(alice, "user:ghost")).rejects.toMatchObject({ code: "PBE02" });
    await insert(bob);
    await expect(insert(bob)).rejects.toMatchObject({ code: "23505" });
    const approve = "update probity.review set state = 'approved', decided_at = now() where id = $1";
    await expect(db.query(approve, [reviewId])).rejects.toMatchObject({ code: "PBE03" });
    await expect(
      db.query("update probity.review set approvals_needed = 1 where id = $1", [reviewId]),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      db.query("update probity.run set initiators = '{}' where id = $1", [runId]),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      db.query("delete from probity.review_decision where review_id = $1", [reviewId]),
    ).rejects.toMatchObject({ code: "42501" });
    await t.engine.cancel(runId, alice, "test over");
    expect((await t.engine.getReview(reviewId))?.state).toBe("cancelled");
  });

  test.each([
    ["reject", "rejected", "reject"],
    ["continue", "succeeded", "timed_out"],
    ["fail", "failed", undefined],
  ])("a due date that passes: on_timeout %s", async (policy, state, decision) => {
    const yaml = reviewWorkflow(`due-${policy}`, ", due: 100ms").replace(
      "      action: human_review",
      `      action: human_review\n      on_timeout: ${policy}`,
    );
    const runId = await t.run(await t.deploy(yaml), { who: "Ana" });
    expect(await untilEnded(runId)).toMatchObject({ state });
    const run = await t.engine.getRun(runId);
    const output = run?.steps[1]?.output as { decision?: string } | undefined;
    expect(output?.decision).toBe(decision);
    expect((await t.engine.getReview(await reviewOf(runId)))?.state).toBe("timed_out");
  });

  test("an overdue review is escalated, stays open and can still be decided", async () => {
    const yaml = reviewWorkflow("due-escalate", ", due: 100ms, escalate_to: heads");
    const runId = await t.run(await t.deploy(yaml), { who: "Ana" });
    const reviewId = await reviewOf(runId);
    await expect
      .poll(async () => (await t.engine.getReview(reviewId))?.queue, { timeout: 5_000 })
      .toBe("heads");
    expect(await t.engine.getReview(reviewId)).toMatchObject({
      state: "open",
      escalatedAt: expect.any(Date),
    });
    await t.engine.decide({ reviewId, decision: "approve", reason: "late", actor: bob });
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    expect((await t.engine.getRun(runId))?.steps[1]?.output).toMatchObject({ escalated: true });
  });

  test("a decision written by a process that executes nothing wakes the run within a second", async () => {
    const runId = await t.run(await t.deploy(reviewWorkflow("elsewhere")), { who: "Ana" });
    const other = await t.another();
    const at = performance.now();
    await other.decide({ reviewId: await reviewOf(runId), decision: "approve", reason: "ok", actor: bob });
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    expect(performance.now() - at).toBeLessThan(1_000);
  });
});

describe("wait", () => {
  test("a wait parks the run until its time", async () => {
    const id = await t.deploy(`
workflow:
  id: waits
  name: Waits
  steps:
    - { id: pause, name: Pause, action: wait, with: { for: 300ms } }
    - { id: past, name: Past, action: wait, with: { until: "2020-01-01T00:00:00Z" } }
    - { id: after, name: After, action: effect }
`);
    const at = performance.now();
    const runId = await t.run(id);
    expect((await t.engine.getRun(runId))?.steps[0]?.until).toBeInstanceOf(Date);
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    expect(performance.now() - at).toBeGreaterThan(290);
  });

  test("a step that stops the run ends waits and reviews elsewhere in it", async () => {
    const id = await t.deploy(`
workflow:
  id: gives-up
  name: Gives up
  steps:
    - { id: long, name: Long, action: wait, needs: [], with: { for: 24h } }
    - { id: ask, name: Ask, action: human_review, needs: [] }
    - { id: child, name: Child, action: run_workflow, needs: [], with: { workflow: waits-long } }
    - { id: bad, name: Bad, action: flaky, needs: [], with: { failures: 1, terminal: true } }
`);
    await t.deploy(`
workflow:
  id: waits-long
  name: Waits long
  steps:
    - { id: long, name: Long, action: wait, with: { for: 24h } }
`);
    const runId = await t.run(id);
    expect(await untilEnded(runId)).toMatchObject({ state: "failed", error: { stepId: "bad" } });
    const run = await t.engine.getRun(runId);
    expect(run?.steps.map((step) => step.state)).toEqual(["cancelled", "cancelled", "cancelled", "failed"]);
    expect((await t.engine.getReview(await reviewOf(runId)))?.state).toBe("cancelled");
    const child = run?.steps[2]?.childRunId;
    expect(child && (await t.engine.getRun(child))?.state).toBe("cancelled");
  });
});

describe("run_workflow", () => {
  test("a child run gives its outcome and outputs to the step that started it", async () => {
    await t.deploy(`
workflow:
  id: child
  name: Child
  steps:
    - { id: a, name: A, action: judge, with: { outcome: "\${{ input.outcome }}", output: { seen: "\${{ input.n }}" } } }
  outputs: { seen: "\${{ steps.a.output.seen }}" }
`);
    const id = await t.deploy(`
workflow:
  id: parent
  name: Parent
  steps:
    - id: child
      name: Child
      action: run_workflow
      with: { workflow: child, input: { n: 7, outcome: "\${{ input.outcome }}" } }
  outputs: { seen: "\${{ steps.child.output.outputs.seen }}" }
`);
    const runId = await t.run(id, { outcome: "pass" });
    expect(await untilEnded(runId)).toMatchObject({ state: "succeeded" });
    const run = await t.engine.getRun(runId);
    expect(run?.outputs).toEqual({ seen: 7 });
    const childId = run?.steps[0]?.childRunId as RunId;
    expect(await t.engine.getRun(childId)).toMatchObject({
      state: "succeeded",
      parentRunId: runId,
      startedBy: alice,
    });
    const rejected = await t.run(id, { outcome: "fail" });
    expect(await untilEnded(rejected)).toMatchObject({ state: "rejected" });
  });

  test("a workflow that starts itself ends at the depth limit and not in the database", async () => {
    const id = await t.deploy(`
workflow:
  id: loop
  name: Loop
  steps:
    - { id: again, name: Again, action: run_workflow, with: { workflow: loop } }
`);
    const runId = await t.run(id);
    expect(await untilEnded(runId)).toMatchObject({ state: "failed", error: { code: "CHILD_RUN_FAILED" } });
    const { rows } = await t.database.db.query("select 1 from probity.run where workflow_id = 'loop'");
    expect(rows).toHaveLength(17);
  });
});
