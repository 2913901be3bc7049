import { spawnSync } from "node:child_process";
import { ProbityError } from "../core/index.ts";

/** The operating system account PostgreSQL runs under. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL looks its own account up by number, so an account must exist; no machine gets a new one from us. */
const CANDIDATES = ["postgres", "nobody"];

/**
 * The account for a server started by root, which PostgreSQL refuses to run as; undefined
 * when this process is not root, and the server then runs as this process does.
 *
 * @throws ProbityError DATABASE_START_FAILED when this process is root and there is no such account.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    const uid = numberFromId("-u", name);
    const gid = numberFromId("-g", name);
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new ProbityError(
    "DATABASE_START_FAILED",
    "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody; run Probity as a normal user or set DATABASE_URL",
  );
}

function numberFromId(flag: "-u" | "-g", name: string): number | undefined {
  const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
  const text = answer.stdout?.trim() ?? "";
  return answer.status === 0 && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Options of `child_process` that make a child run under the account, with nothing of our environment in it. */
export function spawnAs(account: ServerAccount | undefined): {
  cwd: string;
  env: Record<string, string>;
  uid?: number;
  gid?: number;
} {
  const env: Record<string, string> = { LC_ALL: "C", TZ: "UTC", PATH: process.env["PATH"] ?? "" };
  const systemRoot = process.env["SystemRoot"];
  if (systemRoot !== undefined) env["SystemRoot"] = systemRoot;
  const cwd = process.platform === "win32" ? process.cwd() : "/";
  return account ? { cwd, env, uid: account.uid, gid: account.gid } : { cwd, env };
}

/**
 * Whether the account can enter a folder: asked of the kernel by trying, so that access
 * lists and mount options count as well as permission bits.
 */
export function canEnter(folder: string, account: ServerAccount | undefined): boolean {
  if (account === undefined) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...spawnAs(account), stdio: "ignore" }).status ===
    0
  );
}
