import { type Clock, type Database, messageOf, ProbityError, type Queryable } from "../../core/index.ts";
import type { ListFile } from "./list-file.ts";
import type { ListFormat } from "./list-format.ts";
import { noteCheck } from "./list-status.ts";
import {
  currentPublishedAt,
  currentVersions,
  loadParties,
  lockList,
  makeCurrent,
  storeSnapshot,
} from "./list-store.ts";
import { insertQuarantine, openQuarantines, type QuarantineKind, suspicionOf } from "./quarantine.ts";
import { type Publication, readPublication } from "./read-publication.ts";
import { compareSnapshots, type ListChanges } from "./snapshot.ts";

/** Facts of an import for its audit entry; no personal data but the publisher's own. */
export interface ListImportFacts {
  readonly status: "published" | "quarantined";
  readonly list: string;
  readonly format: string;
  /** Undefined where the publication could not be read. */
  readonly hash?: string;
  readonly previousHash?: string;
  readonly source: string;
  readonly actor: string;
  readonly entities?: number;
  readonly names?: number;
  readonly weakNames?: number;
  readonly added?: number;
  readonly removed?: number;
  readonly changed?: number;
  readonly forced: boolean;
  /** Why it was not taken, or, where it was forced, why it was taken all the same. */
  readonly reason?: string;
}

/** What an import did. `unchanged`: this very content was current already, and only the time of the look was written. */
export interface ListImportSummary {
  readonly status: "published" | "unchanged";
  readonly list: string;
  readonly format: string;
  readonly hash: string;
  readonly previousHash?: string;
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  readonly changes: ListChanges;
  readonly publishedAt?: Date;
  readonly notes: readonly string[];
}

export interface ListImportRequest {
  readonly db: Database;
  readonly clock: Clock;
  /** Id of the list, lower-case words with hyphens: `ofac-sdn`. */
  readonly list: string;
  readonly format: ListFormat;
  /** By role, as the format names them. */
  readonly files: Readonly<Record<string, ListFile>>;
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** Where the files come from, for the record: a folder or addresses. */
  readonly source: string;
  /** Overrides what the publication says of itself. */
  readonly publishedAt?: Date | undefined;
  /** Longest time since a publication of this list; an older one is not taken. */
  readonly publishedWithinMs?: number | undefined;
  /** Who imports: `user:ada`, `system:scheduler`. */
  readonly actor: string;
  /** Why to publish it although it looks wrong. */
  readonly forcedReason?: string | undefined;
  /** Writes the audit entry (and the alert, where it was not taken), in the transaction that publishes or quarantines. */
  readonly audit: (tx: Queryable, facts: ListImportFacts) => Promise<void>;
  /** Writes what belongs to the snapshot, in the same transaction: where its files came from. */
  readonly alongside?: ((tx: Queryable, hash: string) => Promise<void>) | undefined;
}

/**
 * Reads a publication, stores it as an immutable snapshot and makes it the current one, in one
 * transaction. Importing the current content again writes nothing but the time of the look.
 *
 * @throws ProbityError REQUEST_INVALID for a list id, date or reason that cannot be;
 *   LIST_INVALID when it cannot be read, with all issues; LIST_SUSPICIOUS when
 *   it looks wrong (see {@link QuarantineKind}). Either way the old snapshot stays in use, and
 *   what was refused stands in quarantine with its audit entry.
 */
export async function importList(request: ListImportRequest): Promise<ListImportSummary> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(request.list) || request.list.length > 100) {
    throw new ProbityError("REQUEST_INVALID", "a list id is lower-case words with hyphens, such as ofac-sdn");
  }
  if (request.forcedReason?.trim() === "") {
    throw new ProbityError(
      "REQUEST_INVALID",
      "a list that looks wrong needs a reason to be taken; it goes into the audit log",
    );
  }
  if (request.publishedAt !== undefined && request.publishedAt > request.clock.now()) {
    // Every later publication would count as older than this one.
    throw new ProbityError("REQUEST_INVALID", "a list cannot have been published in the future");
  }
  let publication: Publication;
  try {
    publication = await readPublication(request.format, request.files, request);
  } catch (error) {
    if (error instanceof ProbityError && error.code === "LIST_INVALID") await refuseUnread(request, error);
    throw error;
  }
  const { summary, refused } = await request.db.transaction((tx) => publish(tx, request, publication));
  if (refused === undefined) return summary;
  throw new ProbityError(
    "LIST_SUSPICIOUS",
    `${request.list}: ${refused}. ${summary.previousHash === undefined ? "It is not used" : "The old snapshot stays in use"}; check it, then release it (probity lists release ${request.list} ${summary.hash.slice(0, 12)}) or import a better one`,
  );
}

