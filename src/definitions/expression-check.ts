import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { childrenOf, compileExpression, problemOf } from "./compile-expression.ts";
import { secretName } from "./evaluate.ts";
import { syntaxMessage, typeMessage } from "./expression-messages.ts";
import { pathOf, personalReferences, stepIdOf } from "./expression-paths.ts";
import type { IssueReport, Span } from "./issue.ts";
import type { Shape } from "./shape.ts";
import { anyShape, describeShape, stringShape, unionShape } from "./shape.ts";
import { didYouMean } from "./suggestion.ts";

/** What an expression may refer to at the place where it stands. */
export interface ExpressionContext {
  readonly report: IssueReport;
  /** With types declared for the variables. */
  readonly environment: Environment;
  readonly variables: ReadonlyMap<string, Shape>;
  /** All steps by id, and whether each has finished when this expression is evaluated. */
  readonly steps: ReadonlyMap<string, { readonly finished: boolean; readonly mayLackOutput: boolean }>;
  /** Whether `secrets.NAME` may stand here, and if not, why. */
  readonly secrets: "allowed" | "misplaced";
  /** Whether the value is kept where everybody can read it. */
  readonly keptInClear?: boolean;
  /** Paths the place itself already guards: the condition of the step asks for them. */
  readonly guarded?: ReadonlySet<string>;
}

/** An expression in the source: its text and where its first character stands. */
export interface ExpressionAt {
  readonly expression: string;
  /** The place of the whole value, used when the text cannot be found in the source literally. */
  readonly at: Span;
  /** Offset of the expression's first character in the source, when it stands there literally. */
  readonly start: number | undefined;
}

export interface CheckedExpression {
  readonly shape: Shape;
  /** Paths, such as `steps.review.output`, that the expression looks for before using them. */
  readonly guards: ReadonlySet<string>;
  /** The value, when the expression is a constant. */
  readonly refersToNothing: boolean;
}

const unknownResult: CheckedExpression = { shape: anyShape, guards: new Set(), refersToNothing: false };

/**
 * Checks one expression: syntax, names, fields, which steps it may ask, values that can never
 * be, and the types of CEL. Reports what is wrong and returns what is known of its value.
 */
export function checkExpression(source: ExpressionAt, context: ExpressionContext): CheckedExpression {
  const { report } = context;
  if (secretName(source.expression) !== undefined && context.secrets === "allowed") {
    return { ...unknownResult, shape: stringShape };
  }
  let parsed: ReturnType<typeof compileExpression>;
  try {
    parsed = compileExpression(context.environment, source.expression);
  } catch (error) {
    const problem = problemOf(error);
    report.error("expression-syntax", spanIn(source, problem), syntaxMessage(problem, source.expression));
    return unknownResult;
  }
  const walk: Walk = { source, context, guards: new Set(), uses: [], problems: 0, variables: 0 };
  const shape = shapeOfNode(parsed.ast, context.variables, walk);
  if (context.keptInClear === true) refusePersonalData(parsed.ast, walk);
  warnOfMissing(walk);
  if (walk.problems > 0) return { ...unknownResult, guards: walk.guards };
  const checked = parsed.check();
  if (!checked.valid) {
    const problem = problemOf(checked.error);
    const message = typeMessage(problem.summary);
    const hint = problem.summary.includes("null")
      ? "use has(…) or default(…) for a value that may be missing"
      : undefined;
    report.error("expression-type", spanIn(source, problem), message, hint);
    return { ...unknownResult, guards: walk.guards };
  }
  return {
    shape: joinTypes(shape, checked.type),
    guards: walk.guards,
    refersToNothing: walk.variables === 0,
  };
}

interface Walk {
  readonly source: ExpressionAt;
  readonly context: ExpressionContext;
  readonly guards: Set<string>;
  /** Members that may be missing, by their path. */
  readonly uses: { readonly path: string; readonly node: ASTNode }[];
  problems: number;
  variables: number;
}

