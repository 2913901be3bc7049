import { createReadStream, type Dirent } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ProbityError } from "../../core/index.ts";
import { RECOGNISED_BYTES, recogniseFormat } from "./formats.ts";
import type { ListFile } from "./list-file.ts";
import type { FormatFile, ListFormat } from "./list-format.ts";

/** Files of one folder that are looked at; a folder with more is none of a list. */
const FOLDER_FILES_MAX = 1_000;

/** A publication on disk: its format, and its files by role. */
export interface OpenedList {
  readonly format: ListFormat;
  readonly files: Readonly<Record<string, ListFile>>;
  readonly totalBytes: number;
}

/** Hears how many bytes of how many were read. */
export type Progress = (doneBytes: number, totalBytes: number) => void;

/**
 * Finds the files of one publication: `paths` are files, or one folder that holds them under the
 * names its publisher gives them. Without `format` it is told from how a file begins.
 *
 * @throws ProbityError LIST_INVALID naming the file that is missing, unknown or one too many.
 */
export async function openListFiles(
  paths: readonly string[],
  options: { readonly format?: ListFormat | undefined; readonly onProgress?: Progress | undefined } = {},
): Promise<OpenedList> {
  const found = await filesAt(paths);
  const format = options.format ?? (await recognise(found));
  const byRole = assignRoles(format, found);
  let doneBytes = 0;
  let totalBytes = 0;
  for (const path of byRole.values()) totalBytes += (await stat(path)).size;
  const files: Record<string, ListFile> = {};
  for (const [role, path] of byRole) {
    files[role] = listFileAt(path, basename(path), (bytes) => {
      doneBytes += bytes;
      options.onProgress?.(doneBytes, totalBytes);
    });
  }
  return { format, files, totalBytes };
}

/** A file of a list on disk, under the name that messages call it; `onBytes` hears of every piece read. */
export function listFileAt(path: string, name: string, onBytes?: (bytes: number) => void): ListFile {
  async function* read(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      onBytes?.(chunk.length);
      yield chunk;
    }
  }
  return { name, bytes: read() };
}

async function filesAt(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) throw new ProbityError("LIST_INVALID", `there is no file or folder ${path}`);
    if (found.isFile()) files.push(path);
    else if (found.isDirectory()) files.push(...(await filesOfFolder(path)));
    // The files of a list are read twice, first for their format; a pipe can be read once.
    else throw new ProbityError("LIST_INVALID", `${path} is neither a file nor a folder; save it as a file`);
  }
  if (files.length === 0) throw new ProbityError("LIST_INVALID", `there is no file in ${paths.join(", ")}`);
  return files;
}

async function filesOfFolder(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  if (entries.length > FOLDER_FILES_MAX) {
    throw new ProbityError(
      "LIST_INVALID",
      `${folder} has more than ${FOLDER_FILES_MAX} files; name the files of the list`,
    );
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .sort();
}

/** The one format that any of the files begins like; further files of a set need not be recognisable. */
async function recognise(files: readonly string[]): Promise<ListFormat> {
  const refusals: ProbityError[] = [];
  for (const file of files) {
    try {
      return recogniseFormat(await startOf(file), basename(file));
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      refusals.push(error);
    }
  }
  throw refusals[0] ?? new ProbityError("LIST_INVALID", "there is no file");
}

async function startOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(RECOGNISED_BYTES), position: 0 });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A format of one file takes the one file there is, whatever it is called. */
function assignRoles(format: ListFormat, paths: readonly string[]): Map<string, string> {
  const [onlyRole] = format.files;
  const [onlyPath] = paths;
  if (format.files.length === 1 && onlyRole !== undefined) {
    const named = paths.filter((path) => isNamedLike(onlyRole, path));
    const chosen = paths.length === 1 ? onlyPath : named.length === 1 ? named[0] : undefined;
    if (chosen !== undefined) return new Map([[onlyRole.role, chosen]]);
    throw new ProbityError(
      "LIST_INVALID",
      `${format.title} is one file; name it, instead of ${paths.length} files`,
    );
  }
  const byRole = new Map<string, string>();
  for (const file of format.files) {
    const named = paths.filter((path) => isNamedLike(file, path));
    const [path] = named;
    if (named.length > 1) {
      throw new ProbityError("LIST_INVALID", `more than one file is a ${file.names[0]}: ${named.join(", ")}`);
    }
    if (path !== undefined) byRole.set(file.role, path);
    else if (file.optional !== true) throw missing(format, file);
  }
  return byRole;
}

function isNamedLike(file: FormatFile, path: string): boolean {
  const name = basename(path).toLowerCase();
  return file.names.some((known) => (known.startsWith("*") ? name.endsWith(known.slice(1)) : name === known));
}

function missing(format: ListFormat, file: FormatFile): ProbityError {
  const names = format.files.map((each) => `${each.names[0]}${each.optional === true ? " (optional)" : ""}`);
  return new ProbityError(
    "LIST_INVALID",
    `there is no ${file.names[0]}; ${format.title} consists of ${names.join(", ")}`,
  );
}
