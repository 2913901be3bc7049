import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { appendAudit } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await appendAudit(database.db, {
    actor: { kind: "human", id: "usr_1", via: "cli" },
    action: "review.decided",
    status: "approved",
    stream: "runs",
    at: new Date(),
  });
});
afterAll(() => database.close());

async function as(url: string, ...statements: string[]): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.end();
  }
}

const count = async () =>
  (await database.db.query("select count(*)::int as n from audit.entry")).rows[0]?.["n"];

/** SQLSTATE insufficient_privilege. */
const DENIED = "42501";
const insert =
  "insert into audit.entry (entry_id, at, stream, action, status, body) values ('x', now(), 's', 'a', 's', '{}')";

test.each([
  ["update", "update audit.entry set status = 'x'"],
  ["update of no row", "update audit.entry set status = 'x' where false"],
  ["delete", "delete from audit.entry"],
  ["truncate", "truncate audit.entry"],
  ["insert past the function", insert],
  ["insert through the view", "insert into audit_log (action) values ('x')"],
  ["update through the view", "update audit_log set status = 'x'"],
  ["disable the trigger", "alter table audit.entry disable trigger entry_append_only"],
  ["drop the trigger", "drop trigger entry_append_only on audit.entry"],
  [
    "replace the trigger's function",
    "create or replace function audit.refuse_change() returns trigger language plpgsql as 'begin return null; end'",
  ],
  ["drop the table", "drop table audit.entry"],
  ["rename the table", "alter table audit.entry rename to other"],
  ["add a rule", "create rule r as on insert to audit.entry do instead nothing"],
  ["skip triggers", "set session_replication_role = replica"],
  ["make a table in the schema", "create table audit.x (id int)"],
  ["lock it against writers", "begin; lock table audit.entry in access exclusive mode"],
  ["grant itself more", "grant update on audit.entry to probity_app; update audit.entry set status = 'x'"],
  [
    "become the owner",
    `do $$ begin execute format('set role %I', (select tableowner from pg_tables where schemaname = 'audit' limit 1)); end $$`,
  ],
  ["move the numbering", "select setval('audit.entry_id_seq', 1)"],
  ["change a migration's record", "delete from probity.migration"],
])("the application role cannot %s", async (_, statement) => {
  const before = await count();
  const code = await as(database.appUrl, statement);
  expect(code === DENIED || (code === "55000" && statement.includes("audit_log"))).toBe(true);
  expect(await count()).toBe(before);
});

test("a hostile search_path does not reach the append function", async () => {
  const code = await as(
    database.appUrl,
    "create temp table entry (like audit.entry)",
    "create function pg_temp.sha256(bytea) returns bytea language sql as 'select null::bytea'",
    "set search_path = pg_temp, audit",
    `select audit.append('{}')`,
  );
  expect(code).toBe("23502");
});

test.each(["update audit.entry set status = 'x'", "delete from audit.entry", "truncate audit.entry"])(
  "the trigger stops the superuser too, under session_replication_role = replica as well: %s",
  async (statement) => {
    const before = await count();
    expect(await as(database.ownerUrl, statement)).toBe("PBA01");
    expect(await as(database.ownerUrl, "set session_replication_role = replica", statement)).toBe("PBA01");
    expect(await count()).toBe(before);
  },
);

test("nobody but the application role may append or read", async () => {
  const role = `stranger_${process.pid}`;
  await as(database.ownerUrl, `create role ${role}`);
  try {
    for (const statement of [
      "select audit.append('{}')",
      "select * from audit.entry",
      "select * from public.audit_log",
    ]) {
      expect(await as(database.ownerUrl, `set role ${role}`, statement)).toBe(DENIED);
    }
  } finally {
    await as(database.ownerUrl, `drop role ${role}`);
  }
});
