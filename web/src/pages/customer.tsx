import "../screening/screening.css";
import "../screening/customer.css";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { request } from "../api/client.ts";
import type { CustomerDetail, CustomerHit, ScreeningResult } from "../api/contract.ts";
import { useMay } from "../api/rights.ts";
import { customerQuery } from "../api/screening-queries.ts";
import { count } from "../format/text.ts";
import { isMasked } from "../run/masked.ts";
import { hitView } from "../screening/hit.ts";
import { HitCard } from "../screening/hit-card.tsx";
import { PartyFacts } from "../screening/party-facts.tsx";
import { bodyOf, draftOf, type KnownFacts } from "../screening/query-draft.ts";
import { closedText, timelineOf } from "../screening/timeline.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { Empty, Loaded, Page, Panel, ProblemNotice, usePageTitle } from "../ui/page.tsx";
import { customerLook, decisionLooks, hitLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/customers/$customerId");

/** One customer: who it is, where it stands, every hit it ever had, and what happened when. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  return query.data === undefined ? (
    <Page title="Customer">
      <Loaded query={query} rows={8}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <CustomerView customer={query.data} key={query.data.id} />
  );
}

function CustomerView({ customer }: { customer: CustomerDetail }) {
  usePageTitle("Customer");
  const isHidden = customer.names.some(isMasked);
  const facts: KnownFacts = { ...customer, lists: [] };
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <div className="customer-title">
            <h1>{isHidden ? <code>{customer.id}</code> : <GivenText text={customer.names[0] ?? ""} />}</h1>
            <Badge look={customerLook(customer)} />
          </div>
          <p className="prose">{standingSentence(customer)}</p>
        </div>
        <div className="page-actions">
          {isHidden ? null : <ScreenNow customer={customer} facts={facts} />}
        </div>
      </header>
      <div className="columns wide-left">
        <div className="stack">
          <Hits customer={customer} isHidden={isHidden} />
          <Panel title="Timeline" flush>
            <Timeline customer={customer} />
          </Panel>
        </div>
        <div className="stack">
          <Panel title="Facts">
            <PartyFacts facts={facts} reference={customer.ref} risk={customer.risk} />
          </Panel>
          <Panel title="Record">
            <Facts facts={recordFacts(customer)} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** Where the customer stands, in one sentence. */
function standingSentence({ status, screening }: CustomerDetail): string {
  if (status === "closed") return "The relationship has ended: this customer is screened no more.";
  if (screening === undefined) return "Never screened: the next re-screening takes it up.";
  const lists = count(Object.keys(screening.listVersions).length, "list");
  const hits = screening.openHits === 0 ? "No open hit" : count(screening.openHits, "open hit");
  return screening.upToDate
    ? `${hits} against ${lists}, screened as registered now.`
    : `${hits} against ${lists}; its facts or the lists have changed since, and the next re-screening takes that up.`;
}

function recordFacts(customer: CustomerDetail): Fact[] {
  const { screening } = customer;
  const ended = customer.status === "closed" ? customer.versions[0]?.reason : undefined;
  return [
    { term: "ID", value: <Hash value={customer.id} label="customer id" length={18} /> },
    { term: "Version", value: String(customer.version) },
    { term: "Registered", value: <Time at={customer.createdAt} show="both" /> },
    { term: "Changed", value: <Time at={customer.changedAt} show="both" /> },
    ...(ended === undefined ? [] : [{ term: "Why it ended", value: ended }]),
    ...(screening === undefined
      ? []
      : [
          { term: "Screened", value: <Time at={screening.screenedAt} show="both" /> },
          ...Object.entries(screening.listVersions).map(([list, version]) => ({
            term: list,
            value: <Hash value={version} label={`version of ${list}`} />,
          })),
          { term: "Policy", value: screening.policyVersion },
          { term: "Engine", value: <code>{screening.engine}</code> },
        ]),
  ];
}

/** Screens the customer as it is registered now; the answer is a record of its own, to look at or to set hits aside from. */
function ScreenNow({ customer, facts }: { customer: CustomerDetail; facts: KnownFacts }) {
  const may = useMay("screen");
  const navigate = useNavigate();
  const screening = useMutation({
    mutationFn: () =>
      request<ScreeningResult>("/screenings", { method: "POST", body: bodyOf(draftOf(facts, customer.ref)) }),
    onSuccess: ({ screeningId }) => {
      if (screeningId !== undefined)
        void navigate({ to: "/screenings/$screeningId", params: { screeningId } });
    },
  });
  if (!may) return null;
  return (
    <>
      <button
        type="button"
        className="button primary"
        disabled={screening.isPending}
        onClick={() => screening.mutate()}
      >
        <Icon name="screening" size={14} /> {screening.isPending ? "Screening…" : "Screen now"}
      </button>
      {screening.error === null ? null : <ProblemNotice error={screening.error} />}
    </>
  );
}

function Hits({ customer, isHidden }: { customer: CustomerDetail; isHidden: boolean }) {
  if (isHidden) {
    return (
      <Panel title="Hits">
        <p className="muted">Hidden from your role: whom a customer resembles is personal data.</p>
      </Panel>
    );
  }
  const live = customer.hits.filter((hit) => hit.state !== "closed");
  const closed = customer.hits.filter((hit) => hit.state === "closed");
  return (
    <>
      <Panel title={live.length === 0 ? "Hits" : count(live.length, "hit")} flush>
        {live.length === 0 ? (
          <Empty title="No hit is open">No entry of any list comes close to this customer.</Empty>
        ) : (
          live.map((hit) => <OneHit key={`${hit.list} ${hit.entityId}`} hit={hit} />)
        )}
      </Panel>
      {closed.length === 0 ? null : (
        <Panel title={count(closed.length, "closed hit")} flush>
          {closed.map((hit) => (
            <OneHit key={`${hit.list} ${hit.entityId}`} hit={hit} />
          ))}
        </Panel>
      )}
    </>
  );
}

function OneHit({ hit }: { hit: CustomerHit }) {
  return (
    <div className="customer-hit">
      <p className="customer-hit-state">
        <Badge look={hitLooks[hit.state]} />
        {hit.state === "closed" ? <span>because {closedText(hit.closedBecause)}</span> : null}
        <span className="muted">
          first seen <Time at={hit.firstSeen} />, last <Time at={hit.lastSeen} />
        </span>
      </p>
      <HitCard hit={hitView(hit.hit)} raw={hit} />
    </div>
  );
}

function Timeline({ customer }: { customer: CustomerDetail }) {
  return (
    <ol className="customer-timeline">
      {timelineOf(customer).map((entry) => (
        <li key={entry.key}>
          <Time at={entry.at} show="both" />
          <span className="customer-event">
            {entry.decision === undefined ? (
              <Icon name="person" size={13} />
            ) : (
              <Badge look={decisionLooks[entry.decision]} quiet />
            )}
            {entry.text}
          </span>
          {entry.rescreeningId === undefined ? null : (
            <Link to="/rescreening" search={{ id: entry.rescreeningId }} className="nowrap">
              re-screening
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}
