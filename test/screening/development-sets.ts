import type { Party, PartyName, PartyType } from "../../src/screening/party/party.ts";
import { type Split, splitOf } from "./held-out.ts";
import { linkedParties } from "./linked-parties.ts";
import { distinctWords } from "./ordinary-names.ts";
import { perturbations, spokenWords } from "./perturbations.ts";
import type { ListId, PublicLists } from "./public-lists.ts";
import { randomFor, shuffled } from "./seeded-random.ts";

/** A name that means a listed entry, or (a hard negative) must not bring that entry up. */
export interface LabelledName {
  readonly query: string;
  readonly type: PartyType;
  /** The kind of perturbation, pair of lists, or script it belongs to. */
  readonly kind: string;
  readonly list: string;
  readonly entityId: string;
  /** The listed name it was made from, where there is one. */
  readonly madeFrom?: string;
  readonly split: Split;
}

/** A name alone is telling from this many letters on; nobody can find `EPL` with a typo. */
const LETTERS_MIN = 6;

const strongLatin = (name: PartyName): boolean =>
  name.quality === "strong" &&
  name.script === "Latin" &&
  name.text.replace(/[^\p{L}]/gu, "").length >= LETTERS_MIN;

/**
 * `perKind` perturbed names of every kind and type of party, each from another entry. Only
 * names of two words and more for persons, because a single name with a typo is no name.
 */
export function perturbedNames(parties: readonly Party[], perKind: number): LabelledName[] {
  const names: LabelledName[] = [];
  for (const [kind, perturb] of Object.entries(perturbations)) {
    const taken = { person: 0, entity: 0, vessel: 0, aircraft: perKind } satisfies Record<PartyType, number>;
    for (const party of shuffled(parties, randomFor(kind))) {
      if (taken[party.type] >= perKind) continue;
      const { list, id: entityId, type } = party;
      const random = randomFor(kind, list, entityId);
      const listed = party.names.filter(strongLatin);
      const madeFrom = listed[Math.floor(random() * listed.length)]?.text;
      if (madeFrom === undefined) continue;
      const words = spokenWords(madeFrom, type);
      if (type === "person" && words.length < 2) continue;
      const query = perturb(words, random, type);
      if (query === undefined || (kind !== "exact" && query === words.join(" "))) continue;
      taken[type]++;
      names.push({ query, type, kind, list, entityId, madeFrom, split: splitOf(party) });
    }
  }
  return names;
}

/**
 * Pairs of lists whose common entries are compared: primary names of the first against the
 * second. The EU's list is never the first, because it has no primary names.
 */
export const LIST_PAIRS: readonly (readonly [ListId, ListId])[] = [
  ["un", "ofac-sdn"],
  ["un", "eu"],
  ["un", "uk"],
  ["uk", "ofac-sdn"],
  ["uk", "eu"],
  ["ofac-sdn", "uk"],
  ["ofac-sdn", "eu"],
];

/**
 * The primary names of one list's entries as the other list must find them; of the lists that are
 * given. Ships are left out, because they change their names, and so are parties the other list
 * has twice under that very name.
 */
export function spellingsBetweenLists(lists: Partial<PublicLists>): LabelledName[] {
  return LIST_PAIRS.flatMap(([from, to]) => {
    const byName = idsByName(lists[to] ?? []);
    return linkedParties(lists[from] ?? [], lists[to] ?? []).flatMap(({ a, b }): LabelledName[] => {
      const query = a.names.find((name) => name.kind === "primary" && strongLatin(name))?.text;
      if (query === undefined || !b.names.some((name) => name.script === "Latin")) return [];
      const listedTwice = byName.get(distinctWords(query))?.some((id) => id !== b.id) ?? false;
      if (listedTwice || a.type === "vessel" || b.type === "vessel") return [];
      const { list, id: entityId } = b;
      return [{ query, type: a.type, kind: `${from} to ${to}`, list, entityId, split: splitOf(a, b) }];
    });
  });
}

/** Ids of the entries that have a name, by its words. */
function idsByName(parties: readonly Party[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { id, names } of parties) {
    for (const { text } of names) ids.set(distinctWords(text), [...(ids.get(distinctWords(text)) ?? []), id]);
  }
  return ids;
}

/** Parties with their Latin names only, as an index for names in other scripts. */
export function latinOnly(parties: readonly Party[]): Party[] {
  return parties.flatMap((party) => {
    const names = party.names.filter((name) => name.script === "Latin");
    return names.length === 0 ? [] : [{ ...party, names }];
  });
}

/** Every name in another script; its own entry must be the best one among Latin names. */
export function namesInOtherScripts(parties: readonly Party[]): LabelledName[] {
  return parties.flatMap((party) =>
    party.names
      .filter((name) => name.script !== "Latin" && party.names.some((other) => other.script === "Latin"))
      .map((name) => ({
        query: name.text,
        type: party.type,
        kind: `${name.script} ${party.type === "person" ? "persons" : "entities"}`,
        list: party.list,
        entityId: party.id,
        split: splitOf(party),
      })),
  );
}

/** Every strong Latin alias, to be found among primary names only: many are other names altogether. */
export function aliasesOfPrimaries(parties: readonly Party[]): LabelledName[] {
  return parties.flatMap((party) => {
    const primary = party.names.find((name) => name.kind === "primary")?.text;
    return party.names
      .filter((name) => name.kind !== "primary" && strongLatin(name) && name.text !== primary)
      .map((name) => ({
        query: name.text,
        type: party.type,
        kind: party.type,
        list: party.list,
        entityId: party.id,
        split: splitOf(party),
      }));
  });
}

/** Parties with their primary names only. */
export function primariesOnly(parties: readonly Party[]): Party[] {
  return parties.map((party) => ({ ...party, names: party.names.filter((name) => name.kind === "primary") }));
}
