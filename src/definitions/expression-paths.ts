import type { ASTNode } from "@marcbachmann/cel-js";
import { childrenOf } from "./compile-expression.ts";

/** `a.b.c` however it is written; parts that are computed are shown as `[]`. */
export function pathOf(node: ASTNode): string {
  if (node.op === "id") return node.args;
  if (node.op === ".") return `${pathOf(node.args[0])}.${node.args[1]}`;
  if (node.op !== "[]") return "()";
  const [base, index] = node.args;
  return index.op === "value" && typeof index.args === "string"
    ? `${pathOf(base)}.${index.args}`
    : `${pathOf(base)}[]`;
}

/** `x` of `steps.x` or `steps["x"]`. */
export function stepIdOf(node: ASTNode): string | undefined {
  if (node.op !== "." && node.op !== "[]") return undefined;
  const [base, member] = node.args;
  if (base.op !== "id" || base.args !== "steps") return undefined;
  if (typeof member === "string") return member;
  return member.op === "value" && typeof member.args === "string" ? member.args : undefined;
}

/** Variables that say nothing about anybody, whole. */
const impersonal: ReadonlySet<string> = new Set(["run", "index"]);

/**
 * Everything an expression reads that may hold personal data, outermost first: all variables
 * but `run` and `index`, save how steps ended (`steps.x.status`, `steps.x.outcome`) and what
 * failed (`failure.code`, `failure.step_id`). Asking about such a value counts as reading it.
 */
export function personalReferences(node: ASTNode, variables: ReadonlyMap<string, unknown>): ASTNode[] {
  if (isHowItEnded(node)) return [];
  const root = rootOf(node);
  const isPersonal = root !== undefined && variables.has(root) && !impersonal.has(root);
  const below = childrenOf(node).flatMap((child) => personalReferences(child, variables));
  // The path itself is reported once, and what its computed parts read besides.
  return isPersonal ? [node, ...below.filter((other) => rootOf(other) !== root)] : below;
}

/** The variable that a path such as `a.b["c"]` starts at. */
function rootOf(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  return node.op === "." || node.op === "[]" ? rootOf(node.args[0]) : undefined;
}

function isHowItEnded(node: ASTNode): boolean {
  if (node.op !== "." && node.op !== "[]") return false;
  const [base, key] = node.args;
  const member = typeof key === "string" ? key : key.op === "value" ? key.args : undefined;
  if (stepIdOf(base) !== undefined) return member === "status" || member === "outcome";
  return base.op === "id" && base.args === "failure" && (member === "code" || member === "step_id");
}
