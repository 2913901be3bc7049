import type { Party, PartyType } from "../../src/screening/party/party.ts";
import type { LabelledName } from "./development-sets.ts";
import { splitOf } from "./held-out.ts";
import { spokenWords } from "./perturbations.ts";
import { randomFor, shuffled } from "./seeded-random.ts";

type Kind = "same family name" | "same given name" | "one word in common" | "another number";

/**
 * Different entries of one list that resemble each other: the name of the one must not bring
 * up the other. Pairs that share a whole name (in any order) are left out, because there the
 * list itself says both; so are pairs the publisher links.
 */
export function hardNegatives(parties: readonly Party[], perKind: number): LabelledName[] {
  const profiles = parties.flatMap(profileOf);
  const found: LabelledName[] = [];
  for (const kind of kinds) {
    const groups = new Map<string, Profile[]>();
    for (const profile of profiles) {
      const key = groupKey(kind, profile);
      if (key !== undefined)
        groups.set(`${profile.party.type}:${key}`, [
          ...(groups.get(`${profile.party.type}:${key}`) ?? []),
          profile,
        ]);
    }
    let taken = 0;
    for (const [key, group] of shuffled([...groups], randomFor("hard", kind))) {
      const [a, b] = shuffled(group, randomFor(kind, key));
      if (taken >= perKind || !a || !b || !differ(a, b)) continue;
      taken++;
      const { party } = b;
      found.push({
        query: a.words.join(" "),
        type: a.party.type,
        kind,
        list: party.list,
        entityId: party.id,
        madeFrom: party.names[0]?.text ?? "",
        split: splitOf(a.party, party),
      });
    }
  }
  return found;
}

const kinds: readonly Kind[] = [
  "same family name",
  "same given name",
  "one word in common",
  "another number",
];

interface Profile {
  readonly party: Party;
  /** The primary name as spoken. */
  readonly words: readonly string[];
  readonly family: string | undefined;
  readonly given: string | undefined;
  /** Every name of the entry, its words sorted. */
  readonly all: ReadonlySet<string>;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function profileOf(party: Party): Profile[] {
  const primary = party.names.find((name) => name.kind === "primary");
  if (primary?.script !== "Latin") return [];
  const words = spokenWords(primary.text, party.type);
  if (words.length < 2) return [];
  const [family, given] = party.type === "person" ? primary.text.toLowerCase().split(", ") : [];
  const all = new Set(party.names.map((name) => wordsOf(name.text).toSorted().join(" ")));
  return [{ party, words, family, given: given?.split(" ")[0], all }];
}

function groupKey(kind: Kind, { words, family, given, party }: Profile): string | undefined {
  switch (kind) {
    case "same family name":
      return given === undefined ? undefined : family;
    case "same given name":
      return given;
    case "one word in common":
      return party.type === "person" ? undefined : words[0]?.toLowerCase();
    case "another number": {
      const text = words.join(" ").toLowerCase();
      return party.type !== "person" && /\d/.test(text) ? text.replace(/\d+/g, "#") : undefined;
    }
  }
}

/** Whether no name of the one is a name of the other, and something else than the common word differs. */
function differ(a: Profile, b: Profile): boolean {
  if (a.party.id === b.party.id || [...a.all].some((name) => b.all.has(name))) return false;
  const similarAlias = [...a.all].some((one) =>
    [...b.all].some((two) => contains(one, two) || contains(two, one)),
  );
  return !similarAlias || isNumbered(a.party.type, a.words);
}

const isNumbered = (type: PartyType, words: readonly string[]): boolean =>
  type !== "person" && /\d/.test(words.join(""));

/** Whether all words of the shorter name are in the longer: then the name alone cannot tell them apart. */
function contains(longer: string, shorter: string): boolean {
  const words = new Set(longer.split(" "));
  return shorter.split(" ").length > 1 && shorter.split(" ").every((word) => words.has(word));
}
