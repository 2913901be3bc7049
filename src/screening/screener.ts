import { type Clock, type Database, type ErrorCode, type Log, ProbityError } from "../core/index.ts";
import { type CurrentLists, currentLists } from "./current-lists.ts";
import { assertFresh, type ListFreshness, staleLists } from "./lists/list-status.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import { type DiscardedHit, findHits, type ScreeningHit } from "./matching/match.ts";
import type { MatchIndex } from "./matching/match-index.ts";
import { ofacScore } from "./matching/ofac-score.ts";
import { statisticVersion } from "./names/statistics.ts";
import { defaultPolicy, type ScreeningDecision, type ScreeningPolicy, staleRule } from "./policy.ts";
import { policyHash, policyInForce } from "./policy-file.ts";
import {
  checkName,
  namesToSearch,
  nameWarnings,
  QUERY_NAMES_MAX,
  readFacts,
  type ScreeningQuery,
} from "./query.ts";
import { storePolicy } from "./screening-store.ts";
import type { SuppressedBy } from "./suppression.ts";

/** A hit as it is answered and recorded. */
export interface ReportedHit extends ScreeningHit {
  /** What OFAC's public search would score, 0 to 100, by the method it publishes (FAQ 249); it decides nothing. */
  readonly ofacScore: number;
  /** Set aside by a suppression: it stays visible and does not drive the decision. */
  readonly suppressed?: SuppressedBy;
}

/**
 * The answer to one screening. The same query, list versions, policy, engine, statistic and
 * suppressions always give the same bytes.
 */
export interface ScreeningResult {
  readonly decision: ScreeningDecision;
  /** Hits from the review score on, the best first. */
  readonly hits: readonly ReportedHit[];
  /** Entries that the name alone would have hit and a conflicting fact cleared; at most ten, left out when there is none. */
  readonly discarded?: readonly DiscardedHit[];
  /** What looks wrong about the names asked for; they were screened all the same. */
  readonly warnings?: readonly string[];
  /** Lists that were out of date at the time, where the policy lets them be used all the same. */
  readonly staleLists?: readonly string[];
  /** Content hash of each list screened against. */
  readonly listVersions: Readonly<Record<string, string>>;
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly engine: string;
  /** Version of the statistic the weights of name parts come from. */
  readonly statistic: string;
  /** Why the customer could not be screened; the decision is then `review`, never `clear`. */
  readonly error?: Refusal;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

export interface Screener {
  /**
   * Screens one customer against the current lists under the policy in force now. Suppressions are
   * not applied yet.
   * @throws ProbityError NAME_INVALID, REQUEST_INVALID, LIST_MISSING (never `clear` without a list),
   *   LIST_STALE where the policy forbids to use a list that is out of date
   */
  screen(query: ScreeningQuery): Promise<ScreeningResult>;
  /** The answer of a customer that cannot be screened: a person has to look. @throws ProbityError LIST_MISSING */
  refuse(why: Refusal): Promise<ScreeningResult>;
  /** The policy in force now. */
  policy(): ScreeningPolicy;
  /** What every screening of this moment rests on. @throws ProbityError CONFIG_INVALID, LIST_INVALID */
  frame(): Promise<Frame>;
}

/** What screenings of one moment rest on, as plain data that worker threads can be sent. */
export interface Circumstances {
  readonly now: Date;
  readonly versions: Readonly<Record<string, string>>;
  /** When each list was last known to be what its publisher offers, and how long that may be ago. */
  readonly freshness: readonly ListFreshness[];
  readonly policy: ScreeningPolicy;
}

export interface Frame extends Circumstances {
  readonly index: MatchIndex;
}

/** A customer to screen, or one that could not even be read. */
export interface Row {
  readonly query: ScreeningQuery;
  readonly refused?: Refusal;
}

/** A screener over the current lists of a database. */
export function createScreener(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Versions of the policy, the earliest first; the shipped one when left out. */
  readonly policies?: readonly ScreeningPolicy[] | undefined;
  /** How long a list may go unconfirmed, in milliseconds; one without a limit never grows stale. */
  readonly staleAfterMs?: ((list: string) => number | undefined) | undefined;
  /** Where the index of the lists is kept between starts. */
  readonly cacheFolder?: string | undefined;
}): Screener {
  const { db, clock } = options;
  const policies = options.policies ?? [defaultPolicy];
  const current = currentLists(options);
  const policy = (): ScreeningPolicy => policyInForce(policies, clock.now());
  const stored = new Set<ScreeningPolicy>();
  const frame = async (): Promise<Frame> => {
    const lists: CurrentLists = await current();
    const now = clock.now();
    const inForce = policyInForce(policies, now);
    if (!stored.has(inForce)) {
      // Nothing is decided under a policy that is not on record.
      await storePolicy(db, inForce, now);
      stored.add(inForce);
    }
    const freshness = lists.freshness.map((one) => ({
      ...one,
      staleAfterMs: options.staleAfterMs?.(one.list),
    }));
    return { now, versions: lists.versions, freshness, policy: inForce, index: lists.index };
  };
  return {
    policy,
    frame,
    async screen(query) {
      const { index, ...circumstances } = await frame();
      return screenUnder(query, circumstances, index);
    },
    async refuse(why) {
      return refuseUnder(why, await frame());
    },
  };
}

