/** Workflow definitions: YAML in, checked plan out, and the expressions inside. */
export * from "./builtin-actions.ts";
export * from "./definition.ts";
export type { DefinitionIssue, DefinitionIssueCode } from "./issue.ts";
export { renderIssue } from "./issue.ts";
export { nextFireTimes } from "./schedule.ts";
