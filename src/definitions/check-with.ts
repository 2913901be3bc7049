import { z } from "zod";
import type { ActionDefinition, Json, JsonObject } from "../core/index.ts";
import type { CheckedExpression, ExpressionAt, ExpressionContext } from "./expression-check.ts";
import { checkExpression } from "./expression-check.ts";
import type { IssueReport, Span } from "./issue.ts";
import type { StepDraft } from "./read-step.ts";
import type { Shape } from "./shape.ts";
import { anyShape, canBe, describeShape, shapeOfSchema, stringShape } from "./shape.ts";
import { didYouMean } from "./suggestion.ts";
import type { TemplatePart } from "./template-text.ts";
import { isTemplate, soleExpression, splitTemplate } from "./template-text.ts";
import type { YamlNode } from "./yaml-tree.ts";
import { yamlAt, yamlToJson } from "./yaml-tree.ts";

/** JSON Schemas of one action, made once. */
interface ActionSchemas {
  readonly input: JsonObject;
  readonly output: Shape;
}
const schemas = new WeakMap<ActionDefinition, ActionSchemas>();

/** The JSON Schema of an action's input as people write it, and the shape of its output. */
export function schemasOf(definition: ActionDefinition): ActionSchemas {
  let found = schemas.get(definition);
  if (found === undefined) {
    found = {
      input: z.toJSONSchema(definition.input, { io: "input", unrepresentable: "any" }) as JsonObject,
      output: shapeOfSchema(
        z.toJSONSchema(definition.output, { io: "output", unrepresentable: "any" }) as Json,
      ),
    };
    schemas.set(definition, found);
  }
  return found;
}

/** A string with expressions in it: where it is in the value, and what it becomes. */
interface TemplateAt {
  readonly path: readonly PropertyKey[];
  readonly node: YamlNode;
  readonly shape: Shape;
}

/** Checks all expressions below a node and returns what each string with expressions becomes. */
export function checkTemplates(
  node: YamlNode,
  source: string,
  context: ExpressionContext,
  path: readonly PropertyKey[] = [],
): TemplateAt[] {
  if (node.kind === "list") {
    return node.items.flatMap((item, index) => checkTemplates(item, source, context, [...path, index]));
  }
  if (node.kind === "map") {
    return [...node.entries].flatMap(([key, entry]) =>
      checkTemplates(entry.value, source, context, [...path, key]),
    );
  }
  if (typeof node.value !== "string" || !isTemplate(node.value)) return [];
  let parts: TemplatePart[];
  try {
    parts = splitTemplate(node.value);
  } catch (error) {
    context.report.error("expression-syntax", node, (error as Error).message);
    return [{ path, node, shape: anyShape }];
  }
  const checked: CheckedExpression[] = [];
  let searchFrom = node.start;
  for (const part of parts) {
    if (part.kind === "text") continue;
    const located = locate(part.expression, node, source, searchFrom);
    if (located.start !== undefined) searchFrom = located.start + part.expression.length;
    if (part.expression === "") context.report.error("expression-syntax", node, "`${{ }}` is empty");
    else checked.push(checkExpression(located, context));
  }
  const sole = soleExpression(parts) !== undefined;
  return [{ path, node, shape: sole ? (checked[0]?.shape ?? anyShape) : stringShape }];
}

/** Where an expression stands in the source; not known when quoting or folding changed its text. */
export function locate(
  expression: string,
  node: Span,
  source: string,
  from: number = node.start,
): ExpressionAt {
  const found = source.indexOf(expression, from);
  const inside = found >= 0 && found + expression.length <= node.end;
  return { expression, at: node, start: inside ? found : undefined };
}

/**
 * Checks `with` of a step against its action's input: keys, required members (a default counts
 * where the input schema knows what it asks for), literal values by the action's own schema, and
 * expressions by what is known of their type.
 */
export function checkWith(
  draft: StepDraft,
  definition: ActionDefinition,
  templates: readonly TemplateAt[],
  report: IssueReport,
  defaultShape: (expression: string) => Shape | undefined,
): void {
  const { input } = schemasOf(definition);
  const at = draft.nodes.with ?? draft.head;
  const given = draft.nodes.with?.kind === "map" ? draft.nodes.with.entries : new Map<string, never>();
  for (const { path, node, shape } of templates) {
    const wanted = shapeAt(input, path);
    if (canBe(shape, wanted)) continue;
    const message = `\`${pathText(path)}\` must be ${describeShape(wanted)}, not ${describeShape(shape)}`;
    report.error("expression-type", node, message);
  }
  const required = Array.isArray(input["required"]) ? (input["required"] as string[]) : [];
  const missing = required.filter((name) => !given.has(name) && !fillsIn(draft, name, input, defaultShape));
  for (const name of missing) {
    const expression = draft.step.defaults[name];
    const reason =
      expression === undefined
        ? ""
        : `; its default \`${expression}\` is not in the input schema or does not fit`;
    report.error("missing-key", at, `\`${draft.step.action}\` needs \`with.${name}\`${reason}`);
  }
  checkLiterals(draft, definition, templates, report);
}

