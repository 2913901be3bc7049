import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { changedSample, sampleFolder } from "../../../test/support/list-publications.ts";
import { type ListServer, listServer } from "../../../test/support/list-server.ts";
import { listHistory } from "./list-store.ts";

const names = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];
const script = fileURLToPath(new URL("../../../test/support/sync-process.ts", import.meta.url));
let database: TestDatabase;
let server: ListServer;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  server = await listServer();
  folder = mkdtempSync(join(tmpdir(), "probity-sync-"));
  serve(sampleFolder);
});
afterEach(async () => {
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function serve(from: string): void {
  for (const name of names) server.files.set(`/${name}`, { content: readFileSync(join(from, name)) });
}

function start(stopIn = ""): ChildProcess {
  const urls = names.map((name) => `${server.url}/${name}`);
  const entry = JSON.stringify({ id: "sample", format: "ofac-csv", urls, allow_private: true });
  return spawn(process.execPath, [script, database.appUrl, folder, entry, stopIn], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** What the process says, to its end. */
async function run(): Promise<string> {
  const child = start();
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await new Promise((done) => child.once("close", done));
  return text;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await new Promise((done) => child.once("close", done));
}

async function inUse(): Promise<readonly string[]> {
  return (await listHistory(database.db, "sample", 10)).map(({ hash }) => hash);
}

describe("a process that is killed", () => {
  test("in the middle of a download leaves the old snapshot; the next one goes on and publishes", {
    timeout: 60_000,
  }, async () => {
    expect(await run()).toContain("published");
    const before = await inUse();
    serve(changedSample((sdn) => sdn.replace("POB Arkhangelsk", "POB Murmansk")));
    server.faults.set("/sdn.csv", [{ kind: "cut" }, { kind: "silence" }]);
    const asked = server.requests.length;
    const child = start();
    await expect
      .poll(() => server.requests.slice(asked).map(({ range }) => range !== undefined), { timeout: 20_000 })
      .toContain(true);
    await kill(child);
    expect(await inUse()).toEqual(before);
    const sent = server.sent();
    expect(await run()).toContain("published");
    const whole = names.reduce(
      (sum, name) => sum + Buffer.from(server.files.get(`/${name}`)?.content ?? "").length,
      0,
    );
    expect(server.sent() - sent).toBeLessThan(whole);
    expect(await inUse()).toHaveLength(2);
  });

  test("in the transaction that publishes leaves the old snapshot, and the next one publishes", {
    timeout: 60_000,
  }, async () => {
    expect(await run()).toContain("published");
    const before = await inUse();
    serve(changedSample((sdn) => sdn.replace("POB Arkhangelsk", "POB Murmansk")));
    const child = start("publication");
    await new Promise((done) => child.stdout?.once("data", done));
    await kill(child);
    expect(await inUse()).toEqual(before);
    expect(await run()).toContain("published");
    expect(await inUse()).toHaveLength(2);
  });
});