type Variables = ReadonlyMap<string, Shape>;

function fail(
  walk: Walk,
  node: { start: number; end: number },
  code: Parameters<IssueReport["error"]>[0],
  message: string,
  suggestion?: string,
): Shape {
  walk.problems++;
  walk.context.report.error(code, spanIn(walk.source, node), message, suggestion);
  return anyShape;
}

/** What is known about the value of a node; reports unknown names and fields on the way. */
function shapeOfNode(node: ASTNode, variables: Variables, walk: Walk): Shape {
  switch (node.op) {
    case "value":
      return shapeOfLiteral(node.args);
    case "id":
      return shapeOfVariable(node, variables, walk);
    case ".":
      return shapeOfMember(node, node.args[1], node.args[0], variables, walk);
    case "[]":
      return shapeOfIndex(node, variables, walk);
    case "?:": {
      const [condition, yes, no] = node.args;
      shapeOfNode(condition, variables, walk);
      return unionShape([shapeOfNode(yes, variables, walk), shapeOfNode(no, variables, walk)]);
    }
    case "list":
      return { kind: "list", items: unionShape(node.args.map((item) => shapeOfNode(item, variables, walk))) };
    case "==":
    case "!=":
    case "in":
      checkPossible(node, variables, walk);
      return { kind: "bool" };
    case "call":
      return shapeOfCall(node, variables, walk);
    case "rcall":
      return shapeOfMethod(node, variables, walk);
    default:
      for (const child of childrenOf(node)) shapeOfNode(child, variables, walk);
      return anyShape;
  }
}

function shapeOfLiteral(value: unknown): Shape {
  if (typeof value === "string") return { kind: "string", values: [value] };
  if (typeof value === "boolean") return { kind: "bool" };
  if (typeof value === "number" || typeof value === "bigint") return { kind: "number" };
  return value === null ? { kind: "null" } : anyShape;
}

function shapeOfVariable(node: ASTNode & { op: "id" }, variables: Variables, walk: Walk): Shape {
  const name = node.args;
  walk.variables++;
  if (name === "secrets") {
    const message =
      walk.context.secrets === "allowed"
        ? "a secret stands alone, as `${{ secrets.NAME }}` with a name in capitals"
        : "secrets may only be used in `with` of an action that reaches other systems";
    return fail(walk, node, "secret-misplaced", message);
  }
  const shape = variables.get(name);
  if (shape !== undefined) {
    if (name === "steps") {
      return fail(walk, node, "expression-type", "name the step: `steps.<id>`");
    }
    return shape;
  }
  if (name === "steps") {
    const message = "steps are not in scope here: this is evaluated before the first of them runs";
    return fail(walk, node, "unknown-variable", message, `known: ${[...variables.keys()].join(", ")}`);
  }
  // Names of types such as `int` or `google.protobuf` are the library's own.
  if (/^(int|uint|double|string|bool|bytes|list|map|null_type|type|dyn|google|cel|optional)$/.test(name)) {
    return anyShape;
  }
  return fail(
    walk,
    node,
    "unknown-variable",
    `there is no variable "${name}" here`,
    didYouMean(name, variables.keys()) ?? `known: ${[...variables.keys()].join(", ")}`,
  );
}

function shapeOfMember(
  node: ASTNode,
  member: string,
  base: ASTNode,
  variables: Variables,
  walk: Walk,
): Shape {
  if (base.op === "id" && base.args === "steps" && variables.has("steps")) {
    walk.variables++;
    return shapeOfStep(node, member, variables, walk);
  }
  const baseShape = shapeOfNode(base, variables, walk);
  const step = stepIdOf(base);
  if (step !== undefined && member === "status") walk.guards.add(`steps.${step}.output`);
  const field = baseShape.kind === "object" ? baseShape.fields.get(member) : undefined;
  const mayLack =
    step === undefined ? field?.required === false : walk.context.steps.get(step)?.mayLackOutput === true;
  if (mayLack && (step === undefined || member !== "status")) walk.uses.push({ path: pathOf(node), node });
  return memberShape(baseShape, member, node, walk);
}

