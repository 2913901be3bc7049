import { join } from "node:path";
import {
  type Clock,
  type Database,
  type Log,
  messageOf,
  ProbityError,
  type Queryable,
} from "../../core/index.ts";
import { type DownloadTiming, downloadFile } from "./download/download-file.ts";
import type { Transport } from "./download/http-answer.ts";
import { type DownloadedFile, downloadedFiles, rememberFiles } from "./download/list-file-store.ts";
import { digestOf } from "./download/partial-file.ts";
import { listFormat } from "./formats.ts";
import { importList, type ListImportFacts, type ListImportSummary } from "./import-list.ts";
import type { ListFile } from "./list-file.ts";
import type { ListFormat } from "./list-format.ts";
import { noteCheck } from "./list-status.ts";
import { currentVersions } from "./list-store.ts";
import { listFileAt } from "./open-list-files.ts";
import { openQuarantines } from "./quarantine.ts";
import { type ListSource, resolveAddress } from "./sources.ts";

/** Lists looked after at a time: they wait for the network, and reading the largest takes 100 MB. */
const LISTS_AT_A_TIME = 3;

/** What looking after one list led to. */
export interface SyncOutcome {
  readonly list: string;
  /** `busy`: another process is at it. */
  readonly outcome: "published" | "unchanged" | "quarantined" | "failed" | "busy";
  /** The import, where there was one. */
  readonly summary?: ListImportSummary;
  /** Bytes that had to be downloaded. */
  readonly bytes: number;
  /** What went wrong. */
  readonly problem?: string;
}

/** Hears how far a list is: bytes done, and in all as far as servers say it. */
export type SyncProgress = (list: string, doneBytes: number, totalBytes: number) => void;

export interface SyncRequest {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: readonly ListSource[];
  /** Folder of downloads; each list has one below it. */
  readonly folder: string;
  readonly secret: (name: string) => string;
  readonly actor: string;
  readonly userAgent: string;
  readonly audit: (tx: Queryable, facts: ListImportFacts) => Promise<void>;
  /** After a publication has committed. */
  readonly onPublished?: ((summary: ListImportSummary) => Promise<void>) | undefined;
  readonly onProgress?: SyncProgress | undefined;
  readonly transport?: Transport & DownloadTiming;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks after lists at their publishers, several at a time: downloads what is new, imports it.
 * What fails with one list never keeps the others from their turn; nothing is thrown for it.
 */
export async function syncLists(request: SyncRequest): Promise<SyncOutcome[]> {
  const outcomes = new Map<string, SyncOutcome>();
  const waiting = [...request.sources];
  const work = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      outcomes.set(source.id, await syncAlone(request, source));
    }
  };
  await Promise.all(Array.from({ length: LISTS_AT_A_TIME }, work));
  return request.sources.flatMap(({ id }) => outcomes.get(id) ?? []);
}

/**
 * One process at a time downloads a list. The lock is that of a transaction which does nothing
 * else, so it ends with the process, however that ends.
 */
async function syncAlone(request: SyncRequest, source: ListSource): Promise<SyncOutcome> {
  const list = source.id;
  try {
    return await request.db.transaction(async (tx) => {
      // It waits for the network, holds no snapshot and writes nothing, so it stands in nobody's way.
      await tx.query("set local idle_in_transaction_session_timeout = 0");
      const { rows } = await tx.query<{ taken: boolean }>(
        "select pg_try_advisory_xact_lock(hashtextextended('probity.list.sync.' || $1, 0)) as taken",
        [list],
      );
      if (rows[0]?.taken !== true) return { list, outcome: "busy" as const, bytes: 0 };
      return await syncOne(request, source);
    });
  } catch (error) {
    const problem = messageOf(error);
    request.log.warn({ list, problem }, "a list could not be looked after");
    return { list, outcome: "failed", bytes: 0, problem };
  }
}

async function syncOne(request: SyncRequest, source: ListSource): Promise<SyncOutcome> {
  const { db, clock } = request;
  const list = source.id;
  let bytes = 0;
  try {
    const fetched = await fetchFiles(request, source);
    bytes = fetched.bytes;
    if (fetched.known !== undefined) return await stillTheSame(request, list, fetched.known);
    const summary = await importFetched(request, source, fetched.files);
    if (summary.status === "published") await request.onPublished?.(summary);
    return { list, outcome: summary.status, summary, bytes };
  } catch (error) {
    const problem = messageOf(error);
    // Whoever stops the download knows it; nothing is wrong with the publisher.
    if (request.signal?.aborted === true) return { list, outcome: "failed", bytes, problem };
    request.log.warn({ list, problem }, "a list could not be updated");
    const quarantined =
      error instanceof ProbityError && (error.code === "LIST_INVALID" || error.code === "LIST_SUSPICIOUS");
    if (quarantined) return { list, outcome: "quarantined", bytes, problem };
    await noteCheck(db, { list, at: clock.now(), outcome: "failed", problem });
    return { list, outcome: "failed", bytes, problem };
  }
}

interface Fetched {
  readonly files: readonly DownloadedFile[];
  readonly bytes: number;
  /** The snapshot that these very files led to before. */
  readonly known?: string;
}

/**
 * The files of a list as they are at the publisher now, in its folder. When none of them is newer
 * than what is known, nothing is downloaded; when one is, the others are taken from the folder, or
 * downloaded too where another machine did it the last time.
 */
