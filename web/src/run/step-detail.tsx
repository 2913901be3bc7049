import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Step } from "../api/contract.ts";
import { asSentence, count } from "../format/text.ts";
import { Badge } from "../ui/badge.tsx";
import { CopyButton } from "../ui/copy.tsx";
import { Facts } from "../ui/facts.tsx";
import { Sentence } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { Empty } from "../ui/page.tsx";
import { stepLook } from "../ui/states.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Time, Took } from "../ui/time.tsx";
import { DocumentImage, imageIn } from "./document-image.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import { isMasked } from "./masked.ts";

type TabId = "evidence" | "input" | "output" | "attempts";

/** One step of a run: its sentence, what it rests on, what went in and came out, how often it was tried. */
export function StepDetail({ step }: { step: Step }) {
  const [chosen, setChosen] = useState<TabId>("evidence");
  return (
    <div className="step-detail">
      <header className="step-head">
        <div className="step-title">
          <h3>{step.name}</h3>
          <Badge look={stepLook(step)} />
        </div>
        <p className="step-meta muted">
          <code>{step.action}</code>
          {step.startedAt === undefined ? null : (
            <span>
              took <Took from={step.startedAt} to={step.endedAt} />
            </span>
          )}
          {step.attempts.length > 0 ? <span>{count(step.attempts.length, "attempt")}</span> : null}
          {step.startedAt === undefined ? null : <Time at={step.startedAt} show="exact" />}
        </p>
      </header>
      {step.summary === undefined ? null : (
        <p className="step-sentence">
          <Sentence text={asSentence(step.summary)} />
        </p>
      )}
      <StepLinks step={step} />
      {step.error === undefined ? null : <StepError error={step.error} />}
      <Versions versions={step.versions} />
      <Tabs
        label="Step"
        current={chosen}
        onChange={setChosen}
        tabs={[
          { id: "evidence", label: "Evidence", count: step.evidence.length },
          { id: "input", label: "Input" },
          { id: "output", label: "Output" },
          { id: "attempts", label: "Attempts", count: step.attempts.length },
        ]}
      >
        {chosen === "evidence" ? (
          step.evidence.length === 0 ? (
            <p className="muted">{noEvidence(step)}</p>
          ) : (
            <EvidenceList step={step} />
          )
        ) : chosen === "attempts" ? (
          <Attempts step={step} />
        ) : (
          <Value value={chosen === "input" ? step.input : step.output} label={`${chosen} of ${step.name}`} />
        )}
      </Tabs>
    </div>
  );
}

function noEvidence(step: Step): string {
  switch (step.state) {
    case "pending":
      return "The step has not started.";
    case "skipped":
      return "The step was skipped: its condition did not hold.";
    case "running":
    case "retrying":
    case "waiting":
      return "The step has not finished yet.";
    default:
      return "This step records no evidence of its own; its input and output are beside.";
  }
}

function StepLinks({ step }: { step: Step }) {
  return (
    <>
      {step.reviewId === undefined ? null : (
        <p>
          <Link to="/decisions/$reviewId" params={{ reviewId: step.reviewId }} className="button small">
            <Icon name="decision" size={14} />
            {step.state === "waiting" ? "Open the decision" : "See the decision"}
          </Link>
        </p>
      )}
      {step.childRunId === undefined ? null : (
        <p>
          <Link to="/runs/$runId" params={{ runId: step.childRunId }} className="button small">
            <Icon name="workflow" size={14} /> Open the run it started
          </Link>
        </p>
      )}
    </>
  );
}

/** What happened, what to do, and the code under which it is documented. */
function StepError({ error }: { error: NonNullable<Step["error"]> }) {
  return (
    <div className="notice tone-red">
      <Icon name="alert" />
      <div className="notice-body">
        <strong>{asSentence(error.message)}</strong>
        <p>
          Results of the steps before it are kept. When the cause is mended, fork the run from this step: it
          does this step and the rest again.
        </p>
        <p className="notice-foot">
          <span className="hash">
            <code>{error.code}</code>
            <CopyButton text={error.code} label="error code" />
          </span>
        </p>
      </div>
    </div>
  );
}

function Versions({ versions }: { versions: Readonly<Record<string, string>> }) {
  const entries = Object.entries(versions);
  if (entries.length === 0) return null;
  return (
    <details className="drawer">
      <summary>Rests on {count(entries.length, "version")}</summary>
      <Facts facts={entries.map(([term, version]) => ({ term, value: <code>{version}</code> }))} />
    </details>
  );
}

function Value({ value, label }: { value: unknown; label: string }) {
  if (value === undefined) return <p className="muted">There is none.</p>;
  if (isMasked(value)) {
    return (
      <Empty title="Hidden from your role">
        It holds personal data. Analysts, approvers and auditors see it, and each look is written to the audit
        log.
      </Empty>
    );
  }
  const image = imageIn(value);
  return (
    <div className="stack">
      {image === undefined ? null : <DocumentImage source={image} label={`Picture in the ${label}`} />}
      <JsonView value={value} label={label} />
    </div>
  );
}

function Attempts({ step }: { step: Step }) {
  if (step.attempts.length === 0) return <p className="muted">No attempt has been made.</p>;
  return (
    <ol className="attempts">
      {step.attempts.map((attempt) => (
        <li key={attempt.attempt}>
          <span className="attempt-number">{attempt.attempt}</span>
          <div className="stack tight">
            <span className="step-meta">
              <Time at={attempt.startedAt} show="exact" />
              <span>
                took <Took from={attempt.startedAt} to={attempt.endedAt} />
              </span>
            </span>
            {attempt.error === undefined ? (
              <span className="muted">{attempt.endedAt === undefined ? "going on" : "went through"}</span>
            ) : (
              <span>
                {asSentence(attempt.error.message)} <code className="muted">{attempt.error.code}</code>
                <span className="muted">
                  {attempt.error.retryable ? ", tried again" : ", not worth a retry"}
                </span>
              </span>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
