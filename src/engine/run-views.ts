import type {
  Database,
  DataCipher,
  Evidence,
  Json,
  JsonObject,
  ReviewId,
  RunId,
  Sha256Hex,
  WorkflowId,
} from "../core/index.ts";
import { isId, ProbityError } from "../core/index.ts";
import type { Step, WorkflowDefinition } from "../definitions/index.ts";
import type {
  Actor,
  AttemptView,
  Page,
  RunDetail,
  RunFilter,
  RunState,
  RunSummary,
  StepState,
  StepView,
} from "./port.ts";
import { cancelReasonContext, runContextOf } from "./run-store.ts";
import { stepContext } from "./step-result.ts";
import { selectDefinition } from "./workflow-store.ts";

interface RunViewRow extends Record<string, unknown> {
  readonly id: string;
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly definition_hash: string;
  readonly state: RunState;
  readonly trigger_kind: RunSummary["trigger"]["kind"];
  readonly trigger_detail: string | null;
  readonly drill: boolean;
  readonly started_by: Actor;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_step_id: string | null;
  readonly parent_run_id: string | null;
  readonly forked_from: string | null;
  readonly stuck_since: Date | null;
}

const summaryColumns = `id, workflow_id, workflow_name, definition_hash, state, trigger_kind, trigger_detail, drill,
  started_by, created_at, started_at, ended_at, error_code, error_message, error_step_id, parent_run_id, forked_from,
  stuck_since`;

function summaryOf(row: RunViewRow): RunSummary {
  return {
    id: row.id as RunId,
    workflowId: row.workflow_id as WorkflowId,
    workflowName: row.workflow_name,
    definitionHash: row.definition_hash as Sha256Hex,
    state: row.state,
    trigger: {
      kind: row.trigger_kind,
      ...(row.trigger_detail === null ? {} : { detail: row.trigger_detail }),
    },
    drill: row.drill,
    startedBy: row.started_by,
    createdAt: row.created_at,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.error_code === null
      ? {}
      : {
          error: {
            code: row.error_code,
            message: row.error_message ?? "",
            ...(row.error_step_id === null ? {} : { stepId: row.error_step_id }),
          },
        }),
    ...(row.parent_run_id === null ? {} : { parentRunId: row.parent_run_id as RunId }),
    ...(row.forked_from === null ? {} : { forkedFrom: row.forked_from as RunId }),
    ...(row.stuck_since === null ? {} : { stuckSince: row.stuck_since }),
  };
}

export async function selectRunSummary(db: Database, id: RunId): Promise<RunSummary | undefined> {
  const { rows } = await db.query<RunViewRow>(`select ${summaryColumns} from probity.run where id = $1`, [
    id,
  ]);
  return rows[0] && summaryOf(rows[0]);
}

/**
 * A cursor is the id of the last item shown. Any other text would compare with ids somehow and
 * show some page.
 *
 * @throws ProbityError REQUEST_INVALID for a cursor that no list of this kind gives out.
 */
export function checkCursor(kind: "run" | "review", cursor: string | undefined): void {
  if (cursor === undefined || isId(kind, cursor)) return;
  throw new ProbityError("REQUEST_INVALID", "the cursor is not one this list gave out");
}

/** Newest first. @throws ProbityError REQUEST_INVALID, see {@link checkCursor}. */
export async function listRuns(db: Database, filter: RunFilter): Promise<Page<RunSummary>> {
  checkCursor("run", filter.cursor);
  const { rows } = await db.query<RunViewRow>(
    `select ${summaryColumns} from probity.run
     where ($1::text is null or workflow_id = $1) and ($2::text is null or state = $2) and ($3::text is null or id < $3)
     order by id desc limit $4`,
    [filter.workflowId ?? null, filter.state ?? null, filter.cursor ?? null, filter.limit + 1],
  );
  const items = rows.slice(0, filter.limit).map(summaryOf);
  const last = items.at(-1);
  return rows.length > filter.limit && last !== undefined ? { items, nextCursor: last.id } : { items };
}

interface StepRow extends Record<string, unknown> {
  readonly step_id: string;
  readonly state: StepState;
  readonly outcome: StepView["outcome"] | null;
  readonly attempts: readonly StoredAttempt[];
  readonly versions: Record<string, string>;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly child_run_id: string | null;
  readonly review_id: string | null;
  readonly waits_until: Date | null;
  readonly input_sealed: string | null;
  readonly result_sealed: string | null;
  readonly evidence_sealed: string | null;
}

interface StoredAttempt {
  readonly attempt: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly error?: NonNullable<AttemptView["error"]>;
}