async function publish(
  tx: Queryable,
  request: ListImportRequest,
  publication: Publication,
): Promise<{ summary: ListImportSummary; refused?: string }> {
  const { list, source, actor, forcedReason } = request;
  const { snapshot } = publication;
  const publishedAt = request.publishedAt ?? publication.publishedAt;
  await lockList(tx, list);
  const at = request.clock.now();
  const previousHash = (await currentVersions(tx))[list];
  const unchanged = previousHash === snapshot.hash;
  const before = previousHash === undefined || unchanged ? undefined : await contentHashes(tx, previousHash);
  const changes = unchanged
    ? { added: [], removed: [], changed: [] }
    : compareSnapshots(before ?? new Map(), snapshot.contentHashes);
  const summary: ListImportSummary = {
    status: unchanged ? "unchanged" : "published",
    list,
    format: request.format.id,
    hash: snapshot.hash,
    ...(previousHash === undefined ? {} : { previousHash }),
    entities: snapshot.entities,
    names: snapshot.names,
    weakNames: snapshot.weakNames,
    changes,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    notes: publication.notes,
  };
  if (unchanged) {
    await request.alongside?.(tx, snapshot.hash);
    await noteCheck(tx, { list, at, outcome: "unchanged" });
    return { summary };
  }
  const suspicion = suspicionOf({
    entities: snapshot.entities,
    entitiesBefore: before?.size,
    declaredEntities: publication.declaredEntities,
    publishedAt,
    publishedBefore: await currentPublishedAt(tx, list),
    publishedWithinMs: request.publishedWithinMs,
    now: at,
  });
  await storeSnapshot(tx, snapshot, { list, source, publishedAt, at, actor });
  await request.alongside?.(tx, snapshot.hash);
  const facts = { ...auditFacts(request, summary), forced: forcedReason !== undefined };
  if (suspicion !== undefined && forcedReason === undefined) {
    const { kind, reason } = suspicion;
    await quarantinePublication(tx, request, { kind, reason, hash: snapshot.hash }, facts);
    return { summary, refused: reason };
  }
  const counts = {
    added: changes.added.length,
    removed: changes.removed.length,
    changed: changes.changed.length,
  };
  await makeCurrent(tx, {
    list,
    hash: snapshot.hash,
    previousHash,
    at,
    actor,
    source,
    ...counts,
    forcedReason,
  });
  await noteCheck(tx, { list, at, outcome: "published" });
  const reason = forcedReason === undefined ? {} : { reason: forcedReason };
  await request.audit(tx, { ...facts, ...reason, status: "published" });
  return { summary };
}

async function contentHashes(tx: Queryable, hash: string): Promise<Map<string, string>> {
  return new Map((await loadParties(tx, hash)).map((party) => [party.id, party.contentHash]));
}

function auditFacts(request: ListImportRequest, summary: ListImportSummary) {
  const { list, format, hash, previousHash, entities, names, weakNames, changes } = summary;
  return {
    list,
    format,
    hash,
    ...(previousHash === undefined ? {} : { previousHash }),
    source: request.source,
    actor: request.actor,
    entities,
    names,
    weakNames,
    added: changes.added.length,
    removed: changes.removed.length,
    changed: changes.changed.length,
  };
}

async function refuseUnread(request: ListImportRequest, error: ProbityError): Promise<void> {
  const { list, format, source, actor, forcedReason } = request;
  const facts = { list, format: format.id, source, actor, forced: forcedReason !== undefined };
  await request.db.transaction(async (tx) => {
    await lockList(tx, list);
    await quarantinePublication(tx, request, { kind: "unreadable", reason: messageOf(error) }, facts);
  });
}

/** The same publication refused again for the same reason is no news: only the look is noted. */
async function quarantinePublication(
  tx: Queryable,
  request: ListImportRequest,
  refusal: { readonly kind: QuarantineKind; readonly reason: string; readonly hash?: string },
  facts: Omit<ListImportFacts, "status" | "reason">,
): Promise<void> {
  const { list, source } = request;
  const at = request.clock.now();
  const [known] = await openQuarantines(tx, list);
  await noteCheck(tx, { list, at, outcome: "quarantined", problem: refusal.reason });
  if (known?.hash === refusal.hash && known?.kind === refusal.kind && known?.reason === refusal.reason)
    return;
  await insertQuarantine(tx, { list, source, at, ...refusal });
  await request.audit(tx, { ...facts, reason: refusal.reason, status: "quarantined" });
}
