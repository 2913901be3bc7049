import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Clock, type Database, ProbityError, type Queryable } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { type OfacSdnFiles, parseOfacSdn } from "./formats/ofac-sdn.ts";
import type { ListFile } from "./list-file.ts";
import {
  currentVersions,
  loadParties,
  lockList,
  makeCurrent,
  quarantine,
  storeSnapshot,
} from "./list-store.ts";
import { compareSnapshots, type ListChanges, packSnapshot } from "./snapshot.ts";

/** A publication that loses more than this share of its entries is a broken download until somebody says otherwise. */
export const SHRINK_MAX = 0.05;

/** Facts of an import for its audit entry; no personal data but the publisher's own. */
export interface ListImportFacts {
  readonly status: "published" | "quarantined";
  readonly list: string;
  readonly hash: string;
  readonly previousHash?: string;
  readonly source: string;
  readonly actor: string;
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly forced: boolean;
  readonly reason?: string;
}

/** What an import did. `unchanged`: this very content was current already, and nothing was written. */
export interface ListImportSummary extends Omit<ListImportFacts, "status" | "reason"> {
  readonly status: "published" | "unchanged";
  readonly changes: ListChanges;
  readonly notes: readonly string[];
}

export interface ListImportRequest {
  readonly db: Database;
  readonly clock: Clock;
  /** Id of the list, lower-case words with hyphens: `ofac-sdn`. */
  readonly list: string;
  readonly files: OfacSdnFiles;
  /** Where the files come from, for the record: a folder or an address. */
  readonly source: string;
  readonly publishedAt?: Date | undefined;
  /** Who imports: `user:ada`, `system:scheduler`. */
  readonly actor: string;
  /** Publish although the list looks wrong. */
  readonly force?: boolean;
  /** Writes the audit entry, in the transaction that publishes (or quarantines) the snapshot. */
  readonly audit: (tx: Queryable, facts: ListImportFacts) => Promise<void>;
}

/**
 * Reads a publication, stores it as an immutable snapshot and makes it the current one.
 * Importing the current content again does nothing.
 *
 * @throws ProbityError LIST_INVALID when any row cannot be read, with all issues;
 *   LIST_SUSPICIOUS when it lost more than 5 % of its entries: the snapshot is then kept
 *   in quarantine and the old one stays in use.
 */
export async function importList(request: ListImportRequest): Promise<ListImportSummary> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(request.list)) {
    throw new ProbityError("REQUEST_INVALID", "a list id is lower-case words with hyphens, such as ofac-sdn");
  }
  const { parties, notes } = await parseOfacSdn(request.files, request.list);
  const snapshot = packSnapshot(request.list, parties);
  const outcome = await request.db.transaction(async (tx) => {
    await lockList(tx, request.list);
    const previousHash = (await currentVersions(tx))[request.list];
    const previous = previousHash === undefined ? [] : await loadParties(tx, previousHash);
    const changes = compareSnapshots(previous, parties);
    const facts = factsOf(request, parties, snapshot.hash, previousHash, changes);
    if (previousHash === snapshot.hash) return { facts, changes, reason: undefined, unchanged: true };
    const importedAt = request.clock.now();
    const { publishedAt, actor: importedBy } = request;
    await storeSnapshot(tx, snapshot, { ...facts, publishedAt, importedAt, importedBy });
    const reason = request.force ? undefined : suspicion(previous.length, parties.length);
    if (reason === undefined) await makeCurrent(tx, request.list, snapshot.hash, importedAt);
    else await quarantine(tx, { list: request.list, hash: snapshot.hash, reason, at: importedAt });
    await request.audit(
      tx,
      reason === undefined ? { ...facts, status: "published" } : { ...facts, status: "quarantined", reason },
    );
    return { facts, changes, reason, unchanged: false };
  });
  if (outcome.reason !== undefined) {
    throw new ProbityError(
      "LIST_SUSPICIOUS",
      `${request.list}: ${outcome.reason}. The old snapshot stays in use; check the files and import them again with force if they are right`,
    );
  }
  const status = outcome.unchanged ? "unchanged" : "published";
  return { ...outcome.facts, status, changes: outcome.changes, notes };
}

function factsOf(
  request: ListImportRequest,
  parties: readonly Party[],
  hash: string,
  previousHash: string | undefined,
  changes: ListChanges,
): Omit<ListImportFacts, "status"> {
  const names = parties.flatMap((party) => party.names);
  return {
    list: request.list,
    hash,
    ...(previousHash === undefined ? {} : { previousHash }),
    source: request.source,
    actor: request.actor,
    entities: parties.length,
    names: names.length,
    weakNames: names.filter((name) => name.quality === "weak").length,
    added: changes.added.length,
    removed: changes.removed.length,
    changed: changes.changed.length,
    forced: request.force ?? false,
  };
}

function suspicion(before: number, after: number): string | undefined {
  if (after >= before * (1 - SHRINK_MAX)) return undefined;
  const percent = Math.round((1 - after / before) * 1000) / 10;
  return `it has ${after} entries, ${percent} % fewer than the current ${before}`;
}

/**
 * The four files of a folder as OFAC names them. `onProgress` hears the bytes read so far.
 * @throws ProbityError LIST_INVALID naming the file that is missing.
 */
export async function openOfacSdnFolder(
  folder: string,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<OfacSdnFiles> {
  let doneBytes = 0;
  let totalBytes = 0;
  const open = async (name: string): Promise<ListFile> => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) {
      throw new ProbityError(
        "LIST_INVALID",
        `there is no ${name} in ${basename(folder)}; the set is sdn.csv, alt.csv, add.csv and sdn_comments.csv`,
      );
    }
    totalBytes += found.size;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
        doneBytes += chunk.length;
        onProgress?.(doneBytes, totalBytes);
        yield chunk;
      }
    };
    return { name, bytes: bytes() };
  };
  return {
    sdn: await open("sdn.csv"),
    alt: await open("alt.csv"),
    add: await open("add.csv"),
    comments: await open("sdn_comments.csv"),
  };
}
