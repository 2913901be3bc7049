import "./pages.css";
import "../run/run.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { type AuditFilter, auditQuery } from "../api/queries.ts";
import { count } from "../format/text.ts";
import { AuditTable } from "../run/audit-table.tsx";
import { Command, Empty, Loaded, Page, Panel } from "../ui/page.tsx";

const route = getRouteApi("/shell/audit");
const names = ["run", "workflow", "action", "status"] as const;
const labels = { run: "Run", workflow: "Workflow", action: "Action", status: "Status" };

/** Everything that was done, by whom, newest first; entries are only ever added. */
export function AuditPage() {
  const filter = route.useSearch();
  const audit = useInfiniteQuery(auditQuery(filter));
  const entries = audit.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title="Audit log"
      lead="Entries are only ever added: neither this page nor the application's own database role can change or remove one. Each carries the hash of its exact content."
      actions={<Command text="npx probity audit list" />}
    >
      <Filters filter={filter} key={JSON.stringify(filter)} />
      <Panel
        title={entries === undefined ? "Entries" : count(entries.length, "entry", "entries")}
        aside={audit.hasNextPage ? "more are older" : undefined}
        flush
      >
        <Loaded query={{ data: entries, error: audit.error, refetch: audit.refetch }} rows={10}>
          {(items) =>
            items.length === 0 ? (
              <Empty title="No entry fits this filter">
                The words must be exact, as they stand in the entries.
              </Empty>
            ) : (
              <AuditTable entries={items} showRun />
            )
          }
        </Loaded>
        {audit.hasNextPage ? (
          <div className="table-foot">
            <button
              type="button"
              className="button small"
              disabled={audit.isFetchingNextPage}
              onClick={() => void audit.fetchNextPage()}
            >
              Older entries
            </button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

function Filters({ filter }: { filter: AuditFilter }) {
  const [typed, setTyped] = useState<AuditFilter>(filter);
  const navigate = useNavigate();
  const id = useId();
  const apply = (next: AuditFilter) => {
    const search = Object.fromEntries(
      names.flatMap((name) => {
        const value = next[name]?.trim();
        return value === undefined || value === "" ? [] : [[name, value]];
      }),
    );
    void navigate({ to: "/audit", search });
  };
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        apply(typed);
      }}
    >
      {names.map((name) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}-${name}`}>{labels[name]}</label>
          <input
            id={`${id}-${name}`}
            className="input"
            value={typed[name] ?? ""}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        </div>
      ))}
      <button type="submit" className="button">
        Filter
      </button>
      {names.some((name) => filter[name] !== undefined) ? (
        <button type="button" className="button" onClick={() => apply({})}>
          Clear
        </button>
      ) : null}
    </form>
  );
}
