import type { Database, Queryable, RunId } from "../core/index.ts";
import { newId, ProbityError } from "../core/index.ts";
import type { Step, WorkflowDefinition } from "../definitions/index.ts";
import { appendRunAudit } from "./audit-events.ts";
import { hasFreeSlot, releaseSlot } from "./concurrency.ts";
import { endRun } from "./end-run.ts";
import type { Actor } from "./port.ts";
import { checkReason } from "./reason.ts";
import { type LockedRun, lockRun, runContextOf, selectRunRecord } from "./run-store.ts";
import type { EngineRuntime } from "./runtime.ts";
import { stepContext } from "./step-result.ts";
import { selectDefinition } from "./workflow-store.ts";

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control"> & { readonly db: Database };

/** @throws ProbityError REQUEST_INVALID (no reason), NOT_FOUND, CONFLICT when it has ended. */
export async function cancelRun(deps: Deps, id: RunId, actor: Actor, reason: string): Promise<void> {
  checkReason(reason, "a cancellation");
  await deps.db.transaction(async (tx) => {
    const ended = await endRun(deps, tx, id, { state: "cancelled", actor, reason });
    if (!ended) await refuse(tx, id, "cannot be cancelled");
  });
}

/**
 * Takes the run away from its worker. Attempts under way are given up and made again after
 * `resumeRun`; open reviews stay open and can be decided meanwhile.
 *
 * @throws ProbityError NOT_FOUND, CONFLICT when it has ended or is paused.
 */
export async function pauseRun(deps: Deps, id: RunId, actor: Actor): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await deps.control.halt(tx, [id]);
    const run = await lockRun(tx, id);
    if (run === undefined || run.ended || run.state === "paused")
      return await refuse(tx, id, "cannot be paused");
    await tx.query("update probity.run set state = 'paused', stuck_since = null where id = $1", [id]);
    await tx.query(
      "update probity.run_step set state = 'pending' where run_id = $1 and state in ('running', 'retrying')",
      [id],
    );
    await audit(deps, tx, run, actor, "run.paused");
  });
}

/** @throws ProbityError NOT_FOUND, CONFLICT when it is not paused. */
export async function resumeRun(deps: Deps, id: RunId, actor: Actor): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await deps.control.hold(tx, id);
    const run = await lockRun(tx, id);
    if (run?.state !== "paused") return await refuse(tx, id, "is not paused");
    await tx.query("update probity.run set state = 'queued' where id = $1", [id]);
    if (run.held) await releaseSlot(deps, tx, run);
    else await deps.control.proceed(tx, id);
    await audit(deps, tx, run, actor, "run.resumed");
  });
}

function audit(deps: Deps, tx: Queryable, run: LockedRun, actor: Actor, action: string): Promise<void> {
  return appendRunAudit(tx, run, { at: deps.clock.now(), actor, action, status: action.replace("run.", "") });
}

async function refuse(tx: Queryable, id: RunId, what: string): Promise<never> {
  const { rows } = await tx.query<{ state: string }>("select state from probity.run where id = $1", [id]);
  const state = rows[0]?.state;
  if (state === undefined) throw new ProbityError("NOT_FOUND", `there is no run ${id}`);
  throw new ProbityError("CONFLICT", `run ${id} is ${state} and ${what}`);
}

/**
 * A new run of the same definition and input that takes over the results of every step that
 * does not follow from `stepId`, and does that step and everything after it again. Steps that
 * had failed, or had not ended, are done again wherever they stand.
 *
 * @throws ProbityError NOT_FOUND for the run or the step.
 */
