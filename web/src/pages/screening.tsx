import "./pages.css";
import "../screening/screening.css";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState } from "react";
import { request } from "../api/client.ts";
import type { ScreeningResult } from "../api/contract.ts";
import { count, shorten } from "../format/text.ts";
import { evidenceSentences, hitFacts } from "../screening/alignment.ts";
import { HitFacts, NameComparison } from "../screening/name-comparison.tsx";
import { Badge } from "../ui/badge.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { Empty, Page, Panel, ProblemNotice, Skeleton } from "../ui/page.tsx";
import { decisionLooks } from "../ui/states.ts";

const route = getRouteApi("/shell/screening");
type Hit = ScreeningResult["hits"][number];

interface Query {
  readonly name?: string | undefined;
  readonly birth?: string | undefined;
  readonly country?: string | undefined;
  readonly type?: string | undefined;
}

/** One name against every loaded list, with the reason for each hit. */
export function ScreeningPage() {
  const search = route.useSearch();
  const screening = useMutation({
    mutationFn: (query: Query) =>
      request<ScreeningResult>("/screenings", {
        method: "POST",
        body: {
          name: query.name,
          ...(query.birth === undefined ? {} : { birth_date: query.birth }),
          ...(query.country === undefined ? {} : { country: query.country }),
          ...(query.type === undefined ? {} : { type: query.type }),
        },
      }),
  });
  // A screening is recorded in the audit log, so it is made when asked for, never by opening a page.
  return (
    <Page
      title="Screening"
      lead="Checks one name against every loaded list, as a workflow does. The screening is recorded in the audit log."
    >
      <Panel title="Who">
        <SearchForm
          initial={search}
          pending={screening.isPending}
          onScreen={(query) => screening.mutate(query)}
          key={JSON.stringify(search)}
        />
      </Panel>
      <div aria-live="polite">
        {screening.isPending ? (
          <Panel title="Screening">
            <Skeleton rows={4} />
          </Panel>
        ) : screening.error !== null ? (
          <ProblemNotice error={screening.error} />
        ) : screening.data === undefined ? (
          <Empty title="No name screened yet" command={'npx probity screen "Jane Example"'}>
            Give what you know. A birth date and a country tell people of the same name apart; without them
            the answer is more often review.
          </Empty>
        ) : (
          <Result result={screening.data} asked={screening.variables?.name ?? ""} />
        )}
      </div>
    </Page>
  );
}

function SearchForm({
  initial,
  pending,
  onScreen,
}: {
  initial: Query;
  pending: boolean;
  onScreen: (query: Query) => void;
}) {
  const [query, setQuery] = useState<Query>(initial);
  const navigate = useNavigate();
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  const set = (key: keyof Query, value: string) => {
    const { [key]: _old, ...rest } = query;
    setQuery(value === "" ? rest : { ...rest, [key]: value });
  };
  const ready = query.name !== undefined && query.name.trim() !== "" && !pending;
  return (
    <form
      className="screen-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onScreen(query);
        void navigate({ to: "/screening", search: query, replace: true, resetScroll: false });
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-name`}>Name</label>
        <input
          id={`${id}-name`}
          ref={name}
          className="input"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder="In any script and order"
          value={query.name ?? ""}
          onChange={(event) => set("name", event.target.value)}
        />
      </div>
      <TextField
        label="Birth date"
        placeholder="YYYY-MM-DD or YYYY"
        value={query.birth}
        onChange={(value) => set("birth", value)}
      />
      <TextField
        label="Country"
        placeholder="Name or code"
        value={query.country}
        onChange={(value) => set("country", value)}
      />
      <div className="field">
        <label htmlFor={`${id}-type`}>Type</label>
        <select
          id={`${id}-type`}
          className="select"
          value={query.type ?? ""}
          onChange={(event) => set("type", event.target.value)}
        >
          <option value="">Any</option>
          <option value="person">Person</option>
          <option value="entity">Entity</option>
          <option value="vessel">Vessel</option>
          <option value="aircraft">Aircraft</option>
        </select>
      </div>
      <button type="submit" className="button primary" disabled={!ready}>
        <Icon name="search" size={14} /> Screen
      </button>
    </form>
  );
}

function TextField(props: {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="input"
        placeholder={props.placeholder}
        autoComplete="off"
        value={props.value ?? ""}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

function Result({ result, asked }: { result: ScreeningResult; asked: string }) {
  const lists = Object.entries(result.listVersions);
  const best = result.hits[0];
  return (
    <Panel
      title="Result"
      aside={<span>{lists.map(([list, version]) => `${list} ${shorten(version, 10)}`).join(", ")}</span>}
      flush
    >
      <div className="hit">
        <p className="hit-head">
          <Badge look={decisionLooks[result.decision]} />
          <bdi>
            {best === undefined
              ? `No entry of ${count(lists.length, "list")} comes close to ${asked}.`
              : `${count(result.hits.length, "entry", "entries")} of ${count(lists.length, "list")} came close to ${asked}; the closest scores ${percent(best.score)}.`}
          </bdi>
        </p>
        <JsonDrawer value={result} label="screening result" summary="Result as JSON" />
      </div>
      {result.hits.map((hit) => (
        <HitCard key={`${hit.list} ${hit.entityId} ${hit.name}`} hit={hit} />
      ))}
    </Panel>
  );
}

function percent(score: number): string {
  return `${(score * 100).toFixed(1)} %`;
}

function HitCard({ hit }: { hit: Hit }) {
  const facts = hitFacts(hit.evidence);
  return (
    <article className="hit">
      <header className="hit-head">
        <span className="hit-name">
          <bdi>{hit.name}</bdi>
        </span>
        <span className="muted">
          {hit.list} {hit.entityId}, {hit.kind}
          {hit.quality === "strong" || hit.quality === "" ? "" : `, ${hit.quality} alias`}
        </span>
        <span className="hit-score" title="Score, 0 to 100">
          {percent(hit.score)}
        </span>
      </header>
      {typeof hit["explanation"] === "string" ? (
        <p className="prose-block">
          <bdi>{hit["explanation"]}</bdi>
        </p>
      ) : null}
      <NameComparison explanation={hit["alignment"]} />
      <HitFacts facts={facts} />
      {evidenceSentences(hit.evidence).map((sentence) => (
        <p key={sentence} className="prose">
          <bdi>{sentence}</bdi>
        </p>
      ))}
      <JsonDrawer value={hit} label={`hit ${hit.entityId}`} summary="Hit as JSON" />
    </article>
  );
}
