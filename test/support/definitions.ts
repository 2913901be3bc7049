import { z } from "zod";
import type { ActionDefinition } from "../../src/core/index.ts";
import { defineAction } from "../../src/core/index.ts";
import { builtinActions } from "../../src/definitions/builtin-actions.ts";
import type { WorkflowDefinition } from "../../src/definitions/definition.ts";
import type { DefinitionIssue } from "../../src/definitions/issue.ts";
import type { ParsedDefinition } from "../../src/definitions/parse-definition.ts";
import { parseDefinition } from "../../src/definitions/parse-definition.ts";
import type { ActionCatalogue } from "../../src/definitions/read-step.ts";

/** Actions and definitions for the tests of this folder: the words of the playbook, without handlers. */

const verifyDocument = defineAction({
  id: "verify_document",
  version: "1",
  summary: "Checks an identity document.",
  effects: "none",
  input: z.strictObject({ image: z.string().min(1), mrz: z.array(z.string()).max(3).optional() }),
  output: z.object({
    decision: z.enum(["pass", "review", "fail"]),
    documentType: z.string().nullable(),
    fields: z.object({ surname: z.string(), age: z.number() }).optional(),
  }),
  defaults: { image: "input.customer.document" },
  example: { image: "passport.png" },
});

const screen = defineAction({
  id: "screen_against_lists",
  version: "1",
  summary: "Screens a name.",
  effects: "local",
  input: z.strictObject({
    name: z.string().min(1),
    birth_date: z.string().optional(),
    threshold: z.number().min(0).max(1).optional(),
    lists: z.array(z.string()).optional(),
  }),
  output: z.object({
    decision: z.enum(["clear", "review", "match"]),
    hits: z.array(z.object({ list: z.string(), name: z.string(), score: z.number() })),
  }),
  defaults: { name: "input.customer.name", birth_date: "input.customer.birth_date" },
  example: { name: "Ada Lovelace" },
});

const audit = defineAction({
  id: "log_audit_trail",
  version: "1",
  summary: "Records what was decided.",
  effects: "local",
  input: z.strictObject({
    note: z.string().optional(),
    message: z.string().optional(),
    details: z.record(z.string(), z.json()).optional(),
  }),
  output: z.object({ recorded: z.boolean() }),
  clearMembers: ["message", "details"],
  example: {},
});

const notify = defineAction({
  id: "notify",
  version: "1",
  summary: "Sends a message.",
  effects: "external",
  input: z.strictObject({
    channels: z.array(z.string()).min(1),
    template: z.string(),
    token: z.string().optional(),
    values: z.record(z.string(), z.json()).optional(),
  }),
  output: z.object({ sent: z.int() }),
  example: { channels: ["compliance-email"], template: "step-failed" },
});

export const exampleActions: ActionCatalogue = new Map(
  [verifyDocument, screen, audit, notify, ...builtinActions].map((action): [string, ActionDefinition] => [
    action.id,
    action,
  ]),
);

/** The playbook's own definition, as it stands in its first section. */
export const playbookYaml = `workflow:
  name: "KYC Onboarding"
  trigger: "new_customer"
  steps:
    - name: "Document Verification"
      action: "verify_document"
    - name: "Sanctions Screening"
      action: "screen_against_lists"
    - name: "Audit Logging"
      action: "log_audit_trail"
`;

/** Every construct of the dialect that fits into one sensible workflow. */
export const fullYaml = `workflow:
  id: kyc-onboarding            # default: name in kebab-case
  name: KYC Onboarding
  version: 2026-11-22           # free text, shown to people; the content hash is the identity
  trigger:                      # a bare word = event of that name
    event: new_customer
  input:
    type: object
    required: [customer]
    properties:
      customer:
        type: object
        required: [id, name, document]
        properties:
          id: { type: string }
          name: { type: string }
          birth_date: { type: string, format: date }
          document: { type: string }
  concurrency: { key: "\${{ input.customer.id }}", limit: 1 }
  steps:                        # in order by default, as in the playbook; \`needs\` makes a DAG
    - id: document
      name: Document Verification
      action: verify_document
      with: { image: "\${{ input.customer.document }}" }
      retry: { attempts: 3, backoff: exponential, initial: 2s, max: 1m }
      timeout: 30s
    - id: screening
      action: screen_against_lists
      needs: []
      with: { name: "\${{ input.customer.name }}", birth_date: "\${{ input.customer.birth_date }}" }
    - id: review
      needs: [document, screening]
      if: steps.document.output.decision == "review" || steps.screening.output.decision != "clear"
      action: human_review
      with: { queue: onboarding, approvals: 2, due: 24h }
      on_timeout: escalate
    - id: record
      action: log_audit_trail
  on_failure:
    - action: notify
      with: { channels: [compliance-email], template: step-failed }
  outputs:
    decision: "\${{ has(steps.review.output) ? steps.review.output.decision : steps.screening.output.decision }}"
`;

export function parse(text: string): ParsedDefinition {
  return parseDefinition(text, { file: "w.yaml", actions: exampleActions });
}

/** The plan of a text that must be valid. */
export function parseValid(text: string): WorkflowDefinition {
  const parsed = parse(text);
  if (!parsed.ok) {
    throw new Error(
      `expected a valid definition: ${parsed.issues.map((issue) => `${issue.line}:${issue.column} ${issue.message}`).join("\n")}`,
    );
  }
  return parsed.definition;
}

/** Issues of a text that must not be valid. */
export function issuesOf(text: string): readonly DefinitionIssue[] {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.issues;
}

/** `code line:column` of every issue, for tables. */
export function places(issues: readonly DefinitionIssue[]): string[] {
  return issues.map((issue) => `${issue.code} ${issue.line}:${issue.column}`);
}
