import { newId, ProbityError, type RunId, type WorkflowId } from "../../src/core/index.ts";
import type { WorkflowDefinition } from "../../src/definitions/index.ts";
import type {
  EnginePort,
  ReviewSummary,
  RunDetail,
  StartRequest,
  WorkflowSummary,
} from "../../src/engine/port.ts";

/**
 * An engine that remembers and carries nothing out: enough for what the API is responsible
 * for (who may ask, in which words, and what comes back). Runs on the real engine are tested
 * in the whole-product tests.
 */
export interface EngineStandIn {
  readonly engine: EnginePort;
  readonly workflow: WorkflowSummary;
  readonly run: RunDetail;
  readonly review: ReviewSummary;
  /** Every request to start a run, in order, repeated ones included. */
  readonly starts: StartRequest[];
}

/** Stands in every place of a run that may hold personal data, so that a leak is found by one search. */
export const PERSONAL = "Ana Musterfrau";

const at = new Date("2026-03-01T08:00:00Z");
const actor = { kind: "service", id: "test", via: "cli" } as const;
const definitionHash = "ab".repeat(32) as RunDetail["definitionHash"];
const workflowId = "kyc-check" as WorkflowId;

const definition: WorkflowDefinition = {
  format: 1,
  id: workflowId,
  name: "KYC check",
  triggers: [
    { kind: "manual" },
    { kind: "event", event: "new_customer" },
    { kind: "schedule", cron: "0 3 * * *", timezone: "Europe/Berlin", input: {} },
    { kind: "list_update", lists: ["sdn"], input: {} },
  ],
  steps: [],
  onFailure: [],
};

const step: RunDetail["steps"][number] = {
  id: "screen",
  name: "Screening",
  action: "screen_against_lists",
  state: "succeeded",
  outcome: "review",
  summary: `${PERSONAL} resembles an entry`,
  attempts: [{ attempt: 1, startedAt: at, endedAt: at }],
  startedAt: at,
  endedAt: at,
  input: { name: PERSONAL },
  output: { hits: [{ name: PERSONAL }] },
  evidence: [
    { id: "name.close", outcome: "review", summary: `${PERSONAL}: 0.93`, data: { query: PERSONAL } },
  ],
  versions: { sdn: "2026-02-28" },
};

function notFound(): never {
  throw new ProbityError("NOT_FOUND", "There is no such thing.");
}

export function createEngineStandIn(): EngineStandIn {
  const runId = newId("run", at.getTime());
  const workflow: WorkflowSummary = {
    id: workflowId,
    name: definition.name,
    definitionHash,
    deployedAt: at,
    deployedBy: actor,
    paused: false,
    definition,
    yaml: "name: KYC check\n",
    nextFires: [at],
    runsByState: { waiting: 1 },
  };
  const run: RunDetail = {
    id: runId,
    workflowId,
    workflowName: definition.name,
    definitionHash,
    state: "waiting",
    trigger: { kind: "manual" },
    drill: false,
    startedBy: actor,
    createdAt: at,
    startedAt: at,
    input: { customer: { name: PERSONAL } },
    outputs: { name: PERSONAL },
    steps: [step],
  };
  const review: ReviewSummary = {
    id: newId("review", at.getTime()),
    runId,
    workflowId,
    workflowName: definition.name,
    stepId: "decide",
    stepName: "Decide",
    queue: "kyc",
    approvalsNeeded: 2,
    state: "open",
    createdAt: at,
    instructions: `Compare ${PERSONAL} with the hits`,
    show: { customer: PERSONAL, risk: "high" },
    form: { seen: { label: `Saw the passport of ${PERSONAL}`, type: "boolean", required: true } },
    decisions: [{ actor, decision: "approve", reason: `I know ${PERSONAL}`, at }],
  };
  const starts: StartRequest[] = [];
  const runsByKey = new Map<string, RunId>();

  const engine: EnginePort = {
    launch: async () => {},
    shutdown: async () => {},
    deploy: async (request) => ({ workflowId, definitionHash: request.definitionHash, changed: true }),
    listWorkflows: async () => [workflow],
    getWorkflow: async (id) => (id === workflowId ? workflow : undefined),
    getDefinition: async (hash) =>
      hash === definitionHash ? { yaml: workflow.yaml, definition } : undefined,
    setWorkflowPaused: async (id) => (id === workflowId ? undefined : notFound()),
    findWebhook: async () => undefined,
    async start(request) {
      if (request.workflowId !== workflowId) notFound();
      starts.push(request);
      const known = request.idempotencyKey && runsByKey.get(request.idempotencyKey);
      if (known) return { runId: known, existing: true };
      const started = newId("run", at.getTime());
      if (request.idempotencyKey) runsByKey.set(request.idempotencyKey, started);
      return { runId: started, existing: false };
    },
    emit: async () => [{ workflowId, runId, existing: false }],
    noteListUpdate: async () => {},
    listUpdated: async () => [],
    backfill: async (request) => (request.workflowId === workflowId ? [runId] : notFound()),
    getRun: async (id) => (id === runId ? run : undefined),
    listRuns: async () => {
      const { input: _input, outputs: _outputs, steps: _steps, ...summary } = run;
      return { items: [summary], nextCursor: "next" };
    },
    waitForRun: async () => run,
    cancel: async () => {},
    pause: async () => {},
    resume: async () => {},
    fork: async () => newId("run", at.getTime()),
    listReviews: async () => ({ items: [review] }),
    getReview: async (id) => (id === review.id ? review : undefined),
    decide: async ({ reviewId }) => (reviewId === review.id ? review : notFound()),
    workers: async () => [
      { id: "w1", host: "localhost", pid: 1, startedAt: at, lastBeatAt: at, alive: true },
    ],
  };
  return { engine, workflow, run, review, starts };
}
