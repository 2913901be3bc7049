import { tokenise } from "../names/tokens.ts";
import type { NameKind, NameQuality, Party, PartyType } from "../party/party.ts";
import type { ScreeningDecision, ScreeningPolicy } from "../policy.ts";
import { decide, lowestReview, thresholdsFor } from "../policy.ts";
import { alignNames, type NameExplanation } from "./alignment.ts";
import { logistic, logit, probabilityOf, rawScoreFor } from "./calibration.ts";
import { forEachCandidate } from "./candidates.ts";
import { GUESSED_FLAG, partyTypes, typeNumber, WEAK_FLAG } from "./compile-index.ts";
import { mayBeCut } from "./cut-names.ts";
import { type HitEvidence, mostEvidence, type QueryFacts, weighEvidence } from "./evidence.ts";
import { explainHit } from "./explain.ts";
import type { MatchIndex } from "./match-index.ts";
import { type NameQuery, prepareQuery } from "./name-query.ts";
import { lastScore, type NameScore, scoreName } from "./name-score.ts";

/** One list entry that may be the customer. */
export interface ScreeningHit {
  readonly list: string;
  readonly entityId: string;
  readonly contentHash: string;
  readonly type: PartyType;
  /** The listed name that was hit, and its kind and quality. */
  readonly name: string;
  readonly kind: NameKind;
  readonly quality: NameQuality;
  /** The name asked for that hit it. */
  readonly queryName: string;
  /** 0..1, six decimals: the calibrated name score moved by the evidence. */
  readonly score: number;
  /** Score of the names alone before calibration, in nats, four decimals. */
  readonly rawScore: number;
  /** What the corresponding parts of the names tell together, in nats, four decimals. */
  readonly information: number;
  readonly decision: ScreeningDecision;
  readonly programmes: readonly string[];
  /** Ids the entry has on other lists. */
  readonly references: readonly string[];
  readonly evidence: readonly HitEvidence[];
  /** Which parts of the names correspond, and how. */
  readonly alignment: NameExplanation;
  /** The same and the evidence in one sentence. */
  readonly explanation: string;
}

/** An entry that the name alone would have hit, and the fact that spoke against it. */
export interface DiscardedHit {
  readonly list: string;
  readonly entityId: string;
  /** The listed name that was hit. */
  readonly name: string;
  /** The score with every fact, below the review score. */
  readonly score: number;
  /** The facts that conflict, as a clause: `birth date 1990-01-01 is 15 years from 1975`. */
  readonly reason: string;
}

export interface Findings {
  readonly hits: readonly ScreeningHit[];
  /** What the name alone would have hit, the best first; an auditor can see why it was let go. */
  readonly discarded: readonly DiscardedHit[];
}

/** Discarded entries returned per query: enough to judge what was let go. */
export const DISCARDED_MAX = 10;

/** Hits returned per query; beyond this the query is too unspecific to work on. */
export const HITS_MAX = 50;

/** What to look for; checked and read already. */
export interface Search {
  readonly names: readonly string[];
  /** Only parties of this type can be hit; of any type when it is left out. */
  readonly type?: PartyType | undefined;
  readonly facts: QueryFacts;
  /** The index holds customers, and a list entry is looked for among them. */
  readonly reversed?: boolean | undefined;
  /** Only parties of these lists can be hit. */
  readonly lists?: ReadonlySet<string> | undefined;
}

/** The best name of one party so far. */
interface Found {
  readonly party: Party;
  readonly name: number;
  readonly queryName: number;
  readonly score: number;
  readonly evidence: readonly HitEvidence[];
}

/**
 * Finds the entries that the given names may mean. Pure: the same names, facts, index
 * and policy give the same hits in the same order (score, then list and id). Not reentrant
 * for one opened index.
 */
