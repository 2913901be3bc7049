import type { WorkflowDefinition } from "./definition.ts";
import type { GraphNode } from "./graph.ts";
import { graph } from "./graph.ts";

/** The graph of a definition as a Mermaid flowchart; every text is escaped. */
export function graphMermaid(definition: WorkflowDefinition): string {
  const { nodes, edges } = graph(definition);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = ["flowchart LR"];
  for (const node of nodes) lines.push(`  ${mermaidId(node.id)}${shape(node)}`);
  for (const { from, to } of edges) {
    const condition = byId.get(to)?.condition;
    const label = condition === undefined ? "" : `|"${escapeText(condition)}"|`;
    lines.push(`  ${mermaidId(from)} -->${label} ${mermaidId(to)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Step ids may be words of Mermaid, such as `end`. */
function mermaidId(id: string): string {
  return `n_${id}`;
}

function shape(node: GraphNode): string {
  const repeated = node.forEach === undefined ? "" : `<br/>for each of ${escapeText(node.forEach)}`;
  const label = `"${escapeText(node.title)}<br/>${escapeText(node.detail)}${repeated}"`;
  switch (node.kind) {
    case "trigger":
      return `([${label}])`;
    case "review":
      return `{{${label}}}`;
    case "wait":
      return `(${label})`;
    case "child":
      return `[[${label}]]`;
    case "step":
      return `[${label}]`;
    default: {
      const never: never = node.kind;
      return never;
    }
  }
}

/** Mermaid reads `#…;` as character references, in decimal. */
function escapeText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} .,_+*/=!?()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
