import { type NameToken, tokenise } from "../names/tokens.ts";
import { identifierKey } from "../party/identifier-key.ts";
import type { Party, PartyName } from "../party/party.ts";
import { TokenDictionary } from "./neighbourhood.ts";

/** One name of one party, as the index holds it. */
export interface IndexedName {
  readonly party: Party;
  readonly name: PartyName;
  readonly tokens: readonly NameToken[];
  /** Sum of the weights of its tokens. */
  readonly mass: number;
}

/** Everything matching needs of one or more lists; immutable once built. */
export interface MatchIndex {
  readonly names: readonly IndexedName[];
  readonly partyCount: number;
  readonly dictionary: TokenDictionary;
  /** Names that hold a token, by token id; common linking words and legal forms are left out. */
  readonly postings: readonly (Int32Array | undefined)[];
  readonly byIdentifier: ReadonlyMap<string, readonly Party[]>;
  weigh(token: NameToken): number;
  /** Reused by every query, so that none allocates for all names; queries run one at a time. */
  readonly scratch: { readonly gains: Float32Array; readonly counted: Int32Array; round: number };
}

/** Weights of parts that say little, whatever their rarity, and bounds for the rest. */
const ROLE_WEIGHT = { legal: 0.6, particle: 0.4, honorific: 0.3, initial: 1.5 } as const;
const WEIGHT_MIN = 2.5;
/** The weight of a word on no list; also that of any word when there is no index to ask. */
export const WEIGHT_MAX = 9;

/** Weight of a token that `count` of `total` parties carry. */
export function tokenWeight(token: NameToken, count: number, total: number): number {
  if (token.role !== "word" && token.role !== "number") return ROLE_WEIGHT[token.role];
  if (count === 0) return WEIGHT_MAX;
  return Math.min(WEIGHT_MAX, Math.max(WEIGHT_MIN, Math.log(total / count)));
}

/** A total the weights are measured against even when the lists are small, so that a sample list ranks like a real one. */
const POPULATION_MIN = 10_000;

/** Builds the index of all names of all given parties. The order of parties does not change any answer. */
export function buildMatchIndex(parties: readonly Party[]): MatchIndex {
  const dictionary = new TokenDictionary();
  const partyCounts: number[] = [];
  const lastParty: number[] = [];
  const drafts: { party: Party; name: PartyName; tokens: NameToken[]; ids: number[] }[] = [];
  parties.forEach((party, partyAt) => {
    for (const name of party.names) {
      const tokens = tokenise(name.text, party.type);
      const ids = tokens.map((token) => dictionary.intern(token));
      drafts.push({ party, name, tokens, ids });
      for (const id of ids) {
        if (lastParty[id] === partyAt) continue;
        lastParty[id] = partyAt;
        partyCounts[id] = (partyCounts[id] ?? 0) + 1;
      }
    }
  });
  dictionary.freeze();
  const total = Math.max(parties.length, POPULATION_MIN);
  const weigh = (token: NameToken): number => {
    const id = dictionary.idOf(token);
    return tokenWeight(token, id === undefined ? 0 : (partyCounts[id] ?? 0), total);
  };
  const names = drafts.map(({ party, name, tokens }) => ({
    party,
    name,
    tokens,
    mass: tokens.reduce((mass, token) => mass + weigh(token), 0),
  }));
  return {
    names,
    partyCount: parties.length,
    dictionary,
    postings: postingsOf(drafts, dictionary),
    byIdentifier: identifiersOf(parties),
    weigh,
    scratch: { gains: new Float32Array(names.length), counted: new Int32Array(names.length), round: 0 },
  };
}

function postingsOf(
  names: readonly { ids: readonly number[] }[],
  dictionary: TokenDictionary,
): (Int32Array | undefined)[] {
  const lists: number[][] = dictionary.tokens.map(() => []);
  names.forEach(({ ids }, nameAt) => {
    for (const id of new Set(ids)) lists[id]?.push(nameAt);
  });
  return lists.map((list, id) => {
    const role = dictionary.tokens[id]?.role;
    return role === "legal" || role === "particle" ? undefined : Int32Array.from(list);
  });
}

function identifiersOf(parties: readonly Party[]): Map<string, Party[]> {
  const byIdentifier = new Map<string, Party[]>();
  for (const party of parties) {
    for (const identifier of party.identifiers) {
      const key = identifierKey(identifier.kind, identifier.value);
      if (key === undefined) continue;
      const known = byIdentifier.get(key);
      if (!known) byIdentifier.set(key, [party]);
      else if (!known.includes(party)) known.push(party);
    }
  }
  return byIdentifier;
}
