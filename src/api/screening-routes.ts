import { z } from "zod";
import {
  pageOf,
  proposeSuppression,
  reasonBody,
  screenBody,
  screeningPolicy,
  screeningReplay,
  screeningResult,
  storedScreening,
  suppression,
  suppressionsQuery,
} from "../contract/index.ts";
import { defineRoute } from "./route.ts";
import { given } from "./wire.ts";

const byId = z.object({ id: z.string().max(200) });

export const screeningRoutes = [
  defineRoute({
    method: "POST",
    path: "/screenings",
    operationId: "screen",
    summary: "Screens one customer against the lists and records the screening.",
    guard: "screening.run",
    body: screenBody,
    response: screeningResult,
    handle: ({ probity, body, actor }) => probity.screen(given(body), actor),
  }),
  defineRoute({
    method: "GET",
    path: "/screenings/:id",
    operationId: "getScreening",
    summary: "A recorded screening: what was asked, and the answer as it was given.",
    guard: "screening.read",
    params: byId,
    response: storedScreening,
    async handle({ probity, params, actor, views }) {
      const stored = await probity.screening(params.id);
      await views.record(actor, [stored.id], "screenings");
      return stored;
    },
  }),
  defineRoute({
    method: "POST",
    path: "/screenings/:id/replay",
    operationId: "replayScreening",
    summary: "Carries out a recorded screening again, against what it names, and compares byte for byte.",
    guard: "screening.read",
    params: byId,
    response: screeningReplay,
    handle: ({ probity, params, actor }) => probity.replayScreening(params.id, actor),
  }),
  defineRoute({
    method: "GET",
    path: "/screening-policies",
    operationId: "listScreeningPolicies",
    summary: "Every version of the screening policy, the earliest first; the one in force is marked.",
    guard: "system.read",
    response: pageOf(screeningPolicy),
    handle: async ({ probity }) => ({ items: [...probity.screeningPolicies()] }),
  }),
  defineRoute({
    method: "GET",
    path: "/suppressions",
    operationId: "listSuppressions",
    summary: "Hits that people set aside, newest first.",
    guard: "suppression.read",
    query: suppressionsQuery,
    response: pageOf(suppression),
    async handle({ probity, query: { limit, ...filter }, actor, views }) {
      const page = await probity.suppressions.list({ ...given(filter), limit });
      await views.record(
        actor,
        page.items.map(({ id }) => id),
        "suppressions",
      );
      return { ...page, items: [...page.items] };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/suppressions",
    operationId: "proposeSuppression",
    summary: "Proposes to set a hit of a recorded screening aside; somebody else approves it.",
    guard: "suppression.propose",
    body: proposeSuppression,
    status: 201,
    response: suppression,
    handle: ({ probity, body: { until, ...request }, actor }) =>
      probity.suppressions.propose(
        { ...request, ...(until === undefined ? {} : { until: new Date(until) }) },
        actor,
      ),
  }),
  defineRoute({
    method: "GET",
    path: "/suppressions/:id",
    operationId: "getSuppression",
    summary: "One suppression, whole.",
    guard: "suppression.read",
    params: byId,
    response: suppression,
    async handle({ probity, params, actor, views }) {
      const found = await probity.suppressions.get(params.id);
      await views.record(actor, [found.id], "suppressions");
      return found;
    },
  }),
  defineRoute({
    method: "POST",
    path: "/suppressions/:id/approve",
    operationId: "approveSuppression",
    summary: "Approves a proposal of somebody else; the hit is set aside from then on.",
    guard: "suppression.approve",
    params: byId,
    response: suppression,
    handle: ({ probity, params, actor }) => probity.suppressions.approve(params.id, actor),
  }),
  defineRoute({
    method: "POST",
    path: "/suppressions/:id/revoke",
    operationId: "revokeSuppression",
    summary: "Withdraws a proposal, or brings a hit that was set aside back into sight.",
    guard: "suppression.revoke",
    params: byId,
    body: reasonBody,
    response: suppression,
    handle: ({ probity, params, body, actor }) => probity.suppressions.revoke(params.id, body.reason, actor),
  }),
];
