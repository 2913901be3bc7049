import type { MatchIndex } from "./match-index.ts";
import { COVERED_ABSENCE_MAX, initialValue } from "./name-model.ts";
import { absenceCosts, initialsFor, isTelling, type NameQuery } from "./name-query.ts";
import { INITIAL } from "./token-forms.ts";

/** Sums of doubles differ in the last bits by the order of adding; a bound must not lose a hit to that. */
const ROUNDING = 1e-6;

/**
 * Visits every name that can score `least` or more, or be equal, and a few others; never one
 * that is not accepted. Nothing is lost, because a name is left out only by a bound that no
 * score exceeds: (1) the parts of the query that are not looked up could not reach `least`
 * together while those looked up are missing; (2) the posting of a token lists names by what
 * their absence costs, and from some place on more is missing than could be gained; (3) what
 * the marked tokens of a name can add, less what its other tokens and the uncovered parts of
 * the query cost at least.
 */
export function forEachCandidate(
  query: NameQuery,
  index: MatchIndex,
  least: number,
  accepts: (name: number) => boolean,
  visit: (name: number) => void,
): void {
  const { scratch, posting, postingStart, nameAbsence } = index;
  const needed = least - query.bound.offset - ROUNDING;
  const opened = partsToOpen(query, index, needed);
  const longest = absenceMost(query, index, needed);
  for (let at = 0; at < scratch.tokens; at++) {
    const token = scratch.markedTokens[at] ?? 0;
    if (((scratch.queryBits[token] ?? 0) & opened) === 0) continue;
    const end = postingStart[token + 1] ?? 0;
    for (let place = postingStart[token] ?? 0; place < end; place++) {
      const name = posting[place] ?? 0;
      if ((nameAbsence[name] ?? 0) > longest) break;
      if (scratch.visited[name] === scratch.round) continue;
      scratch.visited[name] = scratch.round;
      if (accepts(name) && canReach(query, name, index, needed)) visit(name);
    }
  }
}

/** The parts to look up, as bits: the cheapest ones without which no name can reach the score or be equal. */
function partsToOpen(query: NameQuery, index: MatchIndex, least: number): number {
  const count = query.tokens.length;
  const hidden = mostHidden(query, index);
  const telling: number[] = [];
  let anchors = 0;
  let reachable = 0;
  for (let part = 0; part < count; part++) {
    const bit = 1 << part;
    if (!isTelling(query.role[part])) reachable += query.most[part] ?? 0;
    else telling.push(part);
    if (((query.essentialBits || query.tellingBits) & bit) !== 0 && hidden[part] === -Infinity)
      anchors |= bit;
  }
  if (anchors === 0) return 2 ** count - 1;
  const unfound = (part: number): number => {
    const missing = absenceCosts(query).query * (query.absence[part] ?? 0) + query.bound.unmatched;
    return Math.max(-missing, hidden[part] ?? 0);
  };
  for (const part of telling) reachable += unfound(part);
  telling.sort((a, b) => (query.postings[b] ?? 0) - (query.postings[a] ?? 0) || a - b);
  let opened = query.tellingBits;
  for (const part of telling) {
    const without = opened & ~(1 << part);
    const more = reachable + Math.max(0, (query.most[part] ?? 0) - unfound(part));
    if ((without & anchors) === 0 || more >= least) continue;
    opened = without;
    reachable = more;
  }
  return opened;
}

/**
 * What each part can add at most with a listed token under which names are not entered, such as a word
 * that may be a slip of a title; -Infinity where there is none. A name that holds it is not found by it.
 */
function mostHidden(query: NameQuery, { scratch, dictionary }: MatchIndex): Float64Array {
  const most = new Float64Array(query.tokens.length).fill(-Infinity);
  for (let at = 0; at < scratch.tokens; at++) {
    const token = scratch.markedTokens[at] ?? 0;
    const role = dictionary.role[token];
    if (isTelling(role) || role === INITIAL) continue;
    const bits = scratch.queryBits[token] ?? 0;
    for (let part = 0; part < most.length; part++)
      if (((bits >>> part) & 1) === 1)
        most[part] = Math.max(most[part] ?? -Infinity, scratch.mostValue[token] ?? 0);
  }
  return most;
}