function memberShape(base: Shape, member: string, node: ASTNode, walk: Walk): Shape {
  if (base.kind === "map") return base.values;
  if (base.kind === "object") {
    const field = base.fields.get(member);
    if (field !== undefined) return field.shape;
    const known = [...base.fields.keys()];
    const suggestion =
      didYouMean(member, known) ?? (known.length > 0 ? `known: ${known.join(", ")}` : undefined);
    return fail(walk, memberSpan(node), "unknown-field", `there is no "${member}" here`, suggestion);
  }
  if (base.kind === "union") {
    const options = base.options.filter((option) => option.kind === "object" || option.kind === "map");
    const fitting = options.filter((option) => option.kind === "map" || option.fields.has(member));
    const [first] = fitting.length > 0 ? fitting : options;
    return first === undefined
      ? anyShape
      : unionShape(
          (fitting.length > 0 ? fitting : [first]).map((option) => memberShape(option, member, node, walk)),
        );
  }
  return anyShape;
}

/** The member's name at the end of `a.b.name` or inside `a["name"]`. */
function memberSpan(node: ASTNode): { start: number; end: number } {
  const { args } = node as { args: [ASTNode, unknown] };
  if (typeof args[1] !== "string") {
    const index = args[1] as ASTNode;
    return { start: index.start, end: index.end };
  }
  return { start: node.end - args[1].length, end: node.end };
}

function shapeOfStep(node: ASTNode, id: string, variables: Variables, walk: Walk): Shape {
  const { steps } = walk.context;
  const step = steps.get(id);
  if (step === undefined) {
    return fail(
      walk,
      memberSpan(node),
      "unknown-step",
      `there is no step "${id}"`,
      didYouMean(id, steps.keys()),
    );
  }
  if (!step.finished) {
    return fail(
      walk,
      memberSpan(node),
      "not-upstream",
      `step "${id}" has not necessarily finished here`,
      `add "${id}" to \`needs\``,
    );
  }
  const all = variables.get("steps");
  return (all?.kind === "object" ? all.fields.get(id)?.shape : undefined) ?? anyShape;
}

function shapeOfIndex(node: ASTNode & { op: "[]" }, variables: Variables, walk: Walk): Shape {
  const [base, index] = node.args;
  if (index.op === "value" && typeof index.args === "string") {
    return shapeOfMember(node, index.args, base, variables, walk);
  }
  const shape = shapeOfNode(base, variables, walk);
  shapeOfNode(index, variables, walk);
  if (shape.kind === "list") return shape.items;
  return shape.kind === "map" ? shape.values : anyShape;
}

function shapeOfCall(node: ASTNode & { op: "call" }, variables: Variables, walk: Walk): Shape {
  const [name, args] = node.args;
  const uses = walk.uses.length;
  const shapes = args.map((arg) => shapeOfNode(arg, variables, walk));
  if (name === "has" || name === "default") {
    // Asking whether a value is there is what makes its use safe, here and elsewhere in the expression.
    for (const { path } of walk.uses.splice(uses)) walk.guards.add(path);
  }
  return name === "default" ? unionShape(shapes) : anyShape;
}

const comprehensions: ReadonlySet<string> = new Set(["map", "filter", "all", "exists", "exists_one"]);

