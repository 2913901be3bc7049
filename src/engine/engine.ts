import { setTimeout as sleep } from "node:timers/promises";
import { appendAudit } from "../audit/index.ts";
import type {
  ActionDefinition,
  ActionHost,
  Clock,
  Database,
  DataCipher,
  Log,
  RunId,
  WorkflowId,
} from "../core/index.ts";
import { ProbityError, uuidV7 } from "../core/index.ts";
import { nextFireTimes } from "../definitions/index.ts";
import { createControl } from "./dbos-control.ts";
import type { EnginePort, RunState, StartRequest, WorkflowSummary } from "./port.ts";
import { retryTransient } from "./retry-transient.ts";
import { decideReview, getReview, listReviews } from "./reviews.ts";
import { cancelRun, forkRun, pauseRun, resumeRun } from "./run-control.ts";
import { listRuns, selectRunDetail, selectRunSummary } from "./run-views.ts";
import { BACKGROUND_PRIORITY, backfillSchedules } from "./schedules.ts";
import { insertRun, type NewRun } from "./start-run.ts";
import { createWorker, type Worker } from "./worker.ts";
import { selectWorkers } from "./worker-store.ts";
import {
  saveDefinition,
  selectCurrentDefinition,
  selectDefinition,
  selectWorkflows,
  type WorkflowRow,
} from "./workflow-store.ts";

export interface EngineOptions {
  /** Login of the application role; DBOS and the beat connect with it. Never logged. */
  readonly appUrl: string;
  /** The pool of the application role on the same database. */
  readonly db: Database;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  /** Lent to handlers. */
  readonly host: ActionHost;
  readonly cipher: DataCipher;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings?: Partial<EngineSettings>;
}

export interface EngineSettings {
  /** Runs this process carries out at a time; parked ones do not count. */
  readonly activeRunsMax: number;
  /** Connections of DBOS's own pool. */
  readonly executorConnections: number;
  readonly beatEveryMs: number;
  /** A worker that has not beaten for this long loses its runs to the others. */
  readonly deadAfterMs: number;
  /** How often the slower checks run: lost notifications, abandoned and stuck runs. */
  readonly sweepEveryMs: number;
  /** Nothing has moved for this long although something should: the run is stuck. */
  readonly stuckAfterMs: number;
}

const defaults: EngineSettings = {
  activeRunsMax: 64,
  executorConnections: 10,
  beatEveryMs: 1_000,
  deadAfterMs: 5_000,
  sweepEveryMs: 5_000,
  stuckAfterMs: 120_000,
};

/** How often `waitForRun` looks; runs carried out in this process also tell when they rest. */
const WATCH_MS = { first: 20, longest: 200 } as const;
/** Fire times shown per schedule. */
const NEXT_FIRES_SHOWN = 5;

export interface Engine extends EnginePort {
  /** Closes what even an engine that was never launched holds open. After `shutdown`. */
  close(): Promise<void>;
}

/** Waiting states and ends: whoever watches a run need not watch further. */
const restingStates: readonly RunState[] = [
  "waiting",
  "paused",
  "succeeded",
  "rejected",
  "failed",
  "cancelled",
];

/** Listens for a run of this process to rest. Ask for `next` before looking, so that nothing is missed in between. */
function watchRun(
  watchers: Map<RunId, Set<() => void>>,
  runId: RunId,
): { next(): Promise<void>; end(): void } {
  let tell = () => {};
  const listener = () => tell();
  const own = watchers.get(runId) ?? new Set();
  watchers.set(runId, own.add(listener));
  return {
    next: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    end() {
      own.delete(listener);
      if (own.size === 0) watchers.delete(runId);
    },
  };
}

