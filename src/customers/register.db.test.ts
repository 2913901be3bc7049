import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { createDataCipher, fixedClock, ProbityError } from "../core/index.ts";
import type { CustomerRecord } from "./customer.ts";
import type { CustomerRow } from "./read-file.ts";
import { type CustomerRegister, createCustomerRegister } from "./register.ts";

const actor = { kind: "human", id: "user:ada", via: "test" } as const;
const clock = fixedClock("2026-11-23T10:00:00Z");
let database: TestDatabase;
let register: CustomerRegister;

beforeEach(async () => {
  database = await testDatabase();
  register = createCustomerRegister({
    db: database.db,
    clock,
    cipher: createDataCipher(randomBytes(32)),
    check(record) {
      if (record.countries.includes("Narnia"))
        throw new ProbityError("REQUEST_INVALID", "a country is unknown");
    },
  });
});
afterEach(() => database.close());

function record(ref: string, name: string, more: Partial<CustomerRecord> = {}): CustomerRecord {
  return { ref, type: "person", names: [name], countries: [], nationalities: [], identifiers: [], ...more };
}

async function* rows(records: readonly CustomerRecord[]): AsyncGenerator<CustomerRow> {
  for (const [at, customer] of records.entries()) yield { line: at + 1, customer };
}

async function count(table: string): Promise<number> {
  const { rows } = await database.db.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(rows[0]?.n);
}

