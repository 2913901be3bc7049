import { spawn } from "node:child_process";
import { chown, mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ProbityError } from "../core/index.ts";
import type { EmbeddedPlace } from "./embedded-place.ts";
import { binaryName, type PostgresBinaries } from "./postgres-binaries.ts";
import { lastLines } from "./postmaster.ts";
import { spawnAs } from "./server-account.ts";

/** A data folder belongs to one major version for ever; a new major needs dump and restore. */
export const POSTGRES_MAJOR = "18";

const MEBIBYTE = 1_048_576;

/**
 * Makes the data folder unless it is there. initdb works in a folder beside it, so that a
 * process killed half-way leaves nothing that looks like a database.
 *
 * @throws ProbityError DATABASE_VERSION for data of another major version,
 *   DATABASE_START_FAILED with initdb's last words and the free space.
 */
export async function ensureCluster(place: EmbeddedPlace, binaries: PostgresBinaries): Promise<void> {
  const version = await readFile(join(place.dataFolder, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) return checkMajor(version.trim(), place.dataFolder);
  if (await hasFiles(place.dataFolder)) {
    throw new ProbityError(
      "DATABASE_START_FAILED",
      `${place.dataFolder} holds files but no PG_VERSION, so it is no database; move it away to start empty`,
    );
  }
  await removeLeftovers(place.dataFolder);
  const draft = `${place.dataFolder}.initdb`;
  const passwordFile = `${place.dataFolder}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, place.credentials.owner.password, { mode: 0o600 });
    if (place.account) {
      await chown(draft, place.account.uid, place.account.gid);
      await chown(passwordFile, place.account.uid, place.account.gid);
    }
    await initdb(place, binaries, draft, passwordFile);
    await rename(draft, place.dataFolder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error instanceof ProbityError
      ? error
      : await startFailure(place, "the data folder could not be made", String(error), error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function checkMajor(version: string, dataFolder: string): void {
  if (version === POSTGRES_MAJOR) return;
  throw new ProbityError(
    "DATABASE_VERSION",
    `${dataFolder} was made by PostgreSQL ${version} and this Probity brings PostgreSQL ${POSTGRES_MAJOR}. ` +
      `Start the data with a PostgreSQL ${version} of your own and set DATABASE_URL to it, or move it over with pg_dump and pg_restore, or move the folder away to start empty`,
  );
}

async function hasFiles(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) await rm(folder, { recursive: true, force: true });
  return names.length > 0;
}

async function removeLeftovers(dataFolder: string): Promise<void> {
  const names = await readdir(dirname(dataFolder));
  const left = names.filter(
    (name) => name.startsWith(`${basename(dataFolder)}.`) && /\.(initdb|password)$/.test(name),
  );
  for (const name of left) await rm(join(dirname(dataFolder), name), { recursive: true, force: true });
}

async function initdb(
  place: EmbeddedPlace,
  binaries: PostgresBinaries,
  folder: string,
  passwordFile: string,
): Promise<void> {
  const child = spawn(
    join(binaries.folder, "bin", binaryName("initdb")),
    [
      ...["-D", folder, "-U", place.credentials.owner.user, `--pwfile=${passwordFile}`],
      ...["--locale=C", "-E", "UTF8", "--auth=scram-sha-256", "--no-instructions"],
    ],
    { ...spawnAs(place.account), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-8_192);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const status = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal ?? "no status"));
  });
  if (status !== 0) throw await startFailure(place, `initdb ended with ${status}`, lastLines(output));
}

/** DATABASE_START_FAILED with what the program said last and how much space is left. */
export async function startFailure(
  place: EmbeddedPlace,
  what: string,
  lastWords: string,
  cause?: unknown,
): Promise<ProbityError> {
  const space = await freeBytes(place.dataFolder);
  const free = space === undefined ? "" : `; free space there: ${Math.floor(space / MEBIBYTE)} MiB`;
  const full =
    /No space left on device|ENOSPC/.test(lastWords) || space === 0
      ? "the disk is full; a new database needs about 100 MiB. "
      : "";
  return new ProbityError(
    "DATABASE_START_FAILED",
    `${full}${what} (data ${place.dataFolder}${free}): ${lastWords || "it said nothing"}. The log is ${place.logFile}`,
    { cause },
  );
}

/** Bytes a process may still write on the file system of a folder, or of the nearest parent that exists. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (
      await stat(at).then(
        () => true,
        () => false,
      )
    ) {
      const info = await statfs(at).catch(() => undefined);
      return info && info.bavail * info.bsize;
    }
    if (at === dirname(at)) return undefined;
  }
}
