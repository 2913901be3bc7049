import { type HitEvidence, type QueryFacts, weighEvidence } from "./evidence.ts";
import { explainHit } from "./explain.ts";
import { type IndexedName, type MatchIndex, typesCompatible } from "./match-index.ts";
import { type NameExplanation, type NameScore, round, scoreNames } from "./name-score.ts";
import type { NameKind, NameQuality, Party, PartyType } from "./party.ts";
import { decide, type ScreeningDecision, type ScreeningPolicy } from "./policy.ts";
import { compareTokens, type TokenMatch } from "./token-similarity.ts";
import type { NameToken } from "./tokens.ts";
import { tokenise } from "./tokens.ts";

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
  /** 0..1, four decimals. */
  readonly score: number;
  readonly decision: ScreeningDecision;
  readonly programmes: readonly string[];
  readonly evidence: readonly HitEvidence[];
  readonly explanation: NameExplanation;
  /** The explanation in one sentence. */
  readonly sentence: string;
}

/** Names compared in full per query; the bound they are ranked by is optimistic, so the best are among them. */
const CANDIDATES_MAX = 200;
/** Hits returned per query; beyond this the query is too unspecific to work on. */
export const HITS_MAX = 50;
/** How far below the review score the quick bound may lie: evidence can lift a hit by so much. */
const BOUND_SLACK = 0.12;

/**
 * Finds the entries that the given names may mean. Pure: the same names, facts, index
 * and policy give the same hits in the same order (score, then list and id).
 */
export function findHits(
  names: readonly string[],
  type: PartyType | undefined,
  facts: QueryFacts,
  index: MatchIndex,
  policy: ScreeningPolicy,
): ScreeningHit[] {
  const best = new Map<Party, ScreeningHit>();
  for (const queryName of names) {
    const tokens = tokenise(queryName, type);
    const compare = rememberedComparison();
    const weights = new Map(tokens.map((token) => [token, index.weigh(token)]));
    const weigh = (token: NameToken): number => weights.get(token) ?? index.weigh(token);
    const consider = (candidate: IndexedName): void => {
      const score = scoreNames(tokens, candidate.tokens, weigh, compare);
      const hit = judge({ queryName, candidate, score, facts, policy });
      const known = best.get(candidate.party);
      if (hit && (!known || hit.score > known.score)) best.set(candidate.party, hit);
    };
    for (const candidate of candidatesOf(tokens, type, index, policy)) consider(candidate);
    for (const candidate of identifiedBy(facts, type, index)) consider(candidate);
  }
  return [...best.values()].sort(byRank).slice(0, HITS_MAX);
}

function byRank(a: ScreeningHit, b: ScreeningHit): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.list !== b.list) return a.list < b.list ? -1 : 1;
  return a.entityId < b.entityId ? -1 : a.entityId > b.entityId ? 1 : 0;
}

/** Names whose matching parts could reach the review score, most promising first. */
function candidatesOf(
  tokens: readonly NameToken[],
  type: PartyType | undefined,
  index: MatchIndex,
  policy: ScreeningPolicy,
): IndexedName[] {
  const matched = new Map<number, number>();
  let mass = 0;
  for (const token of withJoins(tokens)) {
    if (!token.joined) mass += index.weigh(token.token);
    const seen = new Set<number>();
    for (const neighbour of index.dictionary.neighbours(token.token)) {
      const listed = index.dictionary.tokens[neighbour.tokenId];
      const names = index.postings[neighbour.tokenId];
      if (!listed || !names) continue;
      const gain = neighbour.similarity * index.weigh(listed);
      for (const nameAt of names) {
        if (seen.has(nameAt)) continue;
        seen.add(nameAt);
        matched.set(nameAt, (matched.get(nameAt) ?? 0) + gain);
      }
    }
  }
  const least = policy.review - BOUND_SLACK;
  const ranked: { bound: number; nameAt: number }[] = [];
  for (const [nameAt, gained] of matched) {
    const candidate = index.names[nameAt];
    if (!candidate || !typesCompatible(type, candidate.party.type)) continue;
    const bound = optimisticScore(gained, mass, candidate.mass);
    if (bound >= least) ranked.push({ bound, nameAt });
  }
  ranked.sort((a, b) => b.bound - a.bound || a.nameAt - b.nameAt);
  return ranked.slice(0, CANDIDATES_MAX).flatMap(({ nameAt }) => index.names[nameAt] ?? []);
}

