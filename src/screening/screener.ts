import { type Clock, type Database, type Log, ProbityError } from "../core/index.ts";
import { type BatchAnswer, screenBatchRows } from "./batch.ts";
import { currentVersions, loadParties } from "./lists/list-store.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import { type DiscardedHit, type Findings, findHits, type ScreeningHit } from "./matching/match.ts";
import { buildMatchIndex, type MatchIndex } from "./matching/match-index.ts";
import { decide, defaultPolicy, type ScreeningDecision, type ScreeningPolicy } from "./policy.ts";
import { checkName, QUERY_NAMES_MAX, readFacts, type ScreeningQuery } from "./query.ts";

/** The answer to one screening. The same query, list versions, policy and engine always give the same bytes. */
export interface ScreeningResult {
  readonly decision: ScreeningDecision;
  /** Hits from the review score on, the best first. */
  readonly hits: readonly ScreeningHit[];
  /** Entries that the name alone would have hit and a conflicting fact cleared; at most ten, left out when there is none. */
  readonly discarded?: readonly DiscardedHit[];
  /** Content hash of each list screened against. */
  readonly listVersions: Readonly<Record<string, string>>;
  readonly policyVersion: string;
  readonly engine: string;
}

export interface Screener {
  /**
   * Screens one customer against the current lists.
   * @throws ProbityError NAME_INVALID, REQUEST_INVALID, LIST_MISSING (never `clear` without a list).
   */
  screen(query: ScreeningQuery): Promise<ScreeningResult>;
  /**
   * Screens the rows of a CSV file with the columns `ref,name,type,birth_date,country`
   * (a header names them; only `name` is required), one result per row, in order.
   * @throws ProbityError REQUEST_INVALID for a file that is no such CSV, LIST_MISSING.
   */
  screenBatch(csv: AsyncIterable<Uint8Array | string>): AsyncIterable<BatchAnswer>;
  readonly policy: ScreeningPolicy;
}

/** The current versions are asked for at most this often; a new list is in use after this time at the latest. */
const VERSION_CHECK_MS = 1_000;

interface Loaded {
  readonly versions: Readonly<Record<string, string>>;
  readonly index: MatchIndex;
}

/** One index in memory per database and process, whoever screens; it is replaced when a list changes. */
const shared = new WeakMap<Database, () => Promise<Loaded>>();

/** A screener over the current lists of a database. */
export function createScreener(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy?: ScreeningPolicy | undefined;
}): Screener {
  const policy = options.policy ?? defaultPolicy;
  const current = shared.get(options.db) ?? currentIndex(options);
  shared.set(options.db, current);
  const screen = async (query: ScreeningQuery): Promise<ScreeningResult> => {
    const { versions, index } = await current();
    return screenAgainst(query, versions, index, policy);
  };
  const refused = async (): Promise<ScreeningResult> => {
    const { versions } = await current();
    return resultOf({ hits: [], discarded: [] }, "review", chosenLists(undefined, versions), policy);
  };
  return { screen, policy, screenBatch: (csv) => screenBatchRows(csv, screen, refused) };
}

function currentIndex({ db, clock, log }: { db: Database; clock: Clock; log: Log }): () => Promise<Loaded> {
  let loaded: Loaded | undefined;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let underway: Promise<Loaded> | undefined;
  const refresh = async (): Promise<Loaded> => {
    const versions = await currentVersions(db);
    checkedAtMs = clock.now().getTime();
    if (loaded && JSON.stringify(loaded.versions) === JSON.stringify(versions)) return loaded;
    const startedAt = performance.now();
    const lists = [];
    for (const hash of Object.values(versions)) lists.push(await loadParties(db, hash));
    const index = buildMatchIndex(lists.flat());
    loaded = { versions, index };
    const tookMs = Math.round(performance.now() - startedAt);
    log.info({ versions, parties: index.partyCount, names: index.names.length, tookMs }, "lists loaded");
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

function screenAgainst(
  query: ScreeningQuery,
  versions: Readonly<Record<string, string>>,
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
  const listVersions = chosenLists(query.lists, versions);
  const findings = findHits(
    {
      names: query.names.map(checkName),
      type: query.type,
      facts: readFacts(query),
      lists: new Set(Object.keys(listVersions)),
    },
    index,
    policy,
  );
  return resultOf(findings, decide(findings.hits[0]?.score ?? 0, policy), listVersions, policy);
}

function resultOf(
  { hits, discarded }: Findings,
  decision: ScreeningDecision,
  listVersions: Readonly<Record<string, string>>,
  policy: ScreeningPolicy,
): ScreeningResult {
  const cleared = discarded.length > 0 ? { discarded } : {};
  return {
    decision,
    hits,
    ...cleared,
    listVersions,
    policyVersion: policy.version,
    engine: ENGINE_VERSION,
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
      const hash = versions[list];
      if (hash !== undefined) return [list, hash];
      const known = Object.keys(versions).join(", ") || "none";
      throw new ProbityError("LIST_MISSING", `the list "${list}" is not loaded; loaded: ${known}`);
    }),
  );
}
