import { identifierKey } from "../../src/screening/party/identifier-key.ts";
import type { Party } from "../../src/screening/party/party.ts";

/** The same party as two lists have it, and how we know without looking at its Latin spelling. */
export interface LinkedParties {
  readonly a: Party;
  readonly b: Party;
  readonly by: "reference" | "identifier" | "original script";
}

/** Document numbers shorter than this are shared by chance. */
const NUMBER_LENGTH_MIN = 6;

/**
 * Parties that two lists have in common: by a shared reference (UN permanent reference
 * number), an identical document number, or an identical name in the original script of at
 * least three words (two for organisations). Keys that several entries of one list carry
 * link nothing, nor do persons whose birth years differ.
 */
export function linkedParties(listA: readonly Party[], listB: readonly Party[]): LinkedParties[] {
  const linked = new Map<string, LinkedParties>();
  for (const [by, keysOf] of keyKinds) {
    const inB = uniqueByKey(listB, keysOf);
    for (const [key, a] of uniqueByKey(listA, keysOf)) {
      const b = inB.get(key);
      if (!a || !b || kindOf(a) !== kindOf(b) || birthYearsDiffer(a, b)) continue;
      const pair = `${a.id}\0${b.id}`;
      if (!linked.has(pair)) linked.set(pair, { a, b, by });
    }
  }
  return [...linked.values()];
}

const keyKinds: readonly (readonly [LinkedParties["by"], (party: Party) => string[]])[] = [
  ["reference", (party) => party.references.filter((reference) => reference.startsWith("un:"))],
  ["identifier", documentKeys],
  ["original script", originalScriptKeys],
];

function documentKeys(party: Party): string[] {
  return party.identifiers.flatMap(({ kind, value }) => {
    const digits = value.replace(/^IMO\s*/i, "");
    const key = identifierKey(kind, digits);
    return key !== undefined && digits.replace(/\D/g, "").length >= NUMBER_LENGTH_MIN ? [key] : [];
  });
}

function originalScriptKeys(party: Party): string[] {
  const wordsMin = party.type === "person" ? 3 : 2;
  return party.names
    .filter((name) => name.script !== "Latin")
    .map(
      (name) =>
        name.text
          .normalize("NFKC")
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    )
    .filter((words) => words.length >= wordsMin)
    .map((words) => `${party.type === "person" ? "person" : "other"}:${words.toSorted().join(" ")}`);
}

/** Lists disagree about what is a ship, so only persons and the rest are told apart. */
const kindOf = (party: Party): string => (party.type === "person" ? "person" : "other");

function birthYearsDiffer(a: Party, b: Party): boolean {
  if (a.birthDates.length === 0 || b.birthDates.length === 0) return false;
  const years = new Set(a.birthDates.map((date) => Number(date.from.slice(0, 4))));
  return !b.birthDates.some((date) => {
    const year = Number(date.from.slice(0, 4));
    return [year - 1, year, year + 1].some((near) => years.has(near));
  });
}

/** Parties by key; undefined where several carry it. */
function uniqueByKey(
  parties: readonly Party[],
  keysOf: (party: Party) => string[],
): Map<string, Party | undefined> {
  const byKey = new Map<string, Party | undefined>();
  for (const party of parties) {
    for (const key of new Set(keysOf(party))) byKey.set(key, byKey.has(key) ? undefined : party);
  }
  return byKey;
}
