import "./pages.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { request } from "../api/client.ts";
import type { ListDetail, ListDiff, ListQuarantine } from "../api/contract.ts";
import { listDiffQuery, listQuery, meQuery } from "../api/queries.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { Facts } from "../ui/facts.tsx";
import { Icon } from "../ui/icon.tsx";
import { Command, Empty, Loaded, Page, Panel, ProblemNotice } from "../ui/page.tsx";
import { absentListLook, listLook } from "../ui/states.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Time } from "../ui/time.tsx";
import { SyncButton } from "./lists.tsx";

const route = getRouteApi("/shell/lists/$listId");

export function ListPage() {
  const { listId } = route.useParams();
  const query = useQuery(listQuery(listId));
  return query.data === undefined ? (
    <Page title={listId}>
      <Loaded query={query} rows={8}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <ListView detail={query.data} key={listId} />
  );
}

/** One list: where it comes from, every version that was in use, what changed, what was refused. */
function ListView({ detail }: { detail: ListDetail }) {
  const { tab, version } = route.useSearch();
  const navigate = useNavigate();
  const current = tab === "changes" || tab === "refused" ? tab : "history";
  const go = (next: string, shown?: string) =>
    void navigate({
      to: "/lists/$listId",
      params: { listId: detail.list },
      search: {
        ...(next === "history" ? {} : { tab: next }),
        ...(shown === undefined ? {} : { version: shown }),
      },
      replace: true,
      resetScroll: false,
    });
  const quarantine = detail.current?.quarantine ?? detail.absent?.quarantine;
  const shown = detail.history.find((entry) => entry.version === version) ?? detail.history[0];
  return (
    <Page
      title={detail.list}
      lead={detail.title === detail.list ? undefined : detail.title}
      actions={detail.addresses.length === 0 ? undefined : <SyncButton list={detail.list} />}
    >
      {quarantine === undefined ? null : <QuarantineNotice list={detail.list} quarantine={quarantine} />}
      <Panel title="Now">
        <Facts facts={factsOf(detail)} />
      </Panel>
      <Tabs
        label="List"
        current={current}
        onChange={(next) => go(next)}
        tabs={[
          { id: "history", label: "Versions", count: detail.history.length },
          { id: "changes", label: "Changes" },
          { id: "refused", label: "Refused", count: detail.quarantined.length },
        ]}
      >
        {current === "history" ? (
          <History detail={detail} show={(entry) => go("changes", entry)} />
        ) : current === "refused" ? (
          <Refused entries={detail.quarantined} />
        ) : shown?.previousVersion === undefined ? (
          <Panel title="Changes">
            <Empty title="There is no version before this one">
              What differs is shown from the second version on.
            </Empty>
          </Panel>
        ) : (
          <Changes list={detail.list} from={shown.previousVersion} to={shown.version} />
        )}
      </Tabs>
    </Page>
  );
}

function factsOf({ current, authority, format, addresses }: ListDetail) {
  const state = <Badge look={current === undefined ? absentListLook : listLook(current)} />;
  const facts = [{ term: "State", value: state }];
  const add = (term: string, value: React.JSX.Element) => facts.push({ term, value });
  if (authority !== "") add("Authority", <span>{authority}</span>);
  if (current !== undefined) {
    add("Version", <Hash value={current.version} label="list version" length={20} />);
    add(
      "Content",
      <span>
        {current.entities.toLocaleString("en")} entities, {current.names.toLocaleString("en")} names, of them{" "}
        {current.weakNames.toLocaleString("en")} weak aliases
      </span>,
    );
    if (current.publishedAt !== undefined) add("Published", <Time at={current.publishedAt} />);
    add("Confirmed", <Time at={current.confirmedAt} />);
    add("Source", <span className="wrap">{current.source}</span>);
  }
  if (format !== undefined) add("Format", <code>{format}</code>);
  if (addresses.length > 0) add("Addresses", <span className="wrap">{addresses.join(" ")}</span>);
  return facts;
}

/** What is wrong with the newest publication, and, for those who may, the way to take it all the same. */
function QuarantineNotice({ list, quarantine }: { list: string; quarantine: ListQuarantine }) {
  const client = useQueryClient();
  const me = useQuery(meQuery);
  const [reason, setReason] = useState("");
  const release = useMutation({
    mutationFn: () =>
      request(`/lists/${encodeURIComponent(list)}/release`, {
        method: "POST",
        body: { version: quarantine.version, reason },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["lists"] }),
  });
  const may = me.data?.roles.some((role) => role === "engineer" || role === "admin") ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    release.mutate();
  };
  return (
    <div className="notice tone-amber" role="alert">
      <Icon name="flag" />
      <div className="notice-body">
        <strong>
          A publication was refused <Time at={quarantine.at} />
        </strong>
        <p>
          The reason: <bdi>{quarantine.reason}</bdi>. What was in use stays in use.
        </p>
        {quarantine.version === undefined ? null : may ? (
          <form className="filters" onSubmit={submit}>
            <div className="field">
              <label htmlFor="release-reason">Why it is right, for the audit log</label>
              <input
                id="release-reason"
                className="input"
                value={reason}
                required
                minLength={3}
                maxLength={2_000}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
            <button type="submit" className="button" disabled={release.isPending}>
              Take it into use
            </button>
          </form>
        ) : (
          <Command
            text={`npx probity lists release ${list} ${quarantine.version.slice(0, 12)} --reason "..."`}
          />
        )}
        {release.error === null ? null : <ProblemNotice error={release.error} />}
      </div>
    </div>
  );
}

