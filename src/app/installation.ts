import type { Database, DataCipher } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";

const CONTEXT = "installation.key_check";
const CHECK_VALUE = "probity";

/** Whether nothing was sealed into this database yet. */
export async function isNewDatabase(db: Database): Promise<boolean> {
  const { rows } = await db.query("select 1 from probity.installation");
  return rows.length === 0;
}

/**
 * Makes sure that this process holds the data key the database was filled with.
 *
 * @throws ProbityError CIPHER_KEY_INVALID when it holds another one.
 */
export async function checkDataKey(db: Database, cipher: DataCipher): Promise<void> {
  await db.query("insert into probity.installation (key_check) values ($1) on conflict do nothing", [
    cipher.seal(CHECK_VALUE, CONTEXT),
  ]);
  const { rows } = await db.query<{ key_check: string }>("select key_check from probity.installation");
  try {
    cipher.open(rows[0]?.key_check ?? "", CONTEXT);
  } catch (cause) {
    throw new ProbityError(
      "CIPHER_KEY_INVALID",
      "The data key of this installation is not the one this database was filled with. Set PROBITY_DATA_KEY, or restore data.key in PROBITY_HOME.",
      { cause },
    );
  }
}
