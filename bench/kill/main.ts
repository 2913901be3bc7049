/**
 * npm run bench:kill [-- RUNS [SEED]]
 *
 * The kill tests of test/kill on many more random workflows than a test run has time for:
 * workers and PostgreSQL are killed and frozen while RUNS (default 1,000) runs per test are
 * under way, and every effect and audit entry is counted afterwards. Exit code 0: nothing
 * was lost, doubled or stuck.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const [, , runs = "1000", seed = String(Date.now() % 2 ** 31)] = process.argv;
const root = resolve(import.meta.dirname, "../..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

process.stderr.write(`${runs} runs per test, seed ${seed}\n`);
const child = spawn(process.execPath, [vitest, "run", "test/kill", "--testTimeout=3600000"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, KILL_RUNS: runs, KILL_SEED: seed },
});
const [code] = (await once(child, "exit")) as [number | null];
process.exitCode = code ?? 1;
