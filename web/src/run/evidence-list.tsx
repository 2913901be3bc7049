import type { Evidence, Step } from "../api/contract.ts";
import { hitFacts, hitOf } from "../screening/alignment.ts";
import { HitFacts, NameComparison } from "../screening/name-comparison.tsx";
import { Badge } from "../ui/badge.tsx";
import { Facts, plainFacts } from "../ui/facts.tsx";
import { Sentence } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { outcomeLooks } from "../ui/states.ts";

/** What matters first: what failed, what needs a look, what could not be checked, then the rest. */
const order: Readonly<Record<Evidence["outcome"], number>> = {
  fail: 0,
  review: 1,
  not_performed: 2,
  info: 3,
  pass: 4,
};

/** Each reason as a sentence, then its facts, then its record. What simply passed takes one line. */
export function EvidenceList({ step }: { step: Step }) {
  const sorted = step.evidence.toSorted((a, b) => order[a.outcome] - order[b.outcome]);
  const open = sorted.filter((item) => item.outcome === "fail" || item.outcome === "review");
  const quiet = sorted.filter((item) => !open.includes(item));
  return (
    <div className="stack">
      {open.length === 0 ? null : (
        <ul className="evidence">
          {open.map((item, at) => (
            // Ids of masked evidence end with the check, so several may be the same.
            // biome-ignore lint/suspicious/noArrayIndexKey: the evidence of a step never changes
            <OpenEvidence key={`${item.id} ${at}`} item={item} step={step} />
          ))}
        </ul>
      )}
      {quiet.length === 0 ? null : (
        <ul className="evidence-quiet">
          {quiet.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <QuietEvidence key={`${item.id} ${at}`} item={item} />
          ))}
        </ul>
      )}
    </div>
  );
}

function OpenEvidence({ item, step }: { item: Evidence; step: Step }) {
  const hit = hitOf(step.output, item.data);
  const beside = hit?.["evidence"];
  return (
    <li className={`tone-${outcomeLooks[item.outcome].tone}`}>
      <div className="evidence-head">
        <Badge look={outcomeLooks[item.outcome]} />
        <code className="muted">{item.id}</code>
      </div>
      {item.summary === step.summary ? null : (
        <p className="evidence-sentence">
          <Sentence text={item.summary} />
        </p>
      )}
      <NameComparison explanation={hit?.["alignment"]} />
      <HitFacts facts={hitFacts(Array.isArray(beside) ? beside : [])} />
      <Facts facts={plainFacts(item.data)} />
      {item.data === undefined ? null : <JsonDrawer value={hit ?? item.data} label={`evidence ${item.id}`} />}
    </li>
  );
}

function QuietEvidence({ item }: { item: Evidence }) {
  const look = outcomeLooks[item.outcome];
  const line = (
    <>
      <Icon name={look.icon} size={13} />
      <span className="visually-hidden">{look.word}: </span>
      <Sentence text={item.summary} />
      <code className="muted clip">{item.id}</code>
    </>
  );
  return (
    <li className={`tone-${look.tone}`}>
      {item.data === undefined ? (
        <p className="evidence-line">{line}</p>
      ) : (
        <details>
          <summary className="evidence-line">{line}</summary>
          <div className="evidence-more">
            <Facts facts={plainFacts(item.data)} />
            <JsonDrawer value={item.data} label={`evidence ${item.id}`} />
          </div>
        </details>
      )}
    </li>
  );
}