function fillsIn(
  draft: StepDraft,
  name: string,
  input: JsonObject,
  defaultShape: (expression: string) => Shape | undefined,
): boolean {
  const expression = draft.step.defaults[name];
  const shape = expression === undefined ? undefined : defaultShape(expression);
  return shape !== undefined && canBe(shape, shapeAt(input, [name]));
}

function shapeAt(schema: JsonObject, path: readonly PropertyKey[]): Shape {
  let shape = shapeOfSchema(schema);
  for (const part of path) {
    if (shape.kind === "object") shape = shape.fields.get(String(part))?.shape ?? anyShape;
    else if (shape.kind === "list") shape = shape.items;
    else if (shape.kind === "map") shape = shape.values;
    else return anyShape;
  }
  return shape;
}

/** Stands for a value that is only known in a run: no schema accepts it, so its own issues are dropped. */
const unknownValue = Symbol("known at run time");

function checkLiterals(
  draft: StepDraft,
  definition: ActionDefinition,
  templates: readonly TemplateAt[],
  report: IssueReport,
): void {
  const node = draft.nodes.with;
  const value = node === undefined ? {} : withoutTemplates(yamlToJson(node));
  const result = definition.input.safeParse(value);
  if (result.success) return;
  const unknown: (readonly PropertyKey[])[] = [
    ...templates.map((template) => template.path),
    ...Object.keys(draft.step.defaults).map((name) => [name]),
  ];
  for (const issue of result.error.issues) {
    const { path } = issue;
    if (issue.code === "unrecognized_keys") {
      reportUnknownKeys(draft, definition, path, issue.keys, report);
      continue;
    }
    if (unknown.some((other) => startsWith(other, path) || startsWith(path, other))) continue;
    const isMissing = path.length === 1 && !(String(path[0]) in (value as object));
    // Reported by name above, with what was tried.
    if (isMissing) continue;
    const at = node === undefined ? draft.head : yamlAt(node, path);
    if (issue.code === "invalid_type" && valueAt(value, path) === undefined) {
      report.error("missing-key", at, `\`with.${pathText(path)}\` is missing`);
      continue;
    }
    const what = path.length === 0 ? "with" : `with.${pathText(path)}`;
    const word = node === undefined ? undefined : yamlAt(node, path);
    const suggestion =
      issue.code === "invalid_value" && word?.kind === "scalar"
        ? didYouMean(word.text, issue.values.map(String))
        : undefined;
    report.error("invalid-value", at, `\`${what}\`: ${issueMessage(issue)}`, suggestion);
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], value);
}

/** The validator's message without its preamble: `expected string, received number`. */
function issueMessage(issue: { readonly message: string }): string {
  return issue.message.replace(/^Invalid (input|option): /, "");
}

function withoutTemplates(value: Json): unknown {
  if (typeof value === "string") return isTemplate(value) ? unknownValue : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withoutTemplates);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withoutTemplates(member ?? null)]),
  );
}

function reportUnknownKeys(
  draft: StepDraft,
  definition: ActionDefinition,
  path: readonly PropertyKey[],
  names: readonly string[],
  report: IssueReport,
): void {
  const node = draft.nodes.with === undefined ? undefined : yamlAt(draft.nodes.with, path);
  const shape = shapeAt(schemasOf(definition).input, path);
  const known = shape.kind === "object" ? [...shape.fields.keys()] : [];
  for (const name of names) {
    const at = node?.kind === "map" ? node.entries.get(name)?.key : undefined;
    const where = path.length === 0 ? "with" : `with.${pathText(path)}`;
    const suggestion = didYouMean(name, known) ?? `known keys: ${known.join(", ")}`;
    report.error(
      "unknown-key",
      at ?? draft.head,
      `\`${where}\` of ${draft.step.action} has no key "${name}"`,
      suggestion,
    );
  }
}

function startsWith(path: readonly PropertyKey[], prefix: readonly PropertyKey[]): boolean {
  return prefix.every((part, index) => String(part) === String(path[index])) && prefix.length <= path.length;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
