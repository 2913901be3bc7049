import "./pages.css";
import "../run/run.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { RunDetail, Step } from "../api/contract.ts";
import { auditQuery, runQuery } from "../api/queries.ts";
import { count } from "../format/text.ts";
import { formatDuration } from "../format/time.ts";
import { type NodeState, WorkflowGraph } from "../graph/workflow-graph.tsx";
import { AuditTable } from "../run/audit-table.tsx";
import { isMasked } from "../run/masked.ts";
import { RunControls } from "../run/run-controls.tsx";
import { actorText, triggerText } from "../run/run-table.tsx";
import { StepDetail } from "../run/step-detail.tsx";
import { verdict } from "../run/verdict.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { Sentence } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { Empty, Loaded, Page, Panel } from "../ui/page.tsx";
import { runLook, stepLook } from "../ui/states.ts";
import { Time, useNow } from "../ui/time.tsx";

const route = getRouteApi("/shell/runs/$runId");

export function RunPage() {
  const { runId } = route.useParams();
  const query = useQuery(runQuery(runId));
  return query.data === undefined ? (
    <Page title="Run">
      <Loaded query={query} rows={10}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <RunView run={query.data} key={runId} />
  );
}

/** One run: the verdict, the picture, the steps and what was logged. */
function RunView({ run }: { run: RunDetail }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const [lit, setLit] = useState<string>();
  const selected = run.steps.find((step) => step.id === search.step) ?? interesting(run.steps);
  const select = (id: string) => {
    const step = stepOfNode(run.steps, id);
    if (step === undefined) return;
    void navigate({
      to: "/runs/$runId",
      params: { runId: run.id },
      search: { step: step.id },
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <Page title={run.workflowName} actions={<RunControls run={run} selectedStep={selected?.id} />}>
      <div className="stack tight">
        <Verdict run={run} />
        <RunMeta run={run} />
      </div>
      <Panel title="Steps and time" aside={count(run.steps.length, "step")} flush>
        <div className="run-picture">
          <RunGraph run={run} selected={selected?.id} lit={lit} onHover={setLit} onSelect={select} />
          <Timeline run={run} selected={selected?.id} highlighted={lit} onHover={setLit} onSelect={select} />
        </div>
      </Panel>
      <Panel title="What each step did" flush>
        <div className="master">
          <StepList steps={run.steps} selected={selected?.id} lit={lit} onHover={setLit} onSelect={select} />
          {selected === undefined ? (
            <Empty title="The run has no steps yet" />
          ) : (
            <StepDetail step={selected} key={selected.id} />
          )}
        </div>
      </Panel>
      <InputPanel run={run} />
      <RunAudit run={run} />
    </Page>
  );
}

/** Where the eye should be first: what waits, what broke, what runs, what asks for a look, else the last one. */
export function interesting(steps: readonly Step[]): Step | undefined {
  const main = steps.filter((step) => !step.id.startsWith("on_failure."));
  return (
    main.find((step) => step.state === "failed" || step.state === "rejected") ??
    main.find((step) => step.state === "running" || step.state === "retrying") ??
    main.find((step) => step.outcome === "review") ??
    main.find((step) => step.state === "waiting") ??
    main.findLast((step) => step.startedAt !== undefined) ??
    steps[0]
  );
}

/** A node stands for one step, or for all items of a `for_each`. */
function stepOfNode(steps: readonly Step[], id: string): Step | undefined {
  return steps.find((step) => step.id === id) ?? steps.find((step) => step.id.startsWith(`${id}[`));
}

function Verdict({ run }: { run: RunDetail }) {
  const now = useNow();
  return (
    <p className="verdict" aria-live="polite">
      <Badge look={runLook(run.state, run.steps)} />
      <Sentence text={verdict(run, now)} />
    </p>
  );
}

function RunMeta({ run }: { run: RunDetail }) {
  return (
    <p className="run-meta">
      <span>
        <Link to="/workflows/$workflowId" params={{ workflowId: run.workflowId }}>
          {run.workflowId}
        </Link>
      </span>
      <span>
        {triggerText(run.trigger)}, by {actorText(run.startedBy)}
      </span>
      <span>
        <Time at={run.createdAt} show="both" />
      </span>
      <span>
        Run <Hash value={run.id} label="run id" length={16} />
      </span>
      <span>
        Definition <Hash value={run.definitionHash} label="definition hash" length={10} />
      </span>
      {run.drill ? <span>Drill: outgoing messages are marked as a test</span> : null}
      {run.parentRunId === undefined ? null : (
        <Link to="/runs/$runId" params={{ runId: run.parentRunId }}>
          Started by another run
        </Link>
      )}
      {run.forkedFrom === undefined ? null : (
        <Link to="/runs/$runId" params={{ runId: run.forkedFrom }}>
          Forked from another run
        </Link>
      )}
      {run.stuckSince === undefined ? null : (
        <span className="stuck">
          <Icon name="alert" size={14} /> Nothing has moved since <Time at={run.stuckSince} />
        </span>
      )}
    </p>
  );
}

interface LinkedProps {
  readonly selected: string | undefined;
  readonly lit: string | undefined;
  readonly onHover: (id: string | undefined) => void;
  readonly onSelect: (id: string) => void;
}

function RunGraph({ run, selected, lit, onHover, onSelect }: LinkedProps & { run: RunDetail }) {
  const states = useMemo(() => nodeStates(run), [run]);
  return (
    <div className="graph-pad">
      <WorkflowGraph
        graph={run.graph}
        label={`Steps of this run of ${run.workflowName}`}
        states={states}
        selected={selected?.replace(/\[\d+\]$/, "")}
        highlighted={lit?.replace(/\[\d+\]$/, "")}
        onHover={onHover}
        onSelect={onSelect}
      />
    </div>
  );
}

/** State, attempts and duration of each node; of a `for_each` the state of its least happy item. */
function nodeStates(run: RunDetail): ReadonlyMap<string, NodeState> {
  const states = new Map<string, NodeState>();
  for (const node of run.graph.nodes) {
    const items = run.steps.filter((step) => step.id.startsWith(`${node.id}[`));
    const step = run.steps.find((one) => one.id === node.id) ?? worst(items);
    if (step === undefined) continue;
    const details = [
      items.length > 0 ? count(items.length, "item") : "",
      step.attempts.length > 1 ? count(step.attempts.length, "attempt") : "",
      step.startedAt !== undefined && step.endedAt !== undefined
        ? formatDuration(new Date(step.endedAt).getTime() - new Date(step.startedAt).getTime())
        : "",
    ];
    states.set(node.id, { look: stepLook(step), detail: details.filter(Boolean).join(" · ") });
  }
  return states;
}

const severity: readonly Step["state"][] = [
  "failed",
  "rejected",
  "retrying",
  "running",
  "waiting",
  "cancelled",
  "pending",
  "succeeded",
  "skipped",
];

function worst(steps: readonly Step[]): Step | undefined {
  return steps.toSorted((a, b) => severity.indexOf(a.state) - severity.indexOf(b.state))[0];
}

function StepList({ steps, selected, lit, onHover, onSelect }: LinkedProps & { steps: readonly Step[] }) {
  return (
    <ul className="step-list">
      {steps.map((step) => {
        const look = stepLook(step);
        return (
          <li key={step.id}>
            <button
              type="button"
              data-row
              className={`step-item tone-${look.tone}${lit === step.id ? " is-lit" : ""}`}
              aria-current={selected === step.id}
              onClick={() => onSelect(step.id)}
              onMouseEnter={() => onHover(step.id)}
              onMouseLeave={() => onHover(undefined)}
            >
              <Icon name={look.icon} size={14} />
              <span className="clip">{step.name}</span>
              <span className="muted">{look.word}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function InputPanel({ run }: { run: RunDetail }) {
  return (
    <Panel title="Input and outputs of the run">
      {isMasked(run.input) ? (
        <p className="muted">Hidden from your role: it holds personal data.</p>
      ) : (
        <div className="stack tight">
          <JsonDrawer value={run.input} label="input of the run" summary="Input" />
          {run.outputs === undefined ? (
            <p className="muted">
              {run.endedAt === undefined ? "No outputs yet." : "The run gave no outputs."}
            </p>
          ) : (
            <JsonDrawer value={run.outputs} label="outputs of the run" summary="Outputs" />
          )}
        </div>
      )}
    </Panel>
  );
}

function RunAudit({ run }: { run: RunDetail }) {
  const isOver = run.endedAt !== undefined;
  const audit = useInfiniteQuery(auditQuery({ run: run.id }, !isOver));
  const entries = audit.data?.pages.flatMap((page) => page.items);
  const { refetch } = audit;
  useEffect(() => {
    // The last entries are written as the run ends, after the last poll.
    if (isOver) void refetch();
  }, [isOver, refetch]);
  return (
    <Panel
      title="Audit entries"
      flush
      aside={
        <Link to="/audit" search={{ run: run.id }}>
          In the audit log
        </Link>
      }
    >
      <Loaded query={{ data: entries, error: audit.error, refetch: audit.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="Nothing is logged yet">Entries appear with the first step that finishes.</Empty>
          ) : (
            <AuditTable entries={items} />
          )
        }
      </Loaded>
      {audit.hasNextPage ? (
        <div className="table-foot">
          <button type="button" className="button small" onClick={() => void audit.fetchNextPage()}>
            Older entries
          </button>
        </div>
      ) : null}
    </Panel>
  );
}
