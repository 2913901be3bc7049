import { z } from "zod";
import type { EnginePort, Principal, Probity } from "../app/index.ts";
import { decisionBody, pageOf, review, reviewsQuery } from "../contract/index.ts";
import { isId, ProbityError, type ReviewId } from "../core/index.ts";
import { maskReview } from "./masking.ts";
import { type AuthenticatedCall, defineRoute } from "./route.ts";
import { given, wire } from "./wire.ts";

type ReviewSummary = NonNullable<Awaited<ReturnType<EnginePort["getReview"]>>>;

const byId = z.object({ id: z.string().max(200) });

function reviewIdOf(text: string): ReviewId {
  if (isId("review", text)) return text;
  throw new ProbityError("NOT_FOUND", "There is no review with this id.");
}

type Looker = Pick<AuthenticatedCall<unknown, unknown, unknown>, "probity" | "principal" | "actor" | "views">;

/** Reviews as this principal may see them; a look at personal data is logged before it is granted. */
async function toReviews(
  { probity, principal, actor, views }: Looker,
  summaries: readonly ReviewSummary[],
): Promise<z.output<typeof review>[]> {
  const reviews = summaries.map((summary): z.output<typeof review> => wire(summary));
  if (!probity.access.allows(principal, "personal-data.read")) return reviews.map(maskReview);
  await views.record(
    actor,
    reviews.filter(holdsPersonalData).map(({ runId }) => runId),
  );
  return reviews;
}

function holdsPersonalData({ instructions, show, form, decisions }: z.output<typeof review>): boolean {
  return [instructions, show, form].some((part) => part !== undefined) || decisions.length > 0;
}

async function toReview(looker: Looker, summary: ReviewSummary): Promise<z.output<typeof review>> {
  const [view] = await toReviews(looker, [summary]);
  if (view === undefined) throw new ProbityError("INTERNAL", "A review has no view.");
  return view;
}

/** @throws ProbityError NOT_FOUND for what is no review id, too. */
async function existingReview(probity: Probity, id: string): Promise<ReviewSummary> {
  const found = await probity.engine.getReview(reviewIdOf(id));
  if (found === undefined) throw new ProbityError("NOT_FOUND", "There is no review with this id.");
  return found;
}

/** @throws ProbityError FORBIDDEN when the review names roles and the principal holds none of them. */
function checkRoles({ roles }: ReviewSummary, principal: Principal): void {
  if (roles === undefined || principal.roles.some((role) => roles.includes(role))) return;
  const needed = roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.join(", ")}`;
  throw new ProbityError(
    "FORBIDDEN",
    `Deciding this review takes ${needed} beside the permission review.decide.`,
  );
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
    async handle({ query: { state, queue, cursor, limit }, ...looker }) {
      const { items, nextCursor } = await looker.probity.engine.listReviews({
        ...given({ state, queue, cursor }),
        limit,
      });
      return { items: await toReviews(looker, items), ...given({ nextCursor }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/reviews/:id",
    operationId: "getReview",
    summary: "One review: what it is about, what it asks, and the decisions taken so far.",
    guard: "review.read",
    params: byId,
    response: review,
    handle: async ({ params, ...looker }) =>
      toReview(looker, await existingReview(looker.probity, params.id)),
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
    async handle({ params, body: { decision, reason, form }, ...looker }) {
      const { probity, principal, actor } = looker;
      const found = await existingReview(probity, params.id);
      checkRoles(found, principal);
      const request = { reviewId: found.id, decision, reason, actor, ...given({ form }) };
      return toReview(looker, await probity.engine.decide(request));
    },
  }),
];
