import "./pages.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Health, Review } from "../api/contract.ts";
import { healthQuery, reviewsQuery, runsQuery, workersQuery } from "../api/queries.ts";
import { subjectOf } from "../decision/subject.ts";
import { count } from "../format/text.ts";
import { RunTable } from "../run/run-table.tsx";
import { healthLook } from "../shell/topbar.tsx";
import { Badge } from "../ui/badge.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Empty, ErrorPage, Loaded, Page, Panel, Skeleton } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

const LATEST = 12;

/** What needs somebody now, what ran last, and whether the system is well. */
export function HomePage() {
  const reviews = useQuery(reviewsQuery("open"));
  const runs = useInfiniteQuery(runsQuery({}, LATEST));
  const waiting = reviews.data?.items.length;
  return (
    <Page title={waiting === undefined ? "Home" : headline(waiting)}>
      <div className="columns wide-left">
        <div className="stack home-main">
          <Panel title="Decisions for a person" flush aside={<Link to="/decisions">All decisions</Link>}>
            <Loaded query={reviews} rows={3}>
              {(page) => <OpenDecisions reviews={page.items} />}
            </Loaded>
          </Panel>
          <Panel title="Latest runs" flush aside={<Link to="/runs">All runs</Link>}>
            {runs.data !== undefined ? (
              runs.data.pages[0]?.items.length === 0 ? (
                <Empty
                  title="Nothing has run yet"
                  command="npx probity trigger kyc-onboarding --input customer.json"
                >
                  Open a workflow and start it with a sample, or start one in the terminal.
                </Empty>
              ) : (
                <RunTable runs={runs.data.pages[0]?.items ?? []} brief />
              )
            ) : runs.error !== null ? (
              <ErrorPage error={runs.error} retry={() => runs.refetch()} />
            ) : (
              <Skeleton rows={6} />
            )}
          </Panel>
        </div>
        <HealthPanel />
      </div>
    </Page>
  );
}

function headline(waiting: number): string {
  if (waiting === 0) return "Nothing waits for a decision";
  return waiting === 1 ? "1 decision waits for a person" : `${waiting} decisions wait for a person`;
}

const SHOWN_DECISIONS = 8;

function OpenDecisions({ reviews }: { reviews: readonly Review[] }) {
  if (reviews.length === 0) {
    return (
      <Empty title="All decided">
        When a run reaches a step that needs a person, it parks here and waits, across restarts, until
        somebody decides.
      </Empty>
    );
  }
  const soonest = reviews.toSorted((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9"));
  return (
    <ul className="decision-rows">
      {soonest.slice(0, SHOWN_DECISIONS).map((review) => (
        <li key={review.id}>
          <Link to="/decisions/$reviewId" params={{ reviewId: review.id }} className="decision-row" data-row>
            <span className="decision-what">
              <strong>
                <GivenText text={subjectOf(review) ?? review.stepName} />
              </strong>
              <span className="muted">
                {subjectOf(review) === undefined
                  ? review.workflowName
                  : `${review.stepName}, ${review.workflowName}`}
              </span>
            </span>
            <span className="decision-quorum">{quorum(review)}</span>
            <span className="decision-when muted">
              {review.due === undefined ? (
                <>
                  parked <Time at={review.createdAt} />
                </>
              ) : (
                <>
                  due <Time at={review.due} />
                </>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** `0 of 2 approvals`. */
export function quorum(review: Review): string {
  const given = review.decisions.filter((decision) => decision.decision === "approve").length;
  return `${given} of ${count(review.approvalsNeeded, "approval")}`;
}

function HealthPanel() {
  const health = useQuery(healthQuery);
  return (
    <div id="health">
      <Panel title="System">
        <Loaded query={health} rows={5}>
          {(data) => <HealthFacts health={data} />}
        </Loaded>
      </Panel>
    </div>
  );
}

/** Lists older than this are said to be old: sanctions lists change on most working days. */
const OLD_HOURS = 72;

function HealthFacts({ health }: { health: Health }) {
  const workers = useQuery(workersQuery).data?.items.filter((worker) => worker.alive) ?? [];
  return (
    <div className="stack">
      <div className="health-line">
        <Badge look={healthLook(health)} />
        <span className="muted">version {health.version}</span>
      </div>
      <dl className="health-facts">
        <div>
          <dt>Database</dt>
          <dd>
            PostgreSQL {health.database.version}
            <span className="muted">{health.database.embedded ? ", embedded" : ", external"}</span>
          </dd>
        </div>
        <div>
          <dt>Workers</dt>
          <dd>
            {health.workers.alive === 0 ? "none alive" : `${health.workers.alive} alive`}
            {workers.slice(0, 3).map((worker) => (
              <span key={worker.id} className="health-worker muted">
                {worker.host} · {worker.pid}, beat <Time at={worker.lastBeatAt} />
              </span>
            ))}
          </dd>
        </div>
      </dl>
      {health.workers.alive === 0 ? (
        <Empty title="No worker takes runs" command="npx probity worker">
          Runs are kept and start when a worker is there.
        </Empty>
      ) : null}
      <div>
        <h3>Lists</h3>
        {health.lists.length === 0 ? (
          <Empty title="No list is loaded" command="npx probity lists import --help">
            Without a list nothing can be screened, and screening steps fail rather than pass.
          </Empty>
        ) : (
          <ul className="health-lists">
            {health.lists.map((list) => (
              <li key={list.list} className="health-list">
                <Link to="/lists" className="clip">
                  {list.list}
                </Link>
                <span className={list.ageHours > OLD_HOURS ? "old" : "muted"}>
                  imported <Time at={list.importedAt} />
                  {list.ageHours > OLD_HOURS ? ", old" : ""}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
