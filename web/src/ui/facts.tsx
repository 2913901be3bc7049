import type { ReactNode } from "react";
import { humanize } from "../format/text.ts";
import { Hash } from "./copy.tsx";
import { GivenText } from "./given-text.tsx";

export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Longer than this is read in the JSON, not in a fact line. */
const FACT_LENGTH = 160;
const SHA256 = /^[0-9a-f]{64}$/;

/** The members of a record that fit on a line each; nested ones stay in the JSON. */
export function plainFacts(data: unknown): Fact[] {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return [];
  const facts: Fact[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "string" && SHA256.test(value)) {
      facts.push({ term: humanize(key), value: <Hash value={value} label={humanize(key)} /> });
      continue;
    }
    const text = factText(value);
    if (text !== undefined) facts.push({ term: humanize(key), value: <GivenText text={text} /> });
  }
  return facts;
}

function factText(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value !== "" && value.length <= FACT_LENGTH ? value : undefined;
  if (Array.isArray(value) && value.length > 0 && value.length <= 8) {
    if (!value.every((item) => typeof item === "string" || typeof item === "number")) return undefined;
    const text = value.join(", ");
    return text.length <= FACT_LENGTH ? text : undefined;
  }
  return undefined;
}
