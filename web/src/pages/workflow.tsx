import "./pages.css";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { request } from "../api/client.ts";
import type { WorkflowDetail } from "../api/contract.ts";
import { runsQuery, workflowQuery } from "../api/queries.ts";
import { TriggerForm } from "../form/trigger-form.tsx";
import { WorkflowGraph } from "../graph/workflow-graph.tsx";
import { actorText, RunTable } from "../run/run-table.tsx";
import { triggerSentence } from "../run/triggers.ts";
import { Badge } from "../ui/badge.tsx";
import { CopyButton, Hash } from "../ui/copy.tsx";
import { Facts } from "../ui/facts.tsx";
import { Icon } from "../ui/icon.tsx";
import { Empty, Loaded, Page, Panel, ProblemNotice } from "../ui/page.tsx";
import { runLooks } from "../ui/states.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Time } from "../ui/time.tsx";
import { YamlSource } from "../ui/yaml-source.tsx";
import { Tallies } from "./workflows.tsx";

const route = getRouteApi("/shell/workflows/$workflowId");

export function WorkflowPage() {
  const { workflowId } = route.useParams();
  const query = useQuery(workflowQuery(workflowId));
  return query.data === undefined ? (
    <Page title="Workflow">
      <Loaded query={query} rows={8}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <WorkflowView workflow={query.data} key={query.data.id} />
  );
}

/** One workflow: its graph, how to start it, its source and its runs. */
function WorkflowView({ workflow }: { workflow: WorkflowDetail }) {
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const current = tab === "source" || tab === "runs" ? tab : "start";
  return (
    <Page title={workflow.name} lead={workflow.description} actions={<PauseButton workflow={workflow} />}>
      <Panel title="Steps" aside={`${workflow.steps.length} steps`} flush>
        <div className="graph-pad">
          <WorkflowGraph graph={workflow.graph} label={`Steps of ${workflow.name}`} />
        </div>
      </Panel>
      <div className="columns wide-left">
        <Tabs
          label="Workflow"
          current={current}
          onChange={(next) =>
            void navigate({
              to: "/workflows/$workflowId",
              params: { workflowId: workflow.id },
              search: next === "start" ? {} : { tab: next },
              replace: true,
              resetScroll: false,
            })
          }
          tabs={[
            { id: "start", label: "Start a run" },
            { id: "runs", label: "Runs" },
            { id: "source", label: "Source" },
          ]}
        >
          {current === "start" ? (
            <Panel title="Input">
              <TriggerForm workflow={workflow} />
            </Panel>
          ) : current === "source" ? (
            <Panel
              title={`${workflow.id}.yaml`}
              aside={<CopyButton text={workflow.yaml} label="the YAML" small={false} />}
              flush
            >
              <YamlSource text={workflow.yaml} />
            </Panel>
          ) : (
            <RecentRuns workflow={workflow} />
          )}
        </Tabs>
        <Sidebar workflow={workflow} />
      </div>
    </Page>
  );
}

function Sidebar({ workflow }: { workflow: WorkflowDetail }) {
  return (
    <div className="stack">
      <Panel title="Starts">
        <ul className="triggers">
          {workflow.triggers.map((trigger) => (
            <li key={`${trigger.kind} ${trigger.text}`} className="trigger">
              <Icon
                name={trigger.kind === "schedule" ? "clock" : trigger.kind === "manual" ? "person" : "action"}
                size={14}
              />
              <span>{triggerSentence(trigger)}</span>
            </li>
          ))}
        </ul>
        {workflow.nextFires.length === 0 ? null : (
          <div className="stack tight next-fires">
            <h3>Next times</h3>
            <ol>
              {workflow.nextFires.slice(0, 5).map((at) => (
                <li key={at}>
                  <Time at={at} show="both" />
                </li>
              ))}
            </ol>
          </div>
        )}
      </Panel>
      <Panel title="Deployed">
        <Facts
          facts={[
            { term: "Id", value: <code>{workflow.id}</code> },
            ...(workflow.version === undefined ? [] : [{ term: "Version", value: workflow.version }]),
            { term: "Definition", value: <Hash value={workflow.definitionHash} label="definition hash" /> },
            { term: "Deployed", value: <Time at={workflow.deployedAt} show="both" /> },
            { term: "By", value: actorText(workflow.deployedBy) },
          ]}
        />
      </Panel>
      <Panel title="Runs so far">
        <div className="tallies-plain">
          <Tallies runsByState={workflow.runsByState} />
        </div>
      </Panel>
    </div>
  );
}

function RecentRuns({ workflow }: { workflow: WorkflowDetail }) {
  const runs = useInfiniteQuery(runsQuery({ workflow: workflow.id }, 20));
  const items = runs.data?.pages[0]?.items;
  return (
    <Panel
      title="Recent runs"
      flush
      aside={
        <Link to="/runs" search={{ workflow: workflow.id }}>
          All runs
        </Link>
      }
    >
      <Loaded query={{ data: items, error: runs.error, refetch: runs.refetch }}>
        {(page) =>
          page.length === 0 ? (
            <Empty
              title="It has not run yet"
              command={`npx probity trigger ${workflow.id} --input input.json`}
            >
              Start it with a sample from the tab beside this one.
            </Empty>
          ) : (
            <RunTable runs={page} showWorkflow={false} brief />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Pausing stops new runs from triggers; runs that began go on. */
function PauseButton({ workflow }: { workflow: WorkflowDetail }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      request(`/workflows/${encodeURIComponent(workflow.id)}/${workflow.paused ? "resume" : "pause"}`, {
        method: "POST",
        body: {},
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["workflows"] }),
  });
  return (
    <>
      {workflow.paused ? <Badge look={runLooks.paused} /> : null}
      <button type="button" className="button" disabled={change.isPending} onClick={() => change.mutate()}>
        <Icon name={workflow.paused ? "play" : "pause"} size={14} />
        {workflow.paused ? "Resume triggers" : "Pause triggers"}
      </button>
      {change.error === null ? null : <ProblemNotice error={change.error} />}
    </>
  );
}
