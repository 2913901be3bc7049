import type {
  DataCipher,
  JsonObject,
  Outcome,
  Queryable,
  RunId,
  Sha256Hex,
  WorkflowId,
} from "../core/index.ts";
import type { AuditedRun } from "./audit-events.ts";
import type { Actor, RunState } from "./port.ts";
import type { RunRecord } from "./run-context.ts";
import { openResult, type StepResult, stepContext } from "./step-result.ts";

/** The context a run's input and outputs are sealed under. */
export function runContextOf(runId: RunId): string {
  return `run/${runId}`;
}

/** The context the reason of a cancellation is sealed under. */
export function cancelReasonContext(runId: RunId): string {
  return `run/${runId}/cancel-reason`;
}

interface RunRow {
  readonly id: string;
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly definition_hash: string;
  readonly created_at: Date;
  readonly started_by: Actor;
  readonly initiators: string[];
  readonly drill: boolean;
  readonly break_steps: string[];
  readonly depth: number;
  readonly priority: number;
  readonly parent_run_id: string | null;
  readonly parent_step_id: string | null;
  readonly forked_from: string | null;
  readonly input_sealed: string;
}

/** What never changes about a run. Undefined when there is no such run. */
export async function selectRunRecord(
  db: Queryable,
  cipher: DataCipher,
  id: RunId,
): Promise<RunRecord | undefined> {
  const { rows } = await db.query<RunRow & Record<string, unknown>>(
    `select id, workflow_id, workflow_name, definition_hash, created_at, started_by, initiators, drill, break_steps,
       depth, priority, parent_run_id, parent_step_id, forked_from, input_sealed
     from probity.run where id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id,
    workflowId: row.workflow_id as WorkflowId,
    workflowName: row.workflow_name,
    definitionHash: row.definition_hash as Sha256Hex,
    input: cipher.open(row.input_sealed, runContextOf(id)) as JsonObject,
    createdAt: row.created_at,
    startedBy: row.started_by,
    initiators: row.initiators,
    drill: row.drill,
    breakSteps: new Set(row.break_steps),
    depth: row.depth,
    priority: row.priority,
    ...(row.parent_run_id === null ? {} : { parentRunId: row.parent_run_id as RunId }),
    ...(row.parent_step_id === null ? {} : { parentStepId: row.parent_step_id }),
    kept: row.forked_from === null ? new Map() : await selectKept(db, cipher, id),
  };
}

async function selectKept(db: Queryable, cipher: DataCipher, id: RunId): Promise<Map<string, StepResult>> {
  const { rows } = await db.query<{
    step_id: string;
    state: StepResult["status"];
    outcome: Outcome | null;
    versions: Record<string, string>;
    error_code: string | null;
    error_message: string | null;
    result_sealed: string | null;
  }>(
    `select step_id, state, outcome, versions, error_code, error_message, result_sealed
     from probity.run_step where run_id = $1 and kept and step_id !~ '[[]' order by step_id`,
    [id],
  );
  return new Map(
    rows.map((row) => [
      row.step_id,
      openResult(cipher, stepContext(id, row.step_id), {
        status: row.state,
        versions: row.versions,
        ...(row.outcome === null ? {} : { outcome: row.outcome }),
        ...(row.error_code === null
          ? {}
          : { error: { code: row.error_code, message: row.error_message ?? "", retryable: false } }),
        ...(row.result_sealed === null ? {} : { sealed: row.result_sealed }),
      }),
    ]),
  );
}

/** How a run ended, or that it has not. */
export async function selectRunEnd(
  db: Queryable,
  id: RunId,
): Promise<
  | {
      readonly state: RunState;
      readonly endedAt: Date | undefined;
      readonly outputsSealed: string | undefined;
      readonly errorCode: string | undefined;
    }
  | undefined
> {
  const { rows } = await db.query<{
    state: RunState;
    ended_at: Date | null;
    outputs_sealed: string | null;
    error_code: string | null;
  }>("select state, ended_at, outputs_sealed, error_code from probity.run where id = $1", [id]);
  const row = rows[0];
  return (
    row && {
      state: row.state,
      endedAt: row.ended_at ?? undefined,
      outputsSealed: row.outputs_sealed ?? undefined,
      errorCode: row.error_code ?? undefined,
    }
  );
}

export interface LockedRun extends AuditedRun {
  readonly state: RunState;
  readonly held: boolean;
  readonly ended: boolean;
  readonly parentRunId: RunId | undefined;
  readonly parentStepId: string | undefined;
  readonly concurrencyKey: string | undefined;
  readonly concurrencyLimit: number | undefined;
  readonly priority: number;
  readonly createdAt: Date;
}

/** The run, locked until the end of the transaction. */
export async function lockRun(tx: Queryable, id: RunId): Promise<LockedRun | undefined> {
  const { rows } = await tx.query<{
    workflow_id: string;
    workflow_name: string;
    definition_hash: string;
    state: RunState;
    held: boolean;
    ended_at: Date | null;
    created_at: Date;
    parent_run_id: string | null;
    parent_step_id: string | null;
    concurrency_key: string | null;
    concurrency_limit: number | null;
    priority: number;
  }>(
    `select workflow_id, workflow_name, definition_hash, state, held, ended_at, created_at, parent_run_id,
       parent_step_id, concurrency_key, concurrency_limit, priority
     from probity.run where id = $1 for no key update`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id,
    workflowId: row.workflow_id as WorkflowId,
    workflowName: row.workflow_name,
    definitionHash: row.definition_hash as Sha256Hex,
    state: row.state,
    held: row.held,
    ended: row.ended_at !== null,
    parentRunId: (row.parent_run_id ?? undefined) as RunId | undefined,
    parentStepId: row.parent_step_id ?? undefined,
    concurrencyKey: row.concurrency_key ?? undefined,
    concurrencyLimit: row.concurrency_limit ?? undefined,
    priority: row.priority,
    createdAt: row.created_at,
  };
}
