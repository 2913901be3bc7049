import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { createEngineStandIn } from "../../test/support/engine-stand-in.ts";
import { changedSample, sampleFolder } from "../../test/support/list-publications.ts";
import { createAccess } from "../access/index.ts";
import type { ScreenBody, Suppression } from "../contract/index.ts";
import { createDataCipher, fixedClock, silentLog } from "../core/index.ts";
import { loadConfig } from "./config.ts";
import { createListDesk } from "./list-desk.ts";
import type { Actor } from "./probity.ts";
import { createScreeningDesk } from "./screening-desk.ts";

const DAY_MS = 86_400_000;
const ann: Actor = { kind: "human", id: "user:ann", via: "web" };
const bob: Actor = { kind: "human", id: "user:bob", via: "web" };
const customer: ScreenBody = {
  ref: "C-1",
  name: "Viktor Drozdov-Petrenko",
  birth_date: "1971",
  nationality: ["RU"],
  passport: "P 123456",
};

const home = mkdtempSync(join(tmpdir(), "probity-home-"));
afterAll(() => rmSync(home, { recursive: true }));
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let desk: ReturnType<typeof createScreeningDesk>;
let lists: ReturnType<typeof createListDesk>;

beforeEach(async () => {
  database = await testDatabase();
  clock = fixedClock("2026-11-23T10:00:00Z");
  const { db } = database;
  const config = loadConfig(tmpdir(), {});
  const { engine } = createEngineStandIn();
  desk = createScreeningDesk({
    db,
    cipher: createDataCipher(randomBytes(32)),
    clock,
    log: silentLog,
    config,
    home,
  });
  lists = createListDesk({
    db,
    clock,
    log: silentLog,
    engine: { ...engine, noteListUpdate: async () => {}, listUpdated: async () => [] },
    config,
    home,
    version: "0.0.0",
  });
  await importList(sampleFolder);
});
afterEach(() => database.close());

async function importList(folder: string): Promise<void> {
  await lists.importList({ list: "sample", paths: [folder] }, ann);
  clock.advance(1_000);
}

async function propose(body: ScreenBody = customer, actor = ann): Promise<Suppression> {
  const { screeningId = "" } = await desk.screen(body, actor);
  const hit = { list: "sample", entityId: "90007" };
  return desk.suppressions.propose({ screeningId, ...hit, reason: "Mr D. is 20 cm taller" }, actor);
}

async function activate(): Promise<Suppression> {
  const { id } = await propose();
  return desk.suppressions.approve(id, bob);
}

async function actions(): Promise<{ action: string; status: string; details: Record<string, unknown> }[]> {
  const { rows } = await database.db.query<{ action: string; status: string; body: Buffer }>(
    "select action, status, body from audit.entry order by id",
  );
  return rows.map(({ action, status, body }) => ({
    action,
    status,
    details: JSON.parse(body.toString()).details,
  }));
}

