import type { WorkflowDefinition } from "./definition.ts";
import type { GraphNode } from "./graph.ts";
import { graph } from "./graph.ts";

/** How a step is doing; the web colours it and the SVG says it in words as well. */
export type NodeState =
  | "waiting"
  | "running"
  | "parked"
  | "succeeded"
  | "review"
  | "rejected"
  | "failed"
  | "skipped"
  | "cancelled";

export interface GraphSvgOptions {
  /** States by step id. */
  readonly states?: Readonly<Record<string, NodeState>>;
}

const NODE_WIDTH = 208;
const NODE_HEIGHT = 60;
const GAP_X = 56;
const GAP_Y = 44;
const MARGIN = 20;
/** Height of the line above a node that holds its condition. */
const CONDITION_HEIGHT = 16;

/** State colours as CSS variables with fallbacks that read on light and on dark ground. */
const stateColours: Readonly<Record<NodeState, string>> = {
  waiting: "var(--graph-waiting, #8a8f98)",
  running: "var(--graph-running, #2f7de1)",
  parked: "var(--graph-parked, #b7791f)",
  succeeded: "var(--graph-succeeded, #2e9b5b)",
  review: "var(--graph-review, #b7791f)",
  rejected: "var(--graph-rejected, #d1453b)",
  failed: "var(--graph-failed, #d1453b)",
  skipped: "var(--graph-skipped, #8a8f98)",
  cancelled: "var(--graph-cancelled, #8a8f98)",
};

/**
 * The graph of a definition as a self-contained SVG, left to right. It takes its ink from
 * `currentColor` and CSS variables (`--graph-…`), so it fits light and dark pages; it holds no
 * script and no reference to anything outside, and every text is escaped. The same definition and
 * states always give the same bytes.
 */
export function graphSvg(definition: WorkflowDefinition, options: GraphSvgOptions = {}): string {
  const { nodes, edges, layers } = graph(definition);
  const rowsMax = Math.max(...layers.map((layer) => layer.length));
  const width = 2 * MARGIN + layers.length * NODE_WIDTH + (layers.length - 1) * GAP_X;
  const height = 2 * MARGIN + CONDITION_HEIGHT + rowsMax * NODE_HEIGHT + (rowsMax - 1) * GAP_Y;
  const places = new Map(nodes.map((node) => [node.id, placeOf(node, layers, rowsMax)]));
  const body = [
    ...edges.map(({ from, to }) => drawEdge(places.get(from), places.get(to))),
    ...nodes.map((node) => drawNode(node, places.get(node.id), options.states?.[node.id])),
  ];
  const title = escapeXml(`Workflow ${definition.name}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" fill="none" stroke="currentColor">`,
    `<title>${title}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor" stroke="none"/></marker></defs>`,
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Layers with fewer rows are centred. */
function placeOf(node: GraphNode, layers: readonly (readonly string[])[], rowsMax: number): Place {
  const rows = layers[node.layer]?.length ?? 1;
  const offset = ((rowsMax - rows) * (NODE_HEIGHT + GAP_Y)) / 2;
  return {
    x: MARGIN + node.layer * (NODE_WIDTH + GAP_X),
    y: MARGIN + CONDITION_HEIGHT + offset + node.row * (NODE_HEIGHT + GAP_Y),
  };
}

function drawEdge(from: Place | undefined, to: Place | undefined): string {
  if (from === undefined || to === undefined) return "";
  const startX = from.x + NODE_WIDTH;
  const startY = from.y + NODE_HEIGHT / 2;
  const endX = to.x - 2;
  const endY = to.y + NODE_HEIGHT / 2;
  const bend = GAP_X / 2;
  const path = `M${startX} ${startY}C${startX + bend} ${startY} ${endX - bend} ${endY} ${endX} ${endY}`;
  return `<path d="${path}" stroke-opacity="0.55" marker-end="url(#arrow)"/>`;
}

function drawNode(node: GraphNode, place: Place | undefined, state: NodeState | undefined): string {
  if (place === undefined) return "";
  const { x, y } = place;
  const colour = state === undefined ? "currentColor" : stateColours[state];
  const middle = x + NODE_WIDTH / 2;
  const texts: string[] = [];
  if (node.condition !== undefined) {
    texts.push(drawText(middle, y - 6, `if ${node.condition}`, 34, 'font-size="10.5" font-style="italic"'));
  }
  const repeat = node.forEach === undefined ? "" : " \u00d7 each";
  texts.push(drawText(middle, y + 26, node.title, 22, 'font-size="13.5" font-weight="600"'));
  const detail = `${node.detail}${repeat}${state === undefined ? "" : ` \u00b7 ${state}`}`;
  texts.push(drawText(middle, y + 44, detail, 31, 'font-size="11" opacity="0.75"'));
  const tooltip = [
    node.title,
    node.detail,
    node.condition && `if ${node.condition}`,
    node.forEach && `for each of ${node.forEach}`,
    state,
  ]
    .filter((part) => part !== undefined)
    .join("\n");
  const data = state === undefined ? "" : ` data-state="${state}"`;
  return [
    `<g data-node="${escapeXml(node.id)}"${data}><title>${escapeXml(tooltip)}</title>`,
    outline(node, x, y, `stroke="${colour}" stroke-width="${state === undefined ? 1.25 : 2}"`),
    ...texts,
    "</g>",
  ].join("");
}

/** A pill starts, a hexagon is a person's decision, a double frame another workflow, round corners wait. */
function outline(node: GraphNode, x: number, y: number, style: string): string {
  const fill = 'fill="var(--graph-surface, Canvas)"';
  const box = (inset: number, radius: number) =>
    `<rect x="${x + inset}" y="${y + inset}" width="${NODE_WIDTH - 2 * inset}" height="${NODE_HEIGHT - 2 * inset}" rx="${radius}" ${fill} ${style}/>`;
  switch (node.kind) {
    case "trigger":
      return box(0, NODE_HEIGHT / 2);
    case "review": {
      const [right, bottom, middle, cut] = [x + NODE_WIDTH, y + NODE_HEIGHT, y + NODE_HEIGHT / 2, 16];
      const points = `${x},${middle} ${x + cut},${y} ${right - cut},${y} ${right},${middle} ${right - cut},${bottom} ${x + cut},${bottom}`;
      return `<polygon points="${points}" ${fill} ${style}/>`;
    }
    case "wait":
      return box(0, 18);
    case "child":
      return box(0, 6) + box(4, 4);
    case "step":
      return box(0, 6);
    default: {
      const never: never = node.kind;
      return never;
    }
  }
}

function drawText(x: number, y: number, text: string, lengthMax: number, style: string): string {
  const characters = [...text.replace(/\s+/g, " ")];
  const shown =
    characters.length > lengthMax
      ? `${characters.slice(0, lengthMax - 1).join("")}\u2026`
      : characters.join("");
  return `<text x="${x}" y="${y}" text-anchor="middle" fill="currentColor" stroke="none" ${style}>${escapeXml(shown)}</text>`;
}

/** Escapes text for XML and drops the control characters it cannot hold (XML 1.0 section 2.2). */
function escapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (character) => named[character] ?? "");
}
