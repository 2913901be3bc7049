import { appendAudit } from "../audit/index.ts";
import type { Database, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";
import { raiseAlert } from "./operational-alerts.ts";
import type { Actor } from "./port.ts";
import { retryTransient } from "./retry-transient.ts";
import type { EngineRuntime } from "./runtime.ts";
import { BACKGROUND_PRIORITY } from "./schedules.ts";
import { insertRun } from "./start-run.ts";
import { selectCurrentDefinition } from "./workflow-store.ts";

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control" | "log"> & { readonly db: Database };

/** A published version of a list. */
export interface ListUpdate {
  readonly list: string;
  readonly version: string;
  readonly actor: Actor;
}

/** Runs started for published lists in one round; the rest has its turn in the next. */
const STARTS_MAX = 100;

/**
 * Remembers, in the transaction that publishes a list, which workflows watch it: those that
 * listen now and are not paused. Their runs are started by `startForList`, or by the leading
 * worker when nobody gets that far.
 */
export async function noteListUpdate(
  tx: Queryable,
  update: ListUpdate & { readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into probity.list_update (workflow_id, list, version, actor, published_at)
     select w.id, $1, $2, $3, $4 from probity.workflow w join probity.definition d on d.hash = w.definition_hash
     where not w.paused and exists (
       select 1 from jsonb_array_elements((d.plan->'triggers')::jsonb) t
       where t->>'kind' = 'list_update' and t->'lists' ? $1)
     on conflict do nothing`,
    [update.list, update.version, JSON.stringify(update.actor), update.at],
  );
}

/** Starts the runs that are noted for a list's version, and gives them back; a workflow that refuses keeps none of the others back. */
export async function startForList(deps: Deps, update: ListUpdate): Promise<RunId[]> {
  return await startEach(
    deps,
    await selectNoted(deps.db, "where list = $1 and version = $2 order by workflow_id", [
      update.list,
      update.version,
    ]),
  );
}

/** Starts what was noted and whose importer never came to start it. Gives how many runs. */
export async function startForgottenLists(deps: Deps): Promise<number> {
  const noted = await selectNoted(deps.db, `order by published_at, workflow_id limit ${STARTS_MAX}`, []);
  return (await startEach(deps, noted)).length;
}

interface Noted extends Record<string, unknown> {
  readonly workflow_id: WorkflowId;
  readonly list: string;
  readonly version: string;
  readonly actor: Actor;
}

async function selectNoted(db: Queryable, which: string, values: readonly unknown[]): Promise<Noted[]> {
  const sql = `select workflow_id, list, version, actor from probity.list_update ${which}`;
  return (await db.query<Noted>(sql, values)).rows;
}

async function startEach(deps: Deps, noted: readonly Noted[]): Promise<RunId[]> {
  const runs: RunId[] = [];
  for (const each of noted) {
    try {
      const runId = await startOne(deps, each);
      if (runId !== undefined) runs.push(runId);
    } catch (error) {
      // It stays noted, and the leading worker tries again.
      const { workflow_id: workflowId, list } = each;
      deps.log.warn(
        { workflowId, list, reason: messageOf(error) },
        "a published list has started no run yet",
      );
    }
  }
  return runs;
}

/** The run, or undefined when the workflow refuses it, which is then in the audit log. */
async function startOne(deps: Deps, noted: Noted): Promise<RunId | undefined> {
  try {
    return await retryTransient(() =>
      deps.db.transaction(async (tx) => {
        await forget(tx, noted);
        return await start(deps, tx, noted);
      }),
    );
  } catch (error) {
    // What our own rules refuse would be refused again.
    if (!(error instanceof ProbityError) || error.code === "DATABASE_UNAVAILABLE") throw error;
    await deps.db.transaction(async (tx) => {
      if (await forget(tx, noted)) await recordRefusal(deps, tx, noted, error);
    });
    return undefined;
  }
}

/** False when somebody else has dealt with it. */
async function forget(tx: Queryable, { workflow_id, list, version }: Noted): Promise<boolean> {
  const { rowCount } = await tx.query(
    "delete from probity.list_update where workflow_id = $1 and list = $2 and version = $3",
    [workflow_id, list, version],
  );
  return rowCount === 1;
}

async function start(deps: Deps, tx: Queryable, noted: Noted): Promise<RunId | undefined> {
  const { workflow_id: workflowId, list, version, actor } = noted;
  const current = await selectCurrentDefinition(tx, workflowId);
  for (const trigger of current?.definition.triggers ?? []) {
    if (trigger.kind !== "list_update" || !trigger.lists.includes(list)) continue;
    const { runId } = await insertRun(deps, tx, {
      workflowId,
      input: { list, version, ...trigger.input },
      actor,
      trigger: { kind: "list_update", detail: list },
      priority: BACKGROUND_PRIORITY,
      idempotencyKey: `list:${list}:${version}`,
    });
    return runId;
  }
  return undefined;
}

async function recordRefusal(deps: Deps, tx: Queryable, noted: Noted, error: ProbityError): Promise<void> {
  const { workflow_id: workflowId, list, version, actor } = noted;
  const at = deps.clock.now();
  await appendAudit(tx, {
    at,
    actor,
    action: "list_update.refused",
    status: "error",
    stream: "runs",
    workflow: workflowId,
    details: { list, version, code: error.code, message: error.message },
  });
  await raiseAlert(tx, {
    kind: "list_update_refused",
    workflowId,
    message: `version ${version} of ${list} started no run (${error.code}): ${error.message}`,
    at,
  });
}