async function waiting(): Promise<number> {
  const { rows } = await database.db.query<{ waiting: string }>(
    `select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.waiting);
}

describe("a suppressed hit", () => {
  test("stays in the answer, says why, and does not drive the decision", async () => {
    const { id, until } = await activate();
    const result = await desk.screen(customer, ann);
    expect(result.decision).toBe("clear");
    expect(result.hits).toMatchObject([
      { entityId: "90007", suppressed: { id, until, reason: "Mr D. is 20 cm taller" } },
    ]);
    expect((await actions()).at(-1)).toMatchObject({ action: "screening", details: { suppressions: [id] } });
  });

  test("is one of this customer with these facts: nobody else's hit is set aside", async () => {
    await activate();
    const others: ScreenBody[] = [
      { ...customer, ref: "C-2", birth_date: "1972" },
      { ...customer, ref: "C-2", passport: "P 999999" },
      { ...customer, ref: "C-2", name: "Wiktor Drozdov-Petrenko" },
      { name: "Viktor Drozdov-Petrenko" },
    ];
    for (const other of others) expect((await desk.screen(other, ann)).decision).not.toBe("clear");
    expect((await desk.screen(customer, ann)).decision).toBe("clear");
  });

  test("is found whatever the order, case and spacing of the facts, with or without the reference", async () => {
    await activate();
    const { ref: _ref, ...rest } = customer;
    const same = { ...rest, name: " viktor  DROZDOV-petrenko ", nationality: undefined, country: "ru" };
    const { nationality: _none, ...written } = same;
    expect((await desk.screen(written, ann)).decision).toBe("clear");
  });

  test("holds in a batch too, row by row", async () => {
    const { id } = await activate();
    const lines = [customer, { ...customer, ref: "C-9", birth_date: "1970-01" }].map((row) =>
      JSON.stringify(row),
    );
    const batch = (async function* () {
      yield lines.join("\n");
    })();
    const decisions: string[] = [];
    for await (const { decision, hits } of desk.screenBatch(batch, ann)) {
      decisions.push(`${decision} ${hits[0]?.suppressed?.id ?? "open"}`);
    }
    expect(decisions[0]).toBe(`clear ${id}`);
    expect(decisions[1]).toMatch(/ open$/);
  });

  test("is not set aside by a proposal, nor by one that was revoked or has run out", async () => {
    const proposed = await propose();
    expect((await desk.screen(customer, ann)).decision).not.toBe("clear");
    await desk.suppressions.approve(proposed.id, bob);
    await desk.suppressions.revoke(proposed.id, "a second look", ann);
    expect((await desk.screen(customer, ann)).decision).not.toBe("clear");
    const { id } = await activate();
    clock.advance(365 * DAY_MS);
    expect((await desk.suppressions.get(id)).state).toBe("expired");
    expect((await desk.screen(customer, ann)).decision).not.toBe("clear");
    expect(await desk.suppressions.get(id)).toMatchObject({ state: "expired", endedWhy: "expired" });
    expect((await actions()).at(-1)).toMatchObject({ action: "suppression.ended", status: "expired" });
  });
});

describe("what changes reopens a suppression", () => {
  test("the customer's facts, at the next screening under the same reference", async () => {
    const { id } = await activate();
    const moved = await desk.screen({ ...customer, nationality: ["BY"] }, bob);
    expect(moved.decision).not.toBe("clear");
    expect(moved.hits[0]?.suppressed).toBeUndefined();
    expect(await desk.suppressions.get(id)).toMatchObject({
      state: "reopened",
      endedWhy: "customer_changed",
      endedBy: "user:bob",
    });
    expect((await actions()).slice(-2)).toMatchObject([
      { action: "screening" },
      {
        action: "suppression.ended",
        status: "reopened",
        details: { suppressionId: id, why: "customer_changed" },
      },
    ]);
    expect((await desk.screen(customer, ann)).decision, "also under the old facts").not.toBe("clear");
  });

  test("the list entry, when the list is imported, in the transaction of the import", async () => {
    const { id } = await activate();
    await importList(changedSample((sdn) => sdn.replace("POB Tiraspol", "POB Bender")));
    expect((await desk.suppressions.get(id)).state, "another entry changed").toBe("active");
    await importList(
      changedSample((sdn) => sdn.replace(/^(90007,.*)$/m, (row) => row.replace("1971", "1970"))),
    );
    expect(await desk.suppressions.get(id)).toMatchObject({ state: "reopened", endedWhy: "entry_changed" });
    const [, ended] = (await actions()).slice(-2);
    expect(ended).toMatchObject({
      action: "suppression.ended",
      details: { suppressionId: id, list: "sample" },
    });
    expect((await desk.screen(customer, ann)).decision).not.toBe("clear");
  });

  test("an entry that left the list; a proposal waits for nothing then", async () => {
    const { id } = await propose();
    await importList(changedSample((sdn) => sdn.replace(/^90007,.*\r\n/m, "")));
    expect(await desk.suppressions.get(id)).toMatchObject({ state: "reopened", endedWhy: "entry_removed" });
    await expect(desk.suppressions.approve(id, bob)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("four eyes", () => {
  test("whoever proposes does not approve, by a key neither", async () => {
    const { id } = await propose();
    await expect(desk.suppressions.approve(id, ann)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const access = createAccess({ db: database.db, clock });
    const key = await access.createKey({ name: "k", roles: ["approver"], actor: ann });
    const asKey: Actor = { kind: "service", id: `key:${key.id}`, via: "api" };
    await expect(desk.suppressions.approve(id, asKey)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await desk.suppressions.get(id)).state).toBe("proposed");
    expect((await desk.suppressions.approve(id, bob)).approvedBy).toBe("user:bob");
  });

  test("of people who approve at once one does, and nothing is logged of the others", async () => {
    const { id } = await propose();
    const approvals = ["user:bob", "user:cy", "user:ann"].map((person) => async () => {
      const actor: Actor = { kind: "human", id: person, via: "web" };
      return desk.suppressions.approve(id, actor);
    });
    let results: Promise<PromiseSettledResult<Suppression>[]> | undefined;
    await database.db.transaction(async (tx) => {
      await tx.query("select 1 from probity.suppression where id = $1 for update", [id]);
      results = Promise.allSettled(approvals.map((approve) => approve()));
      await expect.poll(waiting).toBe(3);
    });
    const fulfilled = (await results)?.filter(({ status }) => status === "fulfilled");
    expect(fulfilled).toHaveLength(1);
    const { approvedBy = "" } = await desk.suppressions.get(id);
    expect(["user:bob", "user:cy"]).toContain(approvedBy);
    const logged = (await actions()).filter(({ action }) => action === "suppression.approved");
    expect(logged).toHaveLength(1);
  });

  test("the database refuses it too, and every step a suppression's life does not have", async () => {
    const { id } = await propose();
    const { db } = database;
    const set = (assignments: string) =>
      db.query(`update probity.suppression set ${assignments} where id = $1`, [id]);
    const approved = "state = 'active', approved_at = now()";
    const end = "ended_by = 'user:bob', ended_at = now(), ended_why = 'revoked'";
    await expect(set(`${approved}, approved_by = 'user:ann'`)).rejects.toMatchObject({ code: "PBS02" });
    await expect(set("state = 'active'")).rejects.toThrow();
    await expect(set("reason_sealed = 'x'")).rejects.toThrow(/permission denied/);
    await expect(set("until = now() + interval '10 years'")).rejects.toThrow(/permission denied/);
    await expect(db.query("delete from probity.suppression")).rejects.toThrow(/permission denied/);
    await set(`${approved}, approved_by = 'user:bob'`);
    await expect(set("state = 'proposed'")).rejects.toMatchObject({ code: "PBS01" });
    await expect(set("approved_by = 'user:eve'")).rejects.toMatchObject({ code: "PBS01" });
    await set(`state = 'revoked', ${end}`);
    await expect(
      set("state = 'active', ended_by = null, ended_at = null, ended_why = null"),
    ).rejects.toMatchObject({
      code: "PBS01",
    });
    const born = `insert into probity.suppression (id, state, list, entity_id, entry_hash, customer_hash, screening_id,
        subject_sealed, reason_sealed, until, proposed_by, proposed_at, approved_by, approved_at)
      select 'sup_x', 'active', list, entity_id, entry_hash, customer_hash, screening_id, subject_sealed,
        reason_sealed, until, proposed_by, proposed_at, 'user:bob', now() from probity.suppression limit 1`;
    await expect(db.query(born)).rejects.toMatchObject({ code: "PBS01" });
  });

  test("the constraint stands without the trigger as well", async () => {
    const { id } = await propose();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      await owner.query("alter table probity.suppression disable trigger all");
      const same =
        "update probity.suppression set state = 'active', approved_by = proposed_by, approved_at = now() where id = $1";
      await expect(owner.query(same, [id])).rejects.toMatchObject({ constraint: "suppression_four_eyes" });
    } finally {
      await owner.end();
    }
  });
});

describe("a proposal", () => {
  test("is refused for what is no hit, no screening, too long or without a reason", async () => {
    const { screeningId = "" } = await desk.screen(customer, ann);
    const base = { screeningId, list: "sample", entityId: "90007", reason: "x" };
    const make = (change: object) => desk.suppressions.propose({ ...base, ...change }, ann);
    await expect(make({ entityId: "1" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(make({ screeningId: "scr_x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(make({ reason: " " })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(make({ reason: "x".repeat(2_001) })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    const now = clock.now().getTime();
    await expect(make({ until: new Date(now) })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await expect(make({ until: new Date(now + 366 * DAY_MS) })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
    });
    await make({ until: new Date(now + DAY_MS) });
    await expect(make({}), "one at a time").rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("and its reasons are sealed; the audit log names neither person nor reason", async () => {
    const { id } = await activate();
    await desk.suppressions.revoke(id, "Drozdov came back", ann);
    const rows = await database.db.query("select * from probity.suppression");
    const { rows: entries } = await database.db.query(
      "select convert_from(body, 'UTF8') as body from audit.entry",
    );
    expect(JSON.stringify([rows.rows, entries])).not.toMatch(/drozdov|taller|C-1/i);
    expect(await desk.suppressions.get(id)).toMatchObject({
      names: ["Viktor Drozdov-Petrenko"],
      ref: "C-1",
      endedReason: "Drozdov came back",
    });
    expect((await actions()).map(({ action, status }) => `${action} ${status}`).slice(-3)).toEqual([
      "suppression.proposed proposed",
      "suppression.approved active",
      "suppression.ended revoked",
    ]);
  });

  test("is found by state, entry and customer, page by page", async () => {
    const first = await propose();
    clock.advance(1);
    const second = await propose({ ...customer, ref: "C-2", birth_date: "1971-03" });
    await desk.suppressions.approve(first.id, bob);
    const ids = async (query: object) =>
      (await desk.suppressions.list({ limit: 10, ...query })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([second.id, first.id]);
    expect(await ids({ state: "active" })).toEqual([first.id]);
    expect(await ids({ ref: "C-2" })).toEqual([second.id]);
    expect(await ids({ list: "sample", entityId: "90007" })).toHaveLength(2);
    expect(await ids({ list: "un" })).toEqual([]);
    const page = await desk.suppressions.list({ limit: 1 });
    expect(page.nextCursor).toBe(second.id);
    expect(await ids({ cursor: page.nextCursor })).toEqual([first.id]);
    await expect(desk.suppressions.list({ limit: 1, cursor: "x" })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
    });
  });
});
