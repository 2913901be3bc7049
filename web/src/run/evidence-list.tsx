import type { Evidence } from "../api/contract.ts";
import { evidenceSentences, hitFacts } from "../screening/alignment.ts";
import { HitFacts, NameComparison } from "../screening/name-comparison.tsx";
import { Badge } from "../ui/badge.tsx";
import { Facts, plainFacts } from "../ui/facts.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { outcomeLooks } from "../ui/states.ts";

/** What matters first: what failed, what needs a look, what could not be checked, then the rest. */
const order: Readonly<Record<Evidence["outcome"], number>> = {
  fail: 0,
  review: 1,
  not_performed: 2,
  pass: 3,
  info: 4,
};

/** Each reason as a sentence, then its facts, then its record. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const sorted = evidence.toSorted((a, b) => order[a.outcome] - order[b.outcome]);
  return (
    <ul className="evidence">
      {sorted.map((item) => (
        <li key={item.id} className={`tone-${outcomeLooks[item.outcome].tone}`}>
          <div className="evidence-head">
            <Badge look={outcomeLooks[item.outcome]} />
            <code className="muted">{item.id}</code>
          </div>
          <p className="evidence-sentence">
            <bdi>{item.summary}</bdi>
          </p>
          <EvidenceData data={item.data} id={item.id} />
        </li>
      ))}
    </ul>
  );
}

function member(data: unknown, name: string): unknown {
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>)[name] : undefined;
}

function EvidenceData({ data, id }: { data: unknown; id: string }) {
  if (data === undefined) return null;
  const inner = member(data, "evidence");
  const beside = Array.isArray(inner) ? inner : [];
  return (
    <>
      <NameComparison explanation={member(data, "explanation") ?? data} />
      <HitFacts facts={hitFacts(beside)} />
      {evidenceSentences(beside).map((sentence) => (
        <p key={sentence} className="muted">
          {sentence}
        </p>
      ))}
      <Facts facts={plainFacts(data)} />
      <JsonDrawer value={data} label={`evidence ${id}`} />
    </>
  );
}
