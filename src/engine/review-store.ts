import type { DataCipher, Json, JsonObject, Queryable, ReviewId, RunId } from "../core/index.ts";
import type { Actor, ReviewSummary } from "./port.ts";

/** The context what reviewers read and write is sealed under. */
export function reviewContext(id: ReviewId): string {
  return `review/${id}`;
}

export interface ReviewRow {
  readonly id: ReviewId;
  readonly runId: RunId;
  readonly stepId: string;
  readonly queue: string;
  readonly roles: readonly string[] | undefined;
  readonly approvalsNeeded: number;
  readonly state: ReviewSummary["state"];
  readonly escalatedAt: Date | undefined;
  readonly requestSealed: string;
}

export async function insertReview(
  tx: Queryable,
  review: {
    readonly id: ReviewId;
    readonly runId: RunId;
    readonly stepId: string;
    readonly stepName: string;
    readonly queue: string;
    readonly roles: readonly string[] | undefined;
    readonly approvalsNeeded: number;
    readonly due: Date | undefined;
    readonly createdAt: Date;
    readonly requestSealed: string;
  },
): Promise<void> {
  await tx.query(
    `insert into probity.review
       (id, run_id, step_id, step_name, queue, roles, approvals_needed, due, created_at, request_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      review.id,
      review.runId,
      review.stepId,
      review.stepName,
      review.queue,
      review.roles ?? null,
      review.approvalsNeeded,
      review.due ?? null,
      review.createdAt,
      review.requestSealed,
    ],
  );
}

/** The review, locked until the end of the transaction. */
export async function lockReview(tx: Queryable, id: ReviewId): Promise<ReviewRow | undefined> {
  const { rows } = await tx.query<{
    run_id: string;
    step_id: string;
    queue: string;
    roles: string[] | null;
    approvals_needed: number;
    state: ReviewSummary["state"];
    escalated_at: Date | null;
    request_sealed: string;
  }>(
    `select run_id, step_id, queue, roles, approvals_needed, state, escalated_at, request_sealed
     from probity.review where id = $1 for update`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    id,
    runId: row.run_id as RunId,
    stepId: row.step_id,
    queue: row.queue,
    roles: row.roles ?? undefined,
    approvalsNeeded: row.approvals_needed,
    state: row.state,
    escalatedAt: row.escalated_at ?? undefined,
    requestSealed: row.request_sealed,
  };
}

export async function closeReview(
  tx: Queryable,
  id: ReviewId,
  state: Exclude<ReviewSummary["state"], "open">,
  at: Date,
): Promise<void> {
  await tx.query("update probity.review set state = $2, decided_at = $3 where id = $1 and state = 'open'", [
    id,
    state,
    at,
  ]);
}

export async function escalateReview(tx: Queryable, id: ReviewId, queue: string, at: Date): Promise<void> {
  await tx.query("update probity.review set queue = $2, escalated_at = $3 where id = $1 and state = 'open'", [
    id,
    queue,
    at,
  ]);
}

/** Closes what a run that has ended leaves open. */
export async function cancelReviews(tx: Queryable, runId: RunId, at: Date): Promise<void> {
  await tx.query(
    "update probity.review set state = 'cancelled', decided_at = $2 where run_id = $1 and state = 'open'",
    [runId, at],
  );
}

export interface DecisionRow {
  readonly actor: Actor;
  readonly decision: "approve" | "reject";
  readonly reason: string;
  readonly form: JsonObject | undefined;
  readonly at: Date;
}

/** @throws the database's PBE01 when the review is not open, PBE02 when the actor started the run, 23505 when they decided already. */
export async function insertDecision(
  tx: Queryable,
  cipher: DataCipher,
  decision: {
    readonly reviewId: ReviewId;
    readonly actor: Actor;
    readonly decision: "approve" | "reject";
    readonly reason: string;
    readonly form: Json | undefined;
    readonly at: Date;
  },
): Promise<void> {
  const { reviewId, actor } = decision;
  await tx.query(
    `insert into probity.review_decision (review_id, actor_id, actor, decision, at, reason_sealed)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      reviewId,
      actor.id,
      JSON.stringify(actor),
      decision.decision,
      decision.at,
      cipher.seal({ reason: decision.reason, form: decision.form }, reviewContext(reviewId)),
    ],
  );
}

/** The decisions of a review in the order they were made. */
export async function selectDecisions(
  db: Queryable,
  cipher: DataCipher,
  reviewId: ReviewId,
): Promise<DecisionRow[]> {
  const { rows } = await db.query<{
    actor: Actor;
    decision: "approve" | "reject";
    at: Date;
    reason_sealed: string;
  }>(
    "select actor, decision, at, reason_sealed from probity.review_decision where review_id = $1 order by at, actor_id",
    [reviewId],
  );
  return rows.map((row) => {
    const { reason, form } = cipher.open(row.reason_sealed, reviewContext(reviewId)) as JsonObject;
    return {
      actor: row.actor,
      decision: row.decision,
      at: row.at,
      reason: String(reason ?? ""),
      form: (form ?? undefined) as JsonObject | undefined,
    };
  });
}