/** One installation's engine. Without `launch` it starts, reads and decides but carries nothing out. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { db, cipher, clock, log } = options;
  const settings = { ...defaults, ...options.settings };
  const workerId = uuidV7(clock.now().getTime());
  let worker: Worker | undefined;
  const watchers = new Map<RunId, Set<() => void>>();
  const onRest = (runId: RunId) => {
    for (const look of watchers.get(runId) ?? []) look();
  };
  const control = await createControl({
    appUrl: options.appUrl,
    log,
    onEnqueue: () => worker?.wake(),
  });
  const deps = { db, cipher, clock, control };
  const begin = async (request: NewRun) => {
    const started = await retryTransient(() => db.transaction((tx) => insertRun(deps, tx, request)));
    worker?.wake();
    return started;
  };
  const startEach = async (ids: readonly WorkflowId[], request: Omit<NewRun, "workflowId">) => {
    const runs: { workflowId: WorkflowId; runId: RunId; existing: boolean }[] = [];
    for (const workflowId of ids) runs.push({ workflowId, ...(await begin({ ...request, workflowId })) });
    return runs;
  };

  return {
    async launch() {
      if (worker !== undefined) throw new ProbityError("CONFLICT", "this engine is launched already");
      worker = await createWorker({ ...options, settings, workerId, control, onRest });
    },
    async shutdown(graceMs = 10_000) {
      await worker?.stop(graceMs);
      worker = undefined;
    },
    async close() {
      await control.close();
    },

    async deploy({ yaml, definition, definitionHash, actor }) {
      const at = clock.now();
      const changed = await db.transaction(async (tx) => {
        const saved = await saveDefinition(tx, { definition, hash: definitionHash, yaml, actor, at });
        if (saved) {
          await appendAudit(tx, {
            at,
            actor,
            action: "workflow.deployed",
            status: "ok",
            stream: "runs",
            workflow: definition.id,
            workflowName: definition.name,
            definitionHash,
          });
        }
        return saved;
      });
      return { workflowId: definition.id, definitionHash, changed };
    },
    async listWorkflows() {
      const now = clock.now();
      return (await selectWorkflows(db)).map((row) => summaryOf(row, now));
    },
    async getWorkflow(id) {
      const [row] = await selectWorkflows(db, id);
      return row && summaryOf(row, clock.now());
    },
    getDefinition: (hash) => selectDefinition(db, hash),
    async setWorkflowPaused(id, paused, actor) {
      const at = clock.now();
      await db.transaction(async (tx) => {
        const current = await selectCurrentDefinition(tx, id);
        if (current === undefined) throw new ProbityError("NOT_FOUND", `there is no workflow "${id}"`);
        if (current.paused === paused) return;
        await tx.query("update probity.workflow set paused = $2 where id = $1", [id, paused]);
        // What would have fired meanwhile is for backfill: nobody expects a paused week at once.
        if (!paused) await skipMissedFires(tx, id, at);
        await appendAudit(tx, {
          at,
          actor,
          action: paused ? "workflow.paused" : "workflow.resumed",
          status: "ok",
          stream: "runs",
          workflow: id,
          workflowName: current.definition.name,
          definitionHash: current.hash,
        });
      });
    },

    start: (request) => begin(newRunOf(request)),
    async emit({ event, input, actor, idempotencyKey }) {
      const ids = await listening(
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
      worker?.wake();
      return runs;
    },

    getRun: (id) => selectRunDetail(db, cipher, id),
    listRuns: (filter) => listRuns(db, filter),
    async waitForRun(id, timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      let pauseMs: number = worker === undefined ? WATCH_MS.first : WATCH_MS.longest;
      const told = watchRun(watchers, id);
      try {
        for (;;) {
          const rested = told.next();
          const run = await selectRunSummary(db, id);
          if (run === undefined) throw new ProbityError("NOT_FOUND", `there is no run ${id}`);
          if (restingStates.includes(run.state) || performance.now() >= deadline) return run;
          await Promise.race([sleep(pauseMs), rested]);
          pauseMs = Math.min(pauseMs * 1.5, WATCH_MS.longest);
        }
      } finally {
        told.end();
      }
    },
    cancel: (id, actor, reason) => retryTransient(() => cancelRun(deps, id, actor, reason)),
    pause: (id, actor) => retryTransient(() => pauseRun(deps, id, actor)),
    async resume(id, actor) {
      await retryTransient(() => resumeRun(deps, id, actor));
      worker?.wake();
    },
    async fork(id, stepId, actor) {
      const runId = await retryTransient(() => forkRun(deps, id, stepId, actor));
      worker?.wake();
      return runId;
    },

    listReviews: (filter) => listReviews(deps, filter),
    getReview: (id) => getReview(deps, id),
    async decide(request) {
      await retryTransient(() => decideReview(deps, request));
      const review = await getReview(deps, request.reviewId);
      if (review === undefined) throw new ProbityError("NOT_FOUND", `there is no review ${request.reviewId}`);
      return review;
    },
    workers: () => selectWorkers(db, settings.deadAfterMs),
  };

  /** Workflows that are not paused and whose triggers fit the condition on the plan's `triggers` and $1. */
  async function listening(condition: string, value: string): Promise<WorkflowId[]> {
    const { rows } = await db.query<{ id: string }>(
      `select w.id from probity.workflow w join probity.definition d on d.hash = w.definition_hash,
         lateral (select (d.plan->'triggers')::jsonb as triggers) t0
       where not w.paused and ${condition} order by w.id`,
      [value],
    );
    return rows.map((row) => row.id as WorkflowId);
  }
}

function newRunOf(request: StartRequest): NewRun {
  const { idempotencyKey, ...rest } = request;
  return {
    ...rest,
    priority: 0,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey: `key:${idempotencyKey}` }),
  };
}

async function skipMissedFires(
  tx: Database | Parameters<typeof saveDefinition>[0],
  id: WorkflowId,
  at: Date,
): Promise<void> {
  const { rows } = await tx.query<{ position: number; cron: string; timezone: string }>(
    "select position, cron, timezone from probity.schedule where workflow_id = $1",
    [id],
  );
  for (const row of rows) {
    await tx.query(
      "update probity.schedule set considered_until = $3, next_fire_at = $4 where workflow_id = $1 and position = $2",
      [id, row.position, at, nextFireTimes(row, at, 1)[0] ?? null],
    );
  }
}

function summaryOf(row: WorkflowRow, now: Date): WorkflowSummary {
  const { definition } = row;
  const fires = definition.triggers.flatMap((trigger) =>
    trigger.kind === "schedule" && !row.paused ? nextFireTimes(trigger, now, NEXT_FIRES_SHOWN) : [],
  );
  return {
    id: row.id,
    name: definition.name,
    definitionHash: row.hash,
    deployedAt: row.deployedAt,
    deployedBy: row.deployedBy,
    paused: row.paused,
    definition,
    yaml: row.yaml,
    nextFires: fires.sort((a, b) => a.getTime() - b.getTime()).slice(0, NEXT_FIRES_SHOWN),
    runsByState: row.runsByState,
    ...(definition.version === undefined ? {} : { version: definition.version }),
  };
}
