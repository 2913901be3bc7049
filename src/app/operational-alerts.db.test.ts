import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { listNotifications } from "../alerting/index.ts";
import {
  type ActionHost,
  createDataCipher,
  fixedClock,
  newId,
  silentLog,
  type WorkflowId,
} from "../core/index.ts";
import { loadConfig } from "./config.ts";
import { createOperationalAlerts } from "./operational-alerts.ts";

let database: TestDatabase;
const clock = fixedClock("2026-11-23T08:00:00Z");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function host(): ActionHost {
  const config = loadConfig("/nonexistent", {});
  return {
    db: database.db,
    clock,
    cipher: createDataCipher(randomBytes(32)),
    log: silentLog,
    home: "/nonexistent",
    filesRoot: "/nonexistent",
    config: config.section,
    secret: config.secret,
  };
}

describe("failures outside of steps", () => {
  test("one message per stuck run, however often it is told", async () => {
    const tell = createOperationalAlerts(host());
    const runId = newId("run", clock.now().getTime());
    await tell({ kind: "run_stuck", runId, message: "Nothing has moved for two minutes." });
    await tell({ kind: "run_stuck", runId, message: "Nothing has moved for three minutes." });
    const sent = await listNotifications(database.db, { runId, limit: 10 });
    expect(sent).toMatchObject([{ channel: "compliance-email", template: "operational", state: "queued" }]);
  });

  test("one message per refused schedule and day", async () => {
    const tell = createOperationalAlerts(host());
    const workflowId = "nightly" as WorkflowId;
    const count = async () => (await listNotifications(database.db, { runId: "", limit: 10 })).length;
    await tell({ kind: "schedule_refused", workflowId, message: "06:00 could not start." });
    await tell({ kind: "schedule_refused", workflowId, message: "06:01 could not start." });
    expect(await count()).toBe(1);
    clock.advance(86_400_000);
    await tell({ kind: "schedule_refused", workflowId, message: "06:00 could not start." });
    expect(await count()).toBe(2);
  });
});
