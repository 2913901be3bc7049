/** Workflow definitions: YAML in, checked plan out, and the expressions inside. */
export * from "./builtin-actions.ts";
export * from "./definition.ts";
export { dialectJsonSchema } from "./dialect-schema.ts";
export type { ExpressionScope, StepScope } from "./evaluate.ts";
export { evaluate, evaluateCondition, renderStepInput, renderTemplate } from "./evaluate.ts";
export { CEL_ENVIRONMENT_VERSION } from "./expression-environment.ts";
export { graph } from "./graph.ts";
export { graphMermaid } from "./graph-mermaid.ts";
export { graphSvg } from "./graph-svg.ts";
export { validateRunInput } from "./input-schema.ts";
export type { DefinitionIssue } from "./issue.ts";
export { renderIssue } from "./issue.ts";
export { parseDefinition, parseDefinitionBytes } from "./parse-definition.ts";
export type { ActionCatalogue } from "./read-step.ts";
export { nextFireTimes, scheduleProblem } from "./schedule.ts";
