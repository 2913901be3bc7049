import type { ExpressionProblem } from "./compile-expression.ts";

/** How the library calls the tokens it expects, and how people write them. */
const tokens: Readonly<Record<string, string>> = {
  IDENTIFIER: "a name",
  RPAREN: "`)`",
  RBRACKET: "`]`",
  RBRACE: "`}`",
  COLON: "`:`",
  COMMA: "`,`",
  DOT: "`.`",
};

/** What is wrong with the syntax of an expression, in words that need no knowledge of a parser. */
export function syntaxMessage(problem: ExpressionProblem, expression: string): string {
  const { code, summary } = problem;
  const found = expression.slice(problem.start, problem.end);
  const [, expected = ""] = /^Expected (\w+), got \w+$/.exec(summary) ?? [];
  const wanted = tokens[expected];
  if (/\bEOF$/.test(summary)) {
    return `the expression ends too early${wanted === undefined ? "" : `: ${wanted} is missing`}`;
  }
  if (code === "expected_token" && wanted !== undefined) return `there should be ${wanted}, not \`${found}\``;
  if (found === "=") return "`=` means nothing here: to compare, write `==`";
  if (code === "unexpected_token" || code === "unexpected_character") {
    return `\`${found}\` is not expected here`;
  }
  return lowerFirst(summary);
}

/** What the library says of types that do not go together, without its own names of types. */
export function typeMessage(summary: string): string {
  return lowerFirst(summary)
    .replace(/^no such overload: /, "these types do not go together: ")
    .replace(/^found no matching overload for /, "there is no function ")
    .replaceAll("google.protobuf.", "")
    .replaceAll("double", "number")
    .replace(/\bShape_\w+/g, "object");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
