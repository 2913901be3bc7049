import type { Database, Json, Queryable, ReviewId, RunId, WorkflowId } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { sqlStateOf } from "../db/index.ts";
import { appendRunAudit, keyedHash } from "./audit-events.ts";
import { reviewTopic } from "./performance.ts";
import type { Actor, Page, ReviewSummary } from "./port.ts";
import { checkReason } from "./reason.ts";
import { checkAnswers } from "./review-form.ts";
import {
  closeReview,
  insertDecision,
  lockReview,
  type ReviewRow,
  reviewContext,
  selectDecisions,
} from "./review-store.ts";
import { type LockedRun, lockRun } from "./run-store.ts";
import { checkCursor } from "./run-views.ts";
import type { EngineRuntime } from "./runtime.ts";

type Deps = Pick<EngineRuntime, "clock" | "cipher" | "control"> & { readonly db: Database };

/**
 * Records a decision and, when it completes the review, wakes the run, in one transaction.
 *
 * @throws ProbityError NOT_FOUND, REQUEST_INVALID (no reason), INPUT_INVALID (answers that do not
 *   fit the form), CONFLICT (not open, or decided by this person already), FORBIDDEN (the person
 *   started the run).
 */
export async function decideReview(
  deps: Deps,
  request: {
    readonly reviewId: ReviewId;
    readonly decision: "approve" | "reject";
    readonly reason: string;
    readonly form?: Json;
    readonly actor: Actor;
  },
): Promise<void> {
  const { reviewId, decision, reason, actor } = request;
  checkReason(reason, "a decision");
  await deps.db.transaction(async (tx) => {
    const { run, review } = await lockRunAndReview(deps, tx, reviewId);
    const now = deps.clock.now();
    const asked = openRequest(deps.cipher, reviewId, review.requestSealed);
    const form = checkAnswers(asked.form, request.form);
    await insertChecked(deps, tx, { ...request, form, at: now });
    const decisions = await selectDecisions(tx, deps.cipher, reviewId);
    const approvals = decisions.filter((made) => made.decision === "approve").length;
    const complete = decision === "reject" || approvals >= review.approvalsNeeded;
    if (complete) {
      await closeReview(tx, reviewId, decision === "reject" ? "rejected" : "approved", now);
      const message = { to: review.runId, topic: reviewTopic(review.stepId), text: "decided" };
      await deps.control.send(tx, { ...message, key: `decided:${reviewId}` });
    }
    await appendRunAudit(tx, run, {
      at: now,
      actor,
      action: "review.decided",
      status: decision === "approve" ? "approved" : "rejected",
      stepId: review.stepId,
      inputHash: keyedHash(deps, { decision, reason, ...(form === undefined ? {} : { form }) }),
      details: { review: reviewId, approvals, approvalsNeeded: review.approvalsNeeded, complete },
    });
  });
}

/** In the order in which everybody locks them. @throws ProbityError NOT_FOUND. */
async function lockRunAndReview(
  deps: Deps,
  tx: Queryable,
  reviewId: ReviewId,
): Promise<{ run: LockedRun; review: ReviewRow }> {
  const { rows } = await tx.query<{ run_id: string }>("select run_id from probity.review where id = $1", [
    reviewId,
  ]);
  const runId = rows[0]?.run_id as RunId | undefined;
  if (runId !== undefined) await deps.control.hold(tx, runId);
  const run = runId === undefined ? undefined : await lockRun(tx, runId);
  const review = await lockReview(tx, reviewId);
  if (run === undefined || review === undefined) {
    throw new ProbityError("NOT_FOUND", `there is no review ${reviewId}`);
  }
  return { run, review };
}

async function insertChecked(
  deps: Deps,
  tx: Queryable,
  decision: Parameters<typeof insertDecision>[2],
): Promise<void> {
  const { reviewId } = decision;
  try {
    await insertDecision(tx, deps.cipher, decision);
  } catch (error) {
    switch (sqlStateOf(error)) {
      case "PBE01":
        throw new ProbityError("CONFLICT", `review ${reviewId} is not open any more`, { cause: error });
      case "PBE02":
        throw new ProbityError(
          "FORBIDDEN",
          "whoever started a run does not decide in it: ask somebody else",
          {
            cause: error,
          },
        );
      case "23505":
        throw new ProbityError("CONFLICT", `you have already decided review ${reviewId}`, { cause: error });
      default:
        throw error;
    }
  }
}