/** {@link Screener.screen} with everything given. */
function screenUnder(
  query: ScreeningQuery,
  circumstances: Circumstances,
  index: MatchIndex,
): ScreeningResult {
  const { now, versions, freshness, policy } = circumstances;
  const listVersions = chosenLists(query.lists, versions);
  const used = freshness.filter(({ list }) => Object.hasOwn(listVersions, list));
  assertFresh(used, now, (list) => staleRule(policy, list) === "fail_closed");
  const stale = staleLists(used, now).map(({ list }) => list);
  const result = screenAgainst(query, listVersions, index, policy);
  return stale.length > 0 ? { ...result, staleLists: stale } : result;
}

function refuseUnder(why: Refusal, { versions, policy }: Circumstances): ScreeningResult {
  return refusal(chosenLists(undefined, versions), policy, why);
}

/**
 * Screens one row of a batch. A customer that cannot be screened becomes a refusal instead of an
 * error, so that the rest of the batch goes on and nobody is lost.
 * @throws ProbityError LIST_MISSING when no list is loaded at all, LIST_STALE
 */
export function screenRowUnder(row: Row, circumstances: Circumstances, index: MatchIndex): ScreeningResult {
  if (row.refused) return refuseUnder(row.refused, circumstances);
  try {
    return screenUnder(row.query, circumstances, index);
  } catch (error) {
    if (!(error instanceof ProbityError) || !refusals.has(error.code)) throw error;
    return refuseUnder({ code: error.code, message: error.message }, circumstances);
  }
}

/** {@link screenRowUnder} with what holds at the moment. */
export async function screenRow(screener: Screener, row: Row): Promise<ScreeningResult> {
  const { index, ...circumstances } = await screener.frame();
  return screenRowUnder(row, circumstances, index);
}

/** What is wrong with one customer and not with the installation. */
const refusals: ReadonlySet<ErrorCode> = new Set(["NAME_INVALID", "REQUEST_INVALID", "LIST_MISSING"]);

/**
 * Screens one customer. Pure: what it answers follows from its arguments alone.
 * @param listVersions content hash of each list to screen against, all of them in the index
 * @throws ProbityError NAME_INVALID, REQUEST_INVALID
 */
export function screenAgainst(
  query: ScreeningQuery,
  listVersions: Readonly<Record<string, string>>,
  index: MatchIndex,
  policy: ScreeningPolicy,
): ScreeningResult {
  if (query.names.length === 0) {
    throw new ProbityError("NAME_INVALID", "the customer has no name; give at least one name to screen");
  }
  if (query.names.length > QUERY_NAMES_MAX) {
    throw new ProbityError(
      "NAME_INVALID",
      `more than ${QUERY_NAMES_MAX} names; screen them as several customers`,
    );
  }
  const search = {
    names: namesToSearch(query.names.map(checkName)),
    type: query.type,
    facts: readFacts(query),
    lists: new Set(Object.keys(listVersions)),
  };
  const { hits, discarded } = findHits(search, index, policy);
  const judged = hits.map((hit) => ({ ...hit, ofacScore: ofacScore(hit.queryName, hit.name) }));
  const warnings = query.names.flatMap(nameWarnings);
  return {
    decision: decisionOf(judged),
    hits: judged,
    ...(discarded.length > 0 ? { discarded } : {}),
    ...(warnings.length > 0 ? { warnings: [...new Set(warnings)] } : {}),
    ...versionsOf(listVersions, policy),
  };
}

/** The answer of a customer that cannot be screened against these lists. */
export function refusal(
  listVersions: Readonly<Record<string, string>>,
  policy: ScreeningPolicy,
  error: Refusal,
): ScreeningResult {
  return { decision: "review", hits: [], ...versionsOf(listVersions, policy), error };
}

/** The decision over all hits that nobody set aside. */
export function decisionOf(hits: readonly ReportedHit[]): ScreeningDecision {
  const open = hits.filter(({ suppressed }) => suppressed === undefined);
  if (open.some(({ decision }) => decision === "match")) return "match";
  return open.length > 0 ? "review" : "clear";
}

function versionsOf(listVersions: Readonly<Record<string, string>>, policy: ScreeningPolicy) {
  return {
    listVersions,
    policyVersion: policy.version,
    policyHash: policyHash(policy),
    engine: ENGINE_VERSION,
    statistic: statisticVersion,
  };
}

function chosenLists(
  wanted: readonly string[] | undefined,
  versions: Readonly<Record<string, string>>,
): Record<string, string> {
  const lists = wanted ?? Object.keys(versions);
  if (lists.length === 0) {
    throw new ProbityError(
      "LIST_MISSING",
      "no sanctions list is loaded; import one (probity lists import FOLDER) before screening",
    );
  }
  return Object.fromEntries(
    lists.map((list) => {
      const hash = Object.hasOwn(versions, list) ? versions[list] : undefined;
      if (hash !== undefined) return [list, hash];
      const known = Object.keys(versions).join(", ") || "none";
      throw new ProbityError("LIST_MISSING", `the list "${list}" is not loaded; loaded: ${known}`);
    }),
  );
}
