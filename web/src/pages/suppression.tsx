import "../run/run.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Suppression } from "../api/contract.ts";
import { screeningQuery, suppressionQuery } from "../api/screening-queries.ts";
import { hitView } from "../screening/hit.ts";
import { HitCard } from "../screening/hit-card.tsx";
import { PartyFacts } from "../screening/party-facts.tsx";
import { factsOf } from "../screening/query-draft.ts";
import { SuppressionForm } from "../screening/suppression-form.tsx";
import { endedWords, personText } from "../screening/suppression-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { ErrorPage, Loaded, Panel, Skeleton, usePageTitle } from "../ui/page.tsx";
import { suppressionLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/suppressions/$suppressionId");

/** One hit that is to be set aside, is, or was: who says so and why, and the hit itself. */
export function SuppressionPage() {
  const { suppressionId } = route.useParams();
  const query = useQuery(suppressionQuery(suppressionId));
  return (
    <Loaded query={query} rows={10}>
      {(data) => <Case suppression={data} key={data.id} />}
    </Loaded>
  );
}

function Case({ suppression }: { suppression: Suppression }) {
  usePageTitle("Suppression");
  const [name = ""] = suppression.names;
  return (
    <article className="case">
      <header className="case-head">
        <Link to="/suppressions" className="case-back">
          <Icon name="left" size={14} /> All suppressions
        </Link>
        <div className="step-title">
          <h1>
            <GivenText text={name} /> is not <GivenText text={suppression.entryName} />
          </h1>
          <Badge look={suppressionLooks[suppression.state]} />
        </div>
        <p className="run-meta">
          <span>
            {suppression.list} <code>{suppression.entityId}</code>
          </span>
          <span>
            proposed by {personText(suppression.proposedBy)} <Time at={suppression.proposedAt} />
          </span>
          <Link to="/screenings/$screeningId" params={{ screeningId: suppression.screeningId }}>
            Its screening
          </Link>
        </p>
      </header>
      <div className="case-columns">
        <div className="stack">
          <Panel title="The proposal">
            <Facts facts={factsOfSuppression(suppression)} />
          </Panel>
          <Customer suppression={suppression} />
        </div>
        <TheHit suppression={suppression} />
      </div>
      <SuppressionForm suppression={suppression} />
    </article>
  );
}

function factsOfSuppression(suppression: Suppression): Fact[] {
  const { approvedBy, approvedAt, endedAt, endedReason } = suppression;
  const ended = endedWords(suppression);
  const by = (who: string, at: string | undefined) => (
    <span>
      {who} {at === undefined ? null : <Time at={at} show="both" />}
    </span>
  );
  return [
    { term: "Reason", value: <GivenText text={suppression.reason} /> },
    { term: "Until", value: <Time at={suppression.until} show="both" /> },
    { term: "Proposed by", value: by(personText(suppression.proposedBy), suppression.proposedAt) },
    ...(approvedBy === undefined
      ? []
      : [{ term: "Approved by", value: by(personText(approvedBy), approvedAt) }]),
    ...(ended === undefined ? [] : [{ term: "Ended", value: by(ended, endedAt) }]),
    ...(endedReason === undefined ? [] : [{ term: "Because", value: <GivenText text={endedReason} /> }]),
    {
      term: "Bound to entry",
      value: <Hash value={suppression.entryHash} label="content hash of the entry" />,
    },
  ];
}

function Customer({ suppression }: { suppression: Suppression }) {
  const screening = useQuery(screeningQuery(suppression.screeningId)).data;
  if (screening === undefined) return null;
  return (
    <Panel title="The customer, as screened">
      <PartyFacts facts={factsOf(screening.query)} reference={screening.ref} />
    </Panel>
  );
}

function TheHit({ suppression }: { suppression: Suppression }) {
  const screening = useQuery(screeningQuery(suppression.screeningId));
  const raw = screening.data?.result.hits.find(
    (hit) => hit.list === suppression.list && hit.entityId === suppression.entityId,
  );
  return (
    <Panel title="The hit" flush>
      {raw !== undefined ? (
        <HitCard hit={hitView(raw)} raw={raw} />
      ) : screening.error !== null ? (
        <ErrorPage error={screening.error} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Panel>
  );
}
