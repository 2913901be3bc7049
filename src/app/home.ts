import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDataCipher, type DataCipher, messageOf, ProbityError } from "../core/index.ts";

/**
 * `$PROBITY_HOME`: what one installation keeps on disk beside its database. Every file in it
 * is readable by its owner only. The folder is too, except for root: the embedded PostgreSQL
 * then runs as another account and has to pass through (but cannot list) it.
 */
export function openHome(path: string): string {
  const home = resolve(path);
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    mkdirSync(home, { recursive: true, mode });
    chmodSync(home, mode);
  } catch (cause) {
    throw new ProbityError(
      "CONFIG_INVALID",
      `PROBITY_HOME ${home} cannot be used: ${messageOf(cause)}. Name a writable folder in PROBITY_HOME.`,
      { cause },
    );
  }
  return home;
}

const KEY_FILE = "data.key";

/**
 * The cipher for personal data at rest. The key comes from PROBITY_DATA_KEY (base64 of 32
 * bytes; needed when several machines share one database) or from `data.key` in the home
 * folder, which is made when the database is new. Losing the key means losing the personal data.
 *
 * @throws ProbityError CIPHER_KEY_INVALID; also when the key of a database that is in use is missing.
 */
export function openDataCipher(home: string, env: NodeJS.ProcessEnv, databaseIsNew: boolean): DataCipher {
  const given = env["PROBITY_DATA_KEY"];
  if (given !== undefined) return createDataCipher(decodeKey(given, "PROBITY_DATA_KEY"));
  const file = join(home, KEY_FILE);
  if (!existsSync(file)) {
    if (!databaseIsNew) {
      throw new ProbityError(
        "CIPHER_KEY_INVALID",
        `${file} is missing, and the database was filled with it. Restore the file, or set PROBITY_DATA_KEY.`,
      );
    }
    try {
      // "wx": of two processes that start at once one writes the key and both read it.
      writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return createDataCipher(decodeKey(readFileSync(file, "utf8").trim(), file));
}

function decodeKey(text: string, source: string): Buffer {
  const key = Buffer.from(text, "base64");
  if (key.length !== 32) {
    throw new ProbityError(
      "CIPHER_KEY_INVALID",
      `${source} must be the base64 of 32 random bytes, for example from: openssl rand -base64 32`,
    );
  }
  return key;
}