/** What the parts of a listed name may cost when absent, at most, for the name to reach the score. */
function absenceMost(query: NameQuery, index: MatchIndex, least: number): number {
  const { scratch, dictionary } = index;
  const covered = new Float64Array(query.tokens.length);
  let initials = 0;
  for (let at = 0; at < scratch.tokens; at++) {
    const token = scratch.markedTokens[at] ?? 0;
    const bits = scratch.queryBits[token] ?? 0;
    const absence = dictionary.absence[token] ?? 0;
    for (let rest = bits; rest !== 0; rest &= rest - 1) {
      const part = 31 - Math.clz32(rest & -rest);
      if (absence > (covered[part] ?? 0)) covered[part] = absence;
    }
  }
  let most = 0;
  let gained = 0;
  for (let part = 0; part < covered.length; part++) {
    // A part may be put together from two listed ones.
    most += 2 * (covered[part] ?? 0);
    gained += query.most[part] ?? 0;
    if (((query.initialBits >>> part) & 1) === 1) initials++;
  }
  const spare = Math.max(COVERED_ABSENCE_MAX, (gained - least) / absenceCosts(query).listed);
  return most + initials * ABSENCE_MAX + spare + ROUNDING;
}

/** More than the absence of any one part costs. */
const ABSENCE_MAX = 16;

function canReach(query: NameQuery, name: number, index: MatchIndex, least: number): boolean {
  const { scratch, dictionary, nameToken, nameTokenStart } = index;
  const { marked, queryBits, mostValue, round } = scratch;
  let value = 0;
  let bits = 0;
  let listedAbsence = 0;
  let unmatched = 0;
  let conflict = 0;
  let uncovered = false;
  const end = nameTokenStart[name + 1] ?? 0;
  for (let at = nameTokenStart[name] ?? 0; at < end; at++) {
    const token = nameToken[at] ?? 0;
    const isMarked = marked[token] === round;
    const initials = query.initialBits === 0 ? 0 : initialsFor(query, token, index);
    if (isMarked || initials !== 0) {
      bits |= initials;
      const most = isMarked ? (mostValue[token] ?? 0) : 0;
      if (isMarked) bits |= queryBits[token] ?? 0;
      value += initials === 0 ? most : Math.max(most, initialsValue(query, initials));
      continue;
    }
    listedAbsence += dictionary.absence[token] ?? 0;
    const ownConflict = dictionary.conflict[token] ?? 0;
    conflict += ownConflict;
    if (!isTelling(dictionary.role[token])) continue;
    unmatched++;
    const trade = ownConflict < (dictionary.weight[token] ?? 0);
    if (!trade) uncovered = true;
  }
  // It may be equal, or as good as equal, which has a score of its own.
  if (!uncovered && (query.essentialBits & ~bits) === 0) return true;
  let queryAbsence = 0;
  let queryConflict = 0;
  for (let part = 0; part < query.tokens.length; part++) {
    if (((bits >>> part) & 1) === 1) continue;
    if (isTelling(query.role[part])) unmatched++;
    queryAbsence += query.absence[part] ?? 0;
    queryConflict += query.conflict[part] ?? 0;
  }
  const costs = absenceCosts(query);
  const against =
    costs.query * queryAbsence +
    costs.listed * listedAbsence +
    query.bound.unmatched * unmatched +
    query.bound.conflict * Math.min(conflict, queryConflict);
  return value - against >= least;
}

function initialsValue(query: NameQuery, initials: number): number {
  return initialValue(query.weight[31 - Math.clz32(initials)] ?? 0);
}
