import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import { type DatabaseHandle, openDatabase } from "../../src/db/index.ts";
import { withDatabase } from "./database-url.ts";

/** What test/global-setup.ts hands to the tests. */
export interface TestServer {
  /** Superuser login, database `postgres`. */
  readonly adminUrl: string;
  /** Login that is a member of probity_app and nothing else, database `postgres`. */
  readonly appUrl: string;
  /** The migrated database every test database is a copy of. */
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestDatabase {
  /** Works as the application role. */
  readonly db: DatabaseHandle;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Drops the database. Fails, naming them, when connections to it were left open. */
  close(): Promise<void>;
}

/** SQLSTATE object_in_use. */
const OBJECT_IN_USE = "55006";

/** A fresh database with every migration applied. Close it in the same test or hook pair. */
export async function testDatabase(options: { maxConnections?: number } = {}): Promise<TestDatabase> {
  const name = await createDatabase(inject("testServer").template);
  const { adminUrl, appUrl } = inject("testServer");
  const db = openDatabase({
    url: withDatabase(appUrl, name),
    applicationName: "probity test",
    maxConnections: options.maxConnections ?? 8,
  });
  return {
    db,
    ownerUrl: withDatabase(adminUrl, name),
    appUrl: withDatabase(appUrl, name),
    async close() {
      await db.close();
      await dropDatabase(name);
    },
  };
}

/** A database without any migration, for tests of the migrator; `dropDatabase` removes it. */
export async function emptyDatabase(): Promise<{ name: string; ownerUrl: string; appUrl: string }> {
  const name = await createDatabase("template0");
  const { adminUrl, appUrl } = inject("testServer");
  return { name, ownerUrl: withDatabase(adminUrl, name), appUrl: withDatabase(appUrl, name) };
}

async function createDatabase(template: string): Promise<string> {
  const name = `probity_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await asAdmin(async (admin) => {
    for (;;) {
      try {
        await admin.query(`create database ${name} template ${template}`);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== OBJECT_IN_USE) throw error;
        await sleep(50);
      }
    }
  });
  return name;
}

/** Drops a test database. @throws Error naming the connections that were left open; it is dropped all the same. */
export async function dropDatabase(name: string): Promise<void> {
  await asAdmin(async (admin) => {
    try {
      // PostgreSQL itself waits up to five seconds for connections that are just closing.
      await admin.query(`drop database ${name}`);
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE) throw error;
      const { rows } = await admin.query(
        "select application_name, state, left(query, 120) as query from pg_stat_activity where datname = $1",
        [name],
      );
      await admin.query(`drop database ${name} with (force)`);
      throw new Error(`the test left connections open: ${JSON.stringify(rows)}`);
    }
  });
}

async function asAdmin(work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({
    connectionString: inject("testServer").adminUrl,
    application_name: "probity test admin",
  });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
