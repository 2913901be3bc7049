import { ProbityError, type Queryable } from "../../core/index.ts";
import { loadParties } from "../lists/list-store.ts";
import { buildMatchIndex, type MatchIndex } from "../matching/match-index.ts";
import type { Party } from "../party/party.ts";
import type { ScreeningPolicy } from "../policy.ts";
import type { ScreeningQuery } from "../query.ts";
import { refusal, type ScreeningResult, screenAgainst } from "../screener.ts";
import type { ListVersions } from "./entry-changes.ts";

/** Screens a customer against one fixed state of the lists. */
export interface ForwardScreening {
  readonly listVersions: ListVersions;
  readonly policy: ScreeningPolicy;
  /** A customer that cannot be screened is for a person to look at (`error`), and never clear. */
  screen(query: ScreeningQuery): ScreeningResult;
  /** Content hash of an entry in this state; undefined when the list has no such entry. */
  entryHash(list: string, entityId: string): string | undefined;
}

/** Loads the lists of the given versions. @throws ProbityError NOT_FOUND, LIST_INVALID for a snapshot. */
export async function loadForward(
  db: Queryable,
  listVersions: ListVersions,
  policy: ScreeningPolicy,
): Promise<ForwardScreening> {
  const parties: Party[] = [];
  for (const hash of Object.values(listVersions)) parties.push(...(await loadParties(db, hash)));
  return forwardOver(parties, listVersions, policy);
}

/** The same over parties in memory; they may be a part of the lists, and then only those are hit. */
export function forwardOver(
  parties: readonly Party[],
  listVersions: ListVersions,
  policy: ScreeningPolicy,
): ForwardScreening {
  const index = buildMatchIndex(parties);
  const hashes = new Map(parties.map((party) => [`${party.list}\n${party.id}`, party.contentHash]));
  return {
    listVersions,
    policy,
    screen: (query) => screenOne(query, listVersions, index, policy),
    entryHash: (list, entityId) => hashes.get(`${list}\n${entityId}`),
  };
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
