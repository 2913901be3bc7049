import { type Command, Option } from "commander";
import type { RunDetail, StepView } from "../../app/index.ts";
import { runState } from "../../contract/index.ts";
import { ProbityError, parseDuration, type RunId, type WorkflowId } from "../../core/index.ts";
import { exitCode } from "../exit-code.ts";
import { readJsonFile } from "../json-file.ts";
import type { Output } from "../output.ts";
import { printable } from "../output.ts";
import { pageSize } from "../page-size.ts";
import { withInstallation } from "../session.ts";
import { waitForEndOrPerson } from "../wait.ts";

/** `trigger` and `runs …`. */
export function runsCommands(program: Command): void {
  triggerCommand(program);
  emitCommand(program);
  const runs = program.command("runs").description("look at runs and steer them");
  listCommand(runs);
  showCommand(runs);
  steerCommands(runs);
  backfillCommand(runs);
}

function triggerCommand(program: Command): void {
  program
    .command("trigger")
    .description("start a run of a workflow")
    .argument("<workflow>", "workflow id")
    .option("--input <file>", "JSON file with the run's input, - for standard input")
    .option(
      "--wait",
      "wait until the run has ended or needs a person; without a live worker, this process carries it out; exit code 0 only when it succeeded",
    )
    .option("--timeout <duration>", "how long to wait", "5m")
    .option("--idempotency-key <key>", "the same key starts no second run")
    .addHelpText(
      "after",
      "\nExample:\n  probity trigger kyc-onboarding --input examples/customers/clear.json --wait",
    )
    .action(
      async (
        workflow: string,
        options: { input?: string; wait?: boolean; timeout: string; idempotencyKey?: string },
        command: Command,
      ) => {
        const timeoutMs = parseDuration(options.timeout);
        if (timeoutMs === undefined)
          throw new ProbityError(
            "REQUEST_INVALID",
            `--timeout "${options.timeout}" is not a duration such as 30s or 5m.`,
          );
        const input = options.input === undefined ? {} : readJsonFile(options.input);
        await withInstallation(command, async ({ probity, output, actor }) => {
          const { runId, existing } = await probity.engine.start({
            workflowId: workflow as WorkflowId,
            input,
            actor,
            trigger: { kind: "manual" },
            ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
          });
          if (!options.wait) {
            output.value({ runId, existing });
            output.line(`${runId}${existing ? " (the run of an earlier request with this key)" : ""}`);
            if (!(await probity.hasLiveWorker()))
              output.note("No worker is running: the run starts with `probity up` or `probity worker`.");
            return;
          }
          if (!(await probity.hasLiveWorker())) await probity.startWorker();
          const run = await waitForEndOrPerson(probity.engine, runId, timeoutMs);
          output.value(run);
          printRun(output, run);
          if (run.endedAt === undefined) output.note("The run has not ended; it goes on.");
          if (run.state !== "succeeded") process.exitCode = exitCode.negative;
        });
      },
    );
}

function emitCommand(program: Command): void {
  program
    .command("emit")
    .description("send an event: starts every workflow that listens to it")
    .argument("<event>", "event name")
    .option("--input <file>", "JSON file with the payload, - for standard input")
    .option("--idempotency-key <key>", "the same key starts no second run")
    .addHelpText("after", "\nExample:\n  probity emit new_customer --input examples/customers/clear.json")
    .action(async (event: string, options: { input?: string; idempotencyKey?: string }, command: Command) => {
      const input = options.input === undefined ? {} : readJsonFile(options.input);
      await withInstallation(command, async ({ probity, output, actor }) => {
        const started = await probity.engine.emit({
          event,
          input,
          actor,
          ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
        });
        output.value({ runs: started });
        for (const run of started) output.line(`${run.workflowId} ${run.runId}`);
        if (started.length === 0) {
          output.note(`No deployed workflow listens to the event "${event}".`);
          process.exitCode = exitCode.negative;
        }
      });
    });
}

function listCommand(runs: Command): void {
  runs
    .command("list")
    .description("newest first")
    .option("--workflow <id>")
    .addOption(new Option("--state <state>").choices(runState.options))
    .option("--limit <count>", "1 to 200", "20")
    .option("--cursor <cursor>", "the nextCursor of the page before")
    .addHelpText("after", "\nExample:\n  probity runs list --state waiting")
    .action(
      async (
        options: { workflow?: string; state?: string; limit: string; cursor?: string },
        command: Command,
      ) => {
        await withInstallation(command, async ({ probity, output }) => {
          const page = await probity.engine.listRuns({
            limit: pageSize(options.limit),
            ...(options.workflow === undefined ? {} : { workflowId: options.workflow as WorkflowId }),
            ...(options.state === undefined ? {} : { state: options.state as RunDetail["state"] }),
            ...(options.cursor === undefined ? {} : { cursor: options.cursor }),
          });
          output.value(page);
          output.table(
            ["RUN", "WORKFLOW", "STATE", "TRIGGER", "STARTED", "TOOK"],
            page.items.map((run) => [
              run.id,
              run.workflowId,
              run.state,
              run.trigger.kind,
              run.createdAt.toISOString(),
              took(run.startedAt, run.endedAt),
            ]),
          );
          if (page.nextCursor) output.note(`More: --cursor ${page.nextCursor}`);
        });
      },
    );
}