export async function forkRun(deps: Deps, id: RunId, stepId: string, actor: Actor): Promise<RunId> {
  return await deps.db.transaction(async (tx) => {
    const source = await selectRunRecord(tx, deps.cipher, id);
    if (source === undefined) throw new ProbityError("NOT_FOUND", `there is no run ${id}`);
    const stored = await selectDefinition(tx, source.definitionHash);
    if (!stored?.definition.steps.some((step) => step.id === stepId)) {
      throw new ProbityError("NOT_FOUND", `run ${id} has no step "${stepId}"`);
    }
    const now = deps.clock.now();
    const runId = newId("run", now.getTime());
    const { rows } = await tx.query<{ concurrency_key: string | null; concurrency_limit: number | null }>(
      "select concurrency_key, concurrency_limit from probity.run where id = $1",
      [id],
    );
    const { concurrency_key: key = null, concurrency_limit: limit = null } = rows[0] ?? {};
    const held = key !== null && limit !== null && !(await hasFreeSlot(tx, key, limit));
    await tx.query(
      `insert into probity.run (id, workflow_id, workflow_name, definition_hash, state, trigger_kind, trigger_detail,
         drill, break_steps, started_by, initiators, created_at, depth, forked_from, input_digest, concurrency_key,
         concurrency_limit, held, priority, input_sealed)
       select $2, workflow_id, workflow_name, definition_hash, 'queued', 'fork', $3, drill, break_steps, $4, $5, $6,
         depth, id, input_digest, concurrency_key, concurrency_limit, $7, priority, $8
       from probity.run where id = $1`,
      [
        id,
        runId,
        stepId,
        JSON.stringify(actor),
        [...new Set([actor.id, ...source.initiators])],
        now,
        held,
        deps.cipher.seal(source.input, runContextOf(runId)),
      ],
    );
    const kept = await keepSteps(deps, tx, { from: id, to: runId, again: stepId, plan: stored.definition });
    if (!held) {
      await deps.control.enqueue(tx, {
        id: runId,
        definitionHash: source.definitionHash,
        priority: source.priority,
      });
    }
    await appendRunAudit(
      tx,
      { ...source, id: runId },
      {
        at: now,
        actor,
        action: "run.forked",
        status: held ? "held" : "queued",
        stepId,
        details: { from: id, kept },
      },
    );
    return runId;
  });
}

/** Copies the rows of the steps whose results stay valid, sealed anew for the run they now belong to. */
async function keepSteps(
  deps: Deps,
  tx: Queryable,
  fork: {
    readonly from: RunId;
    readonly to: RunId;
    readonly again: string;
    readonly plan: WorkflowDefinition;
  },
): Promise<string[]> {
  const { from, to, again, plan } = fork;
  const { rows } = await tx.query<{
    step_id: string;
    state: string;
    error_code: string | null;
    input_sealed: string | null;
    result_sealed: string | null;
    evidence_sealed: string | null;
  }>(
    `select step_id, state, error_code, input_sealed, result_sealed, evidence_sealed
     from probity.run_step where run_id = $1`,
    [from],
  );
  const ended = new Set(rows.filter((row) => isKept(plan, row)).map((row) => row.step_id));
  const kept = keptSteps(plan.steps, again, ended);
  for (const row of rows) {
    if (!kept.has(row.step_id.replace(/\[\d+\]$/, ""))) continue;
    const reseal = (sealed: string | null) =>
      sealed === null
        ? null
        : deps.cipher.seal(
            deps.cipher.open(sealed, stepContext(from, row.step_id)),
            stepContext(to, row.step_id),
          );
    await tx.query(
      `insert into probity.run_step (run_id, step_id, state, outcome, attempts, versions, error_code, error_message,
         started_at, ended_at, child_run_id, review_id, waits_until, kept, input_sealed, result_sealed, evidence_sealed)
       select $3, step_id, state, outcome, attempts, versions, error_code, error_message, started_at, ended_at,
         child_run_id, review_id, waits_until, true, $4, $5, $6
       from probity.run_step where run_id = $1 and step_id = $2`,
      [
        from,
        row.step_id,
        to,
        reseal(row.input_sealed),
        reseal(row.result_sealed),
        reseal(row.evidence_sealed),
      ],
    );
  }
  return [...kept];
}

function isKept(plan: WorkflowDefinition, row: { step_id: string; state: string }): boolean {
  if (row.state === "succeeded" || row.state === "skipped") return true;
  const step = plan.steps.find(({ id }) => id === row.step_id);
  return row.state === "rejected" && step?.continueOn.includes("fail") === true;
}

/** Steps whose result a fork takes over: they have ended well, and neither they nor what they need is done again. */
export function keptSteps(
  steps: readonly Pick<Step, "id" | "needs">[],
  again: string,
  ended: ReadonlySet<string>,
): Set<string> {
  const kept = new Set<string>();
  // A step may stand before what it needs, so this repeats until nothing more is found.
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const step of steps) {
      const sound = step.id !== again && ended.has(step.id) && step.needs.every((id) => kept.has(id));
      if (sound) kept.add(step.id);
    }
  }
  return kept;
}
