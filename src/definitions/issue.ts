/**
 * What can be wrong with a definition. Codes are stable: editors, tests and the reference
 * page name them; messages may be reworded.
 */
export type DefinitionIssueCode =
  | "encoding"
  | "too-large"
  | "too-deep"
  | "yaml-syntax"
  | "duplicate-key"
  | "unknown-key"
  | "missing-key"
  | "wrong-type"
  | "invalid-value"
  | "invalid-schema"
  | "invalid-schedule"
  | "unknown-action"
  | "unknown-workflow"
  | "duplicate-id"
  | "unknown-step"
  | "cycle"
  | "unreachable-step"
  | "not-upstream"
  | "expression-syntax"
  | "expression-type"
  | "expression-constant"
  | "unknown-variable"
  | "unknown-field"
  | "impossible-value"
  | "secret-misplaced"
  | "personal-data"
  | "maybe-missing";

export interface DefinitionIssue {
  readonly severity: "error" | "warning";
  readonly code: DefinitionIssueCode;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** Code units to underline, at least 1; it may reach beyond the line. */
  readonly length: number;
  readonly message: string;
  /** What to do about it, as a sentence part: `did you mean "verify_document"?`. */
  readonly suggestion?: string;
}

/** A place in the source text, as half-open offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Collects issues while a definition is read, so that all are reported at once. */
export interface IssueReport {
  error(code: DefinitionIssueCode, at: Span, message: string, suggestion?: string): void;
  warn(code: DefinitionIssueCode, at: Span, message: string, suggestion?: string): void;
  /** In the order of the file. */
  issues(): DefinitionIssue[];
}

/** Issues beyond this many tell nobody anything new. */
const ISSUES_MAX = 200;

export function createIssueReport(file: string, source: string): IssueReport {
  const lineStarts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const found: { issue: DefinitionIssue; start: number }[] = [];

  function add(severity: "error" | "warning") {
    return (code: DefinitionIssueCode, at: Span, message: string, suggestion?: string) => {
      if (found.length >= ISSUES_MAX) return;
      const line = lineOf(lineStarts, at.start);
      const issue: DefinitionIssue = {
        severity,
        code,
        file,
        line: line + 1,
        column: at.start - (lineStarts[line] ?? 0) + 1,
        length: Math.max(1, at.end - at.start),
        message,
        ...(suggestion === undefined ? {} : { suggestion }),
      };
      found.push({ issue, start: at.start });
    };
  }
  return {
    error: add("error"),
    warn: add("warning"),
    issues: () => found.toSorted((a, b) => a.start - b.start).map((entry) => entry.issue),
  };
}

function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Longest line shown whole in a code frame; longer ones are cut around the column. */
const FRAME_WIDTH = 160;

/**
 * An issue for people: `file:line:column: message`, the suggestion, then the line before and
 * the line itself with the place underlined.
 */
export function renderIssue(issue: DefinitionIssue, source: string): string {
  const { file, line, column } = issue;
  const label = issue.severity === "warning" ? "warning: " : "";
  const suggestion = issue.suggestion === undefined ? "" : `; ${issue.suggestion}`;
  const head = `${file}:${line}:${column}: ${label}${issue.message}${suggestion}`;
  const lines = source.split("\n", line).map((text) => text.replace(/\r$/, ""));
  const text = lines[line - 1];
  if (text === undefined) return head;
  const cut = text.length > FRAME_WIDTH ? Math.max(0, column - 1 - FRAME_WIDTH / 2) : 0;
  const shown = text.slice(cut, cut + FRAME_WIDTH);
  const gutter = String(line).length;
  const frame: string[] = [];
  const before = lines[line - 2];
  if (before !== undefined)
    frame.push(`  ${String(line - 1).padStart(gutter)} | ${before.slice(0, FRAME_WIDTH)}`);
  frame.push(`> ${String(line).padStart(gutter)} | ${shown}`);
  const offset = column - 1 - cut;
  const width = Math.max(1, Math.min(issue.length, shown.length - offset));
  const indent = shown.slice(0, offset).replace(/[^\t]/g, " ");
  frame.push(`  ${" ".repeat(gutter)} | ${indent}${"^".repeat(width)}`);
  return `${head}\n${frame.join("\n")}`;
}
