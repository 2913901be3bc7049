import type { Json, JsonObject, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { canonicalJson, messageOf, newId, ProbityError, RUN_INPUT_BYTES_MAX } from "../core/index.ts";
import { renderTemplate, validateRunInput, type WorkflowDefinition } from "../definitions/index.ts";
import { appendRunAudit, keyedHash } from "./audit-events.ts";
import { hasFreeSlot } from "./concurrency.ts";
import type { Actor, RunSummary } from "./port.ts";
import { runContextOf } from "./run-store.ts";
import type { EngineRuntime } from "./runtime.ts";
import { selectCurrentDefinition } from "./workflow-store.ts";

export interface NewRun {
  readonly workflowId: WorkflowId;
  readonly input: Json;
  readonly actor: Actor;
  readonly trigger: RunSummary["trigger"];
  /** Everybody who may not decide in it, beside the actor. */
  readonly initiators?: readonly string[];
  readonly idempotencyKey?: string;
  readonly breakSteps?: readonly string[];
  /** 0 for people and events, 1 for schedules and backfills; the smaller goes first. */
  readonly priority: number;
  readonly parent?: {
    readonly runId: RunId;
    readonly stepId: string;
    readonly depth: number;
    /** Whether it waits for the end. */
    readonly waits: boolean;
  };
}

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control">;

/**
 * Stores a run, hands it to the workers and writes its audit entry in the given transaction.
 *
 * @returns the run, or the one that the idempotency key already started.
 * @throws ProbityError NOT_FOUND (no such workflow), PAYLOAD_TOO_LARGE, INPUT_INVALID with all
 *   issues, CONFLICT (its concurrency limit refuses), IDEMPOTENCY_KEY_REUSED.
 */
export async function insertRun(
  runtime: Deps,
  tx: Queryable,
  request: NewRun,
): Promise<{ runId: RunId; existing: boolean }> {
  const { workflowId, actor } = request;
  const current = await selectCurrentDefinition(tx, workflowId);
  if (current === undefined) throw new ProbityError("NOT_FOUND", `there is no workflow "${workflowId}"`);
  const { definition, hash } = current;
  const input = checkInput(definition, request.input);
  const digest = runtime.cipher.blindIndex(canonicalJson(input), `run-input/${workflowId}`);
  const idempotencyKey =
    request.idempotencyKey === undefined
      ? undefined
      : runtime.cipher.blindIndex(request.idempotencyKey, `run-key/${workflowId}`);
  const earlier = await findByKey(tx, workflowId, idempotencyKey, digest);
  if (earlier !== undefined) return { runId: earlier, existing: true };
  const now = runtime.clock.now();
  const runId = newId("run", now.getTime());
  const slot = await takeSlot(runtime, tx, definition, { runId, input, at: now });
  const run = { id: runId, workflowId, workflowName: definition.name, definitionHash: hash };
  const inserted = await tx.query(insertSql, [
    runId,
    workflowId,
    definition.name,
    hash,
    request.trigger.kind,
    request.trigger.detail ?? null,
    (request.breakSteps?.length ?? 0) > 0,
    request.breakSteps ?? [],
    JSON.stringify(actor),
    [...new Set([actor.id, ...(request.initiators ?? [])])],
    now,
    request.parent?.runId ?? null,
    request.parent?.waits ? request.parent.stepId : null,
    request.parent?.depth ?? 0,
    idempotencyKey ?? null,
    digest,
    slot?.key ?? null,
    slot?.limit ?? null,
    slot?.held ?? false,
    request.priority,
    runtime.cipher.seal(input, runContextOf(runId)),
  ]);
  if (inserted.rowCount === 0) {
    // Somebody else used the key between our look and our insert; by now their row is there to see.
    const winner = await findByKey(tx, workflowId, idempotencyKey, digest);
    if (winner !== undefined) return { runId: winner, existing: true };
    throw new ProbityError("CONFLICT", "the run that used this Idempotency-Key first is gone; try again");
  }
  if (slot?.held !== true) {
    await runtime.control.enqueue(tx, { id: runId, definitionHash: hash, priority: request.priority });
  }
  await appendRunAudit(tx, run, {
    at: now,
    actor,
    action: "run.started",
    status: slot?.held ? "held" : "queued",
    inputHash: keyedHash(runtime, input),
    details: {
      trigger: request.trigger.kind,
      ...(request.trigger.detail === undefined ? {} : { triggerDetail: request.trigger.detail }),
      ...(request.parent === undefined ? {} : { parent: request.parent.runId }),
      ...(request.breakSteps?.length ? { drill: true, breakSteps: request.breakSteps } : {}),
    },
  });
  return { runId, existing: false };
}

const insertSql = `
  insert into probity.run (id, workflow_id, workflow_name, definition_hash, state, trigger_kind, trigger_detail, drill,
    break_steps, started_by, initiators, created_at, parent_run_id, parent_step_id, depth, idempotency_key,
    input_digest, concurrency_key, concurrency_limit, held, priority, input_sealed)
  values ($1, $2, $3, $4, 'queued', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
  on conflict (workflow_id, idempotency_key) do nothing`;

/** @throws ProbityError INPUT_INVALID, PAYLOAD_TOO_LARGE. */
function checkInput(definition: WorkflowDefinition, input: Json): JsonObject {
  let bytes: number;
  try {
    bytes = Buffer.byteLength(canonicalJson(input));
  } catch (error) {
    throw new ProbityError(
      "INPUT_INVALID",
      `the input of "${definition.id}" is not JSON: ${messageOf(error)}`,
    );
  }
  if (bytes > RUN_INPUT_BYTES_MAX) {
    throw new ProbityError(
      "PAYLOAD_TOO_LARGE",
      `the input of "${definition.id}" has ${bytes} bytes, more than ${RUN_INPUT_BYTES_MAX}`,
    );
  }
  const checked = validateRunInput(definition, input);
  if (checked.ok) return checked.input;
  throw new ProbityError("INPUT_INVALID", `the input does not fit workflow "${definition.id}"`, {
    issues: checked.issues,
  });
}

async function findByKey(
  tx: Queryable,
  workflowId: WorkflowId,
  key: string | undefined,
  digest: string,
): Promise<RunId | undefined> {
  if (key === undefined) return undefined;
  const { rows } = await tx.query<{ id: string; input_digest: string }>(
    "select id, input_digest from probity.run where workflow_id = $1 and idempotency_key = $2",
    [workflowId, key],
  );
  const row = rows[0];
  if (row !== undefined && row.input_digest !== digest) {
    throw new ProbityError(
      "IDEMPOTENCY_KEY_REUSED",
      `run ${row.id} of "${workflowId}" was started with this key and another input`,
    );
  }
  return row?.id as RunId | undefined;
}

async function takeSlot(
  runtime: Deps,
  tx: Queryable,
  definition: WorkflowDefinition,
  run: { readonly runId: RunId; readonly input: JsonObject; readonly at: Date },
): Promise<{ key: string; limit: number; held: boolean } | undefined> {
  const { concurrency } = definition;
  if (concurrency === undefined) return undefined;
  const scope = {
    input: run.input,
    steps: {},
    run: { id: run.runId, started_at: run.at.toISOString(), workflow: definition.id },
  };
  const rendered = renderTemplate(concurrency.key, scope, "concurrency.key");
  if (typeof rendered !== "string" && typeof rendered !== "number") {
    throw new ProbityError("EXPRESSION_FAILED", "concurrency.key: the key must be a text or a number");
  }
  const key = runtime.cipher.blindIndex(String(rendered), `run-concurrency/${definition.id}`);
  const free = await hasFreeSlot(tx, key, concurrency.limit);
  if (!free && concurrency.onLimit === "reject") {
    throw new ProbityError(
      "CONFLICT",
      `"${definition.id}" already has ${concurrency.limit} unfinished runs with this concurrency key`,
    );
  }
  return { key, limit: concurrency.limit, held: !free };
}