interface ReviewViewRow {
  readonly id: string;
  readonly run_id: string;
  readonly workflow_id: string;
  readonly workflow_name: string;
  readonly step_id: string;
  readonly step_name: string;
  readonly queue: string;
  readonly roles: string[] | null;
  readonly approvals_needed: number;
  readonly state: ReviewSummary["state"];
  readonly due: Date | null;
  readonly escalated_at: Date | null;
  readonly created_at: Date;
  readonly decided_at: Date | null;
  readonly request_sealed: string;
}

const selectReviewsSql = `
  select v.id, v.run_id, r.workflow_id, r.workflow_name, v.step_id, v.step_name, v.queue, v.roles, v.approvals_needed,
    v.state, v.due, v.escalated_at, v.created_at, v.decided_at, v.request_sealed
  from probity.review v join probity.run r on r.id = v.run_id`;

/** Newest first. @throws ProbityError REQUEST_INVALID for a cursor that is not ours. */
export async function listReviews(
  deps: Pick<Deps, "db" | "cipher">,
  filter: {
    readonly state?: ReviewSummary["state"];
    readonly queue?: string;
    readonly cursor?: string;
    readonly limit: number;
  },
): Promise<Page<ReviewSummary>> {
  checkCursor("review", filter.cursor);
  const { rows } = await deps.db.query<ReviewViewRow & Record<string, unknown>>(
    `${selectReviewsSql}
     where ($1::text is null or v.state = $1) and ($2::text is null or v.queue = $2) and ($3::text is null or v.id < $3)
     order by v.id desc limit $4`,
    [filter.state ?? null, filter.queue ?? null, filter.cursor ?? null, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const items = await Promise.all(page.map((row) => toSummary(deps, row)));
  const last = page.at(-1);
  return rows.length > filter.limit && last !== undefined ? { items, nextCursor: last.id } : { items };
}

export async function getReview(
  deps: Pick<Deps, "db" | "cipher">,
  id: ReviewId,
): Promise<ReviewSummary | undefined> {
  const { rows } = await deps.db.query<ReviewViewRow & Record<string, unknown>>(
    `${selectReviewsSql} where v.id = $1`,
    [id],
  );
  return rows[0] && (await toSummary(deps, rows[0]));
}

/** What the definition lays before the reviewers and asks of them; sealed, because it is about people. */
function openRequest(
  cipher: Deps["cipher"],
  id: ReviewId,
  sealed: string,
): Pick<ReviewSummary, "instructions" | "form" | "show"> {
  return cipher.open(sealed, reviewContext(id)) as ReturnType<typeof openRequest>;
}

async function toSummary(deps: Pick<Deps, "db" | "cipher">, row: ReviewViewRow): Promise<ReviewSummary> {
  const id = row.id as ReviewId;
  const request = openRequest(deps.cipher, id, row.request_sealed);
  const decisions = await selectDecisions(deps.db, deps.cipher, id);
  return {
    id,
    runId: row.run_id as RunId,
    workflowId: row.workflow_id as WorkflowId,
    workflowName: row.workflow_name,
    stepId: row.step_id,
    stepName: row.step_name,
    queue: row.queue,
    approvalsNeeded: row.approvals_needed,
    state: row.state,
    createdAt: row.created_at,
    ...(row.roles === null ? {} : { roles: row.roles }),
    ...(row.due === null ? {} : { due: row.due }),
    ...(row.escalated_at === null ? {} : { escalatedAt: row.escalated_at }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(request.instructions === undefined ? {} : { instructions: request.instructions }),
    ...(request.form === undefined ? {} : { form: request.form }),
    ...(request.show === undefined ? {} : { show: request.show }),
    decisions: decisions.map(({ form, ...decision }) => ({
      ...decision,
      ...(form === undefined ? {} : { form }),
    })),
  };
}
