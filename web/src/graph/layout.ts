import type { Graph } from "../api/contract.ts";

export type GraphNode = Graph["nodes"][number];
type GraphEdge = Graph["edges"][number];

/** `across`: layers run left to right. `down`: top to bottom, for a phone. */
export type Direction = "across" | "down";

export interface Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

export interface Wire {
  readonly edge: GraphEdge;
  /** SVG path data from the border of one box to the border of the other. */
  readonly path: string;
  /** Where a label of the edge is centred. */
  readonly label: { readonly x: number; readonly y: number };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}

/** Sizes in SVG units, which are CSS pixels at natural size. */
export const NODE_WIDTH = 190;
export const NODE_HEIGHT = 62;
const MARGIN = 12;
const GAP = { across: { layer: 44, row: 34 }, down: { layer: 40, row: 16 } } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Turns layers and rows into coordinates. An edge over several layers runs along a row that
 * no box in between occupies, or below everything when there is none, so that it never
 * looks as if it touched a step it passes.
 */
export function layoutGraph(graph: Graph, direction: Direction): Layout {
  const gap = GAP[direction];
  const along = (direction === "across" ? NODE_WIDTH : NODE_HEIGHT) + gap.layer;
  const side = (direction === "across" ? NODE_HEIGHT : NODE_WIDTH) + gap.row;
  const layers = Math.max(0, ...graph.nodes.map((node) => node.layer)) + 1;
  const rows = Math.max(0, ...graph.nodes.map((node) => node.row)) + 1;
  const point = (layer: number, row: number): Point =>
    direction === "across"
      ? { x: MARGIN + layer * along, y: MARGIN + row * side }
      : { x: MARGIN + row * side, y: MARGIN + layer * along };

  const boxes = graph.nodes.map((node) => ({ node, ...point(node.layer, node.row) }));
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const taken = new Set(graph.nodes.map((node) => `${node.layer}:${node.row}`));
  let detour = false;
  const wires: Wire[] = [];
  for (const edge of graph.edges) {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const lane = laneOf(from.node, to.node, taken, rows);
    detour ||= lane === rows;
    wires.push(wire(edge, from, to, lane, direction, point));
  }
  const far = point(layers - 1, rows - 1);
  const below = detour
    ? direction === "across"
      ? { x: 0, y: gap.row }
      : { x: gap.row + 8, y: 0 }
    : { x: 0, y: 0 };
  return {
    width: far.x + NODE_WIDTH + MARGIN + below.x,
    height: far.y + NODE_HEIGHT + MARGIN + below.y,
    boxes,
    wires,
  };
}

/** The row a long edge runs along; `undefined` for neighbours; `rows` is the lane below everything. */
function laneOf(
  from: GraphNode,
  to: GraphNode,
  taken: ReadonlySet<string>,
  rows: number,
): number | undefined {
  if (to.layer - from.layer <= 1) return undefined;
  const free = (row: number) => {
    for (let layer = from.layer + 1; layer < to.layer; layer += 1) {
      if (taken.has(`${layer}:${row}`)) return false;
    }
    return true;
  };
  if (free(to.row)) return to.row;
  if (free(from.row)) return from.row;
  for (let row = 0; row < rows; row += 1) if (free(row)) return row;
  return rows;
}

function wire(
  edge: GraphEdge,
  from: Box,
  to: Box,
  lane: number | undefined,
  direction: Direction,
  point: (layer: number, row: number) => Point,
): Wire {
  const across = direction === "across";
  const start = across
    ? { x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 }
    : { x: from.x + NODE_WIDTH / 2, y: from.y + NODE_HEIGHT };
  const end = across ? { x: to.x, y: to.y + NODE_HEIGHT / 2 } : { x: to.x + NODE_WIDTH / 2, y: to.y };
  if (lane === undefined) {
    return {
      edge,
      path: `M${start.x} ${start.y}${curve(start, end, across)}`,
      label: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 },
    };
  }
  const first = point(from.node.layer + 1, lane);
  const last = point(to.node.layer - 1, lane);
  const outside = laneOffset(lane, to, from, point, across);
  const enter = across ? { x: first.x, y: outside } : { x: outside, y: first.y };
  const leave = across ? { x: last.x + NODE_WIDTH, y: outside } : { x: outside, y: last.y + NODE_HEIGHT };
  return {
    edge,
    path: `M${start.x} ${start.y}${curve(start, enter, across)}L${leave.x} ${leave.y}${curve(leave, end, across)}`,
    label: { x: (enter.x + leave.x) / 2, y: (enter.y + leave.y) / 2 },
  };
}

/** The coordinate of a lane: through the middle of its row, or just beyond the last row. */
function laneOffset(
  lane: number,
  to: Box,
  from: Box,
  point: (layer: number, row: number) => Point,
  across: boolean,
): number {
  const { x, y } = point(0, lane);
  const isRow = lane === to.node.row || lane === from.node.row;
  if (across) return isRow ? y + NODE_HEIGHT / 2 : y - 12;
  return isRow ? x + NODE_WIDTH / 2 : x - 2;
}

function curve(from: Point, to: Point, across: boolean): string {
  if (across ? from.y === to.y : from.x === to.x) return `L${to.x} ${to.y}`;
  const middle = across ? (from.x + to.x) / 2 : (from.y + to.y) / 2;
  return across
    ? `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
    : `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
}
