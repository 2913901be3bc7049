/**
 * A process that looks after the list `sample` and dies when its parent wants: it stops for ever in
 * the transaction that publishes, when it is told to, and says so.
 */
import { ProbityError, silentLog, systemClock } from "../../src/core/index.ts";
import { openDatabase } from "../../src/db/index.ts";
import { readListSources } from "../../src/screening/lists/sources.ts";
import { syncLists } from "../../src/screening/lists/sync-lists.ts";

const [url = "", folder = "", entry = "", stopIn = ""] = process.argv.slice(2);
const db = openDatabase({ url, applicationName: "probity sync process", maxConnections: 4 });
const outcomes = await syncLists({
  db,
  clock: systemClock,
  log: silentLog,
  sources: readListSources({ lists: [JSON.parse(entry)] }).slice(0, 1),
  folder,
  secret(name) {
    throw new ProbityError("SECRET_MISSING", name);
  },
  actor: "schedule:lists",
  userAgent: "probity/test",
  async audit() {
    if (stopIn !== "publication") return;
    process.stdout.write("in the publication\n");
    await new Promise(() => setInterval(() => {}, 1_000));
  },
});
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
await db.close();