/** A run with its input, outputs and every step of its definition, in the order of the definition. */
export async function selectRunDetail(
  db: Database,
  cipher: DataCipher,
  id: RunId,
): Promise<RunDetail | undefined> {
  const { rows } = await db.query<
    RunViewRow & { input_sealed: string; outputs_sealed: string | null; cancel_reason_sealed: string | null }
  >(
    `select ${summaryColumns}, input_sealed, outputs_sealed, cancel_reason_sealed from probity.run where id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const summary = summaryOf(row);
  const stored = await selectDefinition(db, summary.definitionHash);
  const steps = await db.query<StepRow>("select * from probity.run_step where run_id = $1", [id]);
  const views = stored === undefined ? [] : viewsOf(stored.definition, summary, steps.rows, cipher);
  return {
    ...summary,
    input: cipher.open(row.input_sealed, runContextOf(id)),
    ...(row.outputs_sealed === null ? {} : { outputs: cipher.open(row.outputs_sealed, runContextOf(id)) }),
    ...(row.cancel_reason_sealed === null
      ? {}
      : { cancelReason: String(cipher.open(row.cancel_reason_sealed, cancelReasonContext(id))) }),
    steps: views,
  };
}

function viewsOf(
  plan: WorkflowDefinition,
  run: RunSummary,
  rows: readonly StepRow[],
  cipher: DataCipher,
): StepView[] {
  const byId = new Map(rows.map((row) => [row.step_id, row]));
  const itemsOf = new Map<string, StepRow[]>();
  for (const row of rows) {
    const group = /^(.*)\[\d+\]$/.exec(row.step_id)?.[1];
    if (group !== undefined) itemsOf.set(group, [...(itemsOf.get(group) ?? []), row]);
  }
  const placed = [
    ...plan.steps.map((step) => ({ step, id: step.id, always: true })),
    ...plan.onFailure.map((step) => ({ step, id: `on_failure.${step.id}`, always: false })),
  ];
  return placed.flatMap(({ step, id, always }) => {
    const row = byId.get(id);
    const items = (itemsOf.get(id) ?? []).sort((a, b) => indexOf(a) - indexOf(b));
    if (row === undefined && items.length === 0 && !always) return [];
    const own =
      row === undefined ? unbegun(step, id, run, items.length > 0) : viewOf(step, row, run.id, cipher);
    return [own, ...items.map((item) => viewOf(step, item, run.id, cipher))];
  });
}

function indexOf(row: StepRow): number {
  return Number(/\[(\d+)\]$/.exec(row.step_id)?.[1] ?? 0);
}

/** A step without a row: not begun, never to begin, or a list of which only items have rows. */
function unbegun(step: Step, id: string, run: RunSummary, hasItems: boolean): StepView {
  const state = run.endedAt !== undefined ? "cancelled" : hasItems ? "running" : "pending";
  return { id, name: step.name, action: step.action, state, attempts: [], evidence: [], versions: {} };
}

function viewOf(step: Step, row: StepRow, runId: RunId, cipher: DataCipher): StepView {
  const sealing = stepContext(runId, row.step_id);
  const open = (sealed: string | null) => (sealed === null ? undefined : cipher.open(sealed, sealing));
  const result = open(row.result_sealed) as JsonObject | undefined;
  const input = open(row.input_sealed);
  const summary = result?.["summary"];
  return {
    id: row.step_id,
    name: step.name,
    action: step.action,
    state: row.state,
    attempts: row.attempts.map(attemptOf),
    evidence: (open(row.evidence_sealed) ?? []) as unknown as Evidence[],
    versions: row.versions,
    ...(row.outcome === null || row.outcome === undefined ? {} : { outcome: row.outcome }),
    ...(typeof summary === "string" ? { summary } : {}),
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(input === undefined ? {} : { input: input as Json }),
    ...(result?.["output"] === undefined ? {} : { output: result["output"] }),
    ...(row.error_code === null
      ? {}
      : { error: { code: row.error_code, message: row.error_message ?? "", stepId: row.step_id } }),
    ...(row.child_run_id === null ? {} : { childRunId: row.child_run_id as RunId }),
    ...(row.review_id === null ? {} : { reviewId: row.review_id as ReviewId }),
    ...(row.waits_until === null || row.state === "running" ? {} : { until: row.waits_until }),
  };
}

function attemptOf(stored: StoredAttempt): AttemptView {
  return {
    attempt: stored.attempt,
    startedAt: new Date(stored.startedAt),
    ...(stored.endedAt === undefined ? {} : { endedAt: new Date(stored.endedAt) }),
    ...(stored.error === undefined ? {} : { error: stored.error }),
  };
}
