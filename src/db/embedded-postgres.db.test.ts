import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { silentLog } from "../core/index.ts";
import { type EmbeddedPostgres, startEmbedded } from "./embedded-postgres.ts";
import { isPostmaster } from "./postmaster.ts";
import { serverAccount, spawnAs } from "./server-account.ts";
import { isAlive } from "./start-lock.ts";

const holder = fileURLToPath(new URL("../../test/support/hold-embedded.ts", import.meta.url));
let home: string;
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "probity-embedded-"));
  await chmod(home, 0o711);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const server of started.splice(0)) await server.stop({ force: true });
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function start(change: { restart?: boolean; port?: number } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({
    home,
    log: silentLog,
    restart: false,
    settings: { fsync: "off" },
    ...change,
  });
  started.push(server);
  return server;
}

/** Another process that holds the server; resolves to what it printed first. */
async function holdElsewhere(): Promise<{
  child: ChildProcess;
  attached: boolean;
  pid: number;
  next(): Promise<unknown>;
}> {
  const child = spawn(process.execPath, [holder, home], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "null");
  return { child, next, ...(await next()) };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 20_000; !(await condition()); ) {
    if (performance.now() > deadline) throw new Error("it did not happen within 20 s");
    await sleep(20);
  }
}

test("a first start makes a server only this machine and only with a password can reach", async () => {
  const server = await start();
  expect(server.attached).toBe(false);
  expect(await ask(server.ownerUrl, "show fsync")).toBe("off");
  expect(await ask(server.ownerUrl, "show listen_addresses")).toBe("127.0.0.1");
  expect(await ask(server.ownerUrl, "show unix_socket_directories")).toBe("");
  expect(await ask(server.ownerUrl, "show server_encoding")).toBe("UTF8");
  expect(await ask(server.ownerUrl, "show server_version")).toMatch(/^18\./);
  expect(await ask(server.ownerUrl, "select datcollate from pg_database where datname = 'probity'")).toBe(
    "C",
  );
  expect(
    await ask(server.appUrl, "select current_user || rolsuper from pg_roles where rolname = current_user"),
  ).toBe("probity_appfalse");
  const wrong = new URL(server.ownerUrl);
  wrong.password = "wrong";
  await expect(ask(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  for (const file of ["database.json", "postgres.json", "postgres.log"]) {
    expect((await stat(join(home, file))).mode & 0o777, file).toBe(0o600);
  }
  expect((await stat(server.dataFolder)).mode & 0o777).toBe(0o700);
  expect(await readFile(join(home, "postgres.log"), "utf8")).not.toContain(new URL(server.ownerUrl).password);
});

test("data survives a stop and a start on the same port, and fsync is on unless a test says else", async () => {
  const first = await start();
  await ask(first.ownerUrl, "create table kept as select 42 as n");
  expect(await first.stop()).toBe(true);
  expect(isAlive(first.pid)).toBe(false);
  const second = await startEmbedded({ home, log: silentLog });
  started.push(second);
  expect(second.port).toBe(first.port);
  expect(await ask(second.ownerUrl, "select n from kept")).toBe(42);
  expect(await ask(second.ownerUrl, "show fsync")).toBe("on");
});

test("of four processes starting at once one starts and three attach; the last to leave stops the server", async () => {
  const holders = await Promise.all([holdElsewhere(), holdElsewhere(), holdElsewhere(), holdElsewhere()]);
  expect(holders.filter((one) => !one.attached)).toHaveLength(1);
  expect(new Set(holders.map((one) => one.pid)).size).toBe(1);
  const answers: unknown[] = [];
  for (const one of holders) {
    one.child.stdin?.end();
    answers.push(await one.next());
  }
  expect(answers).toEqual([{ stopped: false }, { stopped: false }, { stopped: false }, { stopped: true }]);
  expect(isAlive(holders[0]?.pid ?? 0)).toBe(false);
});

test("a connection that is not ours keeps the server running as well", async () => {
  const server = await start();
  const stranger = new pg.Client({ connectionString: server.appUrl });
  await stranger.connect();
  expect(await server.stop()).toBe(false);
  await stranger.end();
  const again = await start();
  expect(again).toMatchObject({ attached: true, pid: server.pid });
  expect(await again.stop()).toBe(true);
});

test("after kill -9 of the process that started it, the next one attaches to the running server", async () => {
  const { child, pid } = await holdElsewhere();
  child.kill("SIGKILL");
  await once(child, "exit");
  const server = await start();
  expect(server).toMatchObject({ attached: true, pid });
  expect(await server.stop()).toBe(true);
});

test("a process killed while it held the start lock blocks nobody", async () => {
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  await writeFile(join(home, "postgres.lock"), String(dead.pid));
  expect((await start()).attached).toBe(false);
});

test("after kill -9 of the server, with connections open, it starts again at once and has every committed row", async () => {
  const first = await start();
  await ask(first.ownerUrl, "create table if not exists survived (n int)");
  const busy = new pg.Client({ connectionString: first.ownerUrl });
  busy.on("error", () => {});
  await busy.connect();
  void busy.query("select pg_sleep(60)").catch(() => {});
  await ask(first.ownerUrl, "insert into survived values (1)");
  process.kill(first.pid, "SIGKILL");
  const second = await start();
  expect(second).toMatchObject({ attached: false, port: first.port });
  expect(await ask(second.ownerUrl, "select count(*)::int from survived")).toBe(1);
  await busy.end().catch(() => {});
});

test("a server killed while we hold it comes back by itself", async () => {
  const server = await start({ restart: true });
  const { pid } = server;
  process.kill(pid, "SIGKILL");
  await until(() => server.pid !== pid);
  expect(await ask(server.appUrl, "select 1")).toBe(1);
  expect(await server.stop()).toBe(true);
});

test("a server killed just before we stop it is not brought back behind our back", async () => {
  const server = await start({ restart: true });
  process.kill(server.pid, "SIGKILL");
  await until(() => !isAlive(server.pid));
  await server.stop();
  await sleep(300);
  expect(isAlive(server.pid)).toBe(false);
  expect((await start()).attached).toBe(false);
});

describe("a postmaster.pid left behind", () => {
  async function leavePidFile(pid: number): Promise<void> {
    const server = await start();
    const file = await readFile(join(server.dataFolder, "postmaster.pid"), "utf8");
    await server.stop({ force: true });
    const path = join(server.dataFolder, "postmaster.pid");
    await writeFile(path, file.replace(/^\d+/, String(pid)), { mode: 0o600 });
    const owner = await stat(server.dataFolder);
    await chown(path, owner.uid, owner.gid);
  }

  test("with the number of a process that is gone does no harm", async () => {
    const dead = spawn(process.execPath, ["-e", ""]);
    await once(dead, "exit");
    await leavePidFile(dead.pid ?? 0);
    expect((await start()).attached).toBe(false);
  });

  test.skipIf(process.platform !== "linux")(
    "with the number of another program of the same user does no harm to either",
    async () => {
      const other = spawn("/bin/sleep", ["60"], { ...spawnAs(serverAccount()), stdio: "ignore" });
      children.push(other);
      await once(other, "spawn");
      await leavePidFile(other.pid ?? 0);
      expect((await start()).attached).toBe(false);
      expect(isAlive(other.pid ?? 0)).toBe(true);
    },
  );
});

test("a port in use is replaced by a free one, which is remembered", async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer().listen(first.port, "127.0.0.1");
  await once(squatter, "listening");
  const second = await start();
  expect(second.port).not.toBe(first.port);
  expect(await ask(second.appUrl, "select 1")).toBe(1);
  await second.stop();
  squatter.close();
  expect((await start()).port).toBe(second.port);
});

test("data of another major version is refused and left as it is", async () => {
  const server = await start();
  await server.stop();
  const path = join(server.dataFolder, "PG_VERSION");
  await writeFile(path, "17\n");
  await expect(start()).rejects.toMatchObject({
    code: "DATABASE_VERSION",
    message: expect.stringMatching(/made by PostgreSQL 17 .* brings PostgreSQL 18.*DATABASE_URL/s),
  });
  await writeFile(path, "18\n");
  expect((await start()).attached).toBe(false);
});

test("lost passwords are said to be lost, and the data stays", async () => {
  const server = await start();
  await server.stop();
  const path = join(home, "database.json");
  const text = await readFile(path);
  await rm(path);
  await expect(start()).rejects.toMatchObject({
    code: "DATABASE_START_FAILED",
    message: expect.stringContaining("database.json with the database's passwords is gone"),
  });
  await writeFile(path, text.toString().replace(/"password": "/g, '"password": "x'), { mode: 0o600 });
  await expect(start()).rejects.toMatchObject({ message: expect.stringContaining("refuses the password") });
  await writeFile(path, text, { mode: 0o600 });
  expect(await ask((await start()).ownerUrl, "select 1")).toBe(1);
});

test("a login missing because an earlier first start was killed is made", async () => {
  const server = await start();
  await ask(server.ownerUrl, "alter role probity_app nologin");
  await server.stop({ force: true });
  expect(await ask((await start()).appUrl, "select 1")).toBe(1);
});

test("a broken server setting is reported with the server's own words", async () => {
  await expect(
    startEmbedded({ home, log: silentLog, settings: { max_connections: "many" } }),
  ).rejects.toMatchObject({
    code: "DATABASE_START_FAILED",
    message: expect.stringMatching(/invalid value for parameter "max_connections"/),
  });
});

test("no other program is taken for our postmaster", async () => {
  expect(await isPostmaster(process.pid, join(home, "postgres"))).toBe(process.platform !== "linux");
  expect(await isPostmaster(0, join(home, "postgres"))).toBe(false);
});
