import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunId, silentLog, systemClock, type WorkflowId } from "../../src/core/index.ts";
import { type DatabaseHandle, migrate, openDatabase, startEmbedded } from "../../src/db/index.ts";
import { definitionHash, parseDefinition } from "../../src/definitions/index.ts";
import { createEngine, type Engine, migrateEngine } from "../../src/engine/index.ts";
import { cipher, createEffectTable, hostFor, testActions } from "../support/engine-actions.ts";
import type { RandomWorkflow } from "./random-workflow.ts";

/** An installation with a database server of its own and workers in processes of their own, all to be killed. */
export interface Installation {
  readonly engine: Engine;
  readonly db: DatabaseHandle;
  spawnWorker(): Promise<ChildProcess>;
  /** SIGKILL, and waits until the process is gone. */
  kill(worker: ChildProcess): Promise<void>;
  /** SIGKILL to PostgreSQL; it is started again after `downMs`. */
  killDatabase(downMs: number): Promise<void>;
  startRuns(workflows: readonly RandomWorkflow[], count: number): Promise<StartedRun[]>;
  /** Workers that ended although nobody killed them. */
  readonly crashed: () => number;
  close(): Promise<void>;
}

export interface StartedRun {
  readonly id: RunId;
  readonly workflow: RandomWorkflow;
}

const settings = { beatEveryMs: 200, deadAfterMs: 1_500, sweepEveryMs: 1_000 };
const workerFile = fileURLToPath(new URL("worker.ts", import.meta.url));
const actor = { kind: "human", id: "user:alice", via: "cli" } as const;

export async function openInstallation(): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), "probity-kill-"));
  const embedded = { home, log: silentLog, restart: false };
  let server = await startEmbedded(embedded);
  await migrate({ ownerUrl: server.ownerUrl, log: silentLog });
  await migrateEngine(server.ownerUrl);
  await createEffectTable(server.ownerUrl);
  const { appUrl } = server;
  const db = openDatabase({ url: appUrl, applicationName: "probity kill test", maxConnections: 6 });
  const actions = testActions();
  const engine = await createEngine({
    appUrl,
    db,
    actions,
    host: hostFor(db),
    cipher,
    clock: systemClock,
    log: silentLog,
    settings,
  });
  const workers = new Set<ChildProcess>();
  let crashes = 0;
  return {
    engine,
    db,
    async spawnWorker() {
      const worker = spawn(process.execPath, ["--no-warnings", workerFile], {
        env: { ...process.env, APP_URL: appUrl, ENGINE_SETTINGS: JSON.stringify(settings) },
        stdio: ["ignore", "pipe", "inherit"],
      });
      workers.add(worker);
      worker.once("exit", (_, signal) => {
        workers.delete(worker);
        if (signal !== "SIGKILL") crashes++;
      });
      await Promise.race([
        once(worker.stdout ?? worker, "data"),
        once(worker, "exit").then(([code]) => Promise.reject(new Error(`the worker ended with ${code}`))),
      ]);
      return worker;
    },
    kill: killProcess,
    async killDatabase(downMs) {
      process.kill(server.pid, "SIGKILL");
      await new Promise((resolve) => setTimeout(resolve, downMs));
      await server.stop({ force: true }).catch(() => false);
      server = await startEmbedded(embedded);
      if (server.appUrl !== appUrl) throw new Error("the server came back at another address");
    },
    async startRuns(workflows, count) {
      const ids: WorkflowId[] = [];
      for (const { yaml } of workflows) {
        const parsed = parseDefinition(yaml, { file: "random.yaml", actions });
        if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues)}\n${yaml}`);
        const { definition } = parsed;
        await engine.deploy({ yaml, definition, definitionHash: definitionHash(definition), actor });
        ids.push(definition.id);
      }
      const runs: StartedRun[] = [];
      for (let index = 0; index < count; index++) {
        const at = index % workflows.length;
        const [workflowId, workflow] = [ids[at], workflows[at]];
        if (workflowId === undefined || workflow === undefined) throw new Error("no workflows");
        const { runId } = await engine.start({ workflowId, input: {}, actor, trigger: { kind: "manual" } });
        runs.push({ id: runId, workflow });
      }
      return runs;
    },
    crashed: () => crashes,
    async close() {
      await Promise.all([...workers].map(killProcess));
      await engine.close();
      await db.close();
      await server.stop({ force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function killProcess(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, "exit");
  worker.kill("SIGKILL");
  await gone;
}

/** Counts over all runs, by state; `ended` is how many need no worker any more. */
export async function progress(
  db: DatabaseHandle,
): Promise<{ ended: number; states: Record<string, number> }> {
  const { rows } = await db.query<{ state: string; count: string; ended: boolean }>(
    "select state, count(*), bool_and(ended_at is not null) as ended from probity.run group by state",
  );
  const states = Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  const ended = rows.reduce((sum, row) => sum + (row.ended ? Number(row.count) : 0), 0);
  return { ended, states };
}
