import "./pages.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { request } from "../api/client.ts";
import type { AbsentList, ListInfo, ListSync } from "../api/contract.ts";
import { listsQuery, meQuery } from "../api/queries.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { Icon } from "../ui/icon.tsx";
import { Command, Empty, Loaded, Page, Panel, ProblemNotice } from "../ui/page.tsx";
import { absentListLook, listLook } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

/** What names are screened against: which lists, which versions, how fresh. */
export function ListsPage() {
  const lists = useQuery(listsQuery);
  return (
    <Page
      title="Lists"
      lead="A list is taken into use as a whole and kept under the hash of its content, so that every screening can name the exact version it was made against."
      actions={<SyncButton />}
    >
      <Loaded query={lists}>
        {({ items, absent }) => (
          <>
            <Panel title="In use" aside={<Command text="npx probity lists status" />} flush>
              {items.length === 0 ? (
                <Empty title="No list is in use" command="npx probity lists sync">
                  Without a list nothing can be screened, and screening steps fail rather than pass.
                </Empty>
              ) : (
                <ListTable lists={items} />
              )}
            </Panel>
            {absent.length === 0 ? null : (
              <Panel title="Nothing in use yet" flush>
                <AbsentTable lists={absent} />
              </Panel>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function ListTable({ lists }: { lists: readonly ListInfo[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>List</th>
            <th>State</th>
            <th>Version</th>
            <th className="num">Entities</th>
            <th className="num">Names</th>
            <th className="num hide-narrow">Weak aliases</th>
            <th>Published</th>
            <th>Confirmed</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.list}>
              <td>
                <Link to="/lists/$listId" params={{ listId: list.list }} className="row-link" data-row>
                  {list.list}
                </Link>
                {list.title === list.list ? null : <div className="muted">{list.title}</div>}
              </td>
              <td>
                <Badge look={listLook(list)} />
                {list.quarantine === undefined ? null : <div className="muted">{list.quarantine.reason}</div>}
              </td>
              <td>
                <Hash value={list.version} label="list version" length={14} />
              </td>
              <td className="num">{list.entities.toLocaleString("en")}</td>
              <td className="num">{list.names.toLocaleString("en")}</td>
              <td className="num hide-narrow">{list.weakNames.toLocaleString("en")}</td>
              <td>
                {list.publishedAt === undefined ? (
                  <span className="muted">not stated</span>
                ) : (
                  <Time at={list.publishedAt} />
                )}
              </td>
              <td className={list.stale ? "old" : undefined}>
                <Time at={list.confirmedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AbsentTable({ lists }: { lists: readonly AbsentList[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>List</th>
            <th>State</th>
            <th>Last look</th>
            <th>What came of it</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.list}>
              <td>
                <Link to="/lists/$listId" params={{ listId: list.list }} className="row-link" data-row>
                  {list.list}
                </Link>
                {list.title === list.list ? null : <div className="muted">{list.title}</div>}
              </td>
              <td>
                <Badge look={absentListLook} />
              </td>
              <td>
                {list.check === undefined ? (
                  <span className="muted">never</span>
                ) : (
                  <Time at={list.check.at} />
                )}
              </td>
              <td>{list.quarantine?.reason ?? list.check?.problem ?? list.check?.outcome ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const outcomeWords: Readonly<Record<ListSync["outcome"], string>> = {
  published: "a new version is in use",
  unchanged: "nothing is new",
  quarantined: "the publication is in quarantine",
  failed: "the download failed",
  busy: "another process is at it",
};

/** Downloads what is new of one list, or of all; only for those who operate workflows. */
export function SyncButton({ list }: { list?: string }) {
  const client = useQueryClient();
  const me = useQuery(meQuery);
  const sync = useMutation({
    mutationFn: () =>
      request<{ items: ListSync[] }>("/lists/sync", {
        method: "POST",
        body: list === undefined ? {} : { lists: [list] },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["lists"] }),
  });
  const may = me.data?.roles.some((role) => role === "engineer" || role === "admin") ?? false;
  if (!may) return <Command text={`npx probity lists sync${list === undefined ? "" : ` ${list}`}`} />;
  return (
    <>
      <button type="button" className="button" disabled={sync.isPending} onClick={() => sync.mutate()}>
        <Icon name="retry" size={14} />
        {sync.isPending ? "Downloading…" : "Download what is new"}
      </button>
      {sync.data === undefined ? null : (
        <output className="muted">
          {sync.data.items.map((each) => `${each.list}: ${outcomeWords[each.outcome]}`).join("; ")}
        </output>
      )}
      {sync.error === null ? null : <ProblemNotice error={sync.error} />}
    </>
  );
}