function showCommand(runs: Command): void {
  runs
    .command("show")
    .description("one run with its steps: attempts, durations, outcome, evidence and error")
    .argument("<run>", "run id")
    .addHelpText("after", "\nExample:\n  probity runs show run_0199c0de-0000-7000-8000-000000000000")
    .action(async (id: string, _options, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const run = await probity.engine.getRun(id as RunId);
        if (!run) throw new ProbityError("NOT_FOUND", `There is no run ${id}.`);
        await probity.recordAudit({
          actor,
          action: "personal-data.viewed",
          status: "succeeded",
          runId: run.id,
        });
        output.value(run);
        printRun(output, run);
      });
    });
}

function steerCommands(runs: Command): void {
  runs
    .command("cancel")
    .description("end a run; steps under way are aborted")
    .argument("<run>")
    .requiredOption(
      "--reason <text>",
      "why (required); kept encrypted with the run, its keyed hash in the audit log",
    )
    .action(async (id: string, options: { reason: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        await probity.engine.cancel(id as RunId, actor, options.reason);
        output.value({ runId: id, state: "cancelled" });
        output.line(`${id} cancelled`);
      });
    });
  for (const verb of ["pause", "resume"] as const) {
    runs
      .command(verb)
      .description(verb === "pause" ? "stop a run where it is" : "let a paused run go on")
      .argument("<run>")
      .action(async (id: string, _options, command: Command) => {
        await withInstallation(command, async ({ probity, output, actor }) => {
          await probity.engine[verb](id as RunId, actor);
          output.value({ runId: id });
          output.line(`${id} ${verb}d`);
        });
      });
  }
  runs
    .command("fork")
    .description("a new run that keeps the results of the steps before one and does the rest again")
    .argument("<run>")
    .requiredOption("--from <step>", "first step to do again")
    .action(async (id: string, options: { from: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output, actor }) => {
        const runId = await probity.engine.fork(id as RunId, options.from, actor);
        output.value({ runId, forkedFrom: id });
        output.line(runId);
      });
    });
}

function backfillCommand(runs: Command): void {
  runs
    .command("backfill")
    .description("start the runs a schedule would have started in a period; what ran already is left alone")
    .argument("<workflow>")
    .requiredOption("--from <instant>", "ISO 8601, inclusive")
    .requiredOption("--to <instant>", "ISO 8601, exclusive")
    .action(async (workflow: string, options: { from: string; to: string }, command: Command) => {
      const [from, to] = [instant(options.from, "--from"), instant(options.to, "--to")];
      await withInstallation(command, async ({ probity, output, actor }) => {
        const started = await probity.engine.backfill({
          workflowId: workflow as WorkflowId,
          from,
          to,
          actor,
        });
        output.value({ runs: started });
        for (const id of started) output.line(id);
        output.note(`${started.length} runs started.`);
      });
    });
}

function instant(text: string, option: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new ProbityError("REQUEST_INVALID", `${option} "${text}" is not an ISO 8601 instant.`);
  return date;
}

const stateMarks: Readonly<Record<StepView["state"], string>> = {
  pending: "·",
  running: "▶",
  waiting: "⏸",
  retrying: "↻",
  succeeded: "✓",
  rejected: "✗",
  failed: "✗",
  skipped: "–",
  cancelled: "–",
};

/** A run as people read it: one line per step, its reasons below. */
export function printRun(output: Output, run: RunDetail): void {
  output.line(`${run.id}  ${printable(run.workflowName)}  ${run.state}${run.drill ? " (drill)" : ""}`);
  for (const step of run.steps) {
    const attempts = step.attempts.length > 1 ? `, ${step.attempts.length} attempts` : "";
    const outcome = step.outcome ? ` ${step.outcome}` : "";
    output.line(
      `  ${stateMarks[step.state]} ${step.id}: ${step.state}${outcome}  ${took(step.startedAt, step.endedAt)}${attempts}`,
    );
    if (step.summary) output.line(`      ${printable(step.summary)}`);
    for (const item of step.evidence) {
      if (item.outcome === "review" || item.outcome === "fail")
        output.line(`      - ${item.outcome}: ${printable(item.summary)}`);
    }
    if (step.error) output.line(`      ${step.error.code}: ${printable(step.error.message)}`);
    if (step.reviewId && step.state === "waiting")
      output.line(
        `      waits for a decision: probity reviews decide ${step.reviewId} --approve --reason "…"`,
      );
  }
  if (run.cancelReason) output.line(`  cancelled: ${printable(run.cancelReason)}`);
  if (run.error) output.line(`  ${run.error.code}: ${printable(run.error.message)}`);
  if (run.outputs !== undefined) output.line(`  outputs: ${printable(JSON.stringify(run.outputs))}`);
}

/** `412 ms`, `3.1 s`; empty while it has not ended. */
export function took(start: Date | undefined, end: Date | undefined): string {
  if (!start || !end) return "";
  const ms = end.getTime() - start.getTime();
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