export function findHits(search: Search, index: MatchIndex, policy: ScreeningPolicy): Findings {
  const hits = new Map<number, Found>();
  const discarded = new Map<number, Found>();
  const evidenceOf = new Map<number, readonly HitEvidence[]>();
  const least = leastRaw(search.facts, policy);
  const accepts = acceptance(search, index);
  const identified = search.facts.identifiers.flatMap((key) => index.partiesWithIdentifier(key));
  let prepared: NameQuery | undefined;
  search.names.forEach((text, queryName) => {
    const query = queryOf(text, search, index);
    prepared = query;
    const consider = (name: number, from: number): void => {
      if (scoreName(query, name, index) < from) return;
      const score = lastScore(index);
      const number = index.nameParty[name] ?? 0;
      const party = index.party(number);
      const evidence = evidenceOf.get(number) ?? weighEvidence(search.facts, party);
      evidenceOf.set(number, evidence);
      const quality = ((index.nameFlags[name] ?? 0) & WEAK_FLAG) === 0 ? "strong" : "weak";
      const total = combine(score, quality, evidence, policy);
      const found = { party, name, queryName, score: total, evidence };
      if (total >= thresholdsFor(policy, party).review) keepBest(hits, number, found);
      else if (isCleared(score, quality, evidence, party, policy)) keepBest(discarded, number, found);
    };
    forEachCandidate(query, index, least, accepts, (name) => consider(name, least));
    for (const number of identified) {
      for (
        let name = index.partyFirstName[number] ?? 0;
        name < (index.partyFirstName[number + 1] ?? 0);
        name++
      ) {
        if (accepts(name)) consider(name, Number.NEGATIVE_INFINITY);
      }
    }
  });
  for (const number of hits.keys()) discarded.delete(number);
  const ranked = [...hits.values()].sort(byRank).slice(0, HITS_MAX);
  const told = [...discarded.values()].sort(byRank).slice(0, DISCARDED_MAX);
  return {
    hits: explained(ranked, search, prepared, index, policy),
    discarded: told.map((one) => discardedHit(one, index)),
  };
}

function queryOf(text: string, search: Search, index: MatchIndex): NameQuery {
  return prepareQuery(tokenise(text, search.type), index, { ...search, cut: mayBeCut(text) });
}

/** Below this raw score two names are different names, and no shared birthday or country makes them one. */
const NAME_RAW_MIN = 6;

/** A name with this raw score, or a better one, can still be a hit with all the facts in its favour. */
export function leastRaw(facts: QueryFacts, policy: ScreeningPolicy): number {
  const needed = logistic(logit(lowestReview(policy)) - mostEvidence(facts)) / policy.nameOnlyMax;
  return needed >= 1 ? Number.POSITIVE_INFINITY : Math.max(NAME_RAW_MIN, rawScoreFor(needed));
}

function acceptance({ type, lists }: Search, index: MatchIndex): (name: number) => boolean {
  const wanted = type === undefined ? -1 : partyTypes.indexOf(type);
  const listed = index.lists.map((list) => lists === undefined || lists.has(list));
  const everyList = listed.every(Boolean);
  return (name) =>
    (wanted < 0 || isOfType(index.nameFlags[name] ?? 0, wanted)) &&
    (everyList || listed[index.partyList[index.nameParty[name] ?? 0] ?? 0] === true);
}

/** Where a list does not say what its entry is, the type is a guess and excludes nothing. */
function isOfType(flags: number, wanted: number): boolean {
  return typeNumber(flags) === wanted || (flags & GUESSED_FLAG) !== 0;
}

/** A party's names are numbered in its own order, so that the choice between equals depends on nothing else. */
function keepBest(best: Map<number, Found>, number: number, found: Found): void {
  const known = best.get(number);
  const better =
    !known ||
    found.score > known.score ||
    (found.score === known.score && found.queryName === known.queryName && found.name < known.name);
  if (better) best.set(number, found);
}

function byRank(a: Found, b: Found): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.party.list !== b.party.list) return a.party.list < b.party.list ? -1 : 1;
  return a.party.id < b.party.id ? -1 : a.party.id > b.party.id ? 1 : 0;
}

