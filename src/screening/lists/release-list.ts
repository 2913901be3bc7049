import { type Clock, type Database, ProbityError, type Queryable } from "../../core/index.ts";
import type { ListImportFacts, ListImportSummary } from "./import-list.ts";
import { noteCheck } from "./list-status.ts";
import { currentVersions, findSnapshot, loadParties, lockList, makeCurrent } from "./list-store.ts";
import { quarantineHistory } from "./quarantine.ts";
import { compareSnapshots } from "./snapshot.ts";

/** Refusals of one list that are looked through for a version; a year of daily ones. */
const REFUSALS_MAX = 400;

/**
 * Takes a publication out of quarantine and into use, because a person looked at it and says why.
 *
 * @throws ProbityError NOT_FOUND for a version of the list that was never refused, CONFLICT for
 *   the one that is in use
 */
export async function releaseList(request: {
  readonly db: Database;
  readonly clock: Clock;
  readonly list: string;
  /** The version, or the beginning of its hash. */
  readonly hash: string;
  readonly reason: string;
  readonly actor: string;
  readonly audit: (tx: Queryable, facts: Omit<ListImportFacts, "format">) => Promise<void>;
}): Promise<Omit<ListImportSummary, "format">> {
  const { db, clock, list, reason, actor } = request;
  if (reason.trim() === "") {
    throw new ProbityError("REQUEST_INVALID", "a release needs a reason; it goes into the audit log");
  }
  return await db.transaction(async (tx) => {
    await lockList(tx, list);
    const { hash, source, entities, names, weakNames } = await findSnapshot(tx, list, request.hash);
    const refused = (await quarantineHistory(tx, list, REFUSALS_MAX)).some((entry) => entry.hash === hash);
    if (!refused) throw new ProbityError("NOT_FOUND", `version ${hash} of ${list} is not in quarantine`);
    const previousHash = (await currentVersions(tx))[list];
    if (previousHash === hash)
      throw new ProbityError("CONFLICT", `version ${hash} of ${list} is in use already`);
    const changes = compareSnapshots(
      previousHash === undefined ? new Map() : await hashesOf(tx, previousHash),
      await hashesOf(tx, hash),
    );
    const at = clock.now();
    const counts = {
      added: changes.added.length,
      removed: changes.removed.length,
      changed: changes.changed.length,
    };
    await makeCurrent(tx, { list, hash, previousHash, at, actor, source, ...counts, forcedReason: reason });
    await noteCheck(tx, { list, at, outcome: "published" });
    const facts = {
      list,
      hash,
      ...(previousHash === undefined ? {} : { previousHash }),
      entities,
      names,
      weakNames,
    };
    await request.audit(tx, {
      ...facts,
      ...counts,
      status: "published",
      source,
      actor,
      forced: true,
      reason,
    });
    return { status: "published", ...facts, changes, notes: [] };
  });
}

async function hashesOf(tx: Queryable, hash: string): Promise<Map<string, string>> {
  return new Map((await loadParties(tx, hash)).map((party) => [party.id, party.contentHash]));
}
