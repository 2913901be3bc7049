import type { Queryable } from "../../core/index.ts";
import { loadParties } from "../lists/list-store.ts";
import { compareSnapshots } from "../lists/snapshot.ts";
import type { Party } from "../party/party.ts";

/** Content hash of each list, by list id. */
export type ListVersions = Readonly<Record<string, string>>;

/** An entry of a list, by the ids that name it. */
export interface EntryKey {
  readonly list: string;
  readonly entityId: string;
}

/** What lies between two states of the lists. */
export interface EntryChanges {
  /** Entries that are new or have another content, as they are now. */
  readonly entries: readonly Party[];
  /** Entries that had another content or are gone: who was hit by one must be looked at again. */
  readonly touched: readonly EntryKey[];
  readonly removed: number;
}

/**
 * Compares two states of the lists entry by entry. A list that only one state has counts as all added or all removed.
 * @throws ProbityError NOT_FOUND, LIST_INVALID for a snapshot that is missing or was altered
 */
export async function entryChanges(
  db: Queryable,
  from: ListVersions,
  to: ListVersions,
): Promise<EntryChanges> {
  const entries: Party[] = [];
  const touched: EntryKey[] = [];
  let removed = 0;
  for (const list of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()) {
    if (from[list] === to[list]) continue;
    const before = await partiesOf(db, from[list]);
    const after = await partiesOf(db, to[list]);
    const changes = compareSnapshots(hashesOf(before), hashesOf(after));
    const isNow = new Set([...changes.added, ...changes.changed]);
    entries.push(...after.filter((party) => isNow.has(party.id)));
    for (const entityId of [...changes.changed, ...changes.removed]) touched.push({ list, entityId });
    removed += changes.removed.length;
  }
  return { entries, touched, removed };
}

function hashesOf(parties: readonly Party[]): Map<string, string> {
  return new Map(parties.map((party) => [party.id, party.contentHash]));
}

async function partiesOf(db: Queryable, hash: string | undefined): Promise<Party[]> {
  return hash === undefined ? [] : await loadParties(db, hash);
}
