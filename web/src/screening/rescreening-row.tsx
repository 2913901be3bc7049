import { useEffect, useRef } from "react";
import type { Rescreening } from "../api/contract.ts";
import { Badge } from "../ui/badge.tsx";
import { Hash } from "../ui/copy.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { rescreeningLooks } from "../ui/states.ts";
import { Time, Took } from "../ui/time.tsx";
import { progressOf, rescreeningSentence, versionMoves } from "./coverage.ts";
import { personText } from "./suppression-words.ts";

interface RescreeningRowProps {
  readonly run: Rescreening;
  /** Active customers, where it is known. */
  readonly customers: number | undefined;
  /** The address names it: it is open, and in sight. */
  readonly isNamed: boolean;
}

/** One re-screening: what it did in a sentence, and on opening which versions it moved. */
export function RescreeningRow({ run, customers, isNamed }: RescreeningRowProps) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isNamed) element.current?.scrollIntoView({ block: "center" });
  }, [isNamed]);
  const progress = progressOf(run, customers);
  return (
    <li>
      <details className="rescreening" open={isNamed} ref={element}>
        <summary data-row>
          <span className="rescreening-state">
            <Badge look={rescreeningLooks[run.state]} />
            <strong>{run.mode === "full" ? "Full" : "Delta"}</strong>
          </span>
          <span className="rescreening-when muted">
            <Time at={run.startedAt} show="both" />
            <Took from={run.startedAt} to={run.endedAt} />
          </span>
          <span className="rescreening-sentence">{rescreeningSentence(run)}</span>
          {progress === undefined ? null : (
            <progress className="rescreening-progress" value={progress} aria-label="Customers done" />
          )}
        </summary>
        <div className="rescreening-body stack tight">
          <Facts facts={factsOf(run)} />
          <JsonDrawer value={run} label="re-screening" />
        </div>
      </details>
    </li>
  );
}

function factsOf(run: Rescreening): Fact[] {
  return [
    { term: "ID", value: <Hash value={run.id} label="id of the re-screening" length={22} /> },
    { term: "Started by", value: personText(run.startedBy) },
    ...(run.endedAt === undefined ? [] : [{ term: "Ended", value: <Time at={run.endedAt} show="both" /> }]),
    ...versionMoves(run).map(({ list, from, to }) => ({
      term: list,
      value: (
        <span className="version-move">
          {from === undefined ? null : (
            <>
              <Hash value={from} label={`version of ${list} before`} /> to{" "}
            </>
          )}
          {to === undefined ? "no longer in use" : <Hash value={to} label={`version of ${list}`} />}
        </span>
      ),
    })),
    {
      term: "Policy",
      value: (
        <>
          {run.policyVersion} <Hash value={run.policyHash} label="policy hash" />
        </>
      ),
    },
    { term: "Engine", value: <code>{run.engine}</code> },
  ];
}
