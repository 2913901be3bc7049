import type { ActionDefinition, JsonObject } from "../core/index.ts";
import { DEFINITION_BYTES_MAX, SIGNATURE_HEADER, STEPS_MAX } from "../core/index.ts";
import { schemasOf } from "./check-with.ts";
import type { ActionCatalogue } from "./read-step.ts";

/**
 * JSON Schema 2020-12 of the dialect, for editors: completion, descriptions, and most mistakes
 * while typing. The parser knows more (expressions, order, time zones); what it accepts, this
 * accepts too.
 */
export function dialectJsonSchema(actions: ActionCatalogue): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Probity workflow",
    description: `A workflow definition; at most ${DEFINITION_BYTES_MAX} bytes.`,
    type: "object",
    required: ["workflow"],
    additionalProperties: false,
    properties: { workflow: workflowSchema() },
    $defs: {
      trigger: triggerSchema(),
      duration: {
        type: "string",
        pattern: "^(\\d{1,9}(ms|s|m|h|d))+$",
        description: "500ms, 30s, 5m, 24h, 7d or 1h30m.",
      },
      expression: { type: ["string", "boolean"], description: "A CEL expression that yields true or false." },
      template: {
        type: "string",
        pattern: "\\$\\{\\{",
        description: "Text with `${{ CEL }}` in it; exactly one expression keeps its type.",
      },
      retry: retrySchema(),
      step: stepSchema(actions, "steps"),
      failureStep: stepSchema(actions, "on_failure"),
      ...Object.fromEntries([...actions.values()].map((action) => [`with_${action.id}`, withSchema(action)])),
    },
  };
}

function workflowSchema(): JsonObject {
  return {
    type: "object",
    required: ["name", "steps"],
    additionalProperties: false,
    properties: {
      id: {
        type: "string",
        pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
        description: "Stable id; by default the name in kebab-case.",
      },
      name: { type: "string", minLength: 1, maxLength: 200, description: "What people call it." },
      version: {
        type: ["string", "number"],
        description: "Free text for people; the content hash is the identity.",
      },
      description: { type: "string", minLength: 1, maxLength: 10_000 },
      trigger: {
        description:
          "What starts a run: the name of an event, a trigger, or a list of them. By hand always works.",
        anyOf: [
          { $ref: "#/$defs/trigger" },
          { type: "array", items: { $ref: "#/$defs/trigger" }, minItems: 1, maxItems: 20 },
        ],
      },
      input: {
        type: "object",
        description: "JSON Schema 2020-12 of the run's input, checked when a run is triggered.",
      },
      concurrency: {
        type: "object",
        description: "At most `limit` runs with the same key at a time.",
        required: ["key"],
        additionalProperties: false,
        properties: {
          key: {
            type: "string",
            description: "Template over the input, such as `${{ input.customer.id }}`.",
          },
          limit: { type: "integer", minimum: 1, maximum: 10_000, default: 1 },
          on_limit: {
            enum: ["queue", "reject"],
            default: "queue",
            description: "What happens to further runs.",
          },
        },
      },
      steps: {
        type: "array",
        description: "Carried out in order, unless `needs` says otherwise.",
        minItems: 1,
        maxItems: STEPS_MAX,
        items: { $ref: "#/$defs/step" },
      },
      on_failure: {
        type: "array",
        description:
          "Carried out one after the other when a run ends as rejected or failed; `failure` is in scope.",
        maxItems: STEPS_MAX,
        items: { $ref: "#/$defs/failureStep" },
      },
      outputs: { type: "object", description: "Values of the finished run; templates over input and steps." },
    },
  };
}

function triggerSchema(): JsonObject {
  const input = { type: "object", description: "The run's input, literally." };
  const header = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9-]*$" };
  const word = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.-]*$" };
  const closed = (properties: JsonObject, required: readonly string[], description: string): JsonObject => ({
    type: "object",
    description,
    properties,
    required,
    additionalProperties: false,
  });
  const webhook = closed(
    {
      secret: {
        type: "string",
        pattern: "^[A-Z][A-Z0-9_]*$",
        description: "NAME of the secret that is the HMAC key.",
      },
      path: {
        type: "string",
        pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
        description: "Default: the workflow's id.",
      },
      header: {
        ...header,
        default: SIGNATURE_HEADER,
        description:
          "Header with the signature. The default holds `t=<Unix seconds>,v1=<hex HMAC-SHA-256 of t.body>`, which cannot be played back; any other holds a plain HMAC.",
      },
      algorithm: { enum: ["sha256", "sha512"], default: "sha256" },
      encoding: { enum: ["hex", "base64"], default: "hex" },
      prefix: { type: "string", default: "", description: "Text before the signature, such as `sha256=`." },
      timestamp_header: {
        ...header,
        description: "Header with Unix seconds; then `<timestamp>.<body>` is signed.",
      },
      tolerance: { $ref: "#/$defs/duration", default: "5m" },
      idempotency_header: { ...header, default: "idempotency-key" },
    },
    ["secret"],
    "A signed POST to /api/v1/hooks/<path>; its JSON body is the input.",
  );
  return {
    anyOf: [
      { ...word, description: "The name of an event." },
      closed({ event: word }, ["event"], "Starts a run for each event of that name."),
      closed(
        {
          schedule: {
            type: "string",
            description: "Cron: minute hour day month weekday, or six fields with seconds first.",
          },
          timezone: { type: "string", default: "UTC", description: "IANA time zone, such as Europe/Berlin." },
          input,
        },
        ["schedule"],
        "Starts runs by the clock.",
      ),
      closed({ webhook }, ["webhook"], "Starts a run for each signed request."),
      closed(
        {
          list_update: { anyOf: [word, { type: "array", items: word, minItems: 1, maxItems: 100 }] },
          input,
        },
        ["list_update"],
        "Starts a run when a list has a new snapshot; the input also holds `list` and `version`.",
      ),
      closed({ manual: { const: true } }, ["manual"], "Only people start runs."),
    ],
  };
}

