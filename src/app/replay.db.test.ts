import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { changedSample, importSample } from "../../test/support/list-publications.ts";
import { createDataCipher, fixedClock, silentLog } from "../core/index.ts";
import { loadConfig } from "./config.ts";
import type { Actor } from "./probity.ts";
import { createScreeningDesk } from "./screening-desk.ts";

const ann: Actor = { kind: "human", id: "user:ann", via: "web" };
const bob: Actor = { kind: "human", id: "user:bob", via: "web" };
const home = mkdtempSync(join(tmpdir(), "probity-home-"));
afterAll(() => rmSync(home, { recursive: true }));
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const cipher = createDataCipher(randomBytes(32));

beforeEach(async () => {
  database = await testDatabase();
  clock = fixedClock("2026-11-23T10:00:00Z");
  await importSample(database.db, clock);
});
afterEach(() => database.close());

/** A desk of its own, as another process would have. */
function newDesk() {
  return createScreeningDesk({
    db: database.db,
    cipher,
    clock,
    log: silentLog,
    config: loadConfig(tmpdir(), {}),
    home,
  });
}

async function asOwner(statement: string, values: readonly unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(statement, [...values]);
  } finally {
    await owner.end();
  }
}

const asked = [
  { name: "Viktor Drozdov-Petrenko", birth_date: "1971" },
  { name: "Viktor Drozdov", birth_date: "2001-01-01" },
  { name: "Irina Kestreleva", names: ["Marta Lindqvist"], gender: "f" },
  { name: "Harrowgate Precision", type: "entity", country: ["AE"] },
  { name: "Marta Elena Lindqvist" },
  { name: "Vіktor Drozdov\u202e" },
];

