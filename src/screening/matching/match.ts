import type { NameToken } from "../names/tokens.ts";
import { tokenise } from "../names/tokens.ts";
import type { NameKind, NameQuality, Party, PartyType } from "../party/party.ts";
import { decide, type ScreeningDecision, type ScreeningPolicy } from "../policy.ts";
import { candidatesOf } from "./candidates.ts";
import { type HitEvidence, type QueryFacts, weighEvidence } from "./evidence.ts";
import { explainHit } from "./explain.ts";
import type { IndexedName, MatchIndex } from "./match-index.ts";
import { type NameExplanation, type NameScore, round, scoreNames } from "./name-score.ts";
import { compareTokens, type TokenMatch } from "./token-similarity.ts";

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
  /** Only parties of these lists can be hit. */
  readonly lists?: ReadonlySet<string> | undefined;
}

/**
 * Finds the entries that the given names may mean. Pure: the same names, facts, index
 * and policy give the same hits in the same order (score, then list and id).
 */
export function findHits(search: Search, index: MatchIndex, policy: ScreeningPolicy): Findings {
  const { names, type, facts, lists } = search;
  const accepts = (party: Party): boolean =>
    (type === undefined || type === party.type) && (lists === undefined || lists.has(party.list));
  const best = new Map<Party, ScreeningHit>();
  const discarded = new Map<Party, DiscardedHit>();
  for (const queryName of names) {
    const tokens = tokenise(queryName, type);
    const compare = rememberedComparison();
    const weights = new Map(tokens.map((token) => [token, index.weigh(token)]));
    const weigh = (token: NameToken): number => weights.get(token) ?? index.weigh(token);
    const consider = (candidate: IndexedName): void => {
      const score = scoreNames(tokens, candidate.tokens, weigh, compare, candidate.party.type === "entity");
      const verdict = judge({ queryName, candidate, score, facts, policy });
      if (verdict.hit) keepBest(best, candidate.party, verdict.hit);
      if (verdict.discarded) keepBest(discarded, candidate.party, verdict.discarded);
    };
    for (const candidate of candidatesOf(tokens, accepts, index, policy.review)) consider(candidate);
    for (const candidate of identifiedBy(facts, accepts, index)) consider(candidate);
  }
  for (const party of best.keys()) discarded.delete(party);
  return {
    hits: [...best.values()].sort(byRank).slice(0, HITS_MAX),
    discarded: [...discarded.values()].sort(byRank).slice(0, DISCARDED_MAX),
  };
}

function keepBest<T extends { readonly score: number }>(best: Map<Party, T>, party: Party, hit: T): void {
  const known = best.get(party);
  if (!known || hit.score > known.score) best.set(party, hit);
}

type Ranked = Pick<ScreeningHit, "list" | "entityId" | "score">;

function byRank(a: Ranked, b: Ranked): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.list !== b.list) return a.list < b.list ? -1 : 1;
  return a.entityId < b.entityId ? -1 : a.entityId > b.entityId ? 1 : 0;
}

/** Entries that carry an identifier of the customer, whatever they are called. */
function identifiedBy(
  facts: QueryFacts,
  accepts: (party: Party) => boolean,
  index: MatchIndex,
): IndexedName[] {
  const parties = new Set(facts.identifiers.flatMap((key) => index.byIdentifier.get(key) ?? []));
  if (parties.size === 0) return [];
  return index.names.filter(({ party }) => parties.has(party) && accepts(party));
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

interface Verdict {
  readonly hit?: ScreeningHit;
  readonly discarded?: DiscardedHit;
}

/** Turns a name score and the evidence into a hit; into a discarded one where only a conflicting fact prevents it. */
function judge({ queryName, candidate, score, facts, policy }: Judged): Verdict {
  const { party, name } = candidate;
  const evidence = weighEvidence(facts, party);
  const total = combine(score, name.quality, evidence, policy);
  const decision = decide(total, policy);
  if (decision === "clear") {
    const conflicts = evidence.filter((one) => one.result === "conflict").map((one) => one.detail);
    const nameAlone = conflicts.length === 0 ? 0 : combine(score, name.quality, [], policy);
    if (decide(nameAlone, policy) === "clear") return {};
    const { list, id: entityId } = party;
    return {
      discarded: { list, entityId, name: name.text, score: total, reason: conflicts.join("; ") },
    };
  }
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
    alignment: score.explain(),
  };
  return { hit: { ...hit, explanation: explainHit(hit) } };
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
