import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestEngine, testEngine } from "../../test/support/engine.ts";
import { type ReviewId, systemClock, type WorkflowId } from "../core/index.ts";
import { type Access, createAccess } from "./index.ts";

type Actor = Parameters<TestEngine["engine"]["start"]>[0]["actor"];

const person = (name: string): Actor => ({ kind: "human", id: `user:${name}`, via: "web" });
const ana = person("ana");
const bob = person("bob");
const carol = person("carol");
const dora = person("dora");

let t: TestEngine;
let access: Access;
let workflow: WorkflowId;
beforeAll(async () => {
  t = await testEngine();
  access = createAccess({ db: t.database.db, clock: systemClock });
  workflow = await t.deploy(`
workflow:
  id: checked
  name: Checked
  steps:
    - { id: check, name: Check, action: human_review, with: { approvals: 2 } }
`);
});
afterAll(() => t.close());

/** A key as it acts once it was verified. */
async function keyOf(actor: Actor): Promise<Actor> {
  const { key } = await access.createKey({ name: "a key", roles: ["admin", "approver"], actor });
  return { kind: "service", id: (await access.verifyKey(key, "192.0.2.1")).id, via: "api" };
}

async function reviewStartedBy(actor: Actor): Promise<ReviewId> {
  const runId = await t.run(workflow, {}, actor);
  const run = await t.engine.getRun(runId);
  return run?.steps.find((step) => step.id === "check")?.reviewId as ReviewId;
}

const decide = (reviewId: ReviewId, actor: Actor) =>
  t.engine.decide({ reviewId, decision: "approve", reason: "seen", actor });

test("whoever made the key that started a run does not decide in it, nor does another key of theirs", async () => {
  const key = await keyOf(ana);
  const reviewId = await reviewStartedBy(key);
  for (const same of [key, ana, await keyOf(ana), await keyOf(key), await keyOf(await keyOf(key))]) {
    await expect(decide(reviewId, same), same.id).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await decide(reviewId, bob);
  expect(await decide(reviewId, await keyOf(carol))).toMatchObject({ state: "approved" });
});

test("a key decides in no run that its maker started", async () => {
  const reviewId = await reviewStartedBy(ana);
  await expect(decide(reviewId, await keyOf(ana))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await decide(reviewId, await keyOf(bob))).toMatchObject({ state: "open" });
});

test("a person and their key are one approval, in either order", async () => {
  const reviewId = await reviewStartedBy(ana);
  await decide(reviewId, bob);
  await expect(decide(reviewId, await keyOf(bob))).rejects.toMatchObject({ code: "CONFLICT" });
  const other = await reviewStartedBy(ana);
  await decide(other, await keyOf(bob));
  for (const same of [bob, await keyOf(bob)]) {
    await expect(decide(other, same)).rejects.toMatchObject({ code: "CONFLICT" });
  }
  expect(await decide(other, dora)).toMatchObject({ state: "approved" });
});

test("at the same time they are one approval, too", async () => {
  const reviewId = await reviewStartedBy(ana);
  const both = await Promise.allSettled([bob, await keyOf(bob)].map((actor) => decide(reviewId, actor)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a fork belongs to whoever is behind the key that made it, and a revoked key stays theirs", async () => {
  const { key, id } = await access.createKey({ name: "forker", roles: ["admin"], actor: ana });
  const forker: Actor = { kind: "service", id: (await access.verifyKey(key, "192.0.2.1")).id, via: "api" };
  const source = await t.run(workflow, {}, dora);
  const fork = await t.engine.fork(source, "check", forker);
  await access.revokeKey(id, ana);
  await t.engine.waitForRun(fork, 10_000);
  const reviewId = (await t.engine.getRun(fork))?.steps[0]?.reviewId as ReviewId;
  for (const initiator of [ana, dora]) {
    await expect(decide(reviewId, initiator)).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await decide(reviewId, bob);
});

test("the application cannot rewrite who is behind a key", async () => {
  await expect(
    t.database.db.query("update probity.api_key set created_by = 'user:nobody'"),
  ).rejects.toMatchObject({ code: "42501" });
});
