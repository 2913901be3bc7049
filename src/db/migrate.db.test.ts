import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dropDatabase, emptyDatabase } from "../../test/support/database.ts";
import { withDatabase } from "../../test/support/database-url.ts";
import { silentLog } from "../core/index.ts";
import { MIGRATIONS_FOLDER, migrate, readMigrations } from "./migrate.ts";

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), "probity-sql-"));
  await cp(join(MIGRATIONS_FOLDER, "000001_roles_and_audit.sql"), join(folder, "000001_roles_and_audit.sql"));
});

afterEach(async () => {
  await dropDatabase(database.name);
  await rm(folder, { recursive: true });
});

async function query(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const run = () => migrate({ ownerUrl: database.ownerUrl, log: silentLog, folder });

test("the migrations that ship apply in order, once", async () => {
  const names = (await readMigrations()).map((file) => file.name);
  expect(await migrate({ ownerUrl: database.ownerUrl, log: silentLog })).toEqual(names);
  expect(await migrate({ ownerUrl: database.ownerUrl, log: silentLog })).toEqual([]);
});

test("twenty migrators at once apply each file exactly once", async () => {
  const applied = await Promise.all(Array.from({ length: 20 }, run));
  expect(applied.flat()).toEqual(["000001_roles_and_audit"]);
  expect(await query("select name from probity.migration")).toHaveLength(1);
});

test("a file that fails leaves nothing behind and names itself, and a mended file applies", async () => {
  await writeFile(join(folder, "000002_broken.sql"), "create table probity.half (id int); select 1/0;");
  await expect(run()).rejects.toMatchObject({
    code: "MIGRATION_FAILED",
    message: expect.stringContaining("sql/000002_broken.sql: division by zero"),
  });
  expect(await query("select to_regclass('probity.half') as found")).toEqual([{ found: null }]);
  await writeFile(join(folder, "000002_broken.sql"), "create table probity.half (id int);");
  expect(await run()).toEqual(["000002_broken"]);
});

test("an applied file that was changed is refused", async () => {
  await run();
  await writeFile(join(folder, "000001_roles_and_audit.sql"), "select 1;");
  await expect(run()).rejects.toMatchObject({
    code: "MIGRATION_FAILED",
    message: expect.stringContaining("sql/000001_roles_and_audit.sql was changed"),
  });
});

test("a database newer than the code is refused and both versions are named", async () => {
  await run();
  await query("insert into probity.migration (name, sha256) values ('000009_future', 'x')");
  await expect(run()).rejects.toMatchObject({
    code: "MIGRATION_FAILED",
    message: expect.stringMatching(/at 000009_future .* up to 000001_roles_and_audit/),
  });
});

test("a file slipped in before one that is applied is refused", async () => {
  await writeFile(join(folder, "000003_third.sql"), "select 1;");
  await run();
  await writeFile(join(folder, "000002_second.sql"), "select 1;");
  await expect(run()).rejects.toMatchObject({
    message: expect.stringContaining("comes before 000003_third"),
  });
});

test.each(["1_x.sql", "000002-x.sql", "000001_again.sql"])("a misnamed file %s is refused", async (name) => {
  await writeFile(join(folder, name), "select 1;");
  await expect(run()).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
});

test("an owner without the right to make roles and schemas is told the SQL to run, and it works", async () => {
  const role = `${database.name}_owner`;
  await query(`create role ${role} login password 'secret'`);
  const url = new URL(database.ownerUrl);
  url.username = role;
  url.password = "secret";
  const asOwner = () => migrate({ ownerUrl: url.href, log: silentLog, folder });
  try {
    const refused = await asOwner().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "DATABASE_PERMISSION",
      message: expect.stringContaining(
        `grant probity_app to ${role}; alter database ${database.name} owner to ${role};`,
      ),
    });
    await query(`grant probity_app to ${role}`);
    await query(`alter database ${database.name} owner to ${role}`);
    expect(await asOwner()).toEqual(["000001_roles_and_audit"]);
  } finally {
    await query(`reassign owned by ${role} to current_user`);
    await query(`revoke probity_app from ${role}`);
    await query(`drop role ${role}`).catch(() => {});
  }
});

test("a server that is not there is DATABASE_UNAVAILABLE", async () => {
  const url = new URL(withDatabase(database.ownerUrl, "probity"));
  url.port = "1";
  await expect(migrate({ ownerUrl: url.href, log: silentLog, folder })).rejects.toMatchObject({
    code: "DATABASE_UNAVAILABLE",
    retryable: true,
  });
});
