import { z } from "zod";
import type { ActionDefinition } from "../core/index.ts";
import { defineAction, parseDuration, roles } from "../core/index.ts";

/**
 * The actions the engine carries out itself, because they park a run or start another one:
 * they have no handler to load.
 */

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, {
    error: "not a duration such as 30s, 15m, 24h or 7d",
  })
  .meta({ description: "A duration such as 30s, 15m, 24h or 7d.", pattern: "^(\\d{1,9}(ms|s|m|h|d))+$" });

const waitInput = z
  .strictObject({
    for: duration.optional().describe("How long to wait, from the moment the step starts."),
    until: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("The instant to wait for (RFC 3339). One that has passed does not wait."),
  })
  .refine((input) => (input.for === undefined) !== (input.until === undefined), {
    error: "give either `for` or `until`",
  });

const wait = defineAction({
  id: "wait",
  version: "1",
  summary: "Parks the run for a time, or until an instant. Survives restarts.",
  effects: "none",
  input: waitInput,
  output: z.object({
    until: z.iso.datetime().describe("The instant the wait ended or was due to end, UTC."),
  }),
  example: { for: "24h" },
});

/** Sign-offs that one review may ask for; more is a committee, not a control. */
const APPROVALS_MAX = 10;

const formField = z
  .strictObject({
    label: z.string().min(1).max(200),
    type: z.enum(["text", "number", "boolean", "date", "choice"]).describe("A date is a day, YYYY-MM-DD."),
    required: z
      .boolean()
      .default(false)
      .describe("Whether no decision, a rejection included, goes without it."),
    choices: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(100)
      .optional()
      .describe("What a choice is among."),
  })
  .refine((field) => (field.type === "choice") === (field.choices !== undefined), {
    error: "a field of type choice needs choices, and no other has any",
  });

const humanReview = defineAction({
  id: "human_review",
  version: "1",
  summary: "Parks the run until people approve or reject. A person decides only once per review (four eyes).",
  effects: "local",
  input: z.strictObject({
    queue: z.string().min(1).max(100).default("default").describe("The inbox the review appears in."),
    approvals: z
      .int()
      .min(1)
      .max(APPROVALS_MAX)
      .default(1)
      .describe("Different people who must approve. One rejection rejects."),
    due: duration
      .optional()
      .describe("Time for the decision; on_timeout says what happens then. Without it the review waits."),
    roles: z
      .array(z.enum(roles))
      .min(1)
      .optional()
      .describe("Roles of which a decider must hold one, beside the right to decide."),
    escalate_to: z.string().min(1).max(100).optional().describe("The queue an overdue review moves to."),
    instructions: z.string().max(10_000).optional().describe("What the reviewer should look at."),
    form: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,49}$/), formField)
      .optional()
      .describe("Fields the reviewer fills in, by name; the answers are in the output."),
    show: z.json().optional().describe("Facts to lay before the reviewer."),
  }),
  output: z.object({
    decision: z.enum(["approve", "reject", "timed_out"]),
    escalated: z.boolean().describe("Whether the review was overdue and escalated before it was decided."),
    decisions: z.array(
      z.object({
        actor: z.string(),
        decision: z.enum(["approve", "reject"]),
        reason: z.string(),
        at: z.iso.datetime(),
      }),
    ),
    form: z
      .record(z.string(), z.json())
      .optional()
      .describe("Answers of the last person who decided, by field."),
  }),
  clearMembers: ["queue", "escalate_to"],
  example: { queue: "onboarding", approvals: 2, due: "24h" },
});

const runWorkflow = defineAction({
  id: "run_workflow",
  version: "1",
  summary: "Starts a run of another workflow and, unless told otherwise, waits for its end.",
  effects: "local",
  input: z.strictObject({
    workflow: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .describe("The id of the workflow."),
    input: z.record(z.string(), z.json()).default({}).describe("The input of the new run."),
    wait: z.boolean().default(true).describe("Whether to wait for the end and take over its outcome."),
  }),
  output: z.object({
    run_id: z.string(),
    status: z
      .enum(["started", "succeeded", "rejected"])
      .describe("`started` when not waiting. A run that failed or was cancelled is an error of this step."),
    outputs: z
      .record(z.string(), z.json())
      .optional()
      .describe("The outputs of the run, when it was waited for."),
  }),
  example: { workflow: "enhanced-due-diligence", input: { customer_id: "C-1001" } },
});

/** `wait`, `human_review` and `run_workflow`; the catalogue of an installation holds them and the domains' actions. */
export const builtinActions: readonly ActionDefinition[] = [wait, humanReview, runWorkflow];