/** Linking words and legal forms are not looked up; that much mass may match besides. */
const UNINDEXED_MASS = 2;

function optimisticScore(gained: number, queryMass: number, listedMass: number): number {
  const reached = gained + UNINDEXED_MASS;
  const missing = Math.abs(queryMass - listedMass);
  const conflict = Math.max(0, Math.min(queryMass, listedMass) - reached);
  return reached / (reached + 0.33 * missing * 0.8 + conflict);
}

/** The parts, and each two neighbours joined: the list may write them as one. */
function withJoins(tokens: readonly NameToken[]): { token: NameToken; joined: boolean }[] {
  const all = tokens.map((token) => ({ token, joined: false }));
  for (let at = 0; at + 1 < tokens.length; at++) {
    const first = tokens[at];
    const second = tokens[at + 1];
    if (!first || !second) continue;
    const [token] = tokenise(first.text + second.text, "vessel");
    if (token) all.push({ token, joined: true });
  }
  return all;
}

/** Entries that carry an identifier of the customer, whatever they are called. */
function identifiedBy(facts: QueryFacts, type: PartyType | undefined, index: MatchIndex): IndexedName[] {
  const parties = new Set(facts.identifiers.flatMap((key) => index.byIdentifier.get(key) ?? []));
  if (parties.size === 0) return [];
  return index.names.filter(({ party }) => parties.has(party) && typesCompatible(type, party.type));
}

/** Comparing two tokens again within one query gives the same answer. */
function rememberedComparison(): (a: NameToken, b: NameToken) => TokenMatch | undefined {
  const known = new Map<NameToken, Map<string, TokenMatch | undefined>>();
  return (a, b) => {
    const answers = known.get(a) ?? new Map<string, TokenMatch | undefined>();
    known.set(a, answers);
    const key = b.role === "legal" ? b.folded : b.text;
    if (answers.has(key)) return answers.get(key);
    const answer = compareTokens(a, b);
    answers.set(key, answer);
    return answer;
  };
}

interface Judged {
  readonly queryName: string;
  readonly candidate: IndexedName;
  readonly score: NameScore;
  readonly facts: QueryFacts;
  readonly policy: ScreeningPolicy;
}

/** Turns a name score and the evidence into a hit; undefined below the review score. */
function judge({ queryName, candidate, score, facts, policy }: Judged): ScreeningHit | undefined {
  const { party, name } = candidate;
  const evidence = weighEvidence(facts, party);
  const total = combine(score, name.quality, evidence, policy);
  const decision = decide(total, policy);
  if (decision === "clear") return undefined;
  const hit = {
    list: party.list,
    entityId: party.id,
    contentHash: party.contentHash,
    type: party.type,
    name: name.text,
    kind: name.kind,
    quality: name.quality,
    queryName,
    score: total,
    decision,
    programmes: party.programmes,
    evidence,
    explanation: score.explanation,
  };
  return { ...hit, sentence: explainHit(hit) };
}

/** Highest score of all; only an identical identifier or several facts come near. */
const SCORE_MAX = 0.999;

/**
 * The score of a hit: the name score, bounded because a name alone proves nothing (a
 * name of common parts is bounded lower), moved by the evidence in log-odds.
 */
export function combine(
  score: NameScore,
  quality: NameQuality,
  evidence: readonly HitEvidence[],
  policy: ScreeningPolicy,
): number {
  const sameIdentifier = evidence.some((one) => one.fact === "identifier" && one.result === "agree");
  const common = 0.1 * Math.exp(-score.information / 9);
  let base = score.score * (policy.nameOnlyMax - common);
  if (quality === "weak" && !sameIdentifier) {
    if (score.score < policy.weakAliasMin) return 0;
    base = Math.min(base, policy.weakAliasMax);
  }
  if (sameIdentifier) base = Math.max(base, 0.85);
  const added = evidence.reduce((sum, one) => sum + one.logOdds, 0);
  if (added === 0 || base <= 0) return round(base);
  const odds = Math.log(base / (1 - base)) + added;
  return round(Math.min(SCORE_MAX, 1 / (1 + Math.exp(-odds))));
}
