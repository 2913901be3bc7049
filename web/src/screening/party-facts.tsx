import { humanize } from "../format/text.ts";
import { isMasked } from "../run/masked.ts";
import { type Fact, Facts } from "../ui/facts.tsx";
import { GivenText, GivenTexts } from "../ui/given-text.tsx";
import type { KnownFacts } from "./query-draft.ts";

interface PartyFactsProps {
  readonly facts: KnownFacts;
  readonly reference?: string | undefined;
  /** The institution's own tier. */
  readonly risk?: string | undefined;
}

/** What is known of a party, a line each; what is not known has none. */
export function PartyFacts({ facts, reference, risk }: PartyFactsProps) {
  if (facts.names.some(isMasked)) {
    return <p className="muted">Hidden from your role: it is personal data.</p>;
  }
  const [name = "", ...names] = facts.names;
  const lines: (Fact | undefined)[] = [
    { term: "Name", value: <GivenText text={name} /> },
    several("Further names", names),
    facts.type === undefined ? undefined : { term: "Type", value: humanize(facts.type) },
    one("Birth date", facts.birthDate),
    one("Gender", facts.gender),
    several("Countries", facts.countries),
    several("Nationalities", facts.nationalities),
    ...facts.identifiers.map(({ kind, value }) => ({
      term: humanize(kind),
      value: (
        <code>
          <GivenText text={value} />
        </code>
      ),
    })),
    one("Reference", reference),
    one("Risk", risk),
    several("Only the lists", facts.lists),
  ];
  return <Facts facts={lines.filter((line) => line !== undefined)} />;
}

function one(term: string, text: string | undefined): Fact | undefined {
  return text === undefined ? undefined : { term, value: <GivenText text={text} /> };
}

function several(term: string, texts: readonly string[]): Fact | undefined {
  return texts.length === 0 ? undefined : { term, value: <GivenTexts texts={texts} /> };
}
