import { type AuditEvent, appendAudit } from "../audit/index.ts";
import type { JsonObject, Queryable, RunId, Sha256Hex, WorkflowId } from "../core/index.ts";
import { canonicalJson } from "../core/index.ts";
import type { Actor } from "./port.ts";
import type { RunContext, Unit } from "./run-context.ts";
import type { EngineRuntime } from "./runtime.ts";
import type { StepResult } from "./step-result.ts";

/** The stream of everything that happens to runs, steps, reviews and definitions. */
const STREAM = "runs";

/** Who acts when no person does. */
export const engineActor: Actor = { kind: "service", id: "engine", via: "engine" };

/** The part of a run every entry about it names. */
export interface AuditedRun {
  readonly id: RunId;
  readonly workflowId: WorkflowId;
  readonly workflowName: string;
  readonly definitionHash: Sha256Hex;
}

/** Writes an entry about a run as a whole: `run.started`, `run.ended`, `run.cancelled`, … */
export async function appendRunAudit(
  tx: Queryable,
  run: AuditedRun,
  event: {
    readonly at: Date;
    readonly actor: Actor;
    readonly action: string;
    readonly status: string;
    readonly stepId?: string;
    readonly details?: JsonObject;
    readonly inputHash?: string;
    readonly outputHash?: string;
  },
): Promise<void> {
  await appendAudit(tx, {
    ...event,
    stream: STREAM,
    workflow: run.workflowId,
    workflowName: run.workflowName,
    runId: run.id,
    definitionHash: run.definitionHash,
  });
}

/** The entry of one attempt, or of a step that ended without one. Its action is the step's. */
export function stepAudit(
  context: RunContext,
  unit: Unit,
  event: {
    readonly at: Date;
    readonly result: StepResult;
    readonly attempt?: number;
    readonly inputHash?: string;
    readonly outputHash?: string;
    readonly details?: JsonObject;
    readonly willRetry?: boolean;
    /** Overrides the status that follows from the result. */
    readonly status?: string;
  },
): AuditEvent {
  const { record } = context;
  const { result } = event;
  const status = event.status ?? (result.error !== undefined ? "error" : (result.outcome ?? result.status));
  return {
    at: event.at,
    actor: engineActor,
    action: unit.step.action,
    status,
    stream: STREAM,
    workflow: record.workflowId,
    workflowName: record.workflowName,
    runId: record.id,
    stepId: unit.id,
    definitionHash: record.definitionHash,
    ...(result.versions === undefined ? {} : { versions: result.versions }),
    ...(event.inputHash === undefined ? {} : { inputHash: event.inputHash }),
    ...(event.outputHash === undefined ? {} : { outputHash: event.outputHash }),
    details: {
      ...event.details,
      step: unit.step.name,
      ...(event.attempt === undefined ? {} : { attempt: event.attempt }),
      ...(result.error === undefined ? {} : { code: result.error.code, message: result.error.message }),
      ...(event.willRetry === undefined ? {} : { willRetry: event.willRetry }),
      ...(record.drill ? { drill: true } : {}),
    },
  };
}

/** Proves later that a value is the one an entry speaks of, to whoever has the value and the key. */
export function keyedHash(runtime: Pick<EngineRuntime, "cipher">, value: unknown): string {
  return runtime.cipher.blindIndex(canonicalJson(value), "audit/value");
}
