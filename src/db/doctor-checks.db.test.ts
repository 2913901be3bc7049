import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { fixedClock, silentLog, systemClock } from "../core/index.ts";
import { type DatabaseHandle, openDatabase } from "./database.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { databaseChecks } from "./doctor-checks.ts";
import { startEmbedded } from "./embedded-postgres.ts";
import { dumpSchema } from "./schema-dump.ts";

let database: TestDatabase;
let owner: DatabaseHandle;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "probity-schema-"));
  await writeFile(join(folder, "schema.sql"), await dumpSchema(database.db));
  owner = openDatabase({ url: database.ownerUrl, applicationName: "probity test owner", maxConnections: 1 });
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const look = (clock = systemClock, url = database.appUrl) =>
  databaseChecks({
    app: { url, applicationName: "probity doctor", maxConnections: 1 },
    clock,
    schemaFile: join(folder, "schema.sql"),
  });
const wrong = (checks: DoctorCheck[]) => checks.filter((one) => !one.ok);

test("a sound database passes every check", async () => {
  const checks = await look();
  expect(wrong(checks)).toEqual([]);
  expect(checks.map((one) => one.id)).toEqual([
    "database.connection",
    "database.version",
    "database.clock",
    "database.migrations",
    "database.rights",
    "database.schema",
  ]);
});

test.each([
  [
    "grant update on audit.entry to probity_app",
    "revoke update on audit.entry from probity_app",
    "may update audit entries",
  ],
  [
    "alter table audit.entry disable trigger entry_append_only",
    "alter table audit.entry enable always trigger entry_append_only",
    "trigger that keeps audit entries unchanged",
  ],
  [
    "alter table audit.entry enable trigger entry_append_only",
    "alter table audit.entry enable always trigger entry_append_only",
    "not set to fire always",
  ],
  [
    "revoke execute on function audit.append(bytea) from probity_app",
    "grant execute on function audit.append(bytea) to probity_app",
    "may not append",
  ],
])("after %s the rights are reported wrong", async (breaks, mends, message) => {
  await owner.query(breaks);
  const found = wrong(await look()).filter((one) => one.id !== "database.schema");
  expect(found).toEqual([
    { id: "database.rights", ok: false, message: expect.stringContaining(message), fix: expect.any(String) },
  ]);
  await owner.query(mends);
  expect(wrong(await look())).toEqual([]);
});

test("the owner as the application's login is reported", async () => {
  expect(wrong(await look(systemClock, database.ownerUrl))[0]).toMatchObject({
    id: "database.rights",
    message: expect.stringContaining("superuser"),
  });
});

test.each([
  [
    "update probity.migration set sha256 = 'x' where name = '000001_roles_and_audit'",
    "changed after they were applied: 000001_roles_and_audit",
  ],
  [
    "insert into probity.migration (name, sha256) values ('000099_future', 'x')",
    "newer than this version of Probity: it has 000099_future",
  ],
  [
    "delete from probity.migration where name = '000001_roles_and_audit'",
    "not yet applied: 000001_roles_and_audit",
  ],
])("after %s the migrations are reported wrong", async (breaks, message) => {
  await owner.query("create table probity.saved as select * from probity.migration");
  await owner.query(breaks);
  const found = wrong(await look());
  await owner.query("truncate probity.migration");
  await owner.query("insert into probity.migration select * from probity.saved");
  await owner.query("drop table probity.saved");
  expect(found).toEqual([
    {
      id: "database.migrations",
      ok: false,
      message: expect.stringContaining(message),
      fix: expect.any(String),
    },
  ]);
});

test("a table no migration made and an index that is gone are reported as drift", async () => {
  await owner.query("create table probity.by_hand (id int)");
  await owner.query("drop index audit.entry_time");
  const found = wrong(await look());
  await owner.query("drop table probity.by_hand");
  await owner.query("create index entry_time on audit.entry (at)");
  expect(found).toEqual([
    {
      id: "database.schema",
      ok: false,
      message: expect.stringMatching(
        /missing: CREATE INDEX entry_time .*not expected: create table probity.by_hand/,
      ),
      fix: expect.any(String),
    },
  ]);
  expect(wrong(await look())).toEqual([]);
});

test("clocks that differ are reported with the difference", async () => {
  const found = wrong(await look(fixedClock(new Date(Date.now() - 3_600_000).toISOString())));
  expect(found).toEqual([
    {
      id: "database.clock",
      ok: false,
      message: expect.stringMatching(/differ by 3[56]\d{5} ms/),
      fix: expect.stringContaining("NTP"),
    },
  ]);
});

test("a server that is not there is one finding, not a failure of the doctor", async () => {
  const url = new URL(database.appUrl);
  url.port = "1";
  expect(await look(systemClock, url.href)).toEqual([
    {
      id: "database.connection",
      ok: false,
      message: expect.stringContaining("cannot be reached"),
      fix: expect.any(String),
    },
  ]);
});

test("the embedded server's files are checked without starting it", async () => {
  const home = await mkdtemp(join(tmpdir(), "probity-doctor-"));
  await chmod(home, 0o711);
  const check = async () =>
    Object.fromEntries(
      (await databaseChecks({ embeddedHome: home, clock: systemClock })).map((one) => [one.id, one]),
    );
  try {
    expect(Object.values(await check()).map((one) => one.ok)).toEqual([true, true, true, true]);
    const server = await startEmbedded({ home, log: silentLog, restart: false, settings: { fsync: "off" } });
    await server.stop({ force: true });
    expect(Object.values(await check()).map((one) => one.ok)).toEqual([true, true, true, true]);
    await chmod(join(home, "database.json"), 0o644);
    await chmod(server.dataFolder, 0o755);
    const open = await check();
    expect(open["database.credentials"]).toMatchObject({
      ok: false,
      fix: `chmod 600 ${join(home, "database.json")}`,
    });
    expect(open["database.data-folder"]).toMatchObject({ ok: false, fix: `chmod 700 ${server.dataFolder}` });
    await chmod(server.dataFolder, 0o700);
    await writeFile(join(server.dataFolder, "PG_VERSION"), "17\n");
    await rm(join(home, "database.json"));
    const broken = await check();
    expect(broken["database.credentials"]).toMatchObject({
      ok: false,
      message: expect.stringContaining("is gone"),
    });
    expect(broken["database.data-folder"]).toMatchObject({
      ok: false,
      message: expect.stringContaining("made by PostgreSQL 17"),
    });
  } finally {
    await rm(home, { recursive: true });
  }
});