/** Whether the name alone would have been a hit and a conflicting fact prevents it. */
function isCleared(
  score: NameScore,
  quality: NameQuality,
  evidence: readonly HitEvidence[],
  party: Party,
  policy: ScreeningPolicy,
): boolean {
  if (!evidence.some((one) => one.result === "conflict")) return false;
  return combine(score, quality, [], policy) >= thresholdsFor(policy, party).review;
}

function discardedHit({ party, name, score, evidence }: Found, index: MatchIndex): DiscardedHit {
  const conflicts = evidence.filter((one) => one.result === "conflict").map((one) => one.detail);
  return {
    list: party.list,
    entityId: party.id,
    name: party.names[index.nameOrdinal[name] ?? 0]?.text ?? "",
    score,
    reason: conflicts.join("; "),
  };
}

/** The hits with their alignments, which only they need. `prepared` is the query of the last name. */
function explained(
  found: readonly Found[],
  search: Search,
  prepared: NameQuery | undefined,
  index: MatchIndex,
  policy: ScreeningPolicy,
): ScreeningHit[] {
  const hits: ScreeningHit[] = [];
  let query = prepared;
  // From the last name on, which the scratch memory is still about.
  for (let queryName = search.names.length - 1; queryName >= 0; queryName--, query = undefined) {
    const text = search.names[queryName] ?? "";
    for (const [at, one] of found.entries()) {
      if (one.queryName !== queryName) continue;
      query ??= queryOf(text, search, index);
      hits[at] = hitOf(one, text, query, index, policy);
    }
  }
  return hits;
}

function hitOf(
  { party, name, score, evidence }: Found,
  queryName: string,
  query: NameQuery,
  index: MatchIndex,
  policy: ScreeningPolicy,
): ScreeningHit {
  const listed = party.names[index.nameOrdinal[name] ?? 0];
  const text = listed?.text ?? "";
  const aligned = alignNames(query, name, tokenise(text, party.type), index);
  const hit = {
    list: party.list,
    entityId: party.id,
    contentHash: party.contentHash,
    type: party.type,
    name: text,
    kind: listed?.kind ?? "primary",
    quality: listed?.quality ?? "strong",
    queryName,
    score,
    rawScore: round(aligned.score.raw, 4),
    information: round(aligned.score.information, 4),
    decision: decide(score, thresholdsFor(policy, party)),
    programmes: party.programmes,
    references: party.references,
    evidence,
    alignment: aligned.explanation,
  };
  return { ...hit, explanation: explainHit(hit) };
}

/** Highest score of all; only an identical identifier or several facts come near. */
const SCORE_MAX = 0.999_999;
/** Name score of whoever carries an identifier of the customer, whatever the names. */
const IDENTIFIED_MIN = 0.85;

/**
 * The score of a hit: the probability the names alone mean, bounded because a name alone
 * proves nothing, moved by the evidence in log-odds. A weak alias counts only when nearly
 * nothing speaks against it, and then stays below a bound of its own.
 */
export function combine(
  score: NameScore,
  quality: NameQuality,
  evidence: readonly HitEvidence[],
  policy: ScreeningPolicy,
): number {
  const sameIdentifier = evidence.some((one) => one.fact === "identifier" && one.result === "agree");
  let base = probabilityOf(score.raw) * policy.nameOnlyMax;
  if (quality === "weak" && !sameIdentifier) {
    if (!score.equal && score.agreement < policy.weakAliasMin) return 0;
    base = Math.min(base, policy.weakAliasMax);
  }
  if (sameIdentifier) base = Math.max(base, IDENTIFIED_MIN);
  let added = 0;
  for (const one of evidence) added += one.logOdds;
  if (added === 0) return round(base, 6);
  return round(Math.min(SCORE_MAX, logistic(logit(base) + added)), 6);
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
