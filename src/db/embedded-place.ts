import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Log, ProbityError, sha256Hex } from "../core/index.ts";
import { canEnter, type ServerAccount } from "./server-account.ts";

/** Where root keeps what the server's account must reach when it cannot enter the home. */
const OUTSIDE_FOLDERS = ["/var/lib/probity", "/var/tmp/probity-root"];

/** Everything about one installation's server that is decided once and kept in its home. */
export interface EmbeddedPlace {
  readonly home: string;
  readonly account: ServerAccount | undefined;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly lockFile: string;
  readonly credentials: Credentials;
}

export interface Credentials {
  readonly owner: { readonly user: string; readonly password: string };
  readonly app: { readonly user: string; readonly password: string };
}

interface PlaceRecord {
  /** Absolute, or relative to the home so that a home may be moved. */
  readonly dataFolder: string;
  readonly port?: number;
}

/**
 * Makes the home folder and returns its real path. Made by root it can be passed through
 * by the server's account; what is secret in it is protected file by file.
 */
export async function prepareHome(home: string, account: ServerAccount | undefined): Promise<string> {
  await mkdir(home, { recursive: true, mode: account ? 0o711 : 0o700 });
  return realpath(home);
}

/**
 * Decides where the data lives, or reads what was decided before. Call under the start lock.
 *
 * @throws ProbityError DATABASE_START_FAILED when the data cannot be reached or its passwords are lost.
 */
export async function openPlace(
  home: string,
  account: ServerAccount | undefined,
  log: Log,
): Promise<EmbeddedPlace> {
  const record = await readRecord(home);
  const dataFolder = record ? resolve(home, record.dataFolder) : await chooseDataFolder(home, account, log);
  if (!canEnter(dirname(dataFolder), account)) {
    throw new ProbityError(
      "DATABASE_START_FAILED",
      `PostgreSQL runs as user ${account?.name}, who cannot enter ${dirname(dataFolder)}; run chmod o+x on it and its parents`,
    );
  }
  if (!record) await writeRecord(home, { dataFolder: relativeTo(home, dataFolder) });
  return {
    home,
    account,
    dataFolder,
    logFile: join(home, "postgres.log"),
    lockFile: lockFileOf(home),
    credentials: await readOrCreateCredentials(home, dataFolder),
  };
}

export function lockFileOf(home: string): string {
  return join(home, "postgres.lock");
}

/** Where the data of a home lives; undefined before the first start. */
export async function recordedDataFolder(home: string): Promise<string | undefined> {
  const record = await readRecord(home);
  return record && resolve(home, record.dataFolder);
}

/** The port used last; undefined before the first start. */
export async function rememberedPort(home: string): Promise<number | undefined> {
  return (await readRecord(home))?.port;
}

export async function rememberPort(place: EmbeddedPlace, port: number): Promise<void> {
  await writeRecord(place.home, { dataFolder: relativeTo(place.home, place.dataFolder), port });
}

/** The folder for a copy of the binaries that the account can reach. */
export async function binariesCacheFolder(place: EmbeddedPlace): Promise<string> {
  return place.account ? outsideFolder(place.account) : place.home;
}

function relativeTo(home: string, dataFolder: string): string {
  return dirname(dataFolder) === home ? basename(dataFolder) : dataFolder;
}

async function chooseDataFolder(home: string, account: ServerAccount | undefined, log: Log): Promise<string> {
  if (account === undefined || canEnter(home, account)) return join(home, "postgres");
  const outside = await outsideFolder(account);
  const prefix = sha256Hex(home).slice(0, 16);
  const older = (await readdir(outside)).filter((name) => name.startsWith(prefix));
  if (older.length > 0) {
    log.warn(
      { folders: older.map((name) => join(outside, name)) },
      "data of an earlier installation in the same home is left over; delete it when it is no longer needed",
    );
  }
  return join(outside, `${prefix}-${randomBytes(4).toString("hex")}`);
}

/** Takes only a folder that belongs to root and that nobody else may write: others must not prepare it for us. */
async function outsideFolder(account: ServerAccount): Promise<string> {
  for (const folder of OUTSIDE_FOLDERS) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o711 });
      const info = await lstat(folder);
      const safe = info.isDirectory() && info.uid === 0 && (info.mode & 0o022) === 0;
      if (safe && canEnter(folder, account)) return folder;
    } catch {
      // Not writable here: try the next one.
    }
  }
  throw new ProbityError(
    "DATABASE_START_FAILED",
    `PostgreSQL runs as user ${account.name}, and no folder that user can reach could be made (tried ${OUTSIDE_FOLDERS.join(", ")}); set PROBITY_HOME to a folder every user may enter`,
  );
}

async function readRecord(home: string): Promise<PlaceRecord | undefined> {
  const text = await readFile(join(home, "postgres.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as PlaceRecord;
    if (typeof record.dataFolder === "string") return record;
  } catch {
    // Falls through to the error below.
  }
  throw new ProbityError(
    "DATABASE_START_FAILED",
    `${join(home, "postgres.json")} is damaged; it names the data folder`,
  );
}

function writeRecord(home: string, record: PlaceRecord): Promise<void> {
  return writePrivately(join(home, "postgres.json"), record);
}

async function readOrCreateCredentials(home: string, dataFolder: string): Promise<Credentials> {
  const path = join(home, "database.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Credentials;
  const hasData = await lstat(dataFolder).then(
    () => true,
    () => false,
  );
  if (hasData) {
    throw new ProbityError(
      "DATABASE_START_FAILED",
      `${path} with the database's passwords is gone but ${dataFolder} is there; restore the file, or move the folder away to start empty`,
    );
  }
  const password = () => randomBytes(24).toString("base64url");
  const credentials: Credentials = {
    owner: { user: "probity_owner", password: password() },
    app: { user: "probity_app", password: password() },
  };
  await writePrivately(path, credentials);
  return credentials;
}

/** Written whole or not at all, readable by its owner only. */
async function writePrivately(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}
