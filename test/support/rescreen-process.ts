/**
 * Re-screens the customers of a database until it is killed or done: `node rescreen-process.ts URL`.
 * Says `chunk` on standard output after each chunk, so that the test knows when to kill.
 */
import { systemClock } from "../../src/core/index.ts";
import { openDatabase } from "../../src/db/index.ts";
import { rescreen } from "../../src/screening/population/rescreen.ts";
import { testPopulation } from "./population.ts";

const [url = ""] = process.argv.slice(2);
const db = openDatabase({ url, applicationName: "probity rescreen test", maxConnections: 3 });
const { population } = testPopulation(db, systemClock);
await rescreen(population, {
  mode: "full",
  actor: "user:killed",
  onProgress: (done) => void process.stdout.write(`chunk ${done}\n`),
});
await db.close();
