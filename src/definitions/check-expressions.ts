import type { Environment } from "@marcbachmann/cel-js";
import { messageOf } from "../core/index.ts";
import { checkTemplates, checkWith, locate, schemasOf } from "./check-with.ts";
import { evaluate } from "./evaluate.ts";
import type { CheckedExpression, ExpressionContext } from "./expression-check.ts";
import { checkExpression } from "./expression-check.ts";
import { createExpressionEnvironment } from "./expression-environment.ts";
import type { IssueReport } from "./issue.ts";
import type { StepDraft } from "./read-step.ts";
import type { StepOrder } from "./resolve-needs.ts";
import type { Shape } from "./shape.ts";
import { anyShape, canBe, describeShape, objectShape, stringShape } from "./shape.ts";
import { registerShape } from "./shape-types.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** Everything the expressions of one definition are checked against. */
export interface DefinitionParts {
  readonly report: IssueReport;
  readonly source: string;
  /** Shape of the run's input; `any` without an input schema. */
  readonly input: Shape;
  readonly steps: readonly StepDraft[];
  readonly onFailure: readonly StepDraft[];
  readonly order: StepOrder;
  readonly concurrencyKey: YamlNode | undefined;
  readonly outputs: YamlNode | undefined;
}

const runShape = objectShape({ id: stringShape, started_at: { kind: "timestamp" }, workflow: stringShape });
const failureShape = objectShape({
  step_id: stringShape,
  step_name: stringShape,
  code: stringShape,
  message: stringShape,
});
const statusShape: Shape = { kind: "string", values: ["succeeded", "rejected", "failed", "skipped"] };
const outcomeShape: Shape = { kind: "string", values: ["pass", "review", "fail"] };

/** Checks every expression of a definition in the scope it is evaluated in. */
export function checkExpressions(parts: DefinitionParts): void {
  const all = [...parts.steps, ...parts.onFailure];
  const stepShapes = objectShape(Object.fromEntries(all.map((draft) => [draft.step.id, shapeOfStep(draft)])));
  const variables = new Map<string, Shape>([
    ["input", parts.input],
    ["steps", stepShapes],
    ["run", runShape],
  ]);
  const base = createExpressionEnvironment();
  // At run time the library finds `number in [1, 2]` by itself; only its type check does not.
  base.registerOperator("double in list<int>", () => false);
  for (const [name, shape] of variables)
    base.registerVariable(name, registerShape(base, shape, `Shape_${name}`));

  for (const draft of parts.steps)
    checkStep(draft, parts, base, variables, parts.order.upstream.get(draft.step.id));
  const failureVariables = new Map(variables).set("failure", failureShape);
  const failureBase = extend(base, new Map([["failure", failureShape]]), "failure");
  const stepIds = new Set(parts.steps.map((draft) => draft.step.id));
  for (const draft of parts.onFailure) {
    checkStep(draft, parts, failureBase, failureVariables, stepIds);
    stepIds.add(draft.step.id);
  }
  if (parts.outputs !== undefined) {
    const upstream = new Set(parts.steps.map((draft) => draft.step.id));
    checkTemplates(parts.outputs, parts.source, contextFor(parts, base, variables, upstream, "misplaced"));
  }
  if (parts.concurrencyKey !== undefined) checkConcurrencyKey(parts.concurrencyKey, parts, base, variables);
}

/** The key is rendered before the first step, from the input alone. */
function checkConcurrencyKey(
  node: YamlNode,
  parts: DefinitionParts,
  base: Environment,
  variables: ReadonlyMap<string, Shape>,
): void {
  const known = new Map(variables);
  known.delete("steps");
  const context = contextFor(parts, base, known, new Set(), "misplaced");
  for (const { shape } of checkTemplates(node, parts.source, context)) {
    if (canBe(shape, { kind: "union", options: [stringShape, { kind: "number" }] })) continue;
    parts.report.error(
      "expression-type",
      node,
      `\`key\` must be text or a number, not ${describeShape(shape)}`,
    );
  }
}

function shapeOfStep(draft: StepDraft): Shape {
  const output = draft.definition === undefined ? anyShape : schemasOf(draft.definition).output;
  if (draft.step.forEach === undefined) {
    return objectShape({ status: statusShape, "outcome?": outcomeShape, "output?": output });
  }
  const item = objectShape({
    index: { kind: "number" },
    status: statusShape,
    "outcome?": outcomeShape,
    "output?": output,
  });
  return objectShape({
    status: statusShape,
    "outcome?": outcomeShape,
    "output?": objectShape({ items: { kind: "list", items: item } }),
  });
}

