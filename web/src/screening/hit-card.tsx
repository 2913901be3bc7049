import "./hit-card.css";
import { Link } from "@tanstack/react-router";
import { Badge } from "../ui/badge.tsx";
import { GivenText, GivenTexts, Sentence } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { JsonDrawer } from "../ui/json-view.tsx";
import { decisionLooks } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";
import { type HitView, percent } from "./hit.ts";
import { HitFacts, NameComparison } from "./name-comparison.tsx";

interface HitCardProps {
  readonly hit: HitView;
  /** The record as it came, for the drawer. */
  readonly raw: unknown;
  /** Opens the proposal to set it aside; absent where that cannot be done. */
  readonly onSetAside?: (() => void) | undefined;
}

/** One list entry that may be the customer: the sentence, what it rests on side by side, the record. */
export function HitCard({ hit, raw, onSetAside }: HitCardProps) {
  return (
    <article
      className={hit.suppressed === undefined ? "hit" : "hit hit-aside"}
      aria-label={`Hit ${hit.list} ${hit.entityId}`}
      tabIndex={-1}
      data-row
      onKeyDown={(event) => {
        if (event.key !== "s" || event.target !== event.currentTarget || onSetAside === undefined) return;
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onSetAside();
      }}
    >
      <HitHead hit={hit} />
      {hit.suppressed === undefined ? null : <SetAsideNotice suppressed={hit.suppressed} />}
      {hit.explanation === undefined ? null : (
        <p className="hit-sentence">
          <Sentence text={hit.explanation} names={[hit.queryName, hit.name]} />
        </p>
      )}
      <NameComparison explanation={hit.alignment} />
      <HitFacts facts={hit.facts} />
      {hit.sentences.map((sentence) => (
        <p key={sentence} className="prose">
          <Sentence text={sentence} />
        </p>
      ))}
      <footer className="hit-foot">
        <JsonDrawer value={raw} label={`hit ${hit.entityId}`} summary="Hit as JSON" />
        {onSetAside === undefined ? null : (
          <button type="button" className="button small" onClick={onSetAside}>
            Set aside… <kbd>s</kbd>
          </button>
        )}
      </footer>
    </article>
  );
}

const kindWords: Readonly<Record<string, string>> = { primary: "primary name", former: "former name" };

function HitHead({ hit }: { hit: HitView }) {
  return (
    <header className="hit-head">
      <div className="hit-title">
        <h3 className="hit-name">
          <GivenText text={hit.name} />
        </h3>
        {hit.isWeak ? (
          <span className="hit-weak" title="The list itself calls this alias weak; its score is capped">
            weak {hit.kind}
          </span>
        ) : null}
      </div>
      <div className="hit-scores">
        {hit.decision === undefined ? null : <Badge look={decisionLooks[hit.decision]} />}
        <span className="hit-score" title="Our score: what the names alone mean, moved by the evidence">
          {percent(hit.score)}
        </span>
        {hit.ofacScore === undefined ? null : (
          <span className="muted nowrap" title="What OFAC's public search would score; it decides nothing">
            OFAC's method {hit.ofacScore}
          </span>
        )}
      </div>
      <p className="hit-meta">
        <span className="nowrap">
          <Link to="/lists/$listId" params={{ listId: hit.list }}>
            {hit.list}
          </Link>{" "}
          <code>{hit.entityId}</code>
        </span>
        <span>
          {[hit.type, hit.isWeak ? undefined : (kindWords[hit.kind] ?? hit.kind)]
            .filter((word) => word !== undefined)
            .join(", ")}
        </span>
        {hit.programmes.length === 0 ? null : (
          <span>
            programmes <GivenTexts texts={hit.programmes} />
          </span>
        )}
        {hit.references.length === 0 ? null : (
          <span>
            also <GivenTexts texts={hit.references} />
          </span>
        )}
      </p>
    </header>
  );
}

function SetAsideNotice({ suppressed }: { suppressed: NonNullable<HitView["suppressed"]> }) {
  return (
    <p className="hit-suppressed tone-green">
      <Icon name="check" size={13} />
      <span>
        <Link to="/suppressions/$suppressionId" params={{ suppressionId: suppressed.id }}>
          Set aside
        </Link>
        , it does not count, until <Time at={suppressed.until} show="exact" />:{" "}
        <GivenText text={suppressed.reason} />
      </span>
    </p>
  );
}
