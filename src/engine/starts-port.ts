import type { Database, RunId, WorkflowId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import type { EnginePort, StartRequest } from "./port.ts";
import { retryTransient } from "./retry-transient.ts";
import type { EngineRuntime } from "./runtime.ts";
import { BACKGROUND_PRIORITY, backfillSchedules } from "./schedules.ts";
import { insertRun, type NewRun } from "./start-run.ts";
import { selectCurrentDefinition } from "./workflow-store.ts";

type StartsPort = Pick<EnginePort, "start" | "emit" | "listUpdated" | "backfill">;
type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control"> & { readonly db: Database };

/** The part of the port that starts runs. `onStarted` is called once a run is there to be begun. */
export function createStarts(deps: Deps, onStarted: () => void): StartsPort {
  const { db } = deps;
  const begin = async (request: NewRun) => {
    const started = await retryTransient(() => db.transaction((tx) => insertRun(deps, tx, request)));
    onStarted();
    return started;
  };
  const startEach = async (ids: readonly WorkflowId[], request: Omit<NewRun, "workflowId">) => {
    const runs: { workflowId: WorkflowId; runId: RunId; existing: boolean }[] = [];
    for (const workflowId of ids) runs.push({ workflowId, ...(await begin({ ...request, workflowId })) });
    return runs;
  };

  return {
    start: (request) => begin(newRunOf(request)),
    async emit({ event, input, actor, idempotencyKey }) {
      const ids = await listening(
        db,
        "triggers @> jsonb_build_array(jsonb_build_object('kind', 'event', 'event', $1::text))",
        event,
      );
      return await startEach(ids, {
        input,
        actor,
        trigger: { kind: "event", detail: event },
        priority: 0,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey: `event:${event}:${idempotencyKey}` }),
      });
    },
    async listUpdated({ list, version, actor }) {
      const ids = await listening(
        db,
        "exists (select 1 from jsonb_array_elements(triggers) t where t->>'kind' = 'list_update' and t->'lists' ? $1)",
        list,
      );
      const runs: RunId[] = [];
      for (const workflowId of ids) {
        const current = await selectCurrentDefinition(db, workflowId);
        const trigger = current?.definition.triggers.find(
          (candidate) => candidate.kind === "list_update" && candidate.lists.includes(list),
        );
        const extra = trigger?.kind === "list_update" ? trigger.input : {};
        const { runId } = await begin({
          workflowId,
          input: { list, version, ...extra },
          actor,
          trigger: { kind: "list_update", detail: list },
          priority: BACKGROUND_PRIORITY,
          idempotencyKey: `list:${list}:${version}`,
        });
        runs.push(runId);
      }
      return runs;
    },
    async backfill(request) {
      if ((await selectCurrentDefinition(db, request.workflowId)) === undefined) {
        throw new ProbityError("NOT_FOUND", `there is no workflow "${request.workflowId}"`);
      }
      const runs = await backfillSchedules(deps, request);
      onStarted();
      return runs;
    },
  };
}

/** Workflows that are not paused and whose triggers fit the condition on the plan's `triggers` and $1. */
async function listening(db: Database, condition: string, value: string): Promise<WorkflowId[]> {
  const { rows } = await db.query<{ id: string }>(
    `select w.id from probity.workflow w join probity.definition d on d.hash = w.definition_hash,
       lateral (select (d.plan->'triggers')::jsonb as triggers) t0
     where not w.paused and ${condition} order by w.id`,
    [value],
  );
  return rows.map((row) => row.id as WorkflowId);
}

function newRunOf(request: StartRequest): NewRun {
  const { idempotencyKey, ...rest } = request;
  return {
    ...rest,
    priority: 0,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: `key:${idempotencyKey}` }),
  };
}
