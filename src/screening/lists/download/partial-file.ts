import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What names a version of a file at its publisher (RFC 9110 section 8.8). */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** The beginning of a file whose download was cut off. */
export interface PartialFile {
  readonly bytes: number;
  /** Value of If-Range: only a strong validator may join two parts (RFC 9110 section 13.1.5). */
  readonly ifRange: string;
}

/** Only the owner of the installation reads what it downloaded. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

const partOf = (path: string): string => `${path}.part`;
const noteOf = (path: string): string => `${path}.part.json`;

/** What is there of a file from an earlier attempt at the same address, if it can be gone on with. */
export async function partialFile(path: string, address: string): Promise<PartialFile | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(noteOf(path), "utf8"));
    if (typeof note !== "object" || note === null || !("address" in note) || !("ifRange" in note))
      return undefined;
    if (note.address !== addressDigest(address) || typeof note.ifRange !== "string") return undefined;
    const { size } = await stat(partOf(path));
    return size > 0 ? { bytes: size, ifRange: note.ifRange } : undefined;
  } catch {
    return undefined;
  }
}

/** The address may hold a token, which does not belong on the disk. */
function addressDigest(address: string): string {
  return createHash("sha256").update(address).digest("hex");
}

/** Begins a file anew, or goes on with its part. `ifRange` is what to go on with later; none forbids that. */
export async function openPart(
  path: string,
  options: { readonly address: string; readonly ifRange: string | undefined; readonly append: boolean },
): Promise<{ write(chunk: Uint8Array): Promise<void>; close(): Promise<void> }> {
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  if (!options.append) {
    await dropPart(path);
    if (options.ifRange !== undefined) {
      const note = { address: addressDigest(options.address), ifRange: options.ifRange };
      await writeFile(noteOf(path), JSON.stringify(note), { mode: FILE_MODE });
    }
  }
  const handle = await open(partOf(path), options.append ? "a" : "w", FILE_MODE);
  return {
    async write(chunk) {
      // write() may leave a rest behind, writeFile() goes on from where the file is.
      await handle.writeFile(chunk);
    },
    close: () => handle.close(),
  };
}

/** Forgets what is there of a file. */
export async function dropPart(path: string): Promise<void> {
  await rm(partOf(path), { force: true });
  await rm(noteOf(path), { force: true });
}

/** The whole file is there: it gets its name, in one step. */
export async function finishPart(path: string): Promise<void> {
  await rename(partOf(path), path);
  await rm(noteOf(path), { force: true });
}

/** The first bytes of a part, as text. */
export async function startOfPart(path: string, bytes: number): Promise<string> {
  const handle = await open(partOf(path));
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(bytes), position: 0 });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** SHA-256 and length of a file, or undefined where there is none. */
export async function digestOf(path: string): Promise<{ sha256: string; bytes: number } | undefined> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return { sha256: hash.digest("hex"), bytes };
}
