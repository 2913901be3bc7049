import "../screening/screening.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { StoredScreening } from "../api/contract.ts";
import { useMay } from "../api/rights.ts";
import { screeningQuery } from "../api/screening-queries.ts";
import { shorten } from "../format/text.ts";
import { Answer } from "../screening/answer.tsx";
import { PartyFacts } from "../screening/party-facts.tsx";
import { factsOf } from "../screening/query-draft.ts";
import { ReplayPanel } from "../screening/replay.tsx";
import { Hash } from "../ui/copy.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { Loaded, Page, Panel } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/screenings/$screeningId");

/** What was asked and answered then, to the byte, and whether it would be answered so again. */
export function RecordedScreeningPage() {
  const { screeningId } = route.useParams();
  const stored = useQuery(screeningQuery(screeningId));
  const may = useMay("screen");
  return (
    <Page
      title="Recorded screening"
      lead="What was asked and what was answered, as it was recorded. Looking at it is logged."
      actions={
        may && stored.data !== undefined ? (
          <Link to="/screening" search={{ id: stored.data.id }} className="button">
            Change and screen again
          </Link>
        ) : undefined
      }
    >
      <Loaded query={stored} rows={8}>
        {(data) => <Record stored={data} key={data.id} />}
      </Loaded>
    </Page>
  );
}

function Record({ stored }: { stored: StoredScreening }) {
  const facts = factsOf(stored.query);
  return (
    <>
      <div className="columns halves">
        <Panel title="Asked">
          <div className="stack tight">
            <PartyFacts facts={facts} reference={stored.ref} />
            <JsonDrawer value={stored.query} label="query" summary="Query as JSON" />
          </div>
        </Panel>
        <div className="stack">
          <Panel title="Record">
            <Facts facts={recordFacts(stored)} />
          </Panel>
          <ReplayPanel screeningId={stored.id} />
        </div>
      </div>
      <Answer result={stored.result} names={facts.names} screeningId={stored.id} />
    </>
  );
}

function recordFacts({ id, at, resultSha256, runId, stepId }: StoredScreening): Fact[] {
  return [
    { term: "Recorded", value: <Time at={at} show="both" /> },
    { term: "ID", value: <Hash value={id} label="screening id" length={22} /> },
    {
      term: "Answer, SHA-256",
      value: <Hash value={resultSha256} label="SHA-256 of the answer" length={22} />,
    },
    ...(runId === undefined
      ? []
      : [
          {
            term: "Made by",
            value: (
              <Link
                to="/runs/$runId"
                params={{ runId }}
                search={stepId === undefined ? {} : { step: stepId }}
              >
                step {stepId} of run <code>{shorten(runId, 18)}</code>
              </Link>
            ),
          },
        ]),
  ];
}
