import type { Step, Trigger, WorkflowDefinition } from "./definition.ts";

export interface GraphNode {
  /** `trigger`, or the id of a step. */
  readonly id: string;
  /** What it looks like: people decide in a `review`, everything else works by itself. */
  readonly kind: "trigger" | "step" | "review" | "wait" | "child";
  readonly title: string;
  /** The action, or what starts a run. */
  readonly detail: string;
  /** The condition, in CEL. */
  readonly condition?: string;
  /** The list a step is repeated over, in CEL. */
  readonly forEach?: string;
  /** From 0, left to right. */
  readonly layer: number;
  /** From 0, top to bottom within its layer. */
  readonly row: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface WorkflowGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Ids by layer, each in the order of its rows. */
  readonly layers: readonly (readonly string[])[];
}

/**
 * The steps of a definition in layers, left to right: each step stands one layer behind the
 * last step it needs, the trigger in front. Rows follow the rows of what is needed, so that few
 * edges cross. The same definition always gives the same graph. `onFailure` is not part of it.
 */
export function graph(definition: WorkflowDefinition): WorkflowGraph {
  const needs = new Map(definition.steps.map((step) => [step.id, withoutShortcuts(step, definition.steps)]));
  const layerOf = new Map<string, number>([["trigger", 0]]);
  const place = (id: string): number => {
    const known = layerOf.get(id);
    if (known !== undefined) return known;
    const layer = 1 + Math.max(0, ...(needs.get(id) ?? []).map(place));
    layerOf.set(id, layer);
    return layer;
  };
  for (const step of definition.steps) place(step.id);
  const layers: string[][] = [["trigger"]];
  for (const step of definition.steps) {
    const layer = layerOf.get(step.id) ?? 1;
    layers[layer] ??= [];
    layers[layer].push(step.id);
  }
  const edges: GraphEdge[] = definition.steps.flatMap((step) => {
    const from = needs.get(step.id) ?? [];
    return (from.length === 0 ? ["trigger"] : from).map((source) => ({ from: source, to: step.id }));
  });
  const rows = orderRows(layers, edges);
  const nodes = [triggerNode(definition), ...definition.steps.map(stepNode)].map((node) => ({
    ...node,
    layer: layerOf.get(node.id) ?? 0,
    row: rows.get(node.id) ?? 0,
  }));
  return { nodes, edges, layers };
}

/** Direct predecessors without those that another one needs anyway: the edge would say nothing new. */
function withoutShortcuts(step: Step, steps: readonly Step[]): readonly string[] {
  if (step.needs.length < 2) return step.needs;
  const needsOf = new Map(steps.map((other) => [other.id, other.needs]));
  const implied = new Set<string>();
  const queue = step.needs.flatMap((need) => needsOf.get(need) ?? []);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (implied.has(id)) continue;
    implied.add(id);
    queue.push(...(needsOf.get(id) ?? []));
  }
  return step.needs.filter((need) => !implied.has(need));
}

/** Sorts each layer by the mean row of what leads to it (Sugiyama's barycentre, one sweep). */
function orderRows(layers: string[][], edges: readonly GraphEdge[]): Map<string, number> {
  const rows = new Map<string, number>();
  const sources = Map.groupBy(edges, (edge) => edge.to);
  for (const layer of layers) {
    const mean = (id: string): number => {
      const from = (sources.get(id) ?? []).map((edge) => rows.get(edge.from) ?? 0);
      return from.length === 0 ? 0 : from.reduce((sum, row) => sum + row, 0) / from.length;
    };
    const means = new Map(layer.map((id) => [id, mean(id)]));
    layer.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0));
    for (const [row, id] of layer.entries()) rows.set(id, row);
  }
  return rows;
}

type UnplacedNode = Omit<GraphNode, "layer" | "row">;

function triggerNode(definition: WorkflowDefinition): UnplacedNode {
  const details = definition.triggers.map(describeTrigger);
  return { id: "trigger", kind: "trigger", title: "Start", detail: details.join(" or ") };
}

function stepNode(step: Step): UnplacedNode {
  const kinds: Readonly<Record<string, GraphNode["kind"]>> = {
    human_review: "review",
    wait: "wait",
    run_workflow: "child",
  };
  return {
    id: step.id,
    kind: kinds[step.action] ?? "step",
    title: step.name,
    detail: step.action,
    ...(step.condition === undefined ? {} : { condition: step.condition }),
    ...(step.forEach === undefined ? {} : { forEach: step.forEach.items }),
  };
}

/** What starts a run, in a few words: `event new_customer`, `0 6 * * 1-5 Europe/Berlin`. */
export function describeTrigger(trigger: Trigger): string {
  switch (trigger.kind) {
    case "event":
      return `event ${trigger.event}`;
    case "schedule":
      return `${trigger.cron} ${trigger.timezone}`;
    case "webhook":
      return `webhook ${trigger.path}`;
    case "list_update":
      return `update of ${trigger.lists.join(", ")}`;
    case "manual":
      return "by hand";
    default: {
      const never: never = trigger;
      return never;
    }
  }
}
