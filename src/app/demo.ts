import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WorkflowId } from "../core/index.ts";
import type { RunDetail } from "../engine/index.ts";
import type { Actor, Installation } from "./probity.ts";
import { examplesRoot } from "./samples.ts";

const workflowsRoot = fileURLToPath(new URL("../../workflows/", import.meta.url));
/** The demo's list; a real one is imported beside it under its own name. */
const SAMPLE_LIST = "sample-sdn";
const DEMO_WORKFLOW = "kyc-onboarding" as WorkflowId;
/** Longer than any demo takes on a slow machine. */
const RUN_TIMEOUT_MS = 60_000;
/** The demo is nobody's request: a person may decide on what it started. */
const demoActor: Actor = { kind: "service", id: "demo", via: "cli" };

type Print = (text?: string) => void;

/** Deploys every definition of the configured workflows folder. */
export async function deployFolder(probity: Installation, actor: Actor, print: Print): Promise<void> {
  const folder = probity.config.workflowsFolder;
  if (folder === undefined) return;
  for (const name of definitionFiles(folder)) await deployFile(probity, join(folder, name), actor, print);
}

/**
 * Loads the sample list, deploys the shipped workflow, onboards the sample customers and
 * says what was decided and why. Starting again finds everything done and only reports.
 */
export async function runDemo(probity: Installation, print: Print): Promise<void> {
  const list = await probity.importList(
    { list: SAMPLE_LIST, paths: [join(examplesRoot, "lists", SAMPLE_LIST)] },
    demoActor,
  );
  if (list.changed)
    print(`Imported the sample list: ${list.entities} invented parties, ${list.names} names.`);
  await deployFile(probity, join(workflowsRoot, `${DEMO_WORKFLOW}.yaml`), demoActor, print);
  const runs: RunDetail[] = [];
  for (const sample of await probity.samples(DEMO_WORKFLOW)) {
    const { runId } = await probity.engine.start({
      workflowId: DEMO_WORKFLOW,
      input: sample.input as never,
      actor: demoActor,
      trigger: { kind: "manual", detail: "demo" },
      idempotencyKey: `demo-${sample.name}`,
    });
    await probity.engine.waitForRun(runId, RUN_TIMEOUT_MS);
    const run = await probity.engine.getRun(runId);
    if (!run) continue;
    runs.push(run);
    printDecision(run, sample.name, print);
  }
  await printAudit(probity, runs, print);
}

function definitionFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

async function deployFile(probity: Installation, file: string, actor: Actor, print: Print): Promise<void> {
  const { workflowId, changed } = await probity.deploy(readFileSync(file), file, actor);
  if (changed) print(`Deployed the workflow ${workflowId}.`);
}

function printDecision(run: RunDetail, sample: string, print: Print): void {
  const ms = run.startedAt && run.endedAt ? `, ${run.endedAt.getTime() - run.startedAt.getTime()} ms` : "";
  print(`\nCustomer "${sample}": ${run.state}${ms}  (${run.id})`);
  for (const step of run.steps) {
    if (step.state === "pending" || step.state === "skipped") continue;
    const what = step.state === "waiting" ? "waits for a person" : (step.outcome ?? step.state);
    print(`  ${step.name.padEnd(22)} ${what.padEnd(18)} ${step.summary ?? ""}`.trimEnd());
  }
}

async function printAudit(probity: Installation, runs: readonly RunDetail[], print: Print): Promise<void> {
  const [first] = runs;
  if (!first) return;
  const { items } = await probity.listAudit({ run: first.id, limit: 50 });
  print(`\nAudit log of ${first.id}:`);
  for (const entry of [...items].reverse()) {
    print(`  ${entry.at}  ${entry.action.padEnd(26)} ${entry.status.padEnd(10)} ${entry.leaf.slice(0, 16)}…`);
  }
  const check = await probity.verifyAudit();
  print(
    check.ok
      ? `All ${check.entries} audit entries recomputed: unchanged.`
      : `Audit check FAILED at entry ${check.firstBad}.`,
  );
}
