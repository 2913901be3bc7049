import type { JsonObject, RunId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { renderTemplate, type Step } from "../definitions/index.ts";
import { engineActor } from "./audit-events.ts";
import { openJournal, retryOutage } from "./dbos-journal.ts";
import { endRun, type RunEnd } from "./end-run.ts";
import { type RunContext, type Stop, scopeOf } from "./run-context.ts";
import { markRunWaiting } from "./run-step-store.ts";
import { selectRunRecord } from "./run-store.ts";
import type { EngineRuntime } from "./runtime.ts";
import { runSteps } from "./scheduler.ts";
import { clearError } from "./step-result.ts";
import { selectDefinition } from "./workflow-store.ts";

/**
 * The one program every run is an execution of. It reads the definition by its hash and does
 * what it says; replays over the same journal do the same again without repeating any effect.
 */
export async function interpret(runtime: EngineRuntime, runId: RunId, signal: AbortSignal): Promise<void> {
  const { db, cipher, log } = runtime;
  const journal = await openJournal({ db, log, runId, stopped: runtime.stopped });
  const patient = <T>(work: () => Promise<T>) => retryOutage({ log, stopped: runtime.stopped, runId }, work);
  const record = await patient(() => selectRunRecord(db, cipher, runId));
  if (record === undefined) throw new ProbityError("INTERNAL", `run ${runId} is not stored`);
  const stored = await patient(() => selectDefinition(db, record.definitionHash));
  if (stored === undefined) {
    throw new ProbityError(
      "INTERNAL",
      `the definition ${record.definitionHash} of run ${runId} is not stored`,
    );
  }
  const context: RunContext = {
    record,
    plan: stored.definition,
    journal,
    runtime,
    signal,
    finished: new Map(record.kept),
    stop: undefined,
    failure: undefined,
    parked: async () => {
      await patient(() => markRunWaiting(db, runId, runtime.workerId));
      runtime.rested(runId);
    },
  };
  await runSteps(context, context.plan.steps);
  const end = conclusionOf(context);
  if (end.stop !== undefined) {
    context.failure = end.stop;
    context.stop = undefined;
    await runSteps(context, inSequence(context.plan.onFailure));
  }
  const operation = journal.begin("end");
  await journal.transact(operation, async (tx) => {
    await endRun(runtime, tx, runId, end.end);
    return { output: "" };
  });
  runtime.rested(runId);
}

/** How the run ends, once its steps have; rendering the outputs may still fail it. */
function conclusionOf(context: RunContext): { readonly end: RunEnd; readonly stop: Stop | undefined } {
  const { plan, stop } = context;
  if (stop !== undefined) return { end: endOf(stop), stop };
  if (plan.outputs === undefined) return { end: { state: "succeeded", actor: engineActor }, stop: undefined };
  try {
    const outputs = renderTemplate(plan.outputs, scopeOf(context), "outputs") as JsonObject;
    return { end: { state: "succeeded", actor: engineActor, outputs }, stop: undefined };
  } catch (error) {
    const failed: Stop = {
      step: { id: "outputs", name: "Outputs" },
      state: "failed",
      error: clearError(error),
    };
    return { end: endOf(failed), stop: failed };
  }
}

function endOf(stop: Stop): RunEnd {
  const { code, message } = stop.error;
  return { state: stop.state, actor: engineActor, error: { code, message, stepId: stop.step.id } };
}

/** The steps of `on_failure` run one after the other, and one that fails does not keep the next from running. */
function inSequence(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => {
    const before = steps[index - 1];
    return { ...step, needs: before === undefined ? [] : [before.id], continueOn: ["fail", "error"] };
  });
}
