import { z } from "zod";
import { actor, instant, outcome, reviewState, role, runState, stepState } from "./common.ts";

export const health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  database: z.object({ version: z.string(), embedded: z.boolean() }),
  workers: z.object({ alive: z.int() }),
  lists: z.array(
    z.object({ list: z.string(), version: z.string(), importedAt: instant, ageHours: z.number() }),
  ),
});
export type Health = z.infer<typeof health>;

export const me = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(role),
  csrfToken: z.string().optional(),
});
export type Me = z.infer<typeof me>;

export const graph = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kind: z.enum(["trigger", "step", "decision", "wait", "child", "failure"]),
      action: z.string().optional(),
      condition: z.string().optional(),
      layer: z.int(),
      row: z.int(),
    }),
  ),
  edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string().optional() })),
});
export type Graph = z.infer<typeof graph>;

export const workflow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string().optional(),
  description: z.string().optional(),
  definitionHash: z.string(),
  deployedAt: instant,
  deployedBy: actor,
  paused: z.boolean(),
  triggers: z.array(z.object({ kind: z.string(), text: z.string() })),
  nextFires: z.array(instant),
  runsByState: z.partialRecord(runState, z.int()),
});
export type Workflow = z.infer<typeof workflow>;

export const workflowDetail = workflow.extend({
  yaml: z.string(),
  /** JSON Schema of the run input, or null when the workflow declares none. */
  inputSchema: z.unknown().nullable(),
  graph,
  steps: z.array(z.object({ id: z.string(), name: z.string(), action: z.string() })),
  /** A ready input to try the workflow with, when a sample ships with it. */
  samples: z.array(z.object({ name: z.string(), input: z.unknown() })),
});
export type WorkflowDetail = z.infer<typeof workflowDetail>;

export const runError = z.object({ code: z.string(), message: z.string(), stepId: z.string().optional() });

export const run = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  definitionHash: z.string(),
  state: runState,
  trigger: z.object({ kind: z.string(), detail: z.string().optional() }),
  drill: z.boolean(),
  startedBy: actor,
  createdAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  error: runError.optional(),
  parentRunId: z.string().optional(),
  forkedFrom: z.string().optional(),
  stuckSince: instant.optional(),
});
export type Run = z.infer<typeof run>;

export const evidence = z.object({
  id: z.string(),
  outcome: z.enum(["pass", "review", "fail", "info", "not_performed"]),
  summary: z.string(),
  data: z.unknown().optional(),
});

export const step = z.object({
  id: z.string(),
  name: z.string(),
  action: z.string(),
  state: stepState,
  outcome: outcome.optional(),
  summary: z.string().optional(),
  attempts: z.array(
    z.object({
      attempt: z.int(),
      startedAt: instant,
      endedAt: instant.optional(),
      error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).optional(),
    }),
  ),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  evidence: z.array(evidence),
  versions: z.record(z.string(), z.string()),
  error: runError.optional(),
  childRunId: z.string().optional(),
  reviewId: z.string().optional(),
  until: instant.optional(),
});
export type Step = z.infer<typeof step>;

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  stream: z.string(),
  actor,
  action: z.string(),
  status: z.string(),
  workflow: z.string().optional(),
  runId: z.string().optional(),
  stepId: z.string().optional(),
  details: z.unknown(),
  /** SHA-256 of 0x00 and the body bytes, hexadecimal. */
  leaf: z.string(),
  /** The canonical JSON that the leaf commits to. */
  body: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const runDetail = run.extend({
  /** Why somebody cancelled it, in their words. */
  cancelReason: z.string().optional(),
  input: z.unknown(),
  outputs: z.unknown().optional(),
  steps: z.array(step),
  graph,
});
export type RunDetail = z.infer<typeof runDetail>;

/** One field of the form that a review asks its reviewers to fill in. */
export const reviewField = z.object({
  label: z.string(),
  /** A `date` is a day, YYYY-MM-DD. */
  type: z.enum(["text", "number", "boolean", "date", "choice"]),
  required: z.boolean(),
  /** What a `choice` chooses from. */
  choices: z.array(z.string()).optional(),
});
export type ReviewField = z.infer<typeof reviewField>;

export const review = z.object({
  id: z.string(),
  runId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  stepId: z.string(),
  stepName: z.string(),
  queue: z.string(),
  approvalsNeeded: z.int(),
  state: reviewState,
  /** Roles of which a decider must hold one; absent when any approver may decide. */
  roles: z.array(z.string()).optional(),
  due: instant.optional(),
  /** Since when it is overdue and has moved on to another queue. */
  escalatedAt: instant.optional(),
  createdAt: instant,
  decidedAt: instant.optional(),
  /** What the definition asks the reviewer to look at. */
  instructions: z.string().optional(),
  /** Facts laid before the reviewer; the first one tells reviews apart in a list. */
  show: z.unknown().optional(),
  /** Fields the reviewer fills in, by name. */
  form: z.record(z.string(), reviewField).optional(),
  decisions: z.array(
    z.object({
      actor,
      decision: z.enum(["approve", "reject"]),
      reason: z.string(),
      /** Answers to the form, by field. */
      form: z.record(z.string(), z.unknown()).optional(),
      at: instant,
    }),
  ),
});
export type Review = z.infer<typeof review>;

export const action = z.object({
  id: z.string(),
  version: z.string(),
  summary: z.string(),
  effects: z.enum(["none", "local", "external"]),
  input: z.unknown(),
  output: z.unknown(),
  defaults: z.record(z.string(), z.string()),
  example: z.unknown(),
});
export type ActionInfo = z.infer<typeof action>;

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(role),
  createdAt: instant,
  lastUsedAt: instant.optional(),
  revokedAt: instant.optional(),
});
export type ApiKey = z.infer<typeof apiKey>;

export const worker = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  startedAt: instant,
  lastBeatAt: instant,
  alive: z.boolean(),
});

export const validationResult = z.object({
  ok: z.boolean(),
  workflowId: z.string().optional(),
  definitionHash: z.string().optional(),
  issues: z.array(
    z.object({
      severity: z.enum(["error", "warning"]),
      line: z.int(),
      column: z.int(),
      code: z.string(),
      message: z.string(),
      suggestion: z.string().optional(),
      frame: z.string().optional(),
    }),
  ),
  graph: graph.optional(),
});
export type ValidationResult = z.infer<typeof validationResult>;
