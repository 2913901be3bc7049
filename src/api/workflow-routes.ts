import { z } from "zod";
import type { Probity } from "../app/index.ts";
import {
  backfill,
  emitEvent,
  emittedEvent,
  pageOf,
  startedRun,
  startRun,
  validationResult,
  workflow,
  workflowDetail,
  yamlBody,
} from "../contract/index.ts";
import {
  DEFINITION_BYTES_MAX,
  type Json,
  ProbityError,
  RUN_INPUT_BYTES_MAX,
  type WorkflowId,
} from "../core/index.ts";
import { defineRoute } from "./route.ts";
import { given } from "./wire.ts";
import { toWorkflow, toWorkflowDetail } from "./workflow-view.ts";

/** JSON escapes may double a text; beyond that the definition itself is too long. */
const YAML_BODY_BYTES_MAX = 2 * DEFINITION_BYTES_MAX + 4_096;
/** The input, and the little around it. */
const INPUT_BODY_BYTES_MAX = RUN_INPUT_BYTES_MAX + 4_096;

const byId = z.object({ id: z.string().max(200) });
const byEvent = z.object({ event: z.string().min(1).max(200) });

function notFound(): ProbityError {
  return new ProbityError("NOT_FOUND", "There is no deployed workflow with this id.");
}

/** @throws ProbityError NOT_FOUND for what can be no id; whether there is such a workflow, the engine says. */
function workflowIdOf(text: string): WorkflowId {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(text)) throw notFound();
  return text as WorkflowId;
}

/** The workflow with the counts of its runs: for those who want to see them. */
async function existingWorkflow(probity: Probity, id: string) {
  const found = await probity.engine.getWorkflow(workflowIdOf(id));
  if (found === undefined) throw notFound();
  return found;
}

const readRoutes = [
  defineRoute({
    method: "GET",
    path: "/workflows",
    operationId: "listWorkflows",
    summary: "Every deployed workflow with its triggers, next fire times and run counts.",
    guard: "workflow.read",
    response: pageOf(workflow),
    handle: async ({ probity }) => ({ items: (await probity.engine.listWorkflows()).map(toWorkflow) }),
  }),
  defineRoute({
    method: "GET",
    path: "/workflows/:id",
    operationId: "getWorkflow",
    summary: "One workflow with its YAML, graph, input schema and sample inputs.",
    guard: "workflow.read",
    params: byId,
    response: workflowDetail,
    handle: async ({ probity, params }) =>
      toWorkflowDetail(probity, await existingWorkflow(probity, params.id)),
  }),
];

const definitionRoutes = [
  defineRoute({
    method: "POST",
    path: "/workflows",
    operationId: "deployWorkflow",
    summary: "Checks a definition and makes it the current one; all that is wrong with it is in `issues`.",
    guard: "workflow.deploy",
    body: yamlBody,
    bodyBytesMax: YAML_BODY_BYTES_MAX,
    response: workflow,
    async handle({ probity, body, actor }) {
      const { workflowId } = await probity.deploy(body.yaml, body.file ?? "workflow.yaml", actor);
      return toWorkflow(await existingWorkflow(probity, workflowId));
    },
  }),
  defineRoute({
    method: "POST",
    path: "/workflows/validate",
    operationId: "validateWorkflow",
    summary: "Checks a definition without deploying it; a broken one is a result, not an error.",
    guard: "workflow.read",
    body: yamlBody,
    bodyBytesMax: YAML_BODY_BYTES_MAX,
    response: validationResult,
    handle: async ({ probity, body }) => probity.validate(body.yaml, body.file ?? "workflow.yaml"),
  }),
];

const pauseRoutes = ([true, false] as const).map((paused) =>
  defineRoute({
    method: "POST",
    path: `/workflows/:id/${paused ? "pause" : "resume"}`,
    operationId: paused ? "pauseWorkflow" : "resumeWorkflow",
    summary: paused
      ? "Stops triggers from starting new runs; runs under way go on."
      : "Lets triggers start runs again.",
    guard: "workflow.control",
    params: byId,
    response: workflow,
    async handle({ probity, params, actor }) {
      const id = workflowIdOf(params.id);
      await probity.engine.setWorkflowPaused(id, paused, actor);
      return toWorkflow(await existingWorkflow(probity, id));
    },
  }),
);

const startRoutes = [
  defineRoute({
    method: "POST",
    path: "/workflows/:id/runs",
    operationId: "startRun",
    summary: "Starts a run; a repeated Idempotency-Key answers with the first one and `existing: true`.",
    guard: "run.start",
    params: byId,
    body: startRun,
    bodyBytesMax: INPUT_BODY_BYTES_MAX,
    idempotent: true,
    status: 201,
    response: startedRun,
    async handle({ probity, params, body, actor, idempotencyKey }) {
      const workflowId = workflowIdOf(params.id);
      const started = await probity.engine.start({
        workflowId,
        input: body.input as Json,
        actor,
        trigger: { kind: "manual" },
        ...given({ idempotencyKey }),
      });
      return { ...started, workflowId };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/workflows/:id/backfill",
    operationId: "backfillWorkflow",
    summary: "Starts the runs its schedules would have started in a period; those that ran are left alone.",
    guard: "workflow.control",
    params: byId,
    body: backfill,
    status: 201,
    response: emittedEvent,
    async handle({ probity, params, body, actor }) {
      const workflowId = workflowIdOf(params.id);
      const [from, to] = [new Date(body.from), new Date(body.to)];
      if (from >= to) throw new ProbityError("REQUEST_INVALID", "body.from must be before body.to.");
      const runIds = await probity.engine.backfill({ workflowId, from, to, actor });
      return { runs: runIds.map((runId) => ({ runId, workflowId, existing: false })) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/events/:event",
    operationId: "emitEvent",
    summary: "Starts every workflow that listens to the event.",
    guard: "run.start",
    params: byEvent,
    body: emitEvent,
    bodyBytesMax: INPUT_BODY_BYTES_MAX,
    idempotent: true,
    status: 201,
    response: emittedEvent,
    async handle({ probity, params, body, actor, idempotencyKey }) {
      const runs = await probity.engine.emit({
        event: params.event,
        input: body.input as Json,
        actor,
        ...given({ idempotencyKey }),
      });
      return { runs: [...runs] };
    },
  }),
];

export const workflowRoutes = [...readRoutes, ...definitionRoutes, ...pauseRoutes, ...startRoutes];
