import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  type ActionCall,
  type ActionHost,
  createDataCipher,
  fixedClock,
  isId,
  type Json,
  type JsonObject,
  newId,
  type RunId,
  type Sha256Hex,
  type WorkflowId,
} from "../core/index.ts";
import { alertingActions, notifyInput, notifyOutput } from "./actions.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A run of its own for every test, so that none finds the notifications of another. */
let runId: RunId;
beforeEach(() => {
  runId = newId("run", Date.now());
});

const cipher = createDataCipher(new Uint8Array(32).fill(7));
const channels: Json = {
  "compliance-email": { type: "email", from: "probity@example.com", to: ["compliance@example.com"] },
  soc: { type: "webhook", url: "https://soc.example.com/hook", secret: { secret: "SOC" } },
};
const failure = {
  stepId: "document",
  stepName: "Document Verification",
  code: "DOCUMENT_UNREADABLE",
  message: "x",
};

function call(change: Partial<ActionCall> = {}): ActionCall {
  return {
    runId,
    workflow: { id: "kyc" as WorkflowId, name: "KYC", definitionHash: "0".repeat(64) as Sha256Hex },
    stepId: "on_failure.notify",
    stepName: "notify",
    attempt: 1,
    idempotencyKey: "key",
    signal: new AbortController().signal,
    steps: {},
    drill: false,
    ...change,
  };
}

interface Written extends Record<string, unknown> {
  id: string;
  dedup_key: string;
  channel: string;
  template: string;
  payload: string;
}

/** Runs the action as the engine does, with its commit in a transaction, and reads what is then queued. */
async function notify(withBlock: JsonObject, change: Partial<ActionCall> = {}) {
  const { db } = database;
  const host = {
    clock: fixedClock("2026-11-22T10:00:00Z"),
    cipher,
    config: (section: string) => (section === "alerting" ? { channels } : undefined),
  } as unknown as ActionHost;
  const handler = await alertingActions.find((action) => action.id === "notify")?.load?.(host);
  const result = await handler?.(notifyInput.parse(withBlock), call(change));
  if (result === undefined) throw new Error("notify has no handler");
  await db.transaction(async (tx) => result.commit?.(tx, async () => {}));
  const output = notifyOutput.parse(result.output);
  const { rows: written } = await db.query<Written>(
    "select id, dedup_key, channel, template, payload from probity.notification where id = any ($1) order by channel",
    [output.notifications.map((entry) => entry.id)],
  );
  const contents = written.map(
    ({ id, payload }) => cipher.open(payload, `notification.payload/${id}`) as JsonObject,
  );
  return { output, written, contents };
}

const both = ["compliance-email", "soc"];

describe("notify", () => {
  test("queues one sealed message per channel, in the step's own transaction, and names them", async () => {
    const { output, written, contents } = await notify({ channels: [...both, "soc"] }, { failure });
    expect(output.notifications.map((entry) => entry.channel)).toEqual(both);
    expect(written.map((row) => row.id)).toEqual(output.notifications.map((entry) => entry.id));
    expect(written.every((row) => isId("notification", row.id))).toBe(true);
    expect(contents[0]).toMatchObject({ severity: "critical", template: "step-failed", drill: false });
    expect(JSON.stringify(written)).not.toContain("Document Verification");
  });

  test("every attempt of a step asks for the same notification, another run for another one", async () => {
    const first = await notify({ channels: both }, { failure });
    const again = await notify({ channels: both }, { failure, attempt: 2 });
    const other = await notify({ channels: both }, { failure, runId: "run_other" as RunId });
    expect(again.output).toEqual(first.output);
    expect(other.output.notifications.map((entry) => entry.id)).not.toEqual(
      first.output.notifications.map((entry) => entry.id),
    );
  });

  test("an own key joins runs, but never a drill with the real thing", async () => {
    const block = { channels: ["soc"], dedup_key: "customer-7" };
    const key = async (change: Partial<ActionCall>) =>
      (await notify(block, { failure, ...change })).written[0]?.dedup_key;
    const other = "run_other" as RunId;
    expect(await key({})).toBe(await key({ runId: other }));
    expect(await key({ drill: true })).not.toBe(await key({}));
    expect(await key({ drill: true })).not.toBe(await key({ drill: true, runId: other }));
    expect(await key({})).not.toContain("customer-7");
  });

  test.each([
    ["a failed step", { failure }, "step-failed"],
    ["a rejected step", { failure: { ...failure, code: "STEP_REJECTED" } }, "run-rejected"],
    ["a review", { steps: { screening: { status: "succeeded", outcome: "review" } } }, "review-waiting"],
  ] as const)("without a template, %s suggests one", async (_what, change, template) => {
    expect((await notify({ channels: ["soc"] }, change)).written[0]?.template).toBe(template);
  });

  test("an inline message fills in data and marks a drill", async () => {
    const block = {
      channels: ["soc"],
      subject: "About {{ data.ref }}",
      body: "{{ workflow.name }}",
      data: { ref: "C-1" },
    };
    const { contents } = await notify(block, { drill: true });
    expect(contents[0]).toMatchObject({ subject: "[DRILL] About C-1", drill: true, template: "inline" });
  });

  test.each([
    ["an unknown channel", { channels: ["pager"], template: "drill" }, "CHANNEL_UNKNOWN"],
    ["an unknown template", { channels: ["soc"], template: "nope" }, "TEMPLATE_INVALID"],
    ["a template and a body", { channels: ["soc"], template: "drill", body: "x" }, "TEMPLATE_INVALID"],
    ["a body without a subject", { channels: ["soc"], body: "x" }, "TEMPLATE_INVALID"],
    ["a broken inline template", { channels: ["soc"], subject: "s", body: "{{ nope }}" }, "TEMPLATE_INVALID"],
    [
      "a template that speaks of a failure where there is none",
      { channels: ["soc"], template: "step-failed" },
      "TEMPLATE_INVALID",
    ],
    ["nothing to say", { channels: ["soc"] }, "TEMPLATE_INVALID"],
    [
      "too much data",
      { channels: ["soc"], template: "drill", data: { x: "y".repeat(70_000) } },
      "TEMPLATE_INVALID",
    ],
  ])("refuses %s in the step, before anything is queued", async (_what, block, code) => {
    await expect(notify(block)).rejects.toMatchObject({ code });
  });

  test("no channel at all and unknown members are wrong input", () => {
    expect(z.safeParse(notifyInput, { channels: [] }).success).toBe(false);
    expect(z.safeParse(notifyInput, { channels: ["a"], chanel: 1 }).success).toBe(false);
  });
});