function contextFor(
  parts: DefinitionParts,
  environment: Environment,
  variables: ReadonlyMap<string, Shape>,
  finished: ReadonlySet<string> | undefined,
  secrets: ExpressionContext["secrets"],
): ExpressionContext {
  const steps = new Map(
    [...parts.steps, ...parts.onFailure].map(({ step, section }) => [
      step.id,
      {
        finished: finished?.has(step.id) ?? false,
        mayLackOutput:
          section === "on_failure" ||
          step.condition !== undefined ||
          step.continueOn.includes("error") ||
          (step.action !== "human_review" && (step.onTimeout === "continue" || step.onTimeout === "reject")),
      },
    ]),
  );
  return { report: parts.report, environment, variables, steps, secrets };
}

/** A copy of the environment with further variables. */
function extend(base: Environment, added: ReadonlyMap<string, Shape>, prefix: string): Environment {
  const environment = base.clone();
  for (const [name, shape] of added) {
    environment.registerVariable(name, registerShape(environment, shape, `Shape_${prefix}_${name}`));
  }
  return environment;
}

function checkStep(
  draft: StepDraft,
  parts: DefinitionParts,
  base: Environment,
  variables: ReadonlyMap<string, Shape>,
  upstream: ReadonlySet<string> | undefined,
): void {
  const { step, nodes, definition } = draft;
  const plain = contextFor(parts, base, variables, upstream, "misplaced");
  const guarded = checkCondition(draft, parts, plain);
  let scope: ExpressionContext = { ...plain, guarded };
  if (step.forEach !== undefined && nodes.items !== undefined) {
    const items = checkExpression(locate(step.forEach.items, nodes.items, parts.source), scope);
    const added = new Map<string, Shape>([
      ["item", itemShape(items, nodes.items, parts.report)],
      ["index", { kind: "number" }],
    ]);
    const environment = base.clone();
    const type = registerShape(environment, added.get("item") ?? anyShape, `Shape_item_${step.id}`);
    environment.registerVariable("item", type).registerVariable("index", "int");
    scope = { ...scope, environment, variables: new Map([...variables, ...added]) };
  }
  const secrets = definition === undefined || definition.effects === "external" ? "allowed" : "misplaced";
  const withContext: ExpressionContext = { ...scope, secrets };
  const clear: ExpressionContext = { ...scope, secrets: "misplaced", keptInClear: true };
  const members = nodes.with?.kind === "map" ? [...nodes.with.entries] : [];
  const templates = members.flatMap(([name, { value }]) =>
    checkTemplates(value, parts.source, definition?.clearMembers?.includes(name) ? clear : withContext, [
      name,
    ]),
  );
  if (definition === undefined) return;
  checkWith(draft, definition, templates, parts.report, (expression) => {
    const found = quietly(expression, scope);
    return found?.shape;
  });
}

/** What an action's default yields here, or undefined when it asks for something there is not. */
function quietly(expression: string, context: ExpressionContext): CheckedExpression | undefined {
  let failed = false;
  const report: IssueReport = {
    error: () => {
      failed = true;
    },
    warn: () => {},
    issues: () => [],
  };
  const at = { start: 0, end: 0 };
  const checked = checkExpression({ expression, at, start: undefined }, { ...context, report });
  return failed ? undefined : checked;
}

function itemShape(items: CheckedExpression, node: YamlNode, report: IssueReport): Shape {
  const { shape } = items;
  if (shape.kind === "list") return shape.items;
  if (!canBe(shape, { kind: "list", items: anyShape })) {
    report.error("expression-type", node, `\`for_each\` must be a list, not ${describeShape(shape)}`);
  }
  return anyShape;
}

function checkCondition(
  draft: StepDraft,
  parts: DefinitionParts,
  context: ExpressionContext,
): ReadonlySet<string> {
  const { step, nodes } = draft;
  if (step.condition === undefined || nodes.condition === undefined) return new Set();
  const checked = checkExpression(locate(step.condition, nodes.condition, parts.source), context);
  if (!canBe(checked.shape, { kind: "bool" })) {
    const message = `\`if\` must be true or false, not ${describeShape(checked.shape)}`;
    parts.report.error("expression-type", nodes.condition, message, "compare it with something: `… == …`");
  } else if (checked.refersToNothing) {
    reportConstant(draft, nodes.condition, parts.report);
  }
  return checked.guards;
}

/** A condition that asks nothing: false means the step can never run, true that it says nothing. */
function reportConstant(draft: StepDraft, node: YamlNode, report: IssueReport): void {
  const { condition = "", id } = draft.step;
  let value: unknown;
  try {
    value = evaluate(
      condition,
      { input: {}, steps: {}, run: { id: "", started_at: "", workflow: "" } },
      "if",
    );
  } catch (error) {
    report.error("expression-type", node, messageOf(error));
    return;
  }
  if (value === false)
    report.error("unreachable-step", node, `step "${id}" can never run: its \`if\` is always false`);
  else report.warn("expression-constant", node, "`if` is always true", "leave it out");
}
