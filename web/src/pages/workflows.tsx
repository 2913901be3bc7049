import "./pages.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RunState, Workflow } from "../api/contract.ts";
import { workflowsQuery } from "../api/queries.ts";
import { triggerSentence } from "../run/triggers.ts";
import { Badge } from "../ui/badge.tsx";
import { Command, Empty, Loaded, Page, Panel } from "../ui/page.tsx";
import { runLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

/** What is deployed, what starts it and how its runs stand. */
export function WorkflowsPage() {
  const workflows = useQuery(workflowsQuery);
  return (
    <Page title="Workflows" actions={<Command text="npx probity deploy my-workflow.yaml" />}>
      <Loaded query={workflows}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel title="No workflow is deployed">
              <Empty title="Deploy the first one" command="npx probity deploy workflows/kyc-onboarding.yaml">
                A workflow is a YAML file. It is checked when it is deployed, and stored by the hash of its
                content.
              </Empty>
            </Panel>
          ) : (
            <Panel title={`${items.length} deployed`} flush>
              <ul className="card-rows">
                {items.map((workflow) => (
                  <li key={workflow.id}>
                    <WorkflowRow workflow={workflow} />
                  </li>
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}

function WorkflowRow({ workflow }: { workflow: Workflow }) {
  const next = workflow.nextFires[0];
  return (
    <div className="card-row">
      <div className="card-title">
        <Link to="/workflows/$workflowId" params={{ workflowId: workflow.id }} className="row-link" data-row>
          {workflow.name}
        </Link>
        <code className="muted">{workflow.id}</code>
        {workflow.paused ? <Badge look={runLooks.paused} /> : null}
      </div>
      {workflow.description === undefined ? null : <p className="prose">{workflow.description}</p>}
      <p className="card-meta">
        <span>{workflow.triggers.map(triggerSentence).join("; ")}</span>
        {next === undefined ? null : (
          <span>
            next <Time at={next} />
          </span>
        )}
        <span>
          deployed <Time at={workflow.deployedAt} />
        </span>
      </p>
      <div className="tallies">
        <Tallies runsByState={workflow.runsByState} />
      </div>
    </div>
  );
}

export function Tallies({ runsByState }: { runsByState: Workflow["runsByState"] }) {
  const counted = Object.entries(runsByState).filter(([, n]) => n > 0) as [RunState, number][];
  if (counted.length === 0) return <span className="muted">no runs yet</span>;
  return counted.map(([state, n]) => {
    const look = runLooks[state];
    return <Badge key={state} quiet look={{ ...look, word: `${n} ${look.word.toLowerCase()}` }} />;
  });
}
