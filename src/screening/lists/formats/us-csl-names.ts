import type { NameKind } from "../../party/party.ts";

interface Name {
  readonly text: string;
  readonly kind: NameKind;
}

/** What the State Department adds to names to say how far a sanction reaches. */
const REACH = /,? and any successor, sub-?unit, or subsidiary thereof/i;

/** `(a.k.a. FETCO, Inc.)` or `[aka SAMPLE]` within a name. */
const INNER_ALIAS = /\s*[([]\s*([afn]\.?k\.?a)\.?,?\s+([^()[\]]+(?:\([^()]*\)[^()[\]]*)?)[)\]]/gi;

/** `(DPRK individual)`, after a name whose row gives no type. */
const INDIVIDUAL = /\s*\([^()]*\bindividual\b[^()]*\)/i;

/** Whether the name itself says that it is one of a person. */
export function saysIndividual(text: string): boolean {
  return INDIVIDUAL.test(text);
}

/** The name of a row, and the other names that stand within it in brackets; empty where there is none. */
export function namesOf(text: string): Name[] {
  const inner: Name[] = [];
  const primary = text
    .replace(REACH, "")
    .replace(INDIVIDUAL, "")
    .replace(INNER_ALIAS, (_whole, word: string, names: string) => {
      for (const alias of names.split(/;\s+/)) inner.push(aliasNamed(alias, word));
      return "";
    })
    .replace(/\s+/g, " ")
    .replace(/,\s*$/, "")
    .trim();
  const [first = "", ...rest] = primary.split(/,?\s+(?:a\.k\.a\.|f\.k\.a\.),?\s+/i);
  if (first === "") return [];
  const others = [...rest.map((half) => aliasNamed(half, "a.k.a")), ...inner];
  return [{ text: first, kind: "primary" }, ...others.filter((name) => name.text !== "")];
}

/**
 * Other names, separated by semicolons. In rows of the Department of Commerce the last begins
 * with "and", one can hold another after "a.k.a.", and whole clauses in brackets are remarks.
 */
export function aliasesOf(text: string): Name[] {
  return text.split(/;\s+/).flatMap((part) => {
    const alias = part.trim().replace(/^and\s+/, "");
    if (/^\([^()]*\)$/.test(alias)) return [];
    return namesOf(alias).map((name) =>
      name.kind === "primary" ? { ...name, kind: "alias" as const } : name,
    );
  });
}

function aliasNamed(text: string, word: string): Name {
  const kind = /^f/i.test(word) ? "former" : "alias";
  return { text: text.replace(/[;,]\s*$/, "").trim(), kind };
}
