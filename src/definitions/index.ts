/** Workflow definitions: YAML in, checked plan out, and the expressions inside. */
export * from "./builtin-actions.ts";
export * from "./definition.ts";
export type { ExpressionScope, RenderOptions, StepScope } from "./evaluate.ts";
export { evaluate, evaluateCondition, redactSecret, renderStepInput, renderTemplate } from "./evaluate.ts";
export { CEL_ENVIRONMENT_VERSION } from "./expression-environment.ts";
export type { GraphEdge, GraphNode, WorkflowGraph } from "./graph.ts";
export { describeTrigger, graph } from "./graph.ts";
export { graphMermaid } from "./graph-mermaid.ts";
export type { GraphSvgOptions, NodeState } from "./graph-svg.ts";
export { graphSvg } from "./graph-svg.ts";
export { validateRunInput } from "./input-schema.ts";
export type { DefinitionIssue, DefinitionIssueCode } from "./issue.ts";
export { renderIssue } from "./issue.ts";
export type { ParsedDefinition, ParseOptions } from "./parse-definition.ts";
export { parseDefinition, parseDefinitionBytes } from "./parse-definition.ts";
export { printDefinition } from "./print-definition.ts";
export type { ActionCatalogue } from "./read-step.ts";
export { nextFireTimes } from "./schedule.ts";
