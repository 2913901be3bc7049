import "./pages.css";
import "./decisions.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useMatchRoute } from "@tanstack/react-router";
import type { Review } from "../api/contract.ts";
import { reviewsQuery } from "../api/queries.ts";
import { subjectOf } from "../decision/subject.ts";
import { Badge } from "../ui/badge.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Empty, Loaded, usePageTitle } from "../ui/page.tsx";
import { reviewLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";
import { quorum } from "./home.tsx";

const route = getRouteApi("/shell/decisions");

const filters: readonly { readonly id: Review["state"] | "all"; readonly word: string }[] = [
  { id: "open", word: "Open" },
  { id: "approved", word: "Approved" },
  { id: "rejected", word: "Rejected" },
  { id: "timed_out", word: "Timed out" },
  { id: "all", word: "All" },
];

/** The inbox: what waits for a person on the left, the case on the right. */
export function DecisionsPage() {
  const search = route.useSearch();
  const filter = filters.find((one) => one.id === search.state)?.id ?? "open";
  const reviews = useQuery(reviewsQuery(filter === "all" ? undefined : filter));
  const isDetail = useMatchRoute()({ to: "/decisions/$reviewId" }) !== false;
  usePageTitle("Decisions");
  return (
    <div className={isDetail ? "inbox inbox-with-detail" : "inbox"}>
      <section className="inbox-list" aria-label="Decisions">
        <header className="inbox-head">
          <h1>Decisions</h1>
          <nav className="chips" aria-label="State">
            {filters.map((one) => (
              <Link
                key={one.id}
                from="/decisions"
                to="."
                search={one.id === "open" ? {} : { state: one.id }}
                activeOptions={{ exact: true }}
                className={filter === one.id ? "chip is-current" : "chip"}
              >
                {one.word}
              </Link>
            ))}
          </nav>
        </header>
        <Loaded query={reviews} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={filter === "open" ? "Nothing waits for a person" : "None in this state"}>
                A run that reaches a step with the action human_review parks here until enough people have
                decided.
              </Empty>
            ) : (
              <ul>
                {items.map((review) => (
                  <li key={review.id}>
                    <ReviewRow review={review} filter={filter} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <div className="inbox-detail">
        {isDetail ? (
          <Outlet />
        ) : (
          <Empty title="Choose a decision">With j and k you move, with enter you open.</Empty>
        )}
      </div>
    </div>
  );
}

function ReviewRow({ review, filter }: { review: Review; filter: string }) {
  const subject = subjectOf(review);
  return (
    <Link
      to="/decisions/$reviewId"
      params={{ reviewId: review.id }}
      search={filter === "open" ? {} : { state: filter }}
      className="inbox-row"
      resetScroll={false}
      data-row
    >
      <span className="inbox-row-top">
        <strong className="clip">
          <GivenText text={subject ?? review.stepName} />
        </strong>
        {review.state === "open" ? (
          <span className="nowrap muted">{quorum(review)}</span>
        ) : (
          <Badge look={reviewLooks[review.state]} quiet />
        )}
      </span>
      <span className="inbox-row-bottom muted">
        <span className="clip">
          {subject === undefined ? review.workflowName : `${review.stepName}, ${review.workflowName}`}
          {review.state === "open" ? (
            <>
              , parked <Time at={review.createdAt} />
            </>
          ) : null}
        </span>
        <span className="nowrap">
          {review.state !== "open" || review.due === undefined ? (
            <Time at={review.decidedAt ?? review.createdAt} />
          ) : (
            <>
              due <Time at={review.due} />
            </>
          )}
        </span>
      </span>
    </Link>
  );
}
