import { z } from "zod";
import type { EnginePort, Principal, Probity } from "../app/index.ts";
import { decisionBody, pageOf, review, reviewsQuery } from "../contract/index.ts";
import { isId, ProbityError, type ReviewId } from "../core/index.ts";
import { maskReview } from "./masking.ts";
import { defineRoute } from "./route.ts";
import { given, wire } from "./wire.ts";

type ReviewSummary = NonNullable<Awaited<ReturnType<EnginePort["getReview"]>>>;

const byId = z.object({ id: z.string().max(200) });

function reviewIdOf(text: string): ReviewId {
  if (isId("review", text)) return text;
  throw new ProbityError("NOT_FOUND", "There is no review with this id.");
}

function toReview(probity: Probity, principal: Principal, summary: ReviewSummary): z.output<typeof review> {
  const view = wire(summary);
  return probity.access.allows(principal, "personal-data.read") ? view : maskReview(view);
}

export const reviewRoutes = [
  defineRoute({
    method: "GET",
    path: "/reviews",
    operationId: "listReviews",
    summary: "Decisions that wait for a person, or were taken, newest first.",
    guard: "review.read",
    query: reviewsQuery,
    response: pageOf(review),
    async handle({ probity, principal, query: { state, queue, cursor, limit } }) {
      const { items, nextCursor } = await probity.engine.listReviews({
        ...given({ state, queue, cursor }),
        limit,
      });
      return { items: items.map((item) => toReview(probity, principal, item)), ...given({ nextCursor }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/reviews/:id",
    operationId: "getReview",
    summary: "One review with the decisions taken so far.",
    guard: "review.read",
    params: byId,
    response: review,
    async handle({ probity, principal, params }) {
      const found = await probity.engine.getReview(reviewIdOf(params.id));
      if (found === undefined) throw new ProbityError("NOT_FOUND", "There is no review with this id.");
      return toReview(probity, principal, found);
    },
  }),
  defineRoute({
    method: "POST",
    path: "/reviews/:id/decisions",
    operationId: "decideReview",
    summary: "Approves or rejects; each person decides once, and never on a run of their own.",
    guard: "review.decide",
    params: byId,
    body: decisionBody,
    response: review,
    handle: async ({ probity, principal, params, body, actor }) =>
      toReview(
        probity,
        principal,
        await probity.engine.decide({
          reviewId: reviewIdOf(params.id),
          decision: body.decision,
          reason: body.reason,
          actor,
        }),
      ),
  }),
];
