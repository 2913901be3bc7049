import { z } from "zod";
import { forkBody, pageOf, reasonBody, run, runDetail, runsQuery, startedRun } from "../contract/index.ts";
import type { WorkflowId } from "../core/index.ts";
import { defineRoute } from "./route.ts";
import { existingRun, runIdOf, toRun, toRunDetail } from "./run-view.ts";
import { given, wire } from "./wire.ts";

const byId = z.object({ id: z.string().max(200) });

const readRoutes = [
  defineRoute({
    method: "GET",
    path: "/runs",
    operationId: "listRuns",
    summary: "Runs, newest first.",
    guard: "run.read",
    query: runsQuery,
    response: pageOf(run),
    async handle({ probity, query: { workflow, state, cursor, limit } }) {
      const filter = given({ workflowId: workflow as WorkflowId | undefined, state, cursor });
      return wire(await probity.engine.listRuns({ ...filter, limit }));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/runs/:id",
    operationId: "getRun",
    summary: "One run with its steps, attempts, outcomes and evidence; looking at personal data is logged.",
    guard: "run.read",
    params: byId,
    response: runDetail,
    handle: async (call) => toRunDetail(call, await existingRun(call.probity, call.params.id)),
  }),
];

const controlRoutes = [
  defineRoute({
    method: "POST",
    path: "/runs/:id/cancel",
    operationId: "cancelRun",
    summary:
      "Cancels a run for good. The reason is kept encrypted with the run; the audit log holds its keyed hash.",
    guard: "run.control",
    params: byId,
    body: reasonBody,
    response: run,
    async handle({ probity, params, body, actor }) {
      const { id } = await existingRun(probity, params.id);
      await probity.engine.cancel(id, actor, body.reason);
      return toRun(await existingRun(probity, id));
    },
  }),
  ...(["pause", "resume"] as const).map((verb) =>
    defineRoute({
      method: "POST",
      path: `/runs/:id/${verb}`,
      operationId: `${verb}Run`,
      summary:
        verb === "pause"
          ? "Aborts the attempt under way and starts no further step; on resume that attempt is made again."
          : "Goes on with a paused run.",
      guard: "run.control",
      params: byId,
      response: run,
      async handle({ probity, params, actor }) {
        const { id } = await existingRun(probity, params.id);
        await probity.engine[verb](id, actor);
        return toRun(await existingRun(probity, id));
      },
    }),
  ),
  defineRoute({
    method: "POST",
    path: "/runs/:id/fork",
    operationId: "forkRun",
    summary: "A new run that keeps the results of the steps before one and does the rest again.",
    guard: "run.control",
    params: byId,
    body: forkBody,
    status: 201,
    response: startedRun,
    async handle({ probity, params, body, actor }) {
      const { workflowId } = await existingRun(probity, params.id);
      const runId = await probity.engine.fork(runIdOf(params.id), body.stepId, actor);
      return { runId, workflowId, existing: false };
    },
  }),
];

export const runRoutes = [...readRoutes, ...controlRoutes];
