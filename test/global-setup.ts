import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { silentLog } from "../src/core/index.ts";
import { migrate, startEmbedded } from "../src/db/index.ts";
import { migrateEngine } from "../src/engine/index.ts";
import { withDatabase } from "./support/database-url.ts";

/**
 * What makes a fresh database ready for tests, in order. A part of the product with tables
 * of its own adds its step here; every test database is a copy of the result.
 */
const templateSetups: readonly ((ownerUrl: string) => Promise<unknown>)[] = [
  (ownerUrl) => migrate({ ownerUrl, log: silentLog }),
  (ownerUrl) => migrateEngine(ownerUrl),
];

/**
 * Once per test run: a server, and on it the migrated template. TEST_DATABASE_URL (a
 * superuser's login) names a server to use; without it one is started in a temporary home.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const suffix = randomBytes(4).toString("hex");
  const template = `probity_template_${suffix}`;
  const appRole = `probity_test_app_${suffix}`;
  const password = randomBytes(12).toString("hex");
  const admin = new pg.Client({ connectionString: server.adminUrl, application_name: "probity test setup" });
  await admin.connect();
  await admin.query(`create database ${template} template template0`);
  for (const setUp of templateSetups) await setUp(withDatabase(server.adminUrl, template));
  await admin.query(`create role ${appRole} login password '${password}' in role probity_app`);
  await admin.end();
  project.provide("testServer", {
    adminUrl: server.adminUrl,
    appUrl: loginUrl(server.adminUrl, appRole, password),
    template,
  });
  return async () => {
    const closing = new pg.Client({ connectionString: server.adminUrl });
    await closing.connect();
    await closing.query(`drop database ${template} with (force)`);
    await closing.query(`drop role ${appRole}`);
    await closing.end();
    await server.close();
  };
}

function loginUrl(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = password;
  return url.href;
}

async function openServer(): Promise<{ adminUrl: string; close(): Promise<void> }> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined) return { adminUrl: given, close: async () => {} };
  const home = await mkdtemp(join(tmpdir(), "probity-test-"));
  await chmod(home, 0o711);
  const server = await startEmbedded({
    home,
    log: silentLog,
    restart: false,
    // The data is thrown away, so nothing needs to survive a power cut.
    settings: { fsync: "off", synchronous_commit: "off" },
  });
  return {
    adminUrl: withDatabase(server.ownerUrl, "postgres"),
    async close() {
      await server.stop({ force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}