describe("a replay", () => {
  test("gives the same bytes for every kind of answer, also from another process", async () => {
    const desk = newDesk();
    const made = [];
    for (const one of asked) made.push(await desk.screen(one, ann));
    expect(new Set(made.map(({ decision }) => decision)).size).toBeGreaterThan(1);
    for (const { screeningId = "" } of made) {
      const replay = await newDesk().replayScreening(screeningId, bob);
      expect(replay).toMatchObject({ identical: true, differences: [] });
      expect(replay.replayedSha256).toBe(replay.storedSha256);
    }
  });

  test("gives the same bytes for rows that could not be screened", async () => {
    const desk = newDesk();
    const lines = [
      '{"name":""}',
      "broken",
      '{"name":"😀"}',
      '{"name":"A B","lists":["un"]}',
      '{"name":"Viktor Drozdov"}',
    ];
    const batch = (async function* () {
      yield lines.join("\n");
    })();
    for await (const { screeningId = "" } of desk.screenBatch(batch, ann)) {
      expect(await desk.replayScreening(screeningId, ann)).toMatchObject({ identical: true });
    }
  });

  test("does not see what came later: lists, suppressions, another policy", async () => {
    const desk = newDesk();
    const customer = { name: "Viktor Drozdov-Petrenko", birth_date: "1971" };
    const before = await desk.screen(customer, ann);
    const { screeningId = "" } = before;
    const { id } = await desk.suppressions.propose(
      { screeningId, list: "sample", entityId: "90007", reason: "x" },
      ann,
    );
    await desk.suppressions.approve(id, bob);
    const aside = await desk.screen(customer, ann);
    expect(aside.decision).toBe("clear");
    await importSample(
      database.db,
      clock,
      changedSample((sdn) => sdn.replace(/^90007,.*\r\n/m, "")),
    );
    clock.advance(2_000);
    const after = await desk.screen(customer, ann);
    expect(after.hits).toEqual([]);
    for (const one of [before, aside, after]) {
      const replay = await desk.replayScreening(one.screeningId ?? "", ann);
      expect(replay, JSON.stringify(replay.differences)).toMatchObject({ identical: true });
    }
    expect(await desk.screen(customer, ann), "the index in use was left alone").toMatchObject({ hits: [] });
  });

  test.each([
    ["decision", "decision = 'clear'"],
    ["hits", "hits = 0"],
    ["suppressed", "suppressed = 1"],
    ["inputIndex", "input_index = 'x'"],
    ["customerIndex", "customer_index = null"],
    ["policyVersion", "policy_version = 'x'"],
  ])("names the column in clear that somebody changed: %s", async (column, change) => {
    const desk = newDesk();
    const { screeningId = "" } = await desk.screen({ name: "Viktor Drozdov-Petrenko", ref: "C-1" }, ann);
    await asOwner(`update probity.screening set ${change} where id = $1`, [screeningId]);
    const replay = await desk.replayScreening(screeningId, bob);
    expect(replay.identical).toBe(false);
    expect(replay.differences.map(({ what }) => what)).toEqual([`record ${column}`]);
  });

  test("is an audit entry, and names what it replayed without personal data", async () => {
    const desk = newDesk();
    const { screeningId } = await desk.screen({ name: "Viktor Drozdov-Petrenko" }, ann);
    const replay = await desk.replayScreening("latest", bob);
    expect(replay.screeningId).toBe(screeningId);
    const { rows } = await database.db.query<{ body: Buffer }>(
      "select body from audit.entry order by id desc limit 1",
    );
    const entry = JSON.parse(rows[0]?.body.toString() ?? "");
    expect(entry).toMatchObject({
      action: "screening.replayed",
      status: "identical",
      actor: { id: "user:bob" },
    });
    expect(JSON.stringify(entry)).not.toContain(replay.storedSha256);
  });

  test("an unknown id is not found", async () => {
    await expect(newDesk().replayScreening("latest", ann)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(newDesk().replayScreening("scr_x", ann)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a replay says what differs", () => {
  const screenOne = async () =>
    (await newDesk().screen({ name: "Viktor Drozdov-Petrenko" }, ann)).screeningId ?? "";

  test("another engine or statistic", async () => {
    const id = await screenOne();
    await asOwner(
      "update probity.screening set engine_version = 'probity-screening/1', statistic_version = 'old'",
    );
    const { identical, differences } = await newDesk().replayScreening(id, ann);
    expect(identical).toBe(false);
    expect(differences.map(({ what }) => what)).toEqual(["engine", "statistic"]);
  });

  test("list bytes that were altered", async () => {
    const id = await screenOne();
    const { rows } = await database.db.query<{ content: Buffer }>(
      "select content from probity.list_snapshot",
    );
    const altered = Buffer.from(rows[0]?.content ?? "");
    altered.writeUInt8(altered.readUInt8(altered.length >> 1) ^ 1, altered.length >> 1);
    await asOwner("update probity.list_snapshot set content = $1", [altered]);
    const replay = await newDesk().replayScreening(id, ann);
    expect(replay.identical).toBe(false);
    expect(replay.replayedSha256).toBeUndefined();
    expect(replay.differences).toMatchObject([{ what: "lists" }]);
  });

  test("a policy that is gone", async () => {
    const id = await screenOne();
    await asOwner("update probity.screening set policy_hash = null");
    expect(await newDesk().replayScreening(id, ann)).toMatchObject({
      identical: false,
      differences: [{ what: "policy" }],
    });
  });

  test("a record that was exchanged for another one: the seal or the keyed hash shows it", async () => {
    const first = await screenOne();
    clock.advance(10);
    const second = (await newDesk().screen({ name: "Marta Lindqvist" }, ann)).screeningId ?? "";
    await asOwner(
      "update probity.screening set result_sealed = (select result_sealed from probity.screening where id = $1) where id = $2",
      [second, first],
    );
    await expect(newDesk().replayScreening(first, ann)).rejects.toMatchObject({ code: "CIPHER_UNREADABLE" });
    await asOwner("update probity.screening set result_hash = repeat('0', 64) where id = $1", [second]);
    const replay = await newDesk().replayScreening(second, ann);
    expect(replay).toMatchObject({ identical: false, differences: [{ what: "record" }] });
  });

  test("a stored policy cannot be another one than its hash says", async () => {
    await screenOne();
    const change = "update probity.screening_policy set content = replace(content, '0.85', '0.99')";
    await expect(asOwner(change)).rejects.toThrow(/screening_policy_hash/);
    await expect(database.db.query(change)).rejects.toThrow(/permission denied/);
  });
});