function retrySchema(): JsonObject {
  return {
    type: "object",
    description: "Retries of errors that may pass. Without it, there is one attempt.",
    additionalProperties: false,
    properties: {
      attempts: {
        type: "integer",
        minimum: 1,
        maximum: 100,
        default: 3,
        description: "Including the first.",
      },
      backoff: { enum: ["fixed", "exponential"], default: "exponential" },
      initial: { $ref: "#/$defs/duration", default: "1s" },
      max: { $ref: "#/$defs/duration", default: "1m" },
    },
  };
}

function stepSchema(actions: ActionCatalogue, section: "steps" | "on_failure"): JsonObject {
  const allowed = [...actions.values()].filter(
    (action) => section === "steps" || (action.id !== "wait" && action.id !== "human_review"),
  );
  const common: JsonObject = {
    id: {
      type: "string",
      pattern: "^[a-z][a-z0-9_]*$",
      description: "Used as `steps.<id>`; by default the name in snake_case, else the action.",
    },
    name: { type: "string", minLength: 1, maxLength: 200 },
    action: {
      anyOf: allowed.map((action) => ({ const: action.id, description: action.summary })),
      description: "What is done.",
    },
    with: { type: "object", description: "The action's input." },
    if: { $ref: "#/$defs/expression" },
    retry: { $ref: "#/$defs/retry" },
    timeout: { $ref: "#/$defs/duration", description: "Time of one attempt." },
  };
  const more: JsonObject = {
    needs: {
      description: "Steps that must have finished first; by default the one above. `[]` starts at once.",
      anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, uniqueItems: true }],
    },
    for_each: {
      type: "string",
      description: "CEL list; `item` and `index` are in scope. Output: `{ items: [...] }`.",
    },
    max_parallel: { type: "integer", minimum: 1, maximum: 100, default: 10 },
    on_timeout: {
      enum: ["fail", "reject", "continue", "escalate"],
      description:
        "When `timeout` (or `due` of a review) passes. Only a review can escalate, which is its default.",
    },
    continue_on: {
      description: "Outcomes that do not stop the run.",
      anyOf: [{ enum: ["fail", "error"] }, { type: "array", items: { enum: ["fail", "error"] } }],
    },
  };
  return {
    type: "object",
    required: ["action"],
    additionalProperties: false,
    properties: section === "steps" ? { ...common, ...more } : common,
    allOf: allowed.map((action) => ({
      if: { properties: { action: { const: action.id } }, required: ["action"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { with: { $ref: `#/$defs/with_${action.id}` } } },
    })),
  };
}

/** An action's input as it is written in YAML: any value may be a template, and nothing that has a default is required. */
function withSchema(action: ActionDefinition): JsonObject {
  const { $schema: _, $defs, ...schema } = schemasOf(action).input;
  const prefix = `#/$defs/with_${action.id}/$defs/`;
  const local = orTemplate(
    rebase({ ...schema, ...($defs === undefined ? {} : { $defs }) }, prefix),
  ) as JsonObject;
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  const defaults = Object.keys(action.defaults ?? {});
  const { required: _dropped, ...rest } = local;
  const kept = required.filter((name) => !defaults.includes(name));
  return {
    ...rest,
    ...(kept.length > 0 ? { required: kept } : {}),
    description: action.summary,
    examples: [action.example],
  };
}

/** References of an action's own schema point into its place in the whole schema. */
function rebase(part: unknown, prefix: string): unknown {
  if (Array.isArray(part)) return part.map((item) => rebase(item, prefix));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [key, value.replace(/^#\/\$defs\//, prefix)]
        : [key, rebase(value, prefix)],
    ),
  );
}

/** Lets every property and item be a template as well. */
function orTemplate(part: unknown): unknown {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  const widened: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) {
    if (key === "properties" || key === "$defs") {
      widened[key] = Object.fromEntries(
        Object.entries(value as object).map(([name, schema]) => [
          name,
          key === "properties" ? templateOr(orTemplate(schema)) : orTemplate(schema),
        ]),
      );
    } else if ((key === "items" || key === "additionalProperties") && typeof value === "object") {
      widened[key] = templateOr(orTemplate(value));
    } else if (key === "anyOf" || key === "oneOf" || key === "allOf") {
      widened[key] = (value as unknown[]).map(orTemplate);
    } else widened[key] = value;
  }
  return widened;
}

function templateOr(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const { description, default: fallback } = schema as { description?: string; default?: unknown };
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [schema, { $ref: "#/$defs/template" }],
  };
}
