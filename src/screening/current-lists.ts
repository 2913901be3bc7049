import type { Clock, Database, Log } from "../core/index.ts";
import { openCachedIndex } from "./index-cache.ts";
import { type ListFreshness, listFreshness } from "./lists/list-status.ts";
import { currentVersions } from "./lists/list-store.ts";
import type { MatchIndex } from "./matching/match-index.ts";

/** The lists in use, indexed. */
export interface CurrentLists {
  /** Content hash of each list. */
  readonly versions: Readonly<Record<string, string>>;
  readonly freshness: readonly ListFreshness[];
  readonly index: MatchIndex;
}

/** The current versions are asked for at most this often; a new list is in use after this time at the latest. */
const VERSION_CHECK_MS = 1_000;

/** One index in memory per database and process, whoever screens. */
const shared = new WeakMap<Database, () => Promise<CurrentLists>>();

/**
 * The lists in use at the moment. The index is replaced as a whole when a list changes: a screening
 * that is under way finishes on the old one.
 */
export function currentLists(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly cacheFolder?: string | undefined;
}): () => Promise<CurrentLists> {
  const known = shared.get(options.db) ?? follow(options);
  shared.set(options.db, known);
  return known;
}

function follow({ db, clock, log, cacheFolder }: Parameters<typeof currentLists>[0]) {
  let loaded: CurrentLists | undefined;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let underway: Promise<CurrentLists> | undefined;
  const refresh = async (): Promise<CurrentLists> => {
    const versions = await currentVersions(db);
    // Whoever asks says how old a list may grow; here only its age matters.
    const freshness = await listFreshness(db, () => undefined);
    checkedAtMs = clock.now().getTime();
    if (loaded && JSON.stringify(loaded.versions) === JSON.stringify(versions)) {
      loaded = { ...loaded, freshness };
      return loaded;
    }
    const startedAt = performance.now();
    const index = await openCachedIndex({ db, log, folder: cacheFolder }, Object.values(versions));
    loaded = { versions, freshness, index };
    const tookMs = Math.round(performance.now() - startedAt);
    log.info({ versions, parties: index.partyCount, names: index.nameCount, tookMs }, "lists loaded");
    return loaded;
  };
  return async (): Promise<CurrentLists> => {
    const ageMs = clock.now().getTime() - checkedAtMs;
    if (loaded && ageMs >= 0 && ageMs < VERSION_CHECK_MS) return loaded;
    underway ??= refresh().finally(() => {
      underway = undefined;
    });
    return underway;
  };
}