async function fetchFiles(request: SyncRequest, source: ListSource): Promise<Fetched> {
  const format = listFormat(source.format);
  const known = await downloadedFiles(request.db, source.id);
  const usable = await knownSnapshot(request.db, source.id, known);
  const wanted = source.urls.flatMap((address, index) => {
    const file = format.files[index];
    return file === undefined ? [] : [{ role: file.role, address }];
  });
  const sameFiles =
    wanted.length === known.size && wanted.every(({ role, address }) => known.get(role)?.address === address);
  const conditional = usable !== undefined && sameFiles;
  const progress = progressOf(request, source.id, wanted.length);
  const files: DownloadedFile[] = [];
  const unmodified: DownloadedFile[] = [];
  let bytes = 0;
  for (const [index, { role, address }] of wanted.entries()) {
    const before = conditional ? known.get(role) : undefined;
    const got = await fetchFile(request, source, { role, address, before, onProgress: progress(index) });
    if (got === undefined && before !== undefined) unmodified.push(before);
    else if (got !== undefined) {
      files.push(got);
      bytes += got.bytes;
    }
  }
  if (files.length === 0 && usable !== undefined) return { files: unmodified, bytes, known: usable };
  for (const before of unmodified) {
    const { role, address } = before;
    const there = await digestOf(pathOf(request, source.id, role));
    if (there?.sha256 === before.sha256) files.push(before);
    else {
      const got = await fetchFile(request, source, { role, address, before: undefined });
      if (got !== undefined) {
        files.push(got);
        bytes += got.bytes;
      }
    }
  }
  return { files, bytes };
}

/** The snapshot the known files led to, as long as that still says something: it is in use, or waits in quarantine. */
async function knownSnapshot(
  db: Queryable,
  list: string,
  known: ReadonlyMap<string, { readonly snapshot: string }>,
): Promise<string | undefined> {
  const [first] = known.values();
  if (first === undefined) return undefined;
  const current = (await currentVersions(db))[list];
  const [refused] = await openQuarantines(db, list);
  return first.snapshot === current || first.snapshot === refused?.hash ? first.snapshot : undefined;
}

function pathOf(request: SyncRequest, list: string, role: string): string {
  return join(request.folder, list, role);
}

async function fetchFile(
  request: SyncRequest,
  source: ListSource,
  file: {
    readonly role: string;
    readonly address: string;
    readonly before: DownloadedFile | undefined;
    readonly onProgress?: (doneBytes: number, totalBytes: number | undefined) => void;
  },
): Promise<DownloadedFile | undefined> {
  const { role, address, before } = file;
  const got = await downloadFile({
    ...request.transport,
    address: resolveAddress(address, request.secret),
    path: pathOf(request, source.id, role),
    newerThan: before?.validators,
    allowPrivate: source.allowPrivate,
    userAgent: request.userAgent,
    signal: request.signal,
    onProgress: file.onProgress,
  });
  if (!got.fetched) return undefined;
  return { role, address, validators: got.validators, bytes: got.bytes, sha256: got.sha256 };
}

/** The progress of a list is that of its files together. */
function progressOf(request: SyncRequest, list: string, count: number) {
  const done = new Array<number>(count).fill(0);
  const totals = new Array<number>(count).fill(0);
  const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);
  return (index: number) => (doneBytes: number, totalBytes: number | undefined) => {
    done[index] = doneBytes;
    totals[index] = totalBytes ?? doneBytes;
    request.onProgress?.(list, sum(done), sum(totals));
  };
}

async function stillTheSame(request: SyncRequest, list: string, snapshot: string): Promise<SyncOutcome> {
  const at = request.clock.now();
  const current = (await currentVersions(request.db))[list];
  if (snapshot === current) {
    await noteCheck(request.db, { list, at, outcome: "unchanged" });
    return { list, outcome: "unchanged", bytes: 0 };
  }
  const [refused] = await openQuarantines(request.db, list);
  const problem = refused?.reason;
  await noteCheck(request.db, { list, at, outcome: "quarantined", problem });
  return { list, outcome: "quarantined", bytes: 0, ...(problem === undefined ? {} : { problem }) };
}

async function importFetched(
  request: SyncRequest,
  source: ListSource,
  fetched: readonly DownloadedFile[],
): Promise<ListImportSummary> {
  const { db, clock, audit, actor } = request;
  const format = listFormat(source.format);
  return await importList({
    db,
    clock,
    list: source.id,
    format,
    files: filesByRole(request, source.id, format, fetched),
    columns: source.columns,
    source: source.urls.join(" "),
    publishedWithinMs: source.publishedWithinMs,
    actor,
    audit,
    alongside: (tx, hash) => rememberFiles(tx, source.id, hash, fetched, clock.now()),
  });
}

/** Downloads lie under the names of their roles; messages call them as their publisher does. */
function filesByRole(
  request: SyncRequest,
  list: string,
  format: ListFormat,
  fetched: readonly DownloadedFile[],
): Record<string, ListFile> {
  const named = new Map(format.files.map(({ role, names: [name = role] }) => [role, name]));
  return Object.fromEntries(
    fetched.map(({ role }) => [role, listFileAt(pathOf(request, list, role), named.get(role) ?? role)]),
  );
}
