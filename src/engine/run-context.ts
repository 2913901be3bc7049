import type { JsonObject, RunId, Sha256Hex, StepSnapshot, WorkflowId } from "../core/index.ts";
import type { ExpressionScope, Step, StepScope, WorkflowDefinition } from "../definitions/index.ts";
import type { Journal } from "./journal.ts";
import type { Actor } from "./port.ts";
import type { EngineRuntime } from "./runtime.ts";
import type { StepError, StepResult } from "./step-result.ts";

/** What never changes about a run; read when it begins and again on every replay. */
export interface RunRecord {
  readonly id: RunId;
  readonly workflowId: WorkflowId;
  readonly workflowName: string;
  readonly definitionHash: Sha256Hex;
  readonly input: JsonObject;
  readonly createdAt: Date;
  readonly startedBy: Actor;
  readonly initiators: readonly string[];
  readonly drill: boolean;
  readonly breakSteps: ReadonlySet<string>;
  readonly depth: number;
  readonly priority: number;
  readonly parentRunId?: RunId;
  readonly parentStepId?: string;
  /** Results taken over from the run this one was forked from. */
  readonly kept: ReadonlyMap<string, StepResult>;
}

/** What stopped a run before its last step. */
export interface Stop {
  readonly step: Pick<Step, "id" | "name">;
  readonly state: "rejected" | "failed";
  readonly error: StepError;
}

/** One execution of a run in this process. */
export interface RunContext {
  readonly record: RunRecord;
  readonly plan: WorkflowDefinition;
  readonly journal: Journal;
  readonly runtime: EngineRuntime;
  /** Aborts when the run is cancelled or paused, or the process leaves. */
  readonly signal: AbortSignal;
  /** Steps that have ended, in the recorded order. */
  readonly finished: Map<string, StepResult>;
  /** Set by the first step that stops the run. */
  stop: Stop | undefined;
  /** Set while the steps of `on_failure` are carried out: what stopped the run. */
  failure: Stop | undefined;
  /** Told when nothing is under way but waiting; resolves when everybody can see it. */
  readonly parked: () => Promise<void>;
}

/** A step, or one item of a `for_each` step, as the unit that is carried out. */
export interface Unit {
  /** `screen`, `screen[3]`, or `on_failure.notify`. */
  readonly id: string;
  readonly step: Step;
  readonly item?: { readonly value: NonNullable<ExpressionScope["item"]> | null; readonly index: number };
}

/** The variables of a unit's expressions, as of now. */
export function scopeOf(context: RunContext, unit?: Unit): ExpressionScope {
  const steps: Record<string, StepScope> = {};
  for (const [id, result] of context.finished) {
    if (result.status === "cancelled") continue;
    steps[id] = {
      status: result.status,
      ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
      ...(result.output === undefined ? {} : { output: result.output }),
    };
  }
  const { record, failure } = context;
  if (failure !== undefined) {
    // A step of on_failure may ask about a step that the failure kept from running.
    for (const { id } of context.plan.steps) steps[id] ??= { status: "skipped" };
  }
  return {
    input: record.input,
    steps,
    run: { id: record.id, started_at: record.createdAt.toISOString(), workflow: record.workflowId },
    ...(unit?.item === undefined ? {} : { item: unit.item.value, index: unit.item.index }),
    ...(failure === undefined
      ? {}
      : {
          failure: {
            step_id: failure.step.id,
            step_name: failure.step.name,
            code: failure.error.code,
            message: failure.error.message,
          },
        }),
  };
}

/** What handlers are told about the steps that ended before. */
export function snapshotsOf(context: RunContext): Record<string, StepSnapshot> {
  const snapshots: Record<string, StepSnapshot> = {};
  for (const [id, result] of context.finished) {
    if (result.status === "cancelled") continue;
    snapshots[id] = {
      status: result.status,
      ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
      ...(result.summary === undefined ? {} : { summary: result.summary }),
      ...(result.versions === undefined ? {} : { versions: result.versions }),
    };
  }
  return snapshots;
}
