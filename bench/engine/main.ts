/**
 * npm run bench:engine [-- --json] [--rounds 5] [--runs 200] [--parked 2000]
 *
 * Durable steps per second of the interpreter, beside the same steps written by hand as a
 * DBOS workflow, in interleaved rounds on the same PostgreSQL; latency of steps and
 * starts; memory and idle load with many parked decisions.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { type Actor, type Installation, openInstallation } from "../../src/app/index.ts";
import { type RunId, silentLog, type WorkflowId } from "../../src/core/index.ts";
import { migrate } from "../../src/db/index.ts";
import { machine, percentile, round } from "../machine.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    runs: { type: "string", default: "200" },
    parked: { type: "string", default: "2000" },
  },
});
const IN_FLIGHT = 50;
const STEPS = 4;
const SEQUENTIAL_RUNS = 200;
const SETTLE_MS = 12_000;
const IDLE_MS = 10_000;
const actor: Actor = { kind: "service", id: "bench", via: "cli" };
const diamond = "bench-diamond" as WorkflowId;
const parkedId = "bench-parked" as WorkflowId;
const folder = import.meta.dirname;
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function finish(probity: Installation, runId: RunId): Promise<void> {
  let run = await probity.engine.waitForRun(runId, 60_000);
  // Just decided, not resumed yet.
  while (run.state === "waiting") {
    await sleep(2);
    run = await probity.engine.waitForRun(runId, 60_000);
  }
  if (run.state !== "succeeded") throw new Error(`${runId} ended as ${run.state}: ${run.error?.message}`);
}

async function start(probity: Installation, workflowId: WorkflowId): Promise<RunId> {
  const { runId } = await probity.engine.start({ workflowId, input: {}, actor, trigger: { kind: "manual" } });
  return runId;
}

async function interpreterRound(probity: Installation, count: number): Promise<number> {
  let begun = 0;
  const startedMs = performance.now();
  const lane = async (): Promise<void> => {
    while (begun++ < count) await finish(probity, await start(probity, diamond));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return performance.now() - startedMs;
}

async function handwrittenRound(child: ChildProcess, count: number): Promise<number> {
  child.send({ count, inFlight: IN_FLIGHT });
  const [{ ms }] = (await once(child, "message")) as [{ ms: number }];
  return ms;
}

/** A database of its own for the baseline, with our audit tables. */
async function startHandwritten(ownerUrl: string): Promise<ChildProcess> {
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  await admin.query("create database handwritten");
  await admin.end();
  const url = new URL(ownerUrl);
  url.pathname = "/handwritten";
  await migrate({ ownerUrl: url.href, log: silentLog });
  const child = fork(join(folder, "handwritten.ts"), [url.href]);
  await once(child, "message");
  return child;
}

async function throughput(probity: Installation, child: ChildProcess) {
  const rounds = Number(options.rounds);
  const runs = Number(options.runs);
  await interpreterRound(probity, IN_FLIGHT);
  await handwrittenRound(child, IN_FLIGHT);
  const ratios: number[] = [];
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let index = 0; index < rounds; index++) {
    const interpreterMs = await interpreterRound(probity, runs);
    const handwrittenMs = await handwrittenRound(child, runs);
    ours.push((runs * STEPS * 1_000) / interpreterMs);
    theirs.push((runs * STEPS * 1_000) / handwrittenMs);
    ratios.push(handwrittenMs / interpreterMs);
    say(
      `round ${index + 1}: interpreter ${round(ours.at(-1) ?? 0, 0)} steps/s, by hand ${round(theirs.at(-1) ?? 0, 0)} steps/s, ratio ${round(ratios.at(-1) ?? 0)}`,
    );
  }
  return {
    steps_per_s: round(percentile(ours, 0.5), 0),
    "baseline.handwritten_steps_per_s": round(percentile(theirs, 0.5), 0),
    steps_ratio_to_handwritten: round(percentile(ratios, 0.5)),
    steps_ratio_to_handwritten_min: round(Math.min(...ratios)),
    steps_ratio_to_handwritten_max: round(Math.max(...ratios)),
  };
}