async function waitsForLock(): Promise<void> {
  await expect
    .poll(() => count("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
    .toBe(1);
}

describe("the register of customers", () => {
  test("a customer is registered once, and every change is a version and an audit entry", async () => {
    const first = await register.upsert({ ref: "C-1", name: "Marta Lindqvist", country: "SE" }, actor);
    expect(first).toMatchObject({ result: "created", customer: { version: 1, status: "active" } });
    const same = await register.upsert({ ref: "C-1", names: ["Marta Lindqvist"], country: ["SE"] }, actor);
    expect(same).toMatchObject({ result: "unchanged", customer: { id: first.customer.id, version: 1 } });
    const changed = await register.upsert({ ref: "C-1", name: "Marta Berg", country: "SE" }, actor);
    expect(changed).toMatchObject({ result: "changed", customer: { id: first.customer.id, version: 2 } });
    expect(changed.customer.contentHash).not.toBe(first.customer.contentHash);
    expect(await count("probity.customer_version")).toBe(2);
    expect(await count("audit.entry")).toBe(2);
    expect((await register.get("C-1")).record.names).toEqual(["Marta Berg"]);
  });

  test("a customer that changes while it is being closed is closed as it became", async () => {
    await register.upsert({ ref: "C-1", name: "Marta Lindqvist" }, actor);
    const { id } = await register.get("C-1");
    let closing: Promise<unknown> | undefined;
    await database.db.transaction(async (tx) => {
      await tx.query("select 1 from probity.customer where id = $1 for update", [id]);
      closing = register.close("C-1", "moved away", actor);
      await waitsForLock();
      await tx.query(
        `insert into probity.customer_version (customer_id, version, content_hash, status, record_sealed, at, by)
         select customer_id, 2, content_hash, status, record_sealed, at, by from probity.customer_version
          where customer_id = $1`,
        [id],
      );
      await tx.query("update probity.customer set version = 2 where id = $1", [id]);
    });
    expect(await closing).toMatchObject({ id, status: "closed", version: 3 });
  });

  test("a risk tier alone changes the record but not what is screened", async () => {
    const before = await register.upsert({ ref: "1", name: "Ada", risk: "low" }, actor);
    const after = await register.upsert({ ref: "1", name: "Ada", risk: "high" }, actor);
    expect(after.result).toBe("changed");
    expect(after.customer.contentHash).toBe(before.customer.contentHash);
  });

  test("names, refs and countries stand nowhere in clear, neither in the log", async () => {
    await register.upsert({ ref: "SSN-19880417", name: "Marta Lindqvist", country: "SE" }, actor);
    await register.close("SSN-19880417", "moved in with Gregor", actor);
    for (const table of ["probity.customer", "probity.customer_version", "audit.entry"]) {
      const { rows } = await database.db.query<{ t: string }>(
        table === "audit.entry"
          ? "select convert_from(body, 'UTF8') as t from audit.entry"
          : `select ${table.split(".")[1]}::text as t from ${table}`,
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/lindqvist|19880417|Gregor/i);
    }
  });

  test("an import of many rows writes each once; repeated, it writes nothing", async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => record(`C-${at}`, `Customer ${at}`));
    const seen: number[] = [];
    const first = await register.importRows(rows(many), actor, (done) => seen.push(done));
    expect(first).toEqual({
      rows: 2_500,
      created: 2_500,
      changed: 0,
      unchanged: 0,
      refused: 0,
      problems: [],
    });
    expect(seen).toEqual([1_000, 2_000, 2_500]);
    const entries = await count("audit.entry");
    expect(entries).toBe(3);
    const again = await register.importRows(rows(many), actor);
    expect(again).toMatchObject({ unchanged: 2_500, created: 0, changed: 0 });
    expect(await count("probity.customer_version")).toBe(2_500);
    expect(await count("audit.entry")).toBe(entries);
  });

  test("bad rows are listed with their line, and nothing else is lost", async () => {
    async function* mixed(): AsyncGenerator<CustomerRow> {
      yield { line: 2, customer: record("1", "Ada") };
      yield { line: 3, problem: "name is missing" };
      yield { line: 4, customer: record("2", "Lucy", { countries: ["Narnia"] }) };
      yield { line: 5, customer: record("3", "Grace") };
    }
    expect(await register.importRows(mixed(), actor)).toEqual({
      rows: 4,
      created: 2,
      changed: 0,
      unchanged: 0,
      refused: 2,
      problems: [
        { line: 3, problem: "name is missing" },
        { line: 4, problem: "a country is unknown" },
      ],
    });
  });

  test("two rows of one customer are two versions, in the order of the file", async () => {
    await register.importRows(rows([record("1", "Ada King"), record("1", "Ada Lovelace")]), actor);
    expect(await register.get("1")).toMatchObject({ version: 2, record: { names: ["Ada Lovelace"] } });
  });

  test("two imports of the same customers at once register each once", async () => {
    const many = Array.from({ length: 300 }, (_, at) => record(`C-${at}`, `Customer ${at}`));
    const both = await Promise.all([
      register.importRows(rows(many), actor),
      register.importRows(rows([...many].reverse()), actor),
    ]);
    expect(both.map(({ created, unchanged }) => created + unchanged)).toEqual([300, 300]);
    expect(await count("probity.customer")).toBe(300);
    expect(await count("probity.customer_version")).toBe(300);
  });

  test("a closed customer keeps its history and opens again when it is registered again", async () => {
    await register.upsert({ ref: "1", name: "Ada" }, actor);
    expect(await register.close("1", "left", actor)).toMatchObject({ status: "closed", version: 2 });
    expect(await register.close("1", "left", actor)).toMatchObject({ status: "closed", version: 2 });
    expect((await register.list({ status: "active", limit: 10 })).items).toEqual([]);
    const { id } = await register.get("1");
    expect((await register.versions(id, 10)).map(({ reason }) => reason)).toEqual(["left", undefined]);
    const { rows } = await database.db.query("select reason_sealed from probity.customer_version");
    expect(JSON.stringify(rows)).not.toContain("left");
    expect(await register.upsert({ ref: "1", name: "Ada" }, actor)).toMatchObject({
      result: "changed",
      customer: { status: "active", version: 3 },
    });
  });

  test("pages follow one another without gaps, newest first", async () => {
    await register.importRows(rows(Array.from({ length: 5 }, (_, at) => record(`${at}`, `N ${at}`))), actor);
    const refs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await register.list({ cursor, limit: 2 });
      refs.push(...page.items.map((one) => one.record.ref));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect([...refs].sort()).toEqual(["0", "1", "2", "3", "4"]);
    expect(new Set(refs).size).toBe(5);
  });

  test.each([
    {},
    { ref: "1" },
    { ref: "", name: "Ada" },
    null,
    "x",
    { ref: "1", name: "Ada", country: ["Narnia"] },
  ])("what is no customer is refused and leaves no trace: %j", async (input) => {
    await expect(register.upsert(input, actor)).rejects.toBeInstanceOf(ProbityError);
    expect(await count("probity.customer")).toBe(0);
    expect(await count("audit.entry")).toBe(0);
  });

  test("an unknown customer is not found", async () => {
    await expect(register.get("nobody")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(register.get("cus_0199c0de-0000-7000-8000-000000000000")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("the application cannot change or delete a version, who a customer is, or when a hit was first seen", async () => {
    await register.upsert({ ref: "1", name: "Ada" }, actor);
    for (const statement of [
      "update probity.customer set ref_index = 'x'",
      "update probity.customer set created_at = now()",
      "update probity.customer_hit set first_seen = now()",
      "update probity.customer_hit set entity_id = 'x'",
      "update probity.rescreening set started_by = 'nobody'",
      "update probity.rescreening set list_versions = '{}'",
      "update probity.coverage set policy_hash = 'x'",
      "update probity.customer_version set version = 9",
      "delete from probity.customer_version",
      "delete from probity.customer",
    ]) {
      await expect(database.db.query(statement), statement).rejects.toThrow(/permission denied/);
    }
  });
});
