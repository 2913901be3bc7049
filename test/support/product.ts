import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { withDatabase } from "./database-url.ts";

/** The product as a user has it: the command line in a process of its own, a home folder, a database. */
export const root = resolve(import.meta.dirname, "../..");
const entry = join(root, "src/cli/main.js");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Product {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether it runs on the embedded PostgreSQL. */
  readonly embedded: boolean;
  /** One command; `json` parses the lines of its answer. */
  run(
    args: readonly string[],
    options?: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv },
  ): Promise<Finished>;
  json<T = Record<string, unknown>>(
    args: readonly string[],
    options?: { cwd?: string; env?: NodeJS.ProcessEnv },
  ): Promise<T>;
  /** A process that stays, such as `up`; resolves at the first line that matches. */
  start(
    args: readonly string[],
    ready: RegExp,
    options?: { cwd?: string; env?: NodeJS.ProcessEnv },
  ): Promise<Running>;
  close(): Promise<void>;
}

export interface Running {
  readonly pid: number;
  readonly baseUrl: string;
  readonly loginLink: string;
  readonly output: () => string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

const COMMAND_TIMEOUT_MS = 120_000;

/**
 * An empty installation: with TEST_DATABASE_URL on a database of its own there (and without
 * an embedded server), else with the embedded one.
 */
export async function openProduct(): Promise<Product> {
  const external = await externalDatabase();
  const home = mkdtempSync(join(tmpdir(), "probity-product-"));
  chmodSync(home, 0o711);
  const base: NodeJS.ProcessEnv = {
    ...process.env,
    PROBITY_HOME: home,
    PROBITY_LOG: "warn",
    NODE_NO_WARNINGS: "1",
  };
  delete base["DATABASE_URL"];
  delete base["TEST_DATABASE_URL"];
  if (external !== undefined) base["DATABASE_URL"] = external.url;
  const running = new Set<Running>();

  const product: Product = {
    home,
    env: base,
    embedded: external === undefined,
    run(args, options = {}) {
      const child = spawn(process.execPath, [entry, ...args], {
        cwd: options.cwd ?? root,
        env: { ...base, ...options.env },
        timeout: COMMAND_TIMEOUT_MS,
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.stdin.end(options.input ?? "");
      return new Promise((done) => child.once("close", (code) => done({ code, stdout, stderr })));
    },
    async json(args, options) {
      const { stdout, stderr, code } = await product.run([...args, "--json"], options);
      const lines = stdout.trim().split("\n");
      try {
        return JSON.parse(lines.length === 1 ? (lines[0] ?? "") : `[${lines.join(",")}]`);
      } catch {
        throw new Error(`probity ${args.join(" ")} exited with ${code}:\n${stdout}\n${stderr}`);
      }
    },
    async start(args, ready, options = {}) {
      const process_ = await startProcess(args, ready, {
        cwd: options.cwd ?? root,
        env: { ...base, ...options.env },
      });
      running.add(process_);
      return process_;
    },
    async close() {
      for (const each of running) await each.kill("SIGTERM");
      await external?.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return product;
}

async function externalDatabase(): Promise<{ url: string; drop(): Promise<void> } | undefined> {
  const server = process.env["TEST_DATABASE_URL"];
  if (server === undefined) return undefined;
  const name = `probity_product_${process.pid}_${randomBytes(4).toString("hex")}`;
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(statement);
    await admin.end();
  };
  await asAdmin(`create database ${name}`);
  return { url: withDatabase(server, name), drop: () => asAdmin(`drop database ${name} with (force)`) };
}

async function startProcess(
  args: readonly string[],
  ready: RegExp,
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Running> {
  const child = spawn(process.execPath, [entry, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const closed = new Promise<void>((done) => child.once("close", () => done()));
  let announce: (() => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (ready.test(line)) announce?.();
    });
  }
  const text = (): string => lines.join("\n");
  await new Promise<void>((done, fail) => {
    announce = done;
    child.once("close", (code) =>
      fail(new Error(`probity ${args.join(" ")} exited with ${code}:\n${text()}`)),
    );
    setTimeout(
      () => fail(new Error(`probity ${args.join(" ")} said nothing like ${ready}:\n${text()}`)),
      COMMAND_TIMEOUT_MS,
    ).unref();
  });
  return {
    pid: child.pid ?? 0,
    get baseUrl() {
      return /(http:\/\/localhost:\d+)/.exec(text())?.[1] ?? "";
    },
    get loginLink() {
      return /(http:\/\/localhost:\d+\/login\?token=\S+)/.exec(text())?.[1] ?? "";
    },
    output: text,
    async kill(signal) {
      child.kill(signal);
      await closed;
    },
  };
}
