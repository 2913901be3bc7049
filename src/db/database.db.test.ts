import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import type { Queryable } from "../core/index.ts";
import { isConnectionError } from "./connection-error.ts";
import { openDatabase } from "./database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ maxConnections: 3 });
  const owner = openDatabase({
    url: database.ownerUrl,
    applicationName: "probity test owner",
    maxConnections: 1,
  });
  await owner.query("create table probity.note (n int unique)");
  await owner.query("grant select, insert on probity.note to probity_app");
  await owner.close();
});
afterAll(() => database.close());

const notes = async () =>
  (await database.db.query<{ n: number }>("select n from probity.note order by n")).rows.map((row) => row.n);

test("values arrive without losing anything: bigint as text, instants as Date, days as text, bytes as bytes", async () => {
  const { rows } = await database.db.query(
    `select 9007199254740993::bigint as big, 1.10::numeric as amount, timestamptz '2026-03-29 01:30:00+00' as instant,
            date '2026-03-29' as day, '\\x00ff'::bytea as bytes, '{"a":1}'::jsonb as json, current_setting('timezone') as zone`,
  );
  expect(rows[0]).toEqual({
    big: "9007199254740993",
    amount: "1.10",
    instant: new Date("2026-03-29T01:30:00Z"),
    day: "2026-03-29",
    bytes: Buffer.from([0, 255]),
    json: { a: 1 },
    zone: "UTC",
  });
});

test("a transaction commits when its work returns and leaves nothing when it throws", async () => {
  expect(
    await database.db.transaction(async (tx) => {
      await tx.query("insert into probity.note values (1)");
      return "done";
    }),
  ).toBe("done");
  await expect(
    database.db.transaction(async (tx) => {
      await tx.query("insert into probity.note values (2)");
      throw new RangeError("no");
    }),
  ).rejects.toThrow(RangeError);
  expect(await notes()).toEqual([1]);
});

test("a transaction whose failed statement was swallowed does not pass for committed", async () => {
  await expect(
    database.db.transaction(async (tx) => {
      await tx.query("insert into probity.note values (3)");
      await tx.query("insert into probity.note values (1)").catch(() => {});
    }),
  ).rejects.toThrow("rolled back instead of committed");
  expect(await notes()).toEqual([1]);
});

test("a transaction handle is of no use after its transaction", async () => {
  let kept: Queryable | undefined;
  await database.db.transaction(async (tx) => {
    kept = tx;
  });
  await expect(kept?.query("select 1")).rejects.toThrow("after its transaction had ended");
});

test("the server's own errors keep their SQLSTATE", async () => {
  await expect(database.db.query("insert into probity.note values (1)")).rejects.toMatchObject({
    code: "23505",
  });
});

test("connections killed while idle are replaced without a trace", async () => {
  await Promise.all([1, 2, 3].map(() => database.db.query("select pg_sleep(0.05)")));
  await kill("state = 'idle'");
  await sleep(50);
  expect((await database.db.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("a connection killed in a transaction is DATABASE_UNAVAILABLE, and the pool goes on", async () => {
  const failing = database.db.transaction(async (tx) => {
    await tx.query("insert into probity.note values (9)");
    await kill("state = 'idle in transaction'");
    await sleep(50);
    await tx.query("insert into probity.note values (10)");
  });
  const error = await failing.catch((thrown: unknown) => thrown);
  expect(isConnectionError(error)).toBe(true);
  expect(error).toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  expect(await notes()).toEqual([1]);
});

async function kill(condition: string): Promise<void> {
  const owner = openDatabase({
    url: database.ownerUrl,
    applicationName: "probity test owner",
    maxConnections: 1,
  });
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'probity test' and ${condition}`,
  );
  await owner.close();
}

test("a server that is not there fails each statement with DATABASE_UNAVAILABLE and never the process", async () => {
  const url = new URL(database.appUrl);
  url.port = "1";
  const db = openDatabase({ url: url.href, applicationName: "probity test", maxConnections: 1 });
  await expect(db.query("select 1")).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  await expect(db.transaction(async () => 1)).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  await db.close();
  await db.close();
});

test("a login that may do everything works as the application's role when told to", async () => {
  const db = openDatabase({
    url: database.ownerUrl,
    applicationName: "probity test",
    maxConnections: 1,
    role: "probity_app",
  });
  try {
    expect((await db.query("select current_user as role")).rows).toEqual([{ role: "probity_app" }]);
    await expect(db.query("delete from audit.entry")).rejects.toMatchObject({ code: "42501" });
  } finally {
    await db.close();
  }
});

test("a statement that runs too long is cancelled", async () => {
  const db = openDatabase({
    url: database.appUrl,
    applicationName: "probity test",
    maxConnections: 1,
    statementTimeoutMs: 50,
  });
  try {
    await expect(db.query("select pg_sleep(10)")).rejects.toMatchObject({ code: "57014" });
  } finally {
    await db.close();
  }
});

test("a test that leaves a connection open fails and is told which", async () => {
  const leaky = await testDatabase();
  const left = openDatabase({ url: leaky.appUrl, applicationName: "probity leak", maxConnections: 1 });
  await left.query("select 1");
  await expect(leaky.close()).rejects.toThrow(/left connections open.*probity leak/);
  await left.close();
});
