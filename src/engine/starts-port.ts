import type { Database, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { noteListUpdate, startForList } from "./list-updates.ts";
import type { EnginePort, StartRequest } from "./port.ts";
import { retryTransient } from "./retry-transient.ts";
import type { EngineRuntime } from "./runtime.ts";
import { backfillSchedules } from "./schedules.ts";
import { insertRun, type NewRun } from "./start-run.ts";
import { selectCurrentDefinition } from "./workflow-store.ts";

type StartsPort = Pick<EnginePort, "start" | "emit" | "noteListUpdate" | "listUpdated" | "backfill">;
type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control" | "log"> & { readonly db: Database };

/** The part of the port that starts runs. `onStarted` is called once a run is there to be begun. */
export function createStarts(deps: Deps, onStarted: () => void): StartsPort {
  const { db, clock } = deps;
  return {
    async start(request) {
      const started = await retryTransient(() =>
        db.transaction((tx) => insertRun(deps, tx, newRunOf(request))),
      );
      onStarted();
      return started;
    },
    async emit(request) {
      const runs = await retryTransient(() => db.transaction((tx) => startListeners(deps, tx, request)));
      onStarted();
      return runs;
    },
    noteListUpdate: (tx, update) => noteListUpdate(tx, { ...update, at: clock.now() }),
    async listUpdated(update) {
      await retryTransient(() => noteListUpdate(db, { ...update, at: clock.now() }));
      const runs = await startForList(deps, update);
      onStarted();
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

/** One transaction for all of them: the caller hears of every run, or an input that does not fit starts none. */
async function startListeners(
  deps: Deps,
  tx: Queryable,
  { event, input, actor, idempotencyKey }: Parameters<EnginePort["emit"]>[0],
) {
  const { rows } = await tx.query<{ id: string }>(
    `select w.id from probity.workflow w join probity.definition d on d.hash = w.definition_hash
     where not w.paused
       and (d.plan->'triggers')::jsonb @> jsonb_build_array(jsonb_build_object('kind', 'event', 'event', $1::text))
     order by w.id`,
    [event],
  );
  const runs: { workflowId: WorkflowId; runId: RunId; existing: boolean }[] = [];
  for (const row of rows) {
    const workflowId = row.id as WorkflowId;
    const started = await insertRun(deps, tx, {
      workflowId,
      input,
      actor,
      trigger: { kind: "event", detail: event },
      priority: 0,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey: `event:${event}:${idempotencyKey}` }),
    });
    runs.push({ workflowId, ...started });
  }
  return runs;
}

function newRunOf(request: StartRequest): NewRun {
  const { idempotencyKey, ...rest } = request;
  return {
    ...rest,
    priority: 0,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: `key:${idempotencyKey}` }),
  };
}
