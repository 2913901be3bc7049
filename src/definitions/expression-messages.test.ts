import { expect, it } from "vitest";
import { compileExpression, problemOf } from "./compile-expression.ts";
import { createExpressionEnvironment } from "./expression-environment.ts";
import { syntaxMessage } from "./expression-messages.ts";

const environment = createExpressionEnvironment().registerVariable("input", "dyn");

function messageFor(expression: string): string {
  try {
    compileExpression(environment, expression);
  } catch (error) {
    return syntaxMessage(problemOf(error), expression);
  }
  return "";
}

it.each([
  ["1 +", "the expression ends too early"],
  ["input.a == ", "the expression ends too early"],
  ["f(", "the expression ends too early"],
  ["(1", "the expression ends too early: `)` is missing"],
  ["input.", "the expression ends too early: a name is missing"],
  ["input.a ? 1", "the expression ends too early: `:` is missing"],
  ["input..a", "there should be a name, not `.`"],
  ["(1]", "there should be `)`, not `]`"],
  ["input.a input", "`input` is not expected here"],
  ["1)", "`)` is not expected here"],
  ["* 2", "`*` is not expected here"],
  ["@", "`@` is not expected here"],
  ["input.a = 1", "`=` means nothing here: to compare, write `==`"],
  ["'abc", "unterminated string"],
  ["input.a == 1", ""],
])("%s: %s", (expression, message) => {
  expect(messageFor(expression)).toBe(message);
});

it("never speaks of tokens", () => {
  const pieces = [
    "input",
    ".",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "1",
    "'x'",
    "?",
    ":",
    ",",
    "!",
    "==",
    "in",
    "&&",
  ];
  for (const a of pieces)
    for (const b of pieces)
      for (const c of pieces) expect(messageFor(`${a} ${b} ${c}`)).not.toMatch(/\b[A-Z]{3,}\b|token/);
});
