import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Database, hashJson, type Log, messageOf, ProbityError } from "../core/index.ts";
import { compileSnapshots, type PackedSnapshot } from "./compile-snapshots.ts";
import type { BuilderAnswer } from "./index-builder.ts";
import { loadSnapshotContent } from "./lists/list-store.ts";
import { ENGINE_VERSION } from "./matching/engine-version.ts";
import type { IndexImage } from "./matching/index-image.ts";
import { type MatchIndex, openIndex } from "./matching/match-index.ts";
import { statisticVersion } from "./names/statistics.ts";

/** Folder of the index files, below `$PROBITY_HOME`. */
export const INDEX_FOLDER = "cache";
/** Index files that are kept: those in use, and those that a list was just before. */
const FILES_MAX = 4;
/** Bytes of an index file that is read; that of all public lists together has 100 MB. */
const FILE_BYTES_MAX = 2_147_483_648;

/** Age of a half-written file whose writer is gone for certain: writing one takes seconds. */
const UNFINISHED_MS_MAX = 86_400_000;

/** Packed snapshots up to this size (some thousand parties) are compiled before a thread had started. */
const HERE_BYTES_MAX = 262_144;

interface CacheOptions {
  readonly db: Database;
  readonly log: Log;
  /** Without a folder the index is built anew at every start. */
  readonly folder?: string | undefined;
}

/**
 * The index over stored snapshots, in memory that worker threads can share. It is kept as a file named
 * by all it follows from (snapshots, engine, statistic), so a start reads it in milliseconds; a file
 * that is missing, altered or cut off is built anew from the database.
 *
 * @param hashes content hashes of the snapshots; their order counts
 * @throws ProbityError NOT_FOUND, LIST_INVALID when a snapshot is missing or was altered
 */
export async function openCachedIndex(options: CacheOptions, hashes: readonly string[]): Promise<MatchIndex> {
  const { folder, log } = options;
  const key = hashJson({ hashes, engine: ENGINE_VERSION, statistic: statisticVersion });
  const file = folder === undefined ? undefined : join(folder, `${key}.idx`);
  const cached = file === undefined ? undefined : await openFile(file, log);
  if (cached) return cached;
  const image = await buildImage(options.db, hashes);
  if (folder !== undefined && file !== undefined) await keep(folder, file, image, log);
  return openIndex(image, { trusted: true });
}

/** Compiles stored snapshots, large ones in a thread of its own. @throws ProbityError NOT_FOUND, LIST_INVALID */
async function buildImage(db: Database, hashes: readonly string[]): Promise<IndexImage> {
  const snapshots: PackedSnapshot[] = [];
  for (const hash of hashes) snapshots.push({ hash, content: await loadSnapshotContent(db, hash) });
  const bytes = snapshots.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes <= HERE_BYTES_MAX) return compileSnapshots(snapshots);
  const worker = new Worker(new URL("./index-builder.ts", import.meta.url));
  try {
    worker.postMessage(snapshots);
    const answer = await new Promise<BuilderAnswer>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new ProbityError("INTERNAL", "the index was not built to its end")));
    });
    if ("image" in answer) return answer.image;
    throw new ProbityError(answer.error.code, answer.error.message);
  } finally {
    await worker.terminate();
  }
}

/** The index of a file; undefined when there is none that can be used. */
async function openFile(file: string, log: Log): Promise<MatchIndex | undefined> {
  try {
    const handle = await open(file, "r");
    try {
      const image = await readImage(handle);
      const index = openIndex(image);
      const now = new Date();
      // What is used last is kept longest.
      await utimes(file, now, now).catch(() => {});
      return index;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      log.warn({ file, problem: messageOf(error) }, "index file not usable, built anew");
    }
    return undefined;
  }
}

async function readImage(handle: FileHandle): Promise<IndexImage> {
  const { size } = await handle.stat();
  if (size > FILE_BYTES_MAX) throw new RangeError(`the index file has ${size} bytes`);
  const image = new Uint8Array(new SharedArrayBuffer(size));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await handle.read(image, at, size - at, at);
    if (bytesRead === 0) throw new RangeError("the index file was cut off while it was read");
    at += bytesRead;
  }
  return image;
}

/** Writes the file whole or not at all. A disk that is full costs time at the next start, nothing else. */
async function keep(folder: string, file: string, image: IndexImage, log: Log): Promise<void> {
  const temporary = join(folder, `${randomBytes(8).toString("hex")}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(image);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await removeOld(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    log.warn({ folder, problem: messageOf(error) }, "index file not written");
  }
}

async function removeOld(folder: string): Promise<void> {
  const files = [];
  for (const name of await readdir(folder)) {
    const isUnfinished = name.endsWith(".tmp");
    if (!isUnfinished && !name.endsWith(".idx")) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) continue;
    if (!isUnfinished) files.push({ path, usedMs: found.mtimeMs });
    // The file system's clock is the machine's, and so is this one.
    else if (Date.now() - found.mtimeMs > UNFINISHED_MS_MAX) await rm(path, { force: true });
  }
  const old = files.sort((a, b) => b.usedMs - a.usedMs).slice(FILES_MAX);
  for (const { path } of old) await rm(path, { force: true });
}