function shapeOfMethod(node: ASTNode & { op: "rcall" }, variables: Variables, walk: Walk): Shape {
  const [name, receiver, args] = node.args;
  const receiverShape = shapeOfNode(receiver, variables, walk);
  const [variable, ...bodies] = args;
  if (!comprehensions.has(name) || variable?.op !== "id") {
    // `cel.bind(x, value, body)` also brings a variable into scope.
    const bound = name === "bind" && receiver.op === "id" && receiver.args === "cel" && variable?.op === "id";
    const inner = bound ? new Map(variables).set(variable.args, anyShape) : variables;
    for (const arg of args) shapeOfNode(arg, inner, walk);
    return anyShape;
  }
  const element = receiverShape.kind === "list" ? receiverShape.items : anyShape;
  const inner = new Map(variables).set(variable.args, element);
  const shapes = bodies.map((body) => shapeOfNode(body, inner, walk));
  if (name === "filter") return receiverShape;
  return name === "map" ? { kind: "list", items: shapes.at(-1) ?? anyShape } : { kind: "bool" };
}

/** A comparison with a word that the value can never be is a typing mistake, not a condition. */
function checkPossible(node: ASTNode & { op: "==" | "!=" | "in" }, variables: Variables, walk: Walk): void {
  const [left, right] = node.args;
  const shapes = [shapeOfNode(left, variables, walk), shapeOfNode(right, variables, walk)];
  const pairs: [Shape | undefined, ASTNode][] =
    node.op === "in"
      ? right.op === "list"
        ? right.args.map((item) => [shapes[0], item])
        : []
      : [
          [shapes[0], right],
          [shapes[1], left],
        ];
  for (const [shape, literal] of pairs) {
    if (shape?.kind !== "string" || shape.values === undefined) continue;
    if (literal.op !== "value" || typeof literal.args !== "string") continue;
    // Two literals compared with each other are the constant check's business.
    if (shape.values.includes(literal.args) || (left.op === "value" && right.op === "value")) continue;
    fail(
      walk,
      literal,
      "impossible-value",
      `the value is never "${literal.args}": it is ${describeShape(shape)}`,
      didYouMean(literal.args, shape.values),
    );
  }
}

function refusePersonalData(ast: ASTNode, walk: Walk): void {
  for (const node of personalReferences(ast, walk.context.variables)) {
    fail(
      walk,
      node,
      "personal-data",
      `\`${pathOf(node)}\` may hold personal data, and this value is kept in clear`,
      "leave it to the step's output and evidence, which are encrypted; here stand literals, `run`, `index`, `steps.*.status`, `steps.*.outcome`, `failure.code` and `failure.step_id`",
    );
  }
}

function warnOfMissing(walk: Walk): void {
  const guards = [...walk.guards, ...(walk.context.guarded ?? [])];
  const warned = new Set<string>();
  for (const { path, node } of walk.uses) {
    if (warned.has(path) || guards.some((guard) => guard === path || guard.startsWith(`${path}.`))) continue;
    warned.add(path);
    walk.context.report.warn(
      "maybe-missing",
      spanIn(walk.source, memberSpan(node)),
      `\`${path}\` may be missing here`,
      `ask first with has(${path}), or use default(${path}, null)`,
    );
  }
}

/** What the two checks know together: the walk knows values and fields, CEL the results of operators. */
function joinTypes(shape: Shape, type: string | undefined): Shape {
  if (shape.kind !== "any") return shape;
  switch (type) {
    case "bool":
      return { kind: "bool" };
    case "int":
    case "double":
      return { kind: "number" };
    case "string":
    case "google.protobuf.Duration":
    case "Decimal":
      return stringShape;
    case "google.protobuf.Timestamp":
      return { kind: "timestamp" };
    default:
      if (type?.startsWith("list")) return { kind: "list", items: anyShape };
      return type?.startsWith("map") ? { kind: "map", values: anyShape } : anyShape;
  }
}

/** The place of a part of an expression in the source. */
export function spanIn(source: ExpressionAt, part: { start: number; end: number }): Span {
  if (source.start === undefined) return source.at;
  const start = source.start + Math.min(part.start, source.expression.length);
  return { start, end: Math.max(start, source.start + Math.min(part.end, source.expression.length)) };
}
