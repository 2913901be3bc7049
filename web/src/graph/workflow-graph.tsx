import "./graph.css";
import type { Graph } from "../api/contract.ts";
import { fit } from "../format/text.ts";
import { IconMark, type IconName } from "../ui/icon.tsx";
import { useNarrow } from "../ui/narrow.ts";
import type { StateLook } from "../ui/states.ts";
import { type Box, type GraphNode, layoutGraph, NODE_HEIGHT, NODE_WIDTH, type Wire } from "./layout.ts";

/** What a run adds to a node of its workflow. */
export interface NodeState {
  readonly look: StateLook;
  /** `2 attempts · 1.4 s`; empty when there is nothing to say yet. */
  readonly detail: string;
}

interface WorkflowGraphProps {
  readonly graph: Graph;
  readonly label: string;
  readonly states?: ReadonlyMap<string, NodeState>;
  readonly selected?: string | undefined;
  readonly highlighted?: string | undefined;
  readonly onHover?: (id: string | undefined) => void;
  readonly onSelect?: (id: string) => void;
}

/** Characters that fit: of the title, of the line under it, of monospaced text, of a condition above. */
const TITLE_LENGTH = 21;
const SMALL_LENGTH = 29;
const MONO_LENGTH = 25;
const CONDITION_LENGTH = 32;
/** A long workflow is drawn smaller down to this; beyond, it scrolls. */
const SCALE_MIN = 0.72;

const kindIcon: Readonly<Record<GraphNode["kind"], IconName>> = {
  trigger: "action",
  step: "dot",
  decision: "decision",
  wait: "clock",
  child: "workflow",
  failure: "alert",
};

/** The steps of a workflow and what waits for what; with states it is the picture of a run. */
export function WorkflowGraph(props: WorkflowGraphProps) {
  const narrow = useNarrow();
  const layout = layoutGraph(props.graph, narrow ? "down" : "across");
  return (
    <div className="graph">
      <svg
        className="graph-drawing"
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width="100%"
        style={{ maxWidth: layout.width, minWidth: narrow ? undefined : layout.width * SCALE_MIN }}
      >
        <title>{props.label}</title>
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M1 1 7 4 1 7" className="graph-arrow" />
          </marker>
        </defs>
        {layout.wires.map((wire) => (
          <WireLine key={`${wire.edge.from} ${wire.edge.to}`} wire={wire} run={props.states} />
        ))}
        {layout.boxes.map((box) => (
          <NodeBox key={box.node.id} box={box} {...props} />
        ))}
      </svg>
    </div>
  );
}

function WireLine({ wire, run }: { wire: Wire; run: WorkflowGraphProps["states"] }) {
  const target = run?.get(wire.edge.to)?.look;
  const taken = target !== undefined && target.icon !== "dot" && target.icon !== "skip";
  return (
    <g>
      <path
        d={wire.path}
        className={`graph-wire${run !== undefined && taken ? " graph-wire-taken" : ""}`}
        markerEnd="url(#arrow)"
      />
      {wire.edge.label === undefined ? null : (
        <text x={wire.label.x} y={wire.label.y - 4} className="graph-wire-label">
          {fit(wire.edge.label, MONO_LENGTH)}
        </text>
      )}
    </g>
  );
}

function NodeBox({
  box,
  states,
  selected,
  highlighted,
  onHover,
  onSelect,
}: WorkflowGraphProps & { box: Box }) {
  const { node } = box;
  const state = states?.get(node.id);
  const isSelectable = onSelect !== undefined && (states === undefined || state !== undefined);
  const classes = [
    "graph-node",
    `graph-${node.kind}`,
    state === undefined ? "" : `graph-stated tone-${state.look.tone}`,
    state?.look.icon === "dot" || state?.look.icon === "skip" ? "graph-idle" : "",
    selected === node.id ? "graph-selected" : "",
    highlighted === node.id ? "graph-highlighted" : "",
  ];
  const label = [node.label, state?.look.word, state?.detail].filter(Boolean).join(", ");
  const shape = <NodeFace node={node} state={state} />;
  const hover = {
    onMouseEnter: () => onHover?.(node.id),
    onMouseLeave: () => onHover?.(undefined),
  };
  if (!isSelectable) {
    return (
      <g transform={`translate(${box.x} ${box.y})`} className={classes.join(" ")} {...hover}>
        {shape}
      </g>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand inside a drawing.
    <g
      transform={`translate(${box.x} ${box.y})`}
      className={`${classes.join(" ")} graph-selectable`}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={selected === node.id}
      {...hover}
      onFocus={() => onHover?.(node.id)}
      onBlur={() => onHover?.(undefined)}
      onClick={() => onSelect(node.id)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSelect(node.id);
      }}
    >
      {shape}
    </g>
  );
}

function NodeFace({ node, state }: { node: GraphNode; state: NodeState | undefined }) {
  return (
    <>
      <title>
        {[node.label, node.action, node.condition && `if ${node.condition}`].filter(Boolean).join("\n")}
      </title>
      <NodeShape kind={node.kind} />
      <IconMark name={state?.look.icon ?? kindIcon[node.kind]} x={12} y={state === undefined ? 13 : 12} />
      <text x={34} y={24} className="graph-title">
        {fit(node.label, node.kind === "decision" ? TITLE_LENGTH - 1 : TITLE_LENGTH)}
      </text>
      <text x={12} y={46} className="graph-small">
        {state === undefined ? fit(describeNode(node), MONO_LENGTH) : fit(stateText(state), SMALL_LENGTH)}
      </text>
      {node.condition === undefined ? null : (
        <text x={0} y={-6} className="graph-condition">
          {fit(`if ${node.condition}`, CONDITION_LENGTH)}
        </text>
      )}
    </>
  );
}

function stateText(state: NodeState): string {
  return state.detail === "" ? state.look.word : `${state.look.word} · ${state.detail}`;
}

function describeNode(node: GraphNode): string {
  if (node.action !== undefined) return node.action;
  return node.kind === "trigger" ? "starts a run" : node.kind;
}

/** Each kind has its own outline: a decision is cut at its sides, a child is a double box, a trigger is round. */
function NodeShape({ kind }: { kind: GraphNode["kind"] }) {
  const w = NODE_WIDTH;
  const h = NODE_HEIGHT;
  switch (kind) {
    case "decision":
      return (
        <path className="graph-outline" d={`M10 0H${w - 10}L${w} ${h / 2} ${w - 10} ${h}H10L0 ${h / 2}Z`} />
      );
    case "trigger":
      return <rect className="graph-outline" width={w} height={h} rx={h / 2} />;
    case "child":
      return (
        <>
          <rect className="graph-outline" width={w} height={h} rx={6} />
          <rect className="graph-inner" x={3} y={3} width={w - 6} height={h - 6} rx={4} />
        </>
      );
    default:
      return <rect className="graph-outline" width={w} height={h} rx={6} />;
  }
}
