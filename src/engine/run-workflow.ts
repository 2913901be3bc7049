import type { Json, JsonObject, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { CHILD_DEPTH_MAX, ProbityError } from "../core/index.ts";
import { engineActor } from "./audit-events.ts";
import { concludeWith } from "./conclude.ts";
import { endRun } from "./end-run.ts";
import { renderOwnInput } from "./execute-action.ts";
import { beginParked } from "./parked.ts";
import { ask, childTopic, GIVE_UP, type Performance, waitFor } from "./performance.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { runContextOf, selectRunEnd } from "./run-store.ts";
import { insertRun } from "./start-run.ts";
import { clearError, type StepResult } from "./step-result.ts";

interface ChildInput {
  readonly workflow: string;
  readonly input: JsonObject;
  readonly wait: boolean;
}

/** `run_workflow`: starts a run of another workflow and takes over its outcome. */
export function* performChild(context: RunContext, unit: Unit): Performance {
  const opened = yield* ask({
    begin: () => beginParked(context, unit, (tx) => startChild(context, unit, tx)),
  });
  if (opened.kind === "failed") return opened.result;
  const childId = String(opened.note["child"]) as RunId;
  if (opened.note["wait"] !== false) {
    if (context.stop !== undefined) return { status: "cancelled" };
    const message = yield* waitFor(context, childTopic(unit.id), unit.step.timeoutMs);
    if (message === GIVE_UP) return { status: "cancelled" };
  }
  const waited = opened.note["wait"] !== false;
  const result = yield* ask({
    begin: () => concludeWith(context, unit, "end", (tx) => childResult(context, unit, childId, waited, tx)),
  });
  return result ?? { status: "cancelled" };
}

async function startChild(context: RunContext, unit: Unit, tx: Queryable) {
  const { runtime, record } = context;
  const { rendered, input } = renderOwnInput<ChildInput>(context, unit);
  if (record.depth + 1 > CHILD_DEPTH_MAX) {
    throw new ProbityError(
      "RUN_LIMIT_EXCEEDED",
      `step "${unit.id}" would start a run ${record.depth + 1} levels deep; ${CHILD_DEPTH_MAX} are allowed`,
    );
  }
  const { runId } = await insertRun(runtime, tx, {
    workflowId: input.workflow as WorkflowId,
    input: input.input,
    actor: record.startedBy,
    trigger: { kind: "workflow", detail: record.workflowId },
    initiators: record.initiators,
    priority: record.priority,
    breakSteps: [...record.breakSteps],
    parent: { runId: record.id, stepId: unit.id, depth: record.depth + 1, waits: input.wait },
  });
  return {
    fields: { childRunId: runId },
    note: { child: runId, wait: input.wait },
    input: rendered,
    auditStatus: "started",
  };
}

async function childResult(
  context: RunContext,
  unit: Unit,
  childId: RunId,
  waited: boolean,
  tx: Queryable,
): Promise<StepResult> {
  const { cipher } = context.runtime;
  if (!waited)
    return { status: "succeeded", outcome: "pass", output: { run_id: childId, status: "started" } };
  const child = await selectRunEnd(tx, childId);
  if (child === undefined) throw new ProbityError("INTERNAL", `run ${childId} has disappeared`);
  if (child.endedAt === undefined) {
    await endRun(context.runtime, tx, childId, {
      state: "cancelled",
      actor: engineActor,
      reason: "timeout of the step that started it",
    });
    return onTimeout(unit, childId);
  }
  if (child.state === "succeeded" || child.state === "rejected") {
    const outputs: Json | undefined =
      child.outputsSealed === undefined ? undefined : cipher.open(child.outputsSealed, runContextOf(childId));
    const rejected = child.state === "rejected";
    return {
      status: rejected ? "rejected" : "succeeded",
      outcome: rejected ? "fail" : "pass",
      output: { run_id: childId, status: child.state, ...(outputs === undefined ? {} : { outputs }) },
      summary: `run ${childId} ${child.state}`,
    };
  }
  const detail = `run ${childId}, started by step "${unit.id}", ${child.state}: ${child.errorCode ?? "no error given"}`;
  return { status: "failed", error: clearError(new ProbityError("CHILD_RUN_FAILED", detail)) };
}

function onTimeout(unit: Unit, childId: RunId): StepResult {
  const error = clearError(
    new ProbityError(
      "STEP_TIMEOUT",
      `run ${childId} took longer than the ${unit.step.timeoutMs} ms of step "${unit.id}"`,
    ),
  );
  if (unit.step.onTimeout === "reject") return { status: "rejected", outcome: "fail", error };
  if (unit.step.onTimeout === "continue") return { status: "failed", error, tolerated: true };
  return { status: "failed", error };
}
