import { type NameToken, tokenise } from "../names/tokens.ts";
import type { Party } from "../party/party.ts";
import type { IndexedName, MatchIndex } from "./match-index.ts";
import type { Neighbour } from "./neighbourhood.ts";

/** Names compared in full per query; they are ranked by an optimistic bound, so the best are among them. */
const CANDIDATES_MAX = 100;
/** How far below the review score the bound may lie: evidence can lift a hit by so much. */
const BOUND_SLACK = 0.1;
/** Linking words and legal forms are not looked up; that much mass may correspond besides. */
const UNINDEXED_MASS = 2;

/** A part of the query and the list tokens it may stand for. */
interface Lookup {
  readonly neighbours: readonly Neighbour[];
  /** The most it can add to the gain of a name. */
  readonly gainMax: number;
}

/**
 * Names whose parts could reach the review score, most promising first. Parts are looked
 * up from the most to the least telling; once the rest could not carry a name alone, no
 * new name is taken up, so that "Mohammed" or "trading" opens no long list by itself.
 */
export function candidatesOf(
  tokens: readonly NameToken[],
  accepts: (party: Party) => boolean,
  index: MatchIndex,
  reviewScore: number,
): IndexedName[] {
  const mass = tokens.reduce((sum, token) => sum + index.weigh(token), 0);
  const least = reviewScore - BOUND_SLACK;
  const lookups = lookupsOf(tokens, index).sort((a, b) => b.gainMax - a.gainMax);
  let rest = lookups.reduce((sum, lookup) => sum + lookup.gainMax, 0);
  const { gains } = index.scratch;
  const touched: number[] = [];
  for (const lookup of lookups) {
    const open = optimisticScore(rest, mass, Math.min(rest, mass)) >= least;
    addGains(lookup, index, open, touched);
    rest -= lookup.gainMax;
  }
  const ranked: { bound: number; nameAt: number }[] = [];
  for (const nameAt of touched) {
    const gained = gains[nameAt] ?? 0;
    gains[nameAt] = 0;
    const candidate = index.names[nameAt];
    if (!candidate || !accepts(candidate.party)) continue;
    const bound = optimisticScore(gained, mass, candidate.mass);
    if (bound >= least) ranked.push({ bound, nameAt });
  }
  ranked.sort((a, b) => b.bound - a.bound || a.nameAt - b.nameAt);
  return ranked.slice(0, CANDIDATES_MAX).flatMap(({ nameAt }) => index.names[nameAt] ?? []);
}

function addGains(lookup: Lookup, index: MatchIndex, open: boolean, touched: number[]): void {
  const { gains, counted } = index.scratch;
  const round = ++index.scratch.round;
  for (const neighbour of lookup.neighbours) {
    const listed = index.dictionary.tokens[neighbour.tokenId];
    const names = index.postings[neighbour.tokenId];
    if (!listed || !names) continue;
    const gain = neighbour.similarity * index.weigh(listed);
    for (const nameAt of names) {
      const known = gains[nameAt] ?? 0;
      if (counted[nameAt] === round || (known === 0 && !open)) continue;
      counted[nameAt] = round;
      if (known === 0) touched.push(nameAt);
      gains[nameAt] = known + gain;
    }
  }
}

function optimisticScore(gained: number, queryMass: number, listedMass: number): number {
  const reached = gained + UNINDEXED_MASS;
  const missing = Math.abs(queryMass - listedMass);
  const conflict = Math.max(0, Math.min(queryMass, listedMass) - reached);
  return reached / (reached + 0.15 * missing + conflict);
}

/** The parts as they stand, each two neighbours joined, and each part split where both halves are known. */
function lookupsOf(tokens: readonly NameToken[], index: MatchIndex): Lookup[] {
  const lookups: Lookup[] = [];
  const add = (neighbours: readonly Neighbour[]): void => {
    if (neighbours.length > 0) lookups.push({ neighbours, gainMax: gainMaxOf(neighbours, index) });
  };
  tokens.forEach((token, at) => {
    add(index.dictionary.neighbours(token));
    for (const halves of splitsOf(token, index)) for (const half of halves) add(exactly(half, index));
    const next = tokens[at + 1];
    if (next) add(exactly(`${token.text}${next.text}`, index));
  });
  return lookups;
}

function gainMaxOf(neighbours: readonly Neighbour[], index: MatchIndex): number {
  let most = 0;
  for (const { similarity, tokenId } of neighbours) {
    const listed = index.dictionary.tokens[tokenId];
    if (listed && index.postings[tokenId]) most = Math.max(most, similarity * index.weigh(listed));
  }
  return most;
}

const HALF_LENGTH_MIN = 2;
const SPLIT_LENGTH_MIN = 6;

function splitsOf(token: NameToken, index: MatchIndex): [string, string][] {
  const { text, role } = token;
  if (role !== "word" || text.length < SPLIT_LENGTH_MIN || index.dictionary.has(text)) return [];
  const splits: [string, string][] = [];
  for (let at = HALF_LENGTH_MIN; at <= text.length - HALF_LENGTH_MIN; at++) {
    const halves: [string, string] = [text.slice(0, at), text.slice(at)];
    if (halves.every((half) => index.dictionary.has(half))) splits.push(halves);
  }
  return splits;
}

function exactly(text: string, index: MatchIndex): Neighbour[] {
  const [token] = tokenise(text, "vessel");
  const tokenId = token && index.dictionary.idOf(token);
  return tokenId === undefined ? [] : [{ tokenId, similarity: 1, operation: "same" }];
}
