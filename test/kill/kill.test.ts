import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findDamage } from "./expect-whole.ts";
import { type Installation, openInstallation, progress, type StartedRun } from "./installation.ts";
import { randomWorkflows } from "./random-workflow.ts";

/**
 * Real worker processes and a real server, killed while they work. Afterwards every run has
 * ended well, and no effect and no audit entry is lost or doubled. KILL_RUNS and KILL_SEED
 * make the tests longer or different.
 */
const RUNS = Number(process.env["KILL_RUNS"] ?? 60);
const SEED = Number(process.env["KILL_SEED"] ?? 20_261_122);
const LIMIT_MS = 60_000 + RUNS * 500;

let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
});
afterEach(async () => {
  await installation.close();
});

async function begin(workers: number, runs = RUNS) {
  const processes = await Promise.all(Array.from({ length: workers }, () => installation.spawnWorker()));
  const started = await installation.startRuns(randomWorkflows(Math.min(runs, 20), SEED + workers), runs);
  return { processes, started };
}

/** Waits until this share of the runs has ended, so that the blow falls while the others are under way. */
async function until(share: number, total = RUNS): Promise<void> {
  for (;;) {
    const { ended } = await progress(installation.db);
    if (ended >= share * total) return;
    await sleep(10);
  }
}

async function expectWhole(started: readonly StartedRun[]): Promise<void> {
  const deadline = performance.now() + LIMIT_MS - 15_000;
  for (;;) {
    const { ended, states } = await progress(installation.db);
    if (ended === started.length) break;
    if (performance.now() > deadline) throw new Error(`runs are stuck: ${JSON.stringify(states)}`);
    await sleep(50);
  }
  expect(await findDamage(installation.db, started)).toEqual([]);
  expect(installation.crashed()).toBe(0);
}

interface Victim {
  readonly process: ChildProcess;
  readonly workerId: string;
  /** What it had under way. */
  readonly runs: readonly string[];
}

/** A worker in the middle of several runs, so that the blow hits them. */
async function busyWorker(processes: readonly ChildProcess[]): Promise<Victim> {
  for (;;) {
    const { rows } = await installation.db.query<{ id: string; pid: number; runs: string[] }>(
      `select w.id, w.pid, array_agg(s.workflow_uuid) as runs
       from probity.worker w join dbos.workflow_status s on s.executor_id = w.id
       where s.status = 'PENDING' and w.pid = any ($1) group by w.id, w.pid having count(*) >= 3
       order by count(*) desc limit 1`,
      [processes.filter((each) => each.signalCode === null).map((each) => each.pid)],
    );
    const [row] = rows;
    const found = processes.find((each) => each.pid === row?.pid);
    if (found !== undefined && row !== undefined) return { process: found, workerId: row.id, runs: row.runs };
    await sleep(5);
  }
}

/** The blow hit something: runs the victim had under way were finished by somebody else. */
async function expectTakenOver(...victims: readonly Victim[]): Promise<void> {
  for (const { workerId, runs } of victims) {
    const { rows } = await installation.db.query(
      "select 1 from dbos.workflow_status where workflow_uuid = any ($1) and executor_id <> $2",
      [runs, workerId],
    );
    expect(rows.length).toBeGreaterThan(0);
  }
}

describe("nothing is lost and nothing is doubled", () => {
  test(
    "kill -9 of one worker of three, three times over",
    async () => {
      const { processes, started } = await begin(3);
      const victims: Victim[] = [];
      for (const share of [0.05, 0.2, 0.4]) {
        await until(share);
        const victim = await busyWorker(processes);
        await installation.kill(victim.process);
        victims.push(victim);
        processes.push(await installation.spawnWorker());
      }
      await expectWhole(started);
      await expectTakenOver(...victims);
    },
    LIMIT_MS,
  );

  test(
    "kill -9 of all workers at once",
    async () => {
      const { processes, started } = await begin(2);
      await until(0.1);
      const victim = await busyWorker(processes);
      await Promise.all(processes.map((worker) => installation.kill(worker)));
      await installation.spawnWorker();
      await installation.spawnWorker();
      await expectWhole(started);
      await expectTakenOver(victim);
    },
    LIMIT_MS,
  );

  test(
    "a worker that freezes, loses its runs to a peer, and wakes up again",
    async () => {
      const { processes, started } = await begin(2);
      const victim = await busyWorker(processes);
      victim.process.kill("SIGSTOP");
      await sleep(4_000);
      victim.process.kill("SIGCONT");
      await expectWhole(started);
      await expectTakenOver(victim);
    },
    LIMIT_MS,
  );

  test(
    "kill -9 of PostgreSQL, twice",
    async () => {
      const { started } = await begin(2);
      await until(0.1);
      await installation.killDatabase(300);
      await until(0.5);
      await installation.killDatabase(300);
      await expectWhole(started);
    },
    LIMIT_MS,
  );

  test("a database that is away for ten seconds in the middle of 200 runs", async () => {
    const { started } = await begin(2, 200);
    await until(0.2, 200);
    await installation.killDatabase(10_000);
    await expectWhole(started);
  }, 120_000);
});
