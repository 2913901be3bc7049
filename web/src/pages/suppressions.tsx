import "./decisions.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useMatchRoute } from "@tanstack/react-router";
import type { Suppression } from "../api/contract.ts";
import { suppressionsQuery } from "../api/screening-queries.ts";
import { endedWords, personText } from "../screening/suppression-words.ts";
import { Badge } from "../ui/badge.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Empty, ErrorPage, Skeleton, usePageTitle } from "../ui/page.tsx";
import { suppressionLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/suppressions");

const filters: readonly { readonly id: Suppression["state"] | "all"; readonly word: string }[] = [
  { id: "proposed", word: "To approve" },
  { id: "active", word: "Set aside" },
  { id: "reopened", word: "Reopened" },
  { id: "expired", word: "Expired" },
  { id: "revoked", word: "Revoked" },
  { id: "all", word: "All" },
];

/** Hits that people set aside: what waits for the second person on the left, the case on the right. */
export function SuppressionsPage() {
  const search = route.useSearch();
  const filter = filters.find((one) => one.id === search.state)?.id ?? "proposed";
  const isDetail = useMatchRoute()({ to: "/suppressions/$suppressionId" }) !== false;
  usePageTitle("Suppressions");
  return (
    <div className={isDetail ? "inbox inbox-with-detail" : "inbox"}>
      <section className="inbox-list" aria-label="Suppressions">
        <header className="inbox-head">
          <h1>Suppressions</h1>
          <nav className="chips" aria-label="State">
            {filters.map((one) => (
              <Link
                key={one.id}
                from="/suppressions"
                to="."
                search={one.id === "proposed" ? {} : { state: one.id }}
                activeOptions={{ exact: true }}
                className={filter === one.id ? "chip is-current" : "chip"}
              >
                {one.word}
              </Link>
            ))}
          </nav>
        </header>
        <SuppressionList filter={filter} />
      </section>
      <div className="inbox-detail">
        {isDetail ? (
          <Outlet />
        ) : (
          <Empty title="Choose a suppression">With j and k you move, with enter you open.</Empty>
        )}
      </div>
    </div>
  );
}

function SuppressionList({ filter }: { filter: Suppression["state"] | "all" }) {
  const query = useInfiniteQuery(suppressionsQuery(filter === "all" ? undefined : filter));
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined) {
    return query.error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorPage error={query.error} retry={() => query.refetch()} />
    );
  }
  if (items.length === 0) {
    return (
      <Empty
        title={filter === "proposed" ? "Nothing waits for approval" : "None in this state"}
        command="npx probity suppressions list"
      >
        A hit that turns out to be somebody else is set aside from its screening; a second person approves it
        here.
      </Empty>
    );
  }
  return (
    <>
      <ul>
        {items.map((suppression) => (
          <li key={suppression.id}>
            <Row suppression={suppression} filter={filter} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <div className="table-foot">
          <button
            type="button"
            className="button small"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Older ones
          </button>
        </div>
      ) : null}
    </>
  );
}

function Row({ suppression, filter }: { suppression: Suppression; filter: string }) {
  const { state, names, entryName, until, endedAt } = suppression;
  const ended = endedWords(suppression);
  return (
    <Link
      to="/suppressions/$suppressionId"
      params={{ suppressionId: suppression.id }}
      search={filter === "proposed" ? {} : { state: filter }}
      className="inbox-row"
      resetScroll={false}
      data-row
    >
      <span className="inbox-row-top">
        <strong className="clip">
          <GivenText text={names[0] ?? ""} />
        </strong>
        {filter === state ? null : <Badge look={suppressionLooks[state]} quiet />}
      </span>
      <span className="inbox-row-bottom muted">
        <span className="clip">
          is not <GivenText text={entryName} />, {suppression.list}
        </span>
        <span className="nowrap">{suppression.entityId}</span>
      </span>
      <span className="inbox-row-bottom muted">
        <span className="clip">{ended ?? `proposed by ${personText(suppression.proposedBy)}`}</span>
        <span className="nowrap">
          {state === "proposed" ? (
            <Time at={suppression.proposedAt} />
          ) : state === "active" ? (
            <>
              ends <Time at={until} />
            </>
          ) : (
            <Time at={endedAt ?? until} />
          )}
        </span>
      </span>
    </Link>
  );
}
