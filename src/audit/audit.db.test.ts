import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { newId } from "../core/index.ts";
import { openDatabase } from "../db/index.ts";
import { type AuditEvent, appendAudit, listAudit, verifyEntries } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const event = (change: Partial<AuditEvent> = {}): AuditEvent => ({
  actor: { kind: "service", id: "engine", via: "engine" },
  action: "verify_document",
  status: "pass",
  stream: "runs",
  at: new Date(),
  ...change,
});
const run = () => newId("run", Date.now());

test("an entry is written with its transaction and not without it", async () => {
  const runId = run();
  await expect(
    database.db.transaction(async (tx) => {
      await appendAudit(tx, event({ runId }));
      throw new Error("the effect failed");
    }),
  ).rejects.toThrow("the effect failed");
  expect((await listAudit(database.db, { runId, limit: 10 })).entries).toEqual([]);
  const appended = await database.db.transaction((tx) =>
    appendAudit(tx, event({ runId, details: { checks: 3 } })),
  );
  const { entries } = await listAudit(database.db, { runId, limit: 10 });
  expect(appended).toMatchObject({ appended: true, id: entries[0]?.id, entryId: entries[0]?.body.id });
  expect(entries[0]?.body.details).toEqual({ checks: 3 });
});

test("an entry that cannot be written fails its transaction", async () => {
  const runId = run();
  await expect(
    database.db.transaction(async (tx) => {
      await appendAudit(tx, event({ runId }));
      await appendAudit(tx, { ...event({ runId }), actor: undefined } as never);
    }),
  ).rejects.toMatchObject({ code: "AUDIT_ACTOR_MISSING" });
  expect((await listAudit(database.db, { runId, limit: 10 })).entries).toEqual([]);
});

test("the same dedup key leaves one entry per run, also when thirty write at once", async () => {
  const runId = run();
  const results = await Promise.all(
    Array.from({ length: 30 }, () =>
      database.db.transaction((tx) => appendAudit(tx, event({ runId, dedupKey: "step:document:1" }))),
    ),
  );
  expect(results.filter((result) => result.appended)).toHaveLength(1);
  expect(
    (await appendAudit(database.db, event({ runId: run(), dedupKey: "step:document:1" }))).appended,
  ).toBe(true);
  expect((await appendAudit(database.db, event({ dedupKey: "once" }))).appended).toBe(true);
  expect((await appendAudit(database.db, event({ dedupKey: "once" }))).appended).toBe(false);
  expect((await listAudit(database.db, { runId, limit: 10 })).entries).toHaveLength(1);
});

test("pages follow one another newest first and together hold every entry once", async () => {
  const runId = run();
  const written: string[] = [];
  for (let n = 0; n < 25; n++) {
    const result = await appendAudit(database.db, event({ runId, status: n % 2 ? "fail" : "pass" }));
    if (result.appended) written.unshift(result.id);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(database.db, { runId, limit: 7, cursor });
    seen.push(...page.entries.map((entry) => entry.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(written);
  const failed = await listAudit(database.db, { runId, status: "fail", limit: 100 });
  expect(failed.entries).toHaveLength(12);
  expect(failed.nextCursor).toBeUndefined();
  const none = await listAudit(database.db, { runId, action: "x", workflow: "y", limit: 100 });
  expect(none.entries).toEqual([]);
});

test.each(["x", "-1", "1; drop table", "9223372036854775808", ""])(
  "the cursor %j is refused",
  async (cursor) => {
    await expect(listAudit(database.db, { cursor, limit: 5 })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
    });
  },
);

test.each([0, -1, 501, 1.5, Number.NaN])("the limit %j is refused", async (limit) => {
  await expect(listAudit(database.db, { limit })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
});

test("audit_log answers the question people ask, for the application and for the owner", async () => {
  const at = new Date(Date.now() + 3_600_000);
  await appendAudit(
    database.db,
    event({ at, workflow: "kyc-onboarding", workflowName: "KYC Onboarding", details: { n: 1 } }),
  );
  await appendAudit(database.db, event({ at: new Date(at.getTime() - 1), workflow: "kyc-onboarding" }));
  const owner = openDatabase({
    url: database.ownerUrl,
    applicationName: "probity test owner",
    maxConnections: 1,
  });
  try {
    for (const who of [database.db, owner]) {
      const { rows } = await who.query("SELECT * FROM audit_log ORDER BY event_time DESC LIMIT 5;");
      expect(rows).toHaveLength(5);
      expect(rows[0]).toEqual({
        id: expect.any(String),
        event_time: at,
        workflow: "KYC Onboarding",
        action: "verify_document",
        status: "pass",
        details: { n: 1 },
      });
      expect(rows[1]).toMatchObject({ workflow: "kyc-onboarding", details: {} });
    }
  } finally {
    await owner.close();
  }
});

test("every entry checks out; one whose column a superuser changed behind the trigger is named", async () => {
  const fresh = await testDatabase();
  const owner = new pg.Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  try {
    for (let n = 0; n < 5; n++) await appendAudit(fresh.db, event({ details: { n } }));
    expect(await verifyEntries(fresh.db)).toEqual({ ok: true, entries: 5, firstBad: null, findings: [] });
    await owner.query("alter table audit.entry disable trigger all");
    await owner.query("update audit.entry set status = 'fail' where id = 3");
    await owner.query(
      `update audit.entry set body = convert_to(replace(convert_from(body, 'UTF8'), '"v":1', '"v": 1'), 'UTF8') where id = 5`,
    );
    expect(await verifyEntries(fresh.db)).toEqual({
      ok: false,
      entries: 5,
      firstBad: "3",
      findings: [
        { id: "3", problem: "differs from the body: status" },
        { id: "5", problem: "the body is not canonical JSON" },
      ],
    });
  } finally {
    await owner.end();
    await fresh.close();
  }
});

test("PostgreSQL and this code compute the same leaf", async () => {
  await appendAudit(database.db, event({ details: { text: "größer" } }));
  const { rows } = await database.db.query(
    "select leaf = sha256('\\x00'::bytea || body) as same from audit.entry",
  );
  expect(rows.every((row) => row["same"])).toBe(true);
  expect((await verifyEntries(database.db)).ok).toBe(true);
});
