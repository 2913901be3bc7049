/**
 * node bench/screening/rescreen.ts [--customers 10000]
 *
 * From a file of customers to the proof, with PostgreSQL: registering, the first re-screening of all, and
 * an update of OFAC's list by its newest 51 entries, once by looking through all customers and once by
 * the index of them that a worker keeps in memory. The server is started for it and removed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openInstallation } from "../../src/app/index.ts";
import { type Database, systemClock } from "../../src/core/index.ts";
import { readCustomerFile } from "../../src/customers/index.ts";
import { openDatabase } from "../../src/db/index.ts";
import { coverageProof } from "../../src/screening/population/proof.ts";
import { type RescreenRequest, rescreen } from "../../src/screening/population/rescreen.ts";
import { createResidentIndex } from "../../src/screening/population/resident-index.ts";
import { readSdn } from "../../test/screening/public-lists.ts";
import { publish, testPopulation } from "../../test/support/population.ts";
import { machine, round } from "../machine.ts";
import { generatedCustomers } from "./delta.ts";

/** The ninetieth percentile of published updates. */
const DELTA_ENTRIES = 51;

export interface RescreenFigures {
  readonly customers: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly newHits: readonly number[];
}

/** Measures every part once, for so many customers. */
export async function measureRescreen(count: number): Promise<RescreenFigures> {
  const home = mkdtempSync(join(tmpdir(), "probity-bench-"));
  const probity = await openInstallation({ cwd: home, env: { PROBITY_HOME: home, PROBITY_LOG: "error" } });
  const db = openDatabase({
    url: probity.database.appUrl,
    applicationName: "probity bench",
    maxConnections: 4,
  });
  try {
    return await measureOn(db, count, join(home, "cache"));
  } finally {
    await db.close();
    await probity.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function measureOn(db: Database, count: number, cacheFolder: string): Promise<RescreenFigures> {
  const { register, population: plain, actor } = testPopulation(db, systemClock);
  const population = { ...plain, cacheFolder };
  const sdn = [...(await readSdn())].sort((a, b) => Number(a.id) - Number(b.id));
  const [middle, before] = [sdn.slice(0, -DELTA_ENTRIES), sdn.slice(0, -2 * DELTA_ENTRIES)];
  const index = createResidentIndex();
  const seconds: Record<string, number> = {};
  const newHits: number[] = [];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const answer = await work();
    seconds[what] = round((performance.now() - startedMs) / 1_000, 3);
    return answer;
  };
  const screened = async (what: string, how: Partial<RescreenRequest>): Promise<void> => {
    const run = await timed(what, () => rescreen(population, { mode: "delta", actor: "bench", ...how }));
    newHits.push(run.newHits);
  };
  await publish(db, "ofac-sdn", before, systemClock.now());
  await timed("register", () => register.importRows(readCustomerFile(asNdjson(count), "ndjson"), actor));
  await timed("register again, unchanged", () =>
    register.importRows(readCustomerFile(asNdjson(count), "ndjson"), actor),
  );
  await screened("first re-screening of all", {});
  await publish(db, "ofac-sdn", middle, systemClock.now());
  await screened("update of 51 entries, all looked through", {});
  await timed("index of the customers", () => index.refresh(population));
  await publish(db, "ofac-sdn", sdn, systemClock.now());
  await screened("update of 51 entries, by the index", { findCandidates: index.find });
  await screened("nothing changed", { findCandidates: index.find });
  await timed("proof", () => coverageProof(db, systemClock.now()));
  return { customers: count, seconds, newHits };
}

async function* asNdjson(count: number): AsyncGenerator<string> {
  for (const [at, { query }] of generatedCustomers(count).entries()) {
    const { names, type, birthDate, countries } = query;
    const line = { ref: `C-${at}`, names, type, birth_date: birthDate, country: countries };
    yield `${JSON.stringify(line)}\n`;
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { customers: { type: "string", default: "10000" } } });
  const figures = await measureRescreen(Number(values.customers));
  process.stdout.write(`${JSON.stringify({ machine: machine(), ...figures })}\n`);
}