function History({ detail, show }: { detail: ListDetail; show: (version: string) => void }) {
  if (detail.history.length === 0) {
    return (
      <Panel title="Versions">
        <Empty
          title="Nothing of this list was ever in use"
          command={`npx probity lists sync ${detail.list}`}
        />
      </Panel>
    );
  }
  return (
    <Panel title="Versions that were in use" flush>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>In use since</th>
              <th>Version</th>
              <th className="num">Entities</th>
              <th>Changes</th>
              <th className="hide-narrow">Published</th>
              <th className="hide-narrow">By</th>
            </tr>
          </thead>
          <tbody>
            {detail.history.map((entry) => (
              <tr key={`${entry.at} ${entry.version}`}>
                <td>
                  <Time at={entry.at} />
                </td>
                <td>
                  <Hash value={entry.version} label="list version" length={14} />
                </td>
                <td className="num">{entry.entities.toLocaleString("en")}</td>
                <td>
                  {entry.previousVersion === undefined ? (
                    <span className="muted">the first one</span>
                  ) : (
                    <button type="button" className="button small" onClick={() => show(entry.version)}>
                      {entry.added} added, {entry.removed} removed, {entry.changed} changed
                    </button>
                  )}
                  {entry.forcedReason === undefined ? null : (
                    <div className="old">
                      taken although it looked wrong: <bdi>{entry.forcedReason}</bdi>
                    </div>
                  )}
                </td>
                <td className="hide-narrow">
                  {entry.publishedAt === undefined ? (
                    <span className="muted">not stated</span>
                  ) : (
                    <Time at={entry.publishedAt} />
                  )}
                </td>
                <td className="hide-narrow muted">{entry.actor}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Refused({ entries }: { entries: readonly ListQuarantine[] }) {
  if (entries.length === 0) {
    return (
      <Panel title="Refused">
        <Empty title="No publication of this list was ever refused" />
      </Panel>
    );
  }
  return (
    <Panel title="Publications that were not taken" flush>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>When</th>
              <th>What</th>
              <th>Why</th>
              <th>Version</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.at}>
                <td>
                  <Time at={entry.at} />
                </td>
                <td>{entry.kind}</td>
                <td>
                  <bdi>{entry.reason}</bdi>
                </td>
                <td>
                  {entry.version === undefined ? (
                    <span className="muted">could not be read</span>
                  ) : (
                    <Hash value={entry.version} label="list version" length={14} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Changes({ list, from, to }: { list: string; from: string; to: string }) {
  const query = useQuery(listDiffQuery(list, from, to));
  return (
    <Loaded query={query}>
      {(diff) => (
        <div className="stack">
          <p className="muted">
            From <Hash value={from} label="the version before" length={14} /> to{" "}
            <Hash value={to} label="the version" length={14} />
          </p>
          <DiffPanel title="Added" count={diff.counts.added} entries={diff.added} />
          <DiffPanel title="Removed" count={diff.counts.removed} entries={diff.removed} />
          <ChangedPanel diff={diff} />
        </div>
      )}
    </Loaded>
  );
}

function DiffPanel({ title, count, entries }: { title: string; count: number; entries: ListDiff["added"] }) {
  if (count === 0) return null;
  return (
    <Panel title={`${title} ${count.toLocaleString("en")}`} flush>
      <ul className="card-rows">
        {entries.map((entry) => (
          <li key={entry.id} className="card-row">
            <EntryTitle entry={entry} />
          </li>
        ))}
      </ul>
      <Rest count={count - entries.length} />
    </Panel>
  );
}

function ChangedPanel({ diff }: { diff: ListDiff }) {
  if (diff.counts.changed === 0) return null;
  return (
    <Panel title={`Changed ${diff.counts.changed.toLocaleString("en")}`} flush>
      <ul className="card-rows">
        {diff.changed.map((entry) => (
          <li key={entry.id} className="card-row">
            <EntryTitle entry={entry} />
            {entry.members.map(({ member, before, after }) => (
              <div key={member} className="list-change">
                <span className="muted">{member}</span>
                <div>
                  {before.map((value) => (
                    <del key={text(value)}>
                      <bdi>{text(value)}</bdi>
                    </del>
                  ))}
                  {after.map((value) => (
                    <ins key={text(value)}>
                      <bdi>{text(value)}</bdi>
                    </ins>
                  ))}
                </div>
              </div>
            ))}
          </li>
        ))}
      </ul>
      <Rest count={diff.counts.changed - diff.changed.length} />
    </Panel>
  );
}

function EntryTitle({ entry }: { entry: ListDiff["added"][number] }) {
  return (
    <div className="card-title">
      <strong>
        <bdi>{entry.name}</bdi>
      </strong>
      <code className="muted">{entry.id}</code>
      <span className="muted">
        {entry.type} {entry.programmes.join(", ")}
      </span>
    </div>
  );
}

function Rest({ count }: { count: number }) {
  return count > 0 ? <p className="muted list-rest">and {count.toLocaleString("en")} more</p> : null;
}

/** Values of a party are texts or small records. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, member]) => `${key} ${typeof member === "object" ? JSON.stringify(member) : member}`)
    .join(", ");
}
