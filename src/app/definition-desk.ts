import type { Graph, ValidationResult } from "../contract/index.ts";
import { type ActionDefinition, type Log, messageOf, ProbityError, type WorkflowId } from "../core/index.ts";
import {
  type DefinitionIssue,
  definitionHash,
  graph,
  graphMermaid,
  graphSvg,
  parseDefinitionBytes,
  renderIssue,
  type WorkflowDefinition,
} from "../definitions/index.ts";
import type { EnginePort } from "../engine/index.ts";
import { catalogueOf, loadCatalogue, type Surroundings } from "./catalogue.ts";
import { type Config, loadConfig } from "./config.ts";
import type { Probity, WebhookTarget } from "./probity.ts";
import { unknownReferences } from "./references.ts";

type Catalogue = ReadonlyMap<string, ActionDefinition>;

/** Everything surfaces do with definitions: check, deploy, draw, find by webhook path. */
export function createDefinitionDesk(options: {
  engine: EnginePort;
  actions: Catalogue;
  config: Config;
  log: Log;
}): Pick<Probity, "validate" | "deploy" | "webhook" | "graphOf"> {
  const { engine, actions, config, log } = options;
  return {
    validate: (yaml, file) => validate(yaml, file, actions, config),
    async deploy(yaml, file, actor, { as } = {}) {
      const text = textOf(yaml);
      const parsed = checked(yaml, file, actions);
      const definition = as === undefined ? parsed : { ...parsed, id: workflowIdOf(as) };
      return engine.deploy({ yaml: text, definition, definitionHash: definitionHash(definition), actor });
    },
    async webhook(path) {
      const found = await engine.findWebhook(path);
      return found && targetOf(found, config, log);
    },
    graphOf,
  };
}

/** Checks definitions without a database; for `probity validate`. */
export async function createValidator(
  surroundings: Surroundings,
): Promise<(yaml: Uint8Array, file: string) => ValidationResult> {
  const config = loadConfig(surroundings.cwd, surroundings.env);
  const actions = await catalogueOf(config);
  return (yaml, file) => validate(yaml, file, actions, config);
}

/** A definition as a picture. @throws ProbityError DEFINITION_INVALID */
export async function drawGraph(
  surroundings: Surroundings,
  yaml: Uint8Array,
  file: string,
  format: "svg" | "mermaid",
): Promise<string> {
  const definition = checked(yaml, file, await loadCatalogue(surroundings));
  return format === "svg" ? graphSvg(definition) : graphMermaid(definition);
}

function validate(
  yaml: string | Uint8Array,
  file: string,
  actions: Catalogue,
  config: Config,
): ValidationResult {
  const parsed = parseDefinitionBytes(bytesOf(yaml), { file, actions });
  const source = textOf(yaml);
  const toIssue = (severity: "error" | "warning") => (issue: DefinitionIssue) => ({
    severity,
    line: issue.line,
    column: issue.column,
    code: issue.code,
    message: issue.message,
    ...(issue.suggestion === undefined ? {} : { suggestion: issue.suggestion }),
    frame: renderIssue(issue, source).split("\n").slice(1).join("\n"),
  });
  if (!parsed.ok) return { ok: false, issues: parsed.issues.map(toIssue("error")) };
  return {
    ok: true,
    workflowId: parsed.definition.id,
    definitionHash: definitionHash(parsed.definition),
    issues: [
      ...parsed.warnings.map(toIssue("warning")),
      ...unknownReferences(parsed.definition, config).map((message) => ({
        severity: "warning" as const,
        line: 1,
        column: 1,
        code: "unknown-reference",
        message,
      })),
    ],
    graph: graphOf(parsed.definition),
  };
}

/** @throws ProbityError DEFINITION_INVALID with every issue */
function checked(yaml: string | Uint8Array, file: string, actions: Catalogue): WorkflowDefinition {
  const parsed = parseDefinitionBytes(bytesOf(yaml), { file, actions });
  if (parsed.ok) return parsed.definition;
  const source = textOf(yaml);
  throw new ProbityError(
    "DEFINITION_INVALID",
    parsed.issues.map((issue) => renderIssue(issue, source)).join("\n"),
    {
      issues: parsed.issues.map(({ line, column, message, suggestion }) => ({
        where: `${file}:${line}:${column}`,
        message,
        ...(suggestion === undefined ? {} : { suggestion }),
      })),
    },
  );
}

/** The layered drawing of a plan in the contract's shape. */
function graphOf(definition: WorkflowDefinition): Graph {
  const { nodes, edges } = graph(definition);
  return {
    nodes: nodes.map(({ id, kind, title, detail, condition, layer, row }) => ({
      id,
      label: title,
      kind: kind === "review" ? "decision" : kind,
      action: detail,
      ...(condition === undefined ? {} : { condition }),
      layer,
      row,
    })),
    edges: edges.map(({ from, to }) => ({ from, to })),
  };
}

function workflowIdOf(text: string): WorkflowId {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) || text.length > 100) {
    throw new ProbityError(
      "REQUEST_INVALID",
      `"${text}" is no workflow id: use lower-case letters, digits and hyphens.`,
    );
  }
  return text as WorkflowId;
}

/** Undefined when the secret is not there: nothing can be verified without it. */
function targetOf(
  { workflowId, trigger }: NonNullable<Awaited<ReturnType<EnginePort["findWebhook"]>>>,
  config: Config,
  log: Log,
): WebhookTarget | undefined {
  try {
    const { signature, idempotencyHeader } = trigger;
    return { workflowId, secret: config.secret(trigger.secret), signature, idempotencyHeader };
  } catch (error) {
    log.error({ workflow: workflowId, reason: messageOf(error) }, "a webhook cannot be checked");
    return undefined;
  }
}

function bytesOf(yaml: string | Uint8Array): Uint8Array {
  return typeof yaml === "string" ? Buffer.from(yaml) : yaml;
}

function textOf(yaml: string | Uint8Array): string {
  return typeof yaml === "string" ? yaml : Buffer.from(yaml).toString("utf8");
}
