import "./pages.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { RunState } from "../api/contract.ts";
import { runsQuery, workflowsQuery } from "../api/queries.ts";
import { RunTable } from "../run/run-table.tsx";
import { Icon } from "../ui/icon.tsx";
import { Empty, ErrorPage, Page, Panel, Skeleton } from "../ui/page.tsx";
import { runLook } from "../ui/states.ts";

const route = getRouteApi("/shell/runs");
const states: readonly RunState[] = [
  "running",
  "waiting",
  "queued",
  "paused",
  "succeeded",
  "rejected",
  "failed",
  "cancelled",
];

/** Every run, newest first; the filter is in the address. */
export function RunsPage() {
  const search = route.useSearch();
  const runs = useInfiniteQuery(runsQuery(search));
  const items = runs.data?.pages.flatMap((page) => page.items);
  return (
    <Page title="Runs">
      <RunFilters />
      <Panel
        title={items === undefined ? "Runs" : `${items.length}${runs.hasNextPage ? "+" : ""} runs`}
        flush
      >
        {items === undefined ? (
          runs.error === null ? (
            <Skeleton rows={10} />
          ) : (
            <ErrorPage error={runs.error} retry={() => runs.refetch()} />
          )
        ) : items.length === 0 ? (
          <Empty title="No run fits this filter" command="npx probity runs list">
            Choose another state, or start a run from a workflow.
          </Empty>
        ) : (
          <RunTable runs={items} />
        )}
        {runs.hasNextPage ? (
          <div className="table-foot">
            <button
              type="button"
              className="button small"
              disabled={runs.isFetchingNextPage}
              onClick={() => void runs.fetchNextPage()}
            >
              Older runs
            </button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

function RunFilters() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const workflows = useQuery(workflowsQuery).data?.items ?? [];
  return (
    <div className="filters">
      <div className="field">
        <label htmlFor="runs-workflow">Workflow</label>
        <select
          id="runs-workflow"
          className="select"
          value={search.workflow ?? ""}
          onChange={(event) =>
            void navigate({
              to: "/runs",
              search: { ...search, workflow: event.target.value === "" ? undefined : event.target.value },
            })
          }
        >
          <option value="">All workflows</option>
          {workflows.map((workflow) => (
            <option key={workflow.id} value={workflow.id}>
              {workflow.name}
            </option>
          ))}
        </select>
      </div>
      <nav className="chips" aria-label="State">
        <Link
          to="/runs"
          search={{ ...search, state: undefined }}
          activeOptions={{ exact: true }}
          className={search.state === undefined ? "chip is-current" : "chip"}
        >
          Any state
        </Link>
        {states.map((state) => {
          const look = runLook(state);
          return (
            <Link
              key={state}
              to="/runs"
              search={{ ...search, state }}
              activeOptions={{ exact: true }}
              className={search.state === state ? "chip is-current" : "chip"}
            >
              <Icon name={look.icon} size={12} />
              {look.word}
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
