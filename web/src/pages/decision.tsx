import "../run/run.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Review, RunDetail } from "../api/contract.ts";
import { meQuery, reviewQuery, reviewsQuery, runQuery } from "../api/queries.ts";
import { labelled } from "../decision/answers.ts";
import { DecisionPanel } from "../decision/decision-panel.tsx";
import { subjectOf } from "../decision/subject.ts";
import { asSentence } from "../format/text.ts";
import { DocumentImage, imageIn } from "../run/document-image.tsx";
import { EvidenceList } from "../run/evidence-list.tsx";
import { isMasked } from "../run/masked.ts";
import { actorText } from "../run/run-table.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Badge } from "../ui/badge.tsx";
import { Facts, plainFacts } from "../ui/facts.tsx";
import { GivenText, Sentence } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { Loaded, Panel, usePageTitle } from "../ui/page.tsx";
import { reviewLooks, stepLook } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";
import { quorum } from "./home.tsx";

const route = getRouteApi("/shell/decisions/$reviewId");

/** One parked decision with everything the run has found out so far. */
export function DecisionPage() {
  const { reviewId } = route.useParams();
  const review = useQuery(reviewQuery(reviewId));
  return (
    <Loaded query={review} rows={10}>
      {(data) => <Case review={data} key={data.id} />}
    </Loaded>
  );
}

function Case({ review }: { review: Review }) {
  const run = useQuery(runQuery(review.runId));
  const me = useQuery(meQuery).data;
  useNextCase(review.id);
  const subject = subjectOf(review);
  usePageTitle([subject, review.stepName, review.workflowName].filter(Boolean).join(", "));
  return (
    <article className="case">
      <header className="case-head">
        <Link to="/decisions" className="case-back">
          <Icon name="left" size={14} /> All decisions
        </Link>
        <div className="step-title">
          <h1>
            <GivenText text={subject ?? review.stepName} />
          </h1>
          <Badge look={reviewLooks[review.state]} />
        </div>
        <p className="run-meta">
          <Link to="/runs/$runId" params={{ runId: review.runId }}>
            Run of {review.workflowName}
          </Link>
          {subject === undefined ? null : <span>{review.stepName}</span>}
          <span>queue {review.queue}</span>
          <span>{quorum(review)}</span>
          <span>
            parked <Time at={review.createdAt} />
          </span>
          {review.due === undefined ? null : (
            <span>
              due <Time at={review.due} show="both" />
            </span>
          )}
          {review.escalatedAt === undefined ? null : (
            <span>
              escalated <Time at={review.escalatedAt} />
            </span>
          )}
          {review.roles === undefined ? null : <span>for {review.roles.join(" or ")}</span>}
        </p>
      </header>
      <Loaded query={run} rows={8}>
        {(data) => (
          <div className="case-columns">
            <Subject run={data} review={review} />
            <Findings run={data} reviewStep={review.stepId} />
          </div>
        )}
      </Loaded>
      <Decided review={review} />
      <DecisionPanel review={review} run={run.data} me={me} />
    </article>
  );
}

/** `]`: the next open case, without a way through the list. */
function useNextCase(current: string): void {
  const open = useQuery(reviewsQuery("open")).data?.items ?? [];
  const navigate = useNavigate();
  useShortcuts({
    "]": () => {
      const at = open.findIndex((review) => review.id === current);
      const next = open[(at + 1) % Math.max(1, open.length)];
      if (next === undefined || next.id === current) return;
      void navigate({ to: "/decisions/$reviewId", params: { reviewId: next.id } });
    },
  });
}

/** Who or what it is about: what the definition lays before the reviewer, and the input of the run. */
function Subject({ run, review }: { run: RunDetail; review: Review }) {
  const image = imageIn(run.input);
  return (
    <Panel title="Who and what">
      {isMasked(run.input) ? (
        <p className="muted">Hidden from your role: it holds personal data.</p>
      ) : (
        <div className="stack">
          {review.instructions === undefined ? null : (
            <p className="case-instructions" dir="auto">
              {review.instructions}
            </p>
          )}
          <ShownFacts show={review.show} />
          <h3>Input of the run</h3>
          <RecordFacts record={run.input} />
          {image === undefined ? null : (
            <DocumentImage source={image} label="The document that was handed in" />
          )}
          <JsonDrawer value={run.input} label="input of the run" summary="Whole input as JSON" />
        </div>
      )}
    </Panel>
  );
}

/** What the definition shows: as facts where it is a record, else as it is. */
function ShownFacts({ show }: { show: unknown }) {
  if (show === undefined || show === null) return null;
  if (typeof show !== "object") return <GivenText text={String(show)} />;
  const isPlain = Object.values(show).every((value) => typeof value !== "object" || value === null);
  return (
    <>
      <RecordFacts record={show} />
      {isPlain && !Array.isArray(show) ? null : (
        <JsonDrawer value={show} label="facts for the decision" summary="Facts as JSON" />
      )}
    </>
  );
}

/** The plain facts of a record and of the records directly inside it. */
function RecordFacts({ record }: { record: unknown }) {
  if (typeof record !== "object" || record === null) return null;
  const nested = Object.entries(record).filter(
    ([, value]) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  return (
    <>
      <Facts facts={plainFacts(record)} />
      {nested.map(([key, value]) => (
        <Facts key={key} facts={plainFacts(value)} />
      ))}
    </>
  );
}

function Findings({ run, reviewStep }: { run: RunDetail; reviewStep: string }) {
  const done = run.steps.filter(
    (step) => step.id !== reviewStep && step.summary !== undefined && !step.id.startsWith("on_failure."),
  );
  const weight = { fail: 0, review: 1, pass: 2 } as const;
  const sorted = done.toSorted((a, b) => weight[a.outcome ?? "pass"] - weight[b.outcome ?? "pass"]);
  return (
    <Panel title="What the steps found" flush>
      {sorted.length === 0 ? (
        <p className="case-none muted">No step before this one has found anything.</p>
      ) : null}
      {sorted.map((step) => (
        <details key={step.id} className="finding" open={step.outcome !== "pass"}>
          <summary>
            <Icon name="right" size={12} />
            <span className="finding-head">
              <strong>{step.name}</strong>
              <Badge look={stepLook(step)} />
            </span>
            <span className="finding-sentence">
              <Sentence text={asSentence(step.summary ?? "")} />
            </span>
          </summary>
          <div className="finding-body">
            {step.evidence.length === 0 ? (
              <p className="muted">No separate evidence is recorded.</p>
            ) : (
              <EvidenceList step={step} />
            )}
          </div>
        </details>
      ))}
    </Panel>
  );
}

function Decided({ review }: { review: Review }) {
  if (review.decisions.length === 0) return null;
  return (
    <Panel title="Decided so far" flush>
      <ul className="decided">
        {review.decisions.map((decision) => (
          <li key={`${decision.actor.id} ${decision.at}`}>
            <Badge look={decision.decision === "approve" ? reviewLooks.approved : reviewLooks.rejected} />
            <span className="nowrap">{actorText(decision.actor)}</span>
            <span className="decided-reason">
              {isMasked(decision.reason) ? (
                <span className="muted">hidden from your role</span>
              ) : (
                <GivenText text={decision.reason} />
              )}
              {decision.form === undefined ? null : <Answers answers={decision.form} form={review.form} />}
            </span>
            <Time at={decision.at} show="both" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Answers({ answers, form }: { answers: Readonly<Record<string, unknown>>; form: Review["form"] }) {
  const facts = labelled(answers, form).map(([term, answer]) => ({
    term,
    value: <GivenText text={answer} />,
  }));
  return <Facts facts={facts} />;
}
