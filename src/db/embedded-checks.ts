import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { check, type DoctorCheck, type Finding } from "./doctor-check.ts";
import { freeBytes, POSTGRES_MAJOR } from "./embedded-cluster.ts";
import { recordedDataFolder } from "./embedded-place.ts";
import { locateBinaries } from "./postgres-binaries.ts";
import { canEnter, serverAccount } from "./server-account.ts";

const MEBIBYTE = 1_048_576;
/** With less PostgreSQL may stop in the middle of a day's work: its log alone may grow to 512 MiB. */
const FREE_BYTES_MIN = 1_024 * MEBIBYTE;

/** What can be wrong with the embedded server, found without starting it. */
export async function embeddedChecks(home: string): Promise<DoctorCheck[]> {
  return [
    await check("database.binary", async () => {
      const { packageVersion } = await locateBinaries();
      return { ok: true, message: `embedded PostgreSQL ${packageVersion} is installed` };
    }),
    await check("database.data-folder", () => dataFolder(home)),
    await check("database.credentials", () => credentials(home)),
    await check("database.disk", () => disk(home)),
  ];
}

async function dataFolder(home: string): Promise<Finding> {
  const folder = await recordedDataFolder(home);
  const info = folder && (await stat(folder).catch(() => undefined));
  if (!folder || !info) return { ok: true, message: "there is no data yet; the first start makes it" };
  const account = serverAccount();
  const uid = account?.uid ?? process.getuid?.();
  if (!canEnter(dirname(folder), account)) {
    return {
      ok: false,
      message: `user ${account?.name} cannot enter ${dirname(folder)}`,
      fix: `chmod o+x ${dirname(folder)} and its parents`,
    };
  }
  if (uid !== undefined && info.uid !== uid) {
    return {
      ok: false,
      message: `${folder} belongs to user ${info.uid}, the server runs as ${uid}`,
      fix: `Run Probity as the user who made it, or chown -R ${uid} ${folder}`,
    };
  }
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0) {
    return { ok: false, message: `${folder} is open to other users`, fix: `chmod 700 ${folder}` };
  }
  const version = (await readFile(join(folder, "PG_VERSION"), "utf8").catch(() => "")).trim();
  // As root every file can be read; as another user an unreadable folder was caught above.
  if (version !== POSTGRES_MAJOR) {
    return {
      ok: false,
      message: `${folder} was made by PostgreSQL ${version || "(unknown)"}, this Probity brings ${POSTGRES_MAJOR}`,
      fix: "Serve it with that version and set DATABASE_URL, or move it over with pg_dump and pg_restore.",
    };
  }
  return { ok: true, message: `${folder} belongs to the server's user only` };
}

async function credentials(home: string): Promise<Finding> {
  const path = join(home, "database.json");
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) {
    const hasData = (await recordedDataFolder(home)) !== undefined;
    return hasData
      ? {
          ok: false,
          message: `${path} with the database's passwords is gone`,
          fix: "Restore it from a backup.",
        }
      : { ok: true, message: "there are no passwords yet; the first start makes them" };
  }
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0) {
    return { ok: false, message: `${path} can be read by other users`, fix: `chmod 600 ${path}` };
  }
  return { ok: true, message: `${path} can be read by its owner only` };
}

async function disk(home: string): Promise<Finding> {
  const bytes = await freeBytes((await recordedDataFolder(home)) ?? home);
  if (bytes === undefined) return { ok: true, message: "the file system does not tell its free space" };
  const message = `${Math.floor(bytes / MEBIBYTE)} MiB are free for the database`;
  if (bytes >= FREE_BYTES_MIN) return { ok: true, message };
  return { ok: false, message, fix: `Make room: at least ${FREE_BYTES_MIN / MEBIBYTE} MiB.` };
}
