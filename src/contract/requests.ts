import { z } from "zod";
import { instant, pageQuery, reviewState, role, runState } from "./common.ts";

export const yamlBody = z.object({ yaml: z.string().max(1_048_576), file: z.string().max(255).optional() });

export const startRun = z.object({ input: z.unknown() });
export const startedRun = z.object({ runId: z.string(), workflowId: z.string(), existing: z.boolean() });

export const emitEvent = z.object({ input: z.unknown() });
export const emittedEvent = z.object({ runs: z.array(startedRun) });

export const backfill = z.object({ from: instant, to: instant });

export const reasonBody = z.object({ reason: z.string().min(1).max(2_000) });
export const forkBody = z.object({ stepId: z.string().min(1).max(200) });
export const decisionBody = z.object({
  decision: z.enum(["approve", "reject"]),
  reason: z.string().min(1).max(2_000),
  /** Answers to the review's form, by field; a field that is left out or null has no answer. */
  form: z.record(z.string().max(50), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

export const runsQuery = pageQuery.extend({
  workflow: z.string().max(200).optional(),
  state: runState.optional(),
});
export const reviewsQuery = pageQuery.extend({
  state: reviewState.optional(),
  queue: z.string().max(200).optional(),
});
export const auditQuery = pageQuery.extend({
  run: z.string().max(100).optional(),
  workflow: z.string().max(200).optional(),
  action: z.string().max(200).optional(),
  status: z.string().max(50).optional(),
});

export const createKey = z.object({ name: z.string().min(1).max(100), roles: z.array(role).min(1) });
/** The key itself is shown this one time; only its hash is stored. */
export const createdKey = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(role),
  key: z.string(),
});
