import "./pages.css";
import { useQuery } from "@tanstack/react-query";
import type { ActionInfo } from "../api/contract.ts";
import { actionsQuery } from "../api/queries.ts";
import { JsonView } from "../ui/json-view.tsx";
import { Command, Loaded, Page, Panel } from "../ui/page.tsx";

const effects: Readonly<Record<ActionInfo["effects"], string>> = {
  none: "changes nothing",
  local: "writes this database",
  external: "reaches other systems",
};

/** The words a workflow can use. */
export function ActionsPage() {
  const actions = useQuery(actionsQuery);
  return (
    <Page
      title="Actions"
      lead="The words a step can use. Input and output are checked before and after every step, and expressions are checked against them when a workflow is deployed."
      actions={<Command text="npx probity actions" />}
    >
      <Loaded query={actions} rows={10}>
        {({ items }) => (
          <Panel title={`${items.length} actions`} flush>
            <ul className="card-rows">
              {items.map((action) => (
                <li key={action.id}>
                  <ActionRow action={action} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

function ActionRow({ action }: { action: ActionInfo }) {
  return (
    <details className="action">
      <summary data-row>
        <code className="action-id">{action.id}</code>
        <span className="action-summary">{action.summary}</span>
        <span className="muted nowrap">
          {effects[action.effects]}, version {action.version}
        </span>
      </summary>
      <div className="action-body">
        <section className="stack tight">
          <h3>Example of its with block</h3>
          <JsonView value={action.example} label={`example of ${action.id}`} />
          {Object.keys(action.defaults).length === 0 ? null : (
            <>
              <h3>Taken from the run when left out</h3>
              <JsonView value={action.defaults} label={`defaults of ${action.id}`} />
            </>
          )}
        </section>
        <section className="stack tight">
          <h3>Input schema</h3>
          <JsonView value={action.input} label={`input schema of ${action.id}`} />
        </section>
        <section className="stack tight">
          <h3>Output schema</h3>
          <JsonView value={action.output} label={`output schema of ${action.id}`} />
        </section>
      </div>
    </details>
  );
}
