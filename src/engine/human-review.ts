import type { Json, JsonObject, Queryable, ReviewId } from "../core/index.ts";
import { newId, ProbityError, parseDuration } from "../core/index.ts";
import { appendRunAudit, engineActor } from "./audit-events.ts";
import { concludeWith } from "./conclude.ts";
import { renderOwnInput } from "./execute-action.ts";
import { beginParked } from "./parked.ts";
import { ask, GIVE_UP, type Performance, reviewTopic, waitFor } from "./performance.ts";
import {
  closeReview,
  escalateReview,
  insertReview,
  lockReview,
  type ReviewRow,
  reviewContext,
  selectDecisions,
} from "./review-store.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { lockRun } from "./run-store.ts";
import { clearError, type StepResult } from "./step-result.ts";

/** Input of `human_review` after its schema. */
interface ReviewInput {
  readonly queue: string;
  readonly approvals: number;
  readonly due?: string;
  readonly roles?: readonly string[];
  readonly escalate_to?: string;
  readonly instructions?: string;
  readonly form?: JsonObject;
  readonly show?: Json;
}

/** `human_review`: parks the run until people have decided, or the time for it is up. */
export function* performReview(context: RunContext, unit: Unit): Performance {
  const { runtime } = context;
  const opened = yield* ask({
    begin: () => beginParked(context, unit, (tx) => openReview(context, unit, tx)),
  });
  if (opened.kind === "failed") return opened.result;
  const reviewId = String(opened.note["review"]) as ReviewId;
  const due = opened.note["due"];
  let escalated = false;
  for (;;) {
    if (context.stop !== undefined) return { status: "cancelled" };
    const restMs =
      typeof due === "string" && !escalated
        ? new Date(due).getTime() - runtime.clock.now().getTime()
        : undefined;
    const message = yield* waitFor(context, reviewTopic(unit.id), restMs);
    if (message === GIVE_UP) return { status: "cancelled" };
    const timedOut = message === undefined;
    const name = timedOut ? "due" : "end";
    const result = yield* ask({
      begin: () => concludeWith(context, unit, name, (tx) => decided(context, unit, reviewId, timedOut, tx)),
    });
    if (result !== undefined) return result;
    escalated = true;
  }
}

async function openReview(context: RunContext, unit: Unit, tx: Queryable) {
  const { runtime, record } = context;
  const { rendered, input } = renderOwnInput<ReviewInput>(context, unit);
  const now = runtime.clock.now();
  const id = newId("review", now.getTime());
  const dueMs = input.due === undefined ? undefined : parseDuration(input.due);
  const due = dueMs === undefined ? undefined : new Date(now.getTime() + dueMs);
  await insertReview(tx, {
    id,
    runId: record.id,
    stepId: unit.id,
    stepName: unit.step.name,
    queue: input.queue,
    roles: input.roles,
    approvalsNeeded: input.approvals,
    due,
    createdAt: now,
    requestSealed: runtime.cipher.seal(
      {
        instructions: input.instructions,
        form: input.form,
        show: input.show,
        escalate_to: input.escalate_to,
      },
      reviewContext(id),
    ),
  });
  return {
    fields: { reviewId: id, ...(due === undefined ? {} : { waitsUntil: due }) },
    note: { review: id, ...(due === undefined ? {} : { due: due.toISOString() }) },
    input: rendered,
    auditStatus: "opened",
  };
}

/** What the review came to; undefined when it was escalated and stays open. */
async function decided(
  context: RunContext,
  unit: Unit,
  reviewId: ReviewId,
  timedOut: boolean,
  tx: Queryable,
): Promise<StepResult | undefined> {
  // Whoever cancels or decides locks the run before the review, too.
  await lockRun(tx, context.record.id);
  const review = await lockReview(tx, reviewId);
  if (review === undefined) throw new ProbityError("INTERNAL", `review ${reviewId} has disappeared`);
  if (review.state === "approved" || review.state === "rejected") {
    return await resultOfReview(context, review, review.state === "approved" ? "approve" : "reject", tx);
  }
  if (!timedOut) return { status: "cancelled" };
  const now = context.runtime.clock.now();
  const { onTimeout } = unit.step;
  const entry = (status: string) =>
    appendRunAudit(tx, context.record, {
      at: now,
      actor: engineActor,
      action: "review.due",
      status,
      stepId: unit.id,
      details: { review: reviewId },
    });
  if (onTimeout === "escalate") {
    const request = context.runtime.cipher.open(review.requestSealed, reviewContext(reviewId)) as JsonObject;
    const queue = request["escalate_to"];
    await escalateReview(tx, reviewId, typeof queue === "string" ? queue : review.queue, now);
    await entry("escalated");
    return undefined;
  }
  await closeReview(tx, reviewId, "timed_out", now);
  await entry("timed_out");
  if (onTimeout === "fail") {
    return {
      status: "failed",
      error: clearError(new ProbityError("STEP_TIMEOUT", `nobody decided review ${reviewId} in time`)),
    };
  }
  const result = await resultOfReview(context, review, onTimeout === "reject" ? "reject" : "timed_out", tx);
  return onTimeout === "reject" ? result : { ...result, status: "succeeded", outcome: "review" };
}

async function resultOfReview(
  context: RunContext,
  review: ReviewRow,
  decision: "approve" | "reject" | "timed_out",
  tx: Queryable,
): Promise<StepResult> {
  const decisions = await selectDecisions(tx, context.runtime.cipher, review.id);
  const form = decisions.at(-1)?.form;
  return {
    status: decision === "reject" ? "rejected" : "succeeded",
    outcome: decision === "approve" ? "pass" : decision === "reject" ? "fail" : "review",
    output: {
      decision,
      escalated: review.escalatedAt !== undefined,
      decisions: decisions.map(({ actor, decision, reason, at }) => ({
        actor: actor.id,
        decision,
        reason,
        at: at.toISOString(),
      })),
      ...(form === undefined ? {} : { form }),
    },
    summary: `${decision} after ${decisions.length} of ${review.approvalsNeeded} decisions`,
  };
}
