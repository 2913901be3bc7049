import { appendAudit } from "../audit/index.ts";
import type { Database, JsonObject, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { hashJson, ProbityError } from "../core/index.ts";
import { nextFireTimes } from "../definitions/index.ts";
import { eachInTurn } from "./each-in-turn.ts";
import { raiseAlert } from "./operational-alerts.ts";
import type { Actor } from "./port.ts";
import type { EngineRuntime } from "./runtime.ts";
import { insertRun } from "./start-run.ts";

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control"> & { readonly db: Database };

/** Instants of one schedule dealt with in one transaction, a second's work; after a long standstill the rest follows in the next. */
const FIRES_MAX = 100;
/** Schedules dealt with in one round; those that are left are due in the next one, a beat later. */
const DUE_MAX = 50;
/** Runs of one backfill; a longer period is asked for in parts. */
const BACKFILL_MAX = 10_000;
/** Runs that nobody waits for go behind those somebody does. */
export const BACKGROUND_PRIORITY = 1;

interface ScheduleRow extends Record<string, unknown> {
  readonly workflow_id: WorkflowId;
  readonly position: number;
  readonly cron: string;
  readonly timezone: string;
  readonly input: JsonObject;
}

interface DueSchedule extends ScheduleRow {
  readonly considered_until: Date;
  readonly paused: boolean;
}

/**
 * Starts the runs whose time has come. An instant starts one run, whoever looks and however
 * often: its idempotency key is the schedule and the instant. Instants that passed while no
 * worker lived are caught up; those that passed while the workflow was paused are not.
 *
 * Every schedule has a transaction of its own; one that breaks does not keep the others back.
 *
 * @returns how many runs it started.
 * @throws what the first schedule that broke threw, after all had their turn.
 */
export async function fireSchedules(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  const { rows } = await deps.db.query<{ workflow_id: string; position: number }>(
    "select workflow_id, position from probity.schedule where next_fire_at <= $1 order by next_fire_at limit $2",
    [now, DUE_MAX],
  );
  let started = 0;
  await eachInTurn(rows, async (due) => {
    started += await deps.db.transaction((tx) => fireDue(deps, tx, due, now));
  });
  return started;
}

/** Somebody else may have dealt with it since it was found. */
async function fireDue(
  deps: Deps,
  tx: Queryable,
  due: { readonly workflow_id: string; readonly position: number },
  now: Date,
): Promise<number> {
  const { rows } = await tx.query<DueSchedule>(
    `select s.workflow_id, s.position, s.cron, s.timezone, s.input, s.considered_until, w.paused
     from probity.schedule s join probity.workflow w on w.id = s.workflow_id
     where s.workflow_id = $1 and s.position = $2 and s.next_fire_at <= $3
     for update of s skip locked`,
    [due.workflow_id, due.position, now],
  );
  return rows[0] === undefined ? 0 : await fire(deps, tx, rows[0], now);
}

async function fire(deps: Deps, tx: Queryable, row: DueSchedule, now: Date): Promise<number> {
  const upcoming = nextFireTimes(row, row.considered_until, FIRES_MAX + 1);
  const due = upcoming.filter((at) => at <= now).slice(0, FIRES_MAX);
  const last = due.at(-1) ?? row.considered_until;
  let started = 0;
  for (const at of row.paused ? [] : due) {
    const actor = scheduleActor(row.workflow_id);
    try {
      const { existing } = await startScheduled(deps, tx, row, at, actor);
      if (!existing) started++;
    } catch (error) {
      // Refused by our own rules, before any statement failed: the transaction goes on, and the log says why.
      if (!(error instanceof ProbityError) || error.code === "DATABASE_UNAVAILABLE") throw error;
      await appendAudit(tx, {
        at: now,
        actor,
        action: "schedule.refused",
        status: "error",
        stream: "runs",
        workflow: row.workflow_id,
        details: { instant: at.toISOString(), code: error.code, message: error.message },
      });
      await raiseAlert(tx, {
        kind: "schedule_refused",
        workflowId: row.workflow_id,
        message: `the run due at ${at.toISOString()} was refused (${error.code}): ${error.message}`,
        at: now,
      });
    }
  }
  await tx.query(
    `update probity.schedule set considered_until = $3, next_fire_at = $4 where workflow_id = $1 and position = $2`,
    [row.workflow_id, row.position, last, nextFireTimes(row, last, 1)[0] ?? null],
  );
  return started;
}

/**
 * Starts the runs the schedules of a workflow would have started from `from` on and before `to`,
 * and gives those back. Instants that already have a run are left alone.
 *
 * @throws ProbityError RUN_LIMIT_EXCEEDED, and what `insertRun` throws; what was started stays.
 */
export async function backfillSchedules(
  deps: Deps,
  request: {
    readonly workflowId: WorkflowId;
    readonly from: Date;
    readonly to: Date;
    readonly actor: Actor;
  },
): Promise<RunId[]> {
  const { workflowId, from, to, actor } = request;
  const { rows } = await deps.db.query<ScheduleRow>(
    "select workflow_id, position, cron, timezone, input from probity.schedule where workflow_id = $1 order by position",
    [workflowId],
  );
  const runs: RunId[] = [];
  let considered = 0;
  for (const row of rows) {
    // Fire times are strictly later than what they are asked from, and `from` itself belongs to the period.
    for (let after = new Date(from.getTime() - 1); ; ) {
      const instants = nextFireTimes(row, after, FIRES_MAX).filter((at) => at < to);
      considered += instants.length;
      if (considered > BACKFILL_MAX) {
        throw new ProbityError(
          "RUN_LIMIT_EXCEEDED",
          `the period holds more than ${BACKFILL_MAX} instants of "${workflowId}"; what was started stays, ask for the rest in parts`,
        );
      }
      for (const at of instants) {
        const started = await deps.db.transaction((tx) => startScheduled(deps, tx, row, at, actor));
        if (!started.existing && started.runId !== undefined) runs.push(started.runId);
      }
      const last = instants.at(-1);
      if (last === undefined || instants.length < FIRES_MAX) break;
      after = last;
    }
  }
  return runs;
}

/** `runId` is absent when the instant has a run already that was started with what is another input by now. */
async function startScheduled(
  deps: Deps,
  tx: Queryable,
  row: ScheduleRow,
  at: Date,
  actor: Actor,
): Promise<{ readonly runId?: RunId; readonly existing: boolean }> {
  const { cron, timezone, input } = row;
  try {
    return await insertRun(deps, tx, {
      workflowId: row.workflow_id,
      input,
      actor,
      trigger: { kind: "schedule", detail: at.toISOString() },
      // Of the rule and not of its place in the file, so that a new version of the file does not fire again.
      idempotencyKey: `schedule:${hashJson({ cron, timezone, input })}:${at.toISOString()}`,
      priority: BACKGROUND_PRIORITY,
    });
  } catch (error) {
    // The schema fills in other defaults than it did when the instant had its turn.
    if (error instanceof ProbityError && error.code === "IDEMPOTENCY_KEY_REUSED") return { existing: true };
    throw error;
  }
}

function scheduleActor(workflowId: WorkflowId): Actor {
  return { kind: "service", id: `schedule:${workflowId}`, via: "schedule" };
}
