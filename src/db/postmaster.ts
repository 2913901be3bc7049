import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProbityError } from "../core/index.ts";
import { binaryName, type PostgresBinaries } from "./postgres-binaries.ts";
import { type ServerAccount, spawnAs } from "./server-account.ts";
import { isAlive } from "./start-lock.ts";

/** The server's log is put aside at a start when it is larger. */
const LOG_BYTES_MAX = 10 * 1_048_576;
/** As much of the log's end as an error message shows. */
const LOG_TAIL_BYTES = 4_096;
const LOG_TAIL_LINES = 6;

/** What postmaster.pid says (PostgreSQL source, miscadmin.h, "LOCK_FILE_LINE_*"). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
}

/** The settings of a server on a small machine; fsync stays on. */
const baseSettings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  // Paths of sockets may have 107 bytes at most, and a folder for them would need protecting.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  max_wal_size: "512MB",
  checkpoint_completion_target: "0.9",
  huge_pages: "off",
  jit: "off",
  log_timezone: "UTC",
  timezone: "UTC",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] %a ",
  // Statements can hold personal data; the log does not.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** Reads postmaster.pid; undefined when there is none or it is not finished. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(dataFolder, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number.isInteger(port) ? port : 0 } : undefined;
}

/**
 * Whether a process is the postmaster of a data folder. After a crash the number in
 * postmaster.pid may belong to any other program. Where processes cannot be looked at,
 * a live one counts as the postmaster.
 */
export async function isPostmaster(pid: number, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const words = command.split("\0");
  return words.some((word) => word.endsWith("postgres")) && words.includes(dataFolder);
}

/**
 * Makes a postmaster.pid whose number was taken over by another program harmless: with
 * our number in it PostgreSQL, being our child, knows that no postmaster is meant, and
 * still checks the shared memory the other lines name. Deleting the file would lose that.
 */
export async function disarmPostmasterFile(dataFolder: string): Promise<void> {
  const path = join(dataFolder, "postmaster.pid");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return;
  await writeFile(path, text.replace(/^\d+/, String(process.pid)));
}

/** Starts the server in a session of its own, so that Ctrl-C in our terminal does not reach it. */
export async function spawnPostmaster(options: {
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly dataFolder: string;
  readonly port: number;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
}): Promise<ChildProcess> {
  const size = await stat(options.logFile).then(
    (info) => info.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(options.logFile, `${options.logFile}.1`);
  const settings = Object.entries({ ...baseSettings, ...options.settings });
  const log = openSync(options.logFile, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, 0o600);
  try {
    const child = spawn(
      join(options.binaries.folder, "bin", binaryName("postgres")),
      [
        "-D",
        options.dataFolder,
        "-p",
        String(options.port),
        ...settings.flatMap(([key, value]) => ["-c", `${key}=${value}`]),
      ],
      { ...spawnAs(options.account), detached: true, stdio: ["ignore", log, log] },
    );
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** A fast shutdown: running transactions are rolled back. Longer than this only a broken disk takes. */
const STOP_TIMEOUT_MS = 60_000;

/** Stops a server and waits until it is gone. @throws ProbityError DATABASE_UNAVAILABLE when it does not go. */
export async function stopPostmaster(pid: number): Promise<void> {
  // SIGINT asks PostgreSQL for a fast shutdown; Windows has no signals, and there the crash recovery of the next start serves.
  process.kill(pid, "SIGINT");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      throw new ProbityError(
        "DATABASE_UNAVAILABLE",
        `PostgreSQL (process ${pid}) did not stop in ${STOP_TIMEOUT_MS / 1_000} s`,
      );
    }
    await sleep(5);
  }
}

/** The last lines of the server's log from `fromByte` on, for an error message. */
export async function logTail(logFile: string, fromByte = 0): Promise<string> {
  const file = await open(logFile).catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { size } = await file.stat();
    const start = Math.max(fromByte, size - LOG_TAIL_BYTES, 0);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOG_TAIL_BYTES), 0, LOG_TAIL_BYTES, start);
    return lastLines(buffer.subarray(0, bytesRead).toString("utf8"));
  } finally {
    await file.close();
  }
}

/** The last lines of a program's output, joined for a message of one line. */
export function lastLines(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .slice(-LOG_TAIL_LINES)
    .join(" | ");
}

/** `preferred` if nothing listens there on 127.0.0.1, else a port the system picks. */
export async function freePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await tryListen(preferred)) !== undefined) return preferred;
  const port = await tryListen(0);
  if (port === undefined) throw new Error("no free port on 127.0.0.1");
  return port;
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}
