import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { ProbityError } from "../core/index.ts";

/** A phone photo has 3 to 8 MB; what is larger was not made by a camera or is an attack. */
export const DOCUMENT_BYTES_MAX = 15 * 1_048_576;

/** Base64 shorter than this is no image, so it is taken for a path. */
const BASE64_LENGTH_MIN = 256;

export interface DocumentFolders {
  /** The folder that paths must lie in. */
  readonly filesRoot: string;
  /** `$PROBITY_HOME` with its keys: no path may lead into it, though it may lie below `filesRoot`. */
  readonly home?: string | undefined;
}

/**
 * The bytes of a document given as a path below `filesRoot`, a `data:` URI or bare base64.
 * Messages never repeat the text given: a file name can hold a person's name.
 *
 * @throws ProbityError FORBIDDEN outside `filesRoot` or inside `home`, NOT_FOUND, DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE.
 */
export async function readDocument(given: string, folders: DocumentFolders): Promise<Uint8Array> {
  if (given.startsWith("data:")) return fromDataUri(given);
  if (given.length >= BASE64_LENGTH_MIN && /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(given))
    return fromBase64(given);
  return fromFile(given, folders);
}

function fromDataUri(given: string): Uint8Array {
  const comma = given.indexOf(",");
  if (comma < 0 || !given.slice(0, comma).endsWith(";base64")) {
    throw new ProbityError(
      "DOCUMENT_UNREADABLE",
      "the data URI is not base64: write data:image/png;base64,...",
    );
  }
  return fromBase64(given.slice(comma + 1));
}

function fromBase64(text: string): Uint8Array {
  if (text.length > (DOCUMENT_BYTES_MAX * 4) / 3 + 4) throw tooLarge();
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0) throw new ProbityError("DOCUMENT_UNREADABLE", "the base64 text holds no bytes");
  return bytes;
}

async function fromFile(given: string, { filesRoot, home }: DocumentFolders): Promise<Uint8Array> {
  if (given.includes("\0")) throw new ProbityError("FORBIDDEN", "the document's path holds a NUL character");
  const root = await realpath(filesRoot);
  const closed = home === undefined ? undefined : await realpath(home).catch(() => resolve(home));
  const wanted = resolve(root, given);
  // Checked before and after links are followed, so that nothing outside is even looked at by name.
  confine(root, closed, wanted);
  const real = await realpath(wanted).catch(refuse);
  confine(root, closed, real);
  const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW).catch(
    refuse,
  );
  try {
    const stat = await file.stat();
    if (!stat.isFile())
      throw new ProbityError("DOCUMENT_UNREADABLE", "the document's path names no regular file");
    if (stat.size > DOCUMENT_BYTES_MAX) throw tooLarge();
    const bytes = Buffer.alloc(Number(stat.size));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    if (bytesRead === 0) throw new ProbityError("DOCUMENT_UNREADABLE", "the document is an empty file");
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function confine(root: string, closed: string | undefined, path: string): void {
  if (!isWithin(root, path)) {
    throw new ProbityError("FORBIDDEN", "the document's path leads outside the folder for input files");
  }
  // Somebody who puts the input files below the home folder on purpose opens that part of it.
  const isOpened = closed !== undefined && root !== closed && isWithin(closed, root);
  if (closed !== undefined && !isOpened && isWithin(closed, path)) {
    throw new ProbityError("FORBIDDEN", "the document's path leads into the folder of keys and data");
  }
}

function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** Says what is wrong with a path without the path: the cause stays inside the process. */
function refuse(cause: unknown): never {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  if (code === "ENOENT" || code === "ENOTDIR") {
    throw new ProbityError(
      "NOT_FOUND",
      "the document's file does not exist below the folder for input files",
      { cause },
    );
  }
  throw new ProbityError("DOCUMENT_UNREADABLE", `the document's file cannot be opened (${code})`, { cause });
}

function tooLarge(): ProbityError {
  return new ProbityError("DOCUMENT_TOO_LARGE", `a document may have ${DOCUMENT_BYTES_MAX / 1_048_576} MB`);
}
