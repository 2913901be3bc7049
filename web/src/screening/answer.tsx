import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ScreeningResult, Suppression } from "../api/contract.ts";
import { useMay } from "../api/rights.ts";
import { policiesQuery } from "../api/screening-queries.ts";
import { asSentence, sentenceList } from "../format/text.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { GivenText, GivenTexts } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { Panel } from "../ui/page.tsx";
import { decisionLooks } from "../ui/states.ts";
import { answerSentence, type HitView, hitView, percent, thresholdSentence } from "./hit.ts";
import { HitCard } from "./hit-card.tsx";
import { SetAsideDialog } from "./set-aside.tsx";

interface AnswerProps {
  readonly result: ScreeningResult;
  readonly names: readonly string[];
  /** The record of it; hits of a recorded screening can be set aside. */
  readonly screeningId: string | undefined;
}

/** The answer to a screening: the sentence, what it rests on, each hit, and what was let go. */
export function Answer({ result, names, screeningId }: AnswerProps) {
  const may = useMay("propose suppressions");
  const [aside, setAside] = useState<HitView>();
  const [proposed, setProposed] = useState<readonly Suppression[]>([]);
  return (
    <>
      <Panel title="Answer" flush>
        <Summary result={result} names={names} />
        {proposed.map((one) => (
          <Proposed key={one.id} suppression={one} />
        ))}
        {result.hits.map((raw) => {
          const hit = hitView(raw);
          const isFree =
            may &&
            screeningId !== undefined &&
            hit.suppressed === undefined &&
            !proposed.some((one) => one.list === hit.list && one.entityId === hit.entityId);
          return (
            <HitCard
              key={`${hit.list} ${hit.entityId}`}
              hit={hit}
              raw={raw}
              onSetAside={isFree ? () => setAside(hit) : undefined}
            />
          );
        })}
      </Panel>
      <LetGo discarded={result.discarded ?? []} />
      {aside === undefined || screeningId === undefined ? null : (
        <SetAsideDialog
          hit={aside}
          names={names}
          screeningId={screeningId}
          onClose={() => setAside(undefined)}
          onProposed={(suppression) => {
            setAside(undefined);
            setProposed((before) => [...before, suppression]);
          }}
        />
      )}
    </>
  );
}

function Summary({ result, names }: { result: ScreeningResult; names: readonly string[] }) {
  const policies = useQuery(policiesQuery).data?.items ?? [];
  return (
    <div className="answer">
      <p className="answer-head">
        <Badge look={decisionLooks[result.decision]} />
        <strong>
          <GivenTexts texts={names} />
        </strong>
        <span>{answerSentence(result)}</span>
      </p>
      {result.error === undefined ? null : (
        <p className="field-error">
          <Icon name="alert" size={13} />
          <span>
            <GivenText text={result.error.message} /> <code>{result.error.code}</code>
          </span>
        </p>
      )}
      {[...warningsOf(result)].map((warning) => (
        <p key={warning} className="answer-warning">
          <Icon name="flag" size={13} /> <GivenText text={asSentence(warning)} />
        </p>
      ))}
      <details className="drawer">
        <summary>What it rests on: policy, list versions, engine</summary>
        <div className="stack tight">
          <Facts facts={basisOf(result, thresholdSentence(policies, result.policyHash))} />
          <JsonDrawer value={result} label="screening result" summary="Answer as JSON" />
        </div>
      </details>
    </div>
  );
}

function warningsOf({ warnings = [], staleLists = [] }: ScreeningResult): readonly string[] {
  const stale =
    staleLists.length === 0
      ? []
      : [`${sentenceList(staleLists)} ${staleLists.length === 1 ? "was" : "were"} out of date when used`];
  return [...stale, ...warnings];
}

function basisOf(result: ScreeningResult, thresholds: string | undefined): Fact[] {
  return [
    {
      term: "Policy",
      value: (
        <>
          {result.policyVersion} <Hash value={result.policyHash} label="policy hash" />
          {thresholds === undefined ? null : <span className="muted"> {thresholds}</span>}
        </>
      ),
    },
    ...Object.entries(result.listVersions).map(([list, version]) => ({
      term: `List ${list}`,
      value: <Hash value={version} label={`version of ${list}`} />,
    })),
    { term: "Engine", value: <code>{result.engine}</code> },
    { term: "Statistic of names", value: <Hash value={result.statistic} label="statistic" /> },
  ];
}

function Proposed({ suppression }: { suppression: Suppression }) {
  return (
    <p className="answer-proposed tone-blue" role="status">
      <Icon name="person" size={13} />
      <span>
        You proposed to set {suppression.list} <code>{suppression.entityId}</code> aside; somebody else has to{" "}
        <Link to="/suppressions/$suppressionId" params={{ suppressionId: suppression.id }}>
          approve the proposal
        </Link>
        .
      </span>
    </p>
  );
}

/** Entries whose name would have been a hit and that another fact cleared: an auditor asks for them. */
function LetGo({ discarded }: { discarded: NonNullable<ScreeningResult["discarded"]> }) {
  if (discarded.length === 0) return null;
  return (
    <Panel
      title={`Let go ${discarded.length}`}
      aside={<span>The name alone would have hit; another fact shows somebody else</span>}
      flush
    >
      <div className="table-scroll">
        <table className="table table-stacked">
          <thead>
            <tr>
              <th>Listed name</th>
              <th>Entry</th>
              <th>Why not</th>
              <th className="num">Score</th>
            </tr>
          </thead>
          <tbody>
            {discarded.map((one) => (
              <tr key={`${one.list} ${one.entityId}`}>
                <td className="cell-first">
                  <GivenText text={one.name} />
                </td>
                <td className="nowrap muted">
                  {one.list} <code>{one.entityId}</code>
                </td>
                <td>{typeof one["reason"] === "string" ? <GivenText text={one["reason"]} /> : null}</td>
                <td className="num nowrap">{percent(one.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
