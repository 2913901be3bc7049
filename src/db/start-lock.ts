import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ProbityError } from "../core/index.ts";

/** Longer than the slowest initdb and crash recovery we wait for; an older lock belongs to a dead process. */
const LOCK_AGE_MAX_MS = 15 * 60_000;
const POLL_MS = 25;

/**
 * Runs `work` while no other process of this machine does so for the same lock file. A
 * lock whose holder is dead is taken over. PostgreSQL's own interlock on the data folder
 * stands behind it, so the worst a broken lock causes is a failed start.
 *
 * @throws ProbityError DATABASE_START_FAILED when another process holds the lock too long.
 */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock appears with its holder's number already in it: a link is made of a finished file. */
async function acquire(path: string): Promise<void> {
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const deadline = performance.now() + LOCK_AGE_MAX_MS;
  try {
    // A full disk leaves the file behind empty, so this too has to be cleared away.
    await writeFile(mine, String(process.pid), { mode: 0o600 });
    while (performance.now() < deadline) {
      try {
        await link(mine, path);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      if (await isAbandoned(path)) await takeAway(path, mine);
      else await sleep(POLL_MS);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new ProbityError(
    "DATABASE_START_FAILED",
    `another process keeps ${path}; remove the file if none runs`,
  );
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const [text, info] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return !isAlive(Number(text)) || Date.now() - info.mtimeMs > LOCK_AGE_MAX_MS;
  } catch {
    return false;
  }
}

/** Of several that see the same dead holder only one succeeds in moving the file. */
async function takeAway(path: string, mine: string): Promise<void> {
  await rename(path, `${mine}.dead`).catch(() => {});
  await rm(`${mine}.dead`, { force: true });
}

/** Whether a process with this number runs, whoever owns it. One that ended and was never waited for does not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    // The state follows the name in parentheses (proc(5)); the name may itself hold parentheses.
    return !/^[ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "");
  } catch {
    return false;
  }
}
