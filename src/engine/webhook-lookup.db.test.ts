import { afterAll, beforeAll, expect, test } from "vitest";
import { alice, type TestEngine, testEngine } from "../../test/support/engine.ts";

let t: TestEngine;
beforeAll(async () => {
  t = await testEngine({ launch: false });
});
afterAll(() => t.close());

const listening = (id: string, path: string, more = "") => `
workflow:
  id: ${id}
  name: ${id}
  trigger: { webhook: { secret: HOOK_SECRET, path: ${path}${more} } }
  steps:
    - { id: a, name: A, action: effect, with: { value: 1 } }
`;

test("a webhook is found by its path, with how its sender signs", async () => {
  const id = await t.deploy(listening("found", "path-found", ", header: X-Signature"));
  expect(await t.engine.findWebhook("path-found")).toMatchObject({
    workflowId: id,
    trigger: { path: "path-found", secret: "HOOK_SECRET", signature: { header: "x-signature" } },
  });
});

test.each(["nobody", "", "path-fo%", "PATH-FOUND", "'; select 1; --"])("nobody listens on %j", async (path) =>
  expect(await t.engine.findWebhook(path)).toBeUndefined(),
);

test("a paused workflow listens to nothing until it is resumed", async () => {
  const id = await t.deploy(listening("pausable", "path-pausable"));
  await t.engine.setWorkflowPaused(id, true, alice);
  expect(await t.engine.findWebhook("path-pausable")).toBeUndefined();
  await t.engine.setWorkflowPaused(id, false, alice);
  expect(await t.engine.findWebhook("path-pausable")).toMatchObject({ workflowId: id });
});

test("a new version gives up the paths it no longer names", async () => {
  await t.deploy(listening("moving", "path-old"));
  await t.deploy(listening("moving", "path-new"));
  expect(await t.engine.findWebhook("path-old")).toBeUndefined();
  expect(await t.engine.findWebhook("path-new")).toMatchObject({ workflowId: "moving" });
  await t.deploy(listening("follower", "path-old"));
});

test("a path has one workflow, paused or not: the second is refused and told whose path it is", async () => {
  const id = await t.deploy(listening("owner", "path-owned"));
  const refused = { code: "CONFLICT", message: expect.stringContaining('"owner"') };
  await expect(t.deploy(listening("rival", "path-owned"))).rejects.toMatchObject(refused);
  await t.engine.setWorkflowPaused(id, true, alice);
  await expect(t.deploy(listening("rival", "path-owned"))).rejects.toMatchObject(refused);
  expect(await t.engine.getWorkflow("rival" as typeof id)).toBeUndefined();
  await t.deploy(listening("owner", "path-owned", ", prefix: v1="));
});

test("of two workflows deployed at the same time with one path, one is refused", async () => {
  const both = await Promise.allSettled(
    ["twin-a", "twin-b"].map((id) => t.deploy(listening(id, "path-twin"))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
