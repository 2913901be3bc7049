import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import { EXPRESSION_LENGTH_MAX, LINEAR_MATCHES, missingValueCodes } from "./expression-environment.ts";

/** What the library throws and returns, as far as we use it. */
export interface ExpressionProblem {
  readonly code: string;
  /** One sentence without the code frame. */
  readonly summary: string;
  /** Offsets in the expression of what to point at. */
  readonly start: number;
  readonly end: number;
  /** Where the part of the expression begins that `end` ends: `a` of `a.b.c` when `c` is pointed at. */
  readonly partStart: number;
}

/** Iterations of `map`, `filter`, `all`, `exists` and `exists_one` in one evaluation, nested ones included. */
export const ITERATIONS_MAX = 200_000;

/** Counts iterations; reset before each evaluation. Evaluation is synchronous, so one is enough. */
const meter = { iterations: 0 };

export function resetIterationMeter(): void {
  meter.iterations = 0;
}

/**
 * Parses an expression for an environment and makes it safe to run on hostile data: calls of
 * `matches` go to the linear-time engine, iterations are counted, and `has` asks without failing.
 *
 * @throws what the library throws for syntax errors; see {@link problemOf}.
 */
export function compileExpression(environment: Environment, expression: string): ParseResult {
  if (expression.length > EXPRESSION_LENGTH_MAX) {
    throw new RangeError(`an expression may have ${EXPRESSION_LENGTH_MAX} characters`);
  }
  const parsed = environment.parse(expression);
  walkExpression(parsed.ast, (node) => {
    if (node.op === "call" && node.args[0] === "has") tolerateMissingParents(node);
    if (node.op !== "rcall") return;
    const call = node.args as [string, ASTNode, ASTNode[]];
    if (call[0] === "matches") call[0] = LINEAR_MATCHES;
    // Its result depends on the time zone of the machine.
    if (call[0] === "getDayOfYear") throw new RangeError("getDayOfYear() is not supported");
    meterComprehension(node);
  });
  return parsed;
}

/**
 * The library expands macros such as `map` while parsing into a node that evaluates `step` per
 * element, and offers no budget for it. The node sets its own `evaluate` when it first runs, so
 * the counter sits in an accessor. A test holds the budget in place should the library change.
 */
function meterComprehension(node: ASTNode): void {
  const expansion = (node as { meta?: { alternate?: { op: string; args: { step: object } } } }).meta
    ?.alternate;
  if (expansion?.op !== "comprehension") return;
  const { step } = expansion.args;
  type Evaluate = (...args: unknown[]) => unknown;
  let evaluate = (step as { evaluate: Evaluate }).evaluate;
  const metered: Evaluate = (...args) => {
    if (++meter.iterations > ITERATIONS_MAX) {
      throw new RangeError(`the expression iterates more than ${ITERATIONS_MAX} times`);
    }
    return evaluate.apply(step, args);
  };
  Object.defineProperty(step, "evaluate", {
    get: () => metered,
    set: (own: Evaluate) => {
      evaluate = own;
    },
  });
}

/**
 * The library's `has(a.b.c)` fails when `b` is missing. Here it is false, as `default(a.b.c, …)`
 * gives its fallback: what lies below a missing value is missing too.
 */
function tolerateMissingParents(node: ASTNode): void {
  const { macro } = (node as { meta?: { macro?: { evaluate: (...args: unknown[]) => unknown } } }).meta ?? {};
  if (macro === undefined) return;
  const evaluate = macro.evaluate;
  macro.evaluate = (...args) => {
    try {
      return evaluate.apply(macro, args);
    } catch (error) {
      if (missingValueCodes.has(problemOf(error).code)) return false;
      throw error;
    }
  };
}

/** Visits a node and everything below it, parents first. */
export function walkExpression(node: ASTNode, visit: (node: ASTNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walkExpression(child, visit);
}

/** The operands of a node, in the order they are written. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const { args } = node as { args: unknown };
  return isNode(args) ? [args] : Array.isArray(args) ? args.flat(2).filter(isNode) : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

/** The library's errors and ours as one shape. */
export function problemOf(error: unknown): ExpressionProblem {
  const found = error as {
    code?: unknown;
    summary?: unknown;
    range?: { start: number; end: number };
    node?: { start?: number };
  };
  return {
    code: typeof found.code === "string" ? found.code : "invalid",
    summary: typeof found.summary === "string" ? found.summary : (error as Error).message,
    start: found.range?.start ?? 0,
    end: found.range?.end ?? 0,
    partStart: found.node?.start ?? found.range?.start ?? 0,
  };
}
