import { canonicalJson, ProbityError } from "../../core/index.ts";
import { currentLists } from "../current-lists.ts";
import { openCachedIndex } from "../index-cache.ts";
import { currentVersions } from "../lists/list-store.ts";
import { buildMatchIndex, type MatchIndex } from "../matching/match-index.ts";
import type { Party } from "../party/party.ts";
import type { ScreeningPolicy } from "../policy.ts";
import type { ScreeningQuery } from "../query.ts";
import { refusal, type ScreeningResult, screenAgainst } from "../screener.ts";
import type { ListVersions } from "./entry-changes.ts";
import type { Population } from "./population.ts";

/** Screens a customer against one fixed state of the lists. */
export interface ForwardScreening {
  readonly listVersions: ListVersions;
  readonly policy: ScreeningPolicy;
  /** A customer that cannot be screened is for a person to look at (`error`), and never clear. */
  screen(query: ScreeningQuery): ScreeningResult;
  /** Content hash of an entry in this state; undefined when the list has no such entry. */
  entryHash(list: string, entityId: string): string | undefined;
}

/**
 * Opens the lists of the given versions: the process's own index where these are the ones in use, else
 * that of the snapshots.
 * @throws ProbityError NOT_FOUND, LIST_INVALID for a snapshot
 */
export async function openForward(
  population: Pick<Population, "db" | "clock" | "log" | "cacheFolder">,
  listVersions: ListVersions,
  policy: ScreeningPolicy,
): Promise<ForwardScreening> {
  const { db, log, cacheFolder: folder } = population;
  const inUse = await currentVersions(db);
  const isInUse = canonicalJson(inUse) === canonicalJson(listVersions);
  const current = isInUse ? await currentLists(population)() : undefined;
  const index =
    current && canonicalJson(current.versions) === canonicalJson(listVersions)
      ? current.index
      : await openCachedIndex({ db, log, folder }, Object.values(listVersions));
  return forwardOn(index, listVersions, policy);
}

/** The same over parties in memory; they may be a part of the lists, and then only those are hit. */
export function forwardOver(
  parties: readonly Party[],
  listVersions: ListVersions,
  policy: ScreeningPolicy,
): ForwardScreening {
  return forwardOn(buildMatchIndex(parties), listVersions, policy);
}

function forwardOn(index: MatchIndex, listVersions: ListVersions, policy: ScreeningPolicy): ForwardScreening {
  // Only a hit that is gone is asked for its entry, which is rare.
  let hashes: Map<string, string> | undefined;
  return {
    listVersions,
    policy,
    screen: (query) => screenOne(query, listVersions, index, policy),
    entryHash(list, entityId) {
      hashes ??= contentHashes(index);
      return hashes.get(`${list}\n${entityId}`);
    },
  };
}

function contentHashes(index: MatchIndex): Map<string, string> {
  const hashes = new Map<string, string>();
  for (let number = 0; number < index.partyCount; number++) {
    const { list, id, contentHash } = index.party(number);
    hashes.set(`${list}\n${id}`, contentHash);
  }
  return hashes;
}

function screenOne(
  query: ScreeningQuery,
  listVersions: ListVersions,
  index: MatchIndex,
  policy: ScreeningPolicy,
): ScreeningResult {
  try {
    return screenAgainst(query, listVersions, index, policy);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    if (error.code !== "NAME_INVALID" && error.code !== "REQUEST_INVALID") throw error;
    return refusal(listVersions, policy, { code: error.code, message: error.message });
  }
}
