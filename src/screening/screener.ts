import { type Clock, type Database, type ErrorCode, type Log, ProbityError } from "../core/index.ts";
import { assertFresh, type ListFreshness, listFreshness, staleLists } from "./lists/list-status.ts";
import { currentVersions, loadParties } from "./lists/list-store.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import { type DiscardedHit, findHits, type ScreeningHit } from "./matching/match.ts";
import { buildMatchIndex, type MatchIndex } from "./matching/match-index.ts";
import { statisticVersion } from "./names/statistics.ts";
import {
  decide,
  defaultPolicy,
  type ScreeningDecision,
  type ScreeningPolicy,
  staleRule,
  thresholdsFor,
} from "./policy.ts";
import { policyHash, policyInForce } from "./policy-file.ts";
import { checkName, nameWarnings, QUERY_NAMES_MAX, readFacts, type ScreeningQuery } from "./query.ts";
import { storePolicy } from "./screening-store.ts";
import type { SuppressedBy } from "./suppression.ts";

/** A hit as it is answered and recorded. */
export interface ReportedHit extends ScreeningHit {
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
}

/** The current versions are asked for at most this often; a new list is in use after this time at the latest. */
const VERSION_CHECK_MS = 1_000;

interface Loaded {
  readonly versions: Readonly<Record<string, string>>;
  /** When each list was last known to be what its publisher offers. */
  readonly freshness: readonly ListFreshness[];
  readonly index: MatchIndex;
}

/** One index in memory per database and process, whoever screens; it is replaced when a list changes. */
const shared = new WeakMap<Database, () => Promise<Loaded>>();

/** A screener over the current lists of a database. */
export function createScreener(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Versions of the policy, the earliest first; the shipped one when left out. */
  readonly policies?: readonly ScreeningPolicy[] | undefined;
  /** How long a list may go unconfirmed, in milliseconds; one without a limit never grows stale. */
  readonly staleAfterMs?: ((list: string) => number | undefined) | undefined;
}): Screener {
  const policies = options.policies ?? [defaultPolicy];
  const current = shared.get(options.db) ?? currentIndex(options);
  shared.set(options.db, current);
  const policy = (): ScreeningPolicy => policyInForce(policies, options.clock.now());
  const stored = new Set<ScreeningPolicy>();
  /** The policy in force, stored before anything is decided under it. */
  const storedPolicy = async (): Promise<ScreeningPolicy> => {
    const inForce = policy();
    if (stored.has(inForce)) return inForce;
    await storePolicy(options.db, inForce, options.clock.now());
    stored.add(inForce);
    return inForce;
  };
  /** @throws ProbityError LIST_STALE */
  const staleOf = (
    listVersions: Readonly<Record<string, string>>,
    freshness: readonly ListFreshness[],
    inForce: ScreeningPolicy,
  ): Pick<ScreeningResult, "staleLists"> => {
    const used = freshness
      .filter(({ list }) => list in listVersions)
      .map((one) => ({ ...one, staleAfterMs: options.staleAfterMs?.(one.list) }));
    const now = options.clock.now();
    assertFresh(used, now, (list) => staleRule(inForce, list) === "fail_closed");
    const stale = staleLists(used, now).map(({ list }) => list);
    return stale.length > 0 ? { staleLists: stale } : {};
  };
  return {
    policy,
    async screen(query) {
      const { versions, index, freshness } = await current();
      const listVersions = chosenLists(query.lists, versions);
      const inForce = await storedPolicy();
      const stale = staleOf(listVersions, freshness, inForce);
      return { ...screenAgainst(query, listVersions, index, inForce), ...stale };
    },
    async refuse(why) {
      const { versions } = await current();
      return refusal(chosenLists(undefined, versions), await storedPolicy(), why);
    },
  };
}

/**
 * Screens one row of a batch. A customer that cannot be screened becomes a refusal instead of an
 * error, so that the rest of the batch goes on and nobody is lost.
 * @throws ProbityError LIST_MISSING when no list is loaded at all
 */
export async function screenRow(
  screener: Screener,
  row: { readonly query: ScreeningQuery; readonly refused?: Refusal },
): Promise<ScreeningResult> {
  if (row.refused) return screener.refuse(row.refused);
  try {
    return await screener.screen(row.query);
  } catch (error) {
    if (!(error instanceof ProbityError) || !refusals.has(error.code)) throw error;
    return screener.refuse({ code: error.code, message: error.message });
  }
}

/** What is wrong with one customer and not with the installation. */
const refusals: ReadonlySet<ErrorCode> = new Set(["NAME_INVALID", "REQUEST_INVALID", "LIST_MISSING"]);

function currentIndex({ db, clock, log }: { db: Database; clock: Clock; log: Log }): () => Promise<Loaded> {
  let loaded: Loaded | undefined;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let underway: Promise<Loaded> | undefined;
  const refresh = async (): Promise<Loaded> => {
    const versions = await currentVersions(db);
    checkedAtMs = clock.now().getTime();
    // Whoever asks says how old a list may grow; here only its age matters.
    const freshness = await listFreshness(db, () => undefined);
    if (loaded && JSON.stringify(loaded.versions) === JSON.stringify(versions)) {
      loaded = { ...loaded, freshness };
      return loaded;
    }
    const startedAt = performance.now();
    const index = await buildIndex(db, Object.values(versions));
    loaded = { versions, freshness, index };
    const tookMs = Math.round(performance.now() - startedAt);
    log.info({ versions, parties: index.partyCount, names: index.nameCount, tookMs }, "lists loaded");
    return loaded;
  };
  return async () => {
    const ageMs = clock.now().getTime() - checkedAtMs;
    if (loaded && ageMs >= 0 && ageMs < VERSION_CHECK_MS) return loaded;
    underway ??= refresh().finally(() => {
      underway = undefined;
    });
    return underway;
  };
}

/** The index over stored snapshots. @throws ProbityError NOT_FOUND, LIST_INVALID when one was altered */
export async function buildIndex(db: Database, hashes: readonly string[]): Promise<MatchIndex> {
  const lists = [];
  for (const hash of hashes) lists.push(await loadParties(db, hash));
  return buildMatchIndex(lists.flat());
}

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
    names: query.names.map(checkName),
    type: query.type,
    facts: readFacts(query),
    lists: new Set(Object.keys(listVersions)),
  };
  const { hits, discarded } = findHits(search, index, { ...policy, review: lowestReview(policy) });
  const judged = hits
    .map((hit) => ({ ...hit, decision: decide(hit.score, thresholdsFor(policy, hit)) }))
    .filter((hit) => hit.decision !== "clear");
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

/** The lowest score any list or type of party is shown from: below it nothing has to be found. */
export function lowestReview({ review, lists, types }: ScreeningPolicy): number {
  const exceptions = [...Object.values(lists), ...Object.values(types)];
  return exceptions.reduce((lowest, one) => Math.min(lowest, one.review ?? lowest), review);
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
      const hash = versions[list];
      if (hash !== undefined) return [list, hash];
      const known = Object.keys(versions).join(", ") || "none";
      throw new ProbityError("LIST_MISSING", `the list "${list}" is not loaded; loaded: ${known}`);
    }),
  );
}
