import type { Database, Log, Queryable, RunId, WorkflowId } from "../core/index.ts";
import { messageOf } from "../core/index.ts";

/** Something went wrong where no step could fail and no `on_failure` could tell anybody. */
export interface OperationalAlert {
  readonly kind:
    | "run_abandoned"
    | "run_stuck"
    | "schedule_refused"
    | "list_update_refused"
    | "list_quarantined"
    | "list_stale";
  readonly runId?: RunId;
  readonly workflowId?: WorkflowId;
  /** What it is about, where that is neither: the id of a list. */
  readonly about?: string;
  /** For people who operate the installation; without personal data. */
  readonly message: string;
}

/** Alerts handed on in one round; the rest has its turn in the next. */
const HANDED_ON_MAX = 100;

/** Remembers an alert together with what it is about; it is handed on once the transaction has committed. */
export async function raiseAlert(
  tx: Queryable,
  alert: OperationalAlert & { readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into probity.operational_alert (kind, run_id, workflow_id, about, message, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [alert.kind, alert.runId ?? null, alert.workflowId ?? null, alert.about ?? null, alert.message, alert.at],
  );
}

/**
 * Writes what was raised to the log and hands it on, in order. One that cannot be handed on stays
 * and has its turn again: everybody hears of everything at least once, and rarely twice.
 */
export async function handOnAlerts(options: {
  readonly db: Database;
  readonly log: Log;
  readonly onOperationalAlert?: (alert: OperationalAlert) => Promise<void> | void;
}): Promise<void> {
  const { db, log } = options;
  const { rows } = await db.query<{
    id: string;
    kind: OperationalAlert["kind"];
    run_id: string | null;
    workflow_id: string | null;
    about: string | null;
    message: string;
  }>(
    "select id, kind, run_id, workflow_id, about, message from probity.operational_alert order by id limit $1",
    [HANDED_ON_MAX],
  );
  for (const row of rows) {
    const alert: OperationalAlert = {
      kind: row.kind,
      message: row.message,
      ...(row.run_id === null ? {} : { runId: row.run_id as RunId }),
      ...(row.workflow_id === null ? {} : { workflowId: row.workflow_id as WorkflowId }),
      ...(row.about === null ? {} : { about: row.about }),
    };
    log.error(alert, "something needs to be looked after");
    try {
      await options.onOperationalAlert?.(alert);
    } catch (error) {
      log.warn({ kind: alert.kind, reason: messageOf(error) }, "an alert could not be handed on");
      continue;
    }
    await db.query("delete from probity.operational_alert where id = $1", [row.id]);
  }
}