/** One run at a time: time from the request to the first step, and per step after that. */
async function latency(probity: Installation) {
  const perStep: number[] = [];
  const startLatency: number[] = [];
  for (let index = 0; index < SEQUENTIAL_RUNS; index++) {
    const requestedAt = Date.now();
    const runId = await start(probity, diamond);
    await finish(probity, runId);
    const run = await probity.engine.getRun(runId);
    const first = run?.steps[0]?.startedAt?.getTime() ?? Number.NaN;
    const ended = run?.endedAt?.getTime() ?? Number.NaN;
    startLatency.push(first - requestedAt);
    perStep.push((ended - first) / STEPS);
  }
  return {
    step_overhead_p50_ms: round(percentile(perStep, 0.5)),
    step_overhead_p99_ms: round(percentile(perStep, 0.99)),
    start_latency_p50_ms: round(percentile(startLatency, 0.5)),
    start_latency_p99_ms: round(percentile(startLatency, 0.99)),
  };
}

/** Many parked decisions: what they cost while nobody decides, and how fast one is resumed. */
async function parked(probity: Installation) {
  const count = Number(options.parked);
  const before = process.memoryUsage().rss;
  const ids: RunId[] = [];
  for (let index = 0; index < count; index += IN_FLIGHT) {
    ids.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(IN_FLIGHT, count - index) }, () => start(probity, parkedId)),
      )),
    );
  }
  const last = ids.at(-1);
  if (last !== undefined) await probity.engine.waitForRun(last, 120_000);
  for (;;) {
    const { items } = await probity.engine.listRuns({ workflowId: parkedId, state: "queued", limit: 1 });
    const { items: running } = await probity.engine.listRuns({
      workflowId: parkedId,
      state: "running",
      limit: 1,
    });
    if (items.length + running.length === 0) break;
    await sleep(200);
  }
  // Statistics arrive late; what was counted while the runs were parked must not look like idle load.
  await sleep(SETTLE_MS);
  const transactions = async (): Promise<number> => {
    const { rows } = await probity.database.db.query<{ n: string }>(
      "select sum(xact_commit + xact_rollback) as n from pg_stat_database where datname = current_database()",
    );
    return Number(rows[0]?.n);
  };
  const [cpu, tx] = [process.cpuUsage(), await transactions()];
  await sleep(IDLE_MS);
  const used = process.cpuUsage(cpu);
  const txPerS = ((await transactions()) - tx) / (IDLE_MS / 1_000);
  const resumed: number[] = [];
  const { items } = await probity.engine.listReviews({ state: "open", limit: 20 });
  for (const review of items) {
    const decidedMs = performance.now();
    await probity.engine.decide({
      reviewId: review.id,
      decision: "approve",
      reason: "bench",
      actor: { ...actor, kind: "human", id: "os:bench" },
    });
    await finish(probity, review.runId);
    resumed.push(performance.now() - decidedMs);
  }
  return {
    parked: count,
    parked_rss_mb: round(process.memoryUsage().rss / 2 ** 20, 0),
    parked_kib_each: round((process.memoryUsage().rss - before) / 1_024 / count, 1),
    parked_idle_cpu_cores: round((used.user + used.system) / 1_000 / IDLE_MS, 3),
    parked_idle_tx_per_s: round(txPerS, 0),
    decision_to_end_p50_ms: round(percentile(resumed, 0.5), 1),
  };
}

const home = mkdtempSync(join(tmpdir(), "probity-bench-"));
chmodSync(home, 0o711);
const config = join(folder, "probity.yaml");
const probity = await openInstallation({
  cwd: folder,
  env: { PROBITY_HOME: home, PROBITY_CONFIG: config, PROBITY_LOG: "error" },
});
try {
  await probity.startWorker();
  for (const name of ["diamond", "parked"])
    await probity.deploy(readFileSync(join(folder, `${name}.yaml`)), `${name}.yaml`, actor);
  const child = await startHandwritten(probity.database.ownerUrl);
  const measures = { ...(await throughput(probity, child)), ...(await latency(probity)) };
  child.disconnect();
  await once(child, "exit");
  const all = { ...measures, ...(Number(options.parked) > 0 ? await parked(probity) : {}) };
  if (!options.json) for (const [name, value] of Object.entries(all)) say(`${name.padEnd(36)} ${value}`);
  process.stdout.write(`${JSON.stringify({ machine: machine(), measures: all })}\n`);
} finally {
  await probity.close();
  rmSync(home, { recursive: true, force: true });
}
