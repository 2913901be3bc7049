import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, withStartLock } from "./start-lock.ts";

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "probity-lock-"));
  lock = join(folder, "lock");
});
afterEach(() => rm(folder, { recursive: true }));

test("work under one lock never overlaps, and nothing is left behind", async () => {
  let inside = 0;
  let most = 0;
  const order = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      withStartLock(lock, async () => {
        most = Math.max(most, ++inside);
        await sleep(2);
        inside--;
        return n;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(await readdir(folder)).toEqual([]);
});

test("a lock that cannot be written leaves nothing behind", async () => {
  await expect(withStartLock(join(folder, "none", "lock"), async () => 1)).rejects.toThrow(/ENOENT/);
  expect(await readdir(folder)).toEqual([]);
});

test("work that fails frees the lock", async () => {
  await expect(withStartLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withStartLock(lock, async () => 1)).toBe(1);
});

test("the lock of a living process is waited for", async () => {
  await writeFile(lock, String(process.pid));
  let done = false;
  const waiting = withStartLock(lock, async () => {
    done = true;
  });
  await sleep(150);
  expect(done).toBe(false);
  await rm(lock);
  await waiting;
  expect(done).toBe(true);
});

test("the lock of a dead process, and one older than any start lasts, are taken over", async () => {
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  await writeFile(lock, String(dead.pid));
  expect(await withStartLock(lock, async () => "dead")).toBe("dead");
  await writeFile(lock, String(process.pid));
  await utimes(lock, 0, 0);
  expect(await withStartLock(lock, async () => "old")).toBe("old");
});

test("a process that ended is not alive, one of another user is", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  await once(child, "spawn");
  expect(isAlive(child.pid ?? 0)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isAlive(child.pid ?? 0)).toBe(false);
  expect(isAlive(1)).toBe(true);
  for (const nonsense of [0, -1, 1.5, Number.NaN]) expect(isAlive(nonsense)).toBe(false);
});
