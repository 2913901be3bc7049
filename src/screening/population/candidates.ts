import { createTurns } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { coveredPage } from "./customer-store.ts";
import type { ListVersions } from "./entry-changes.ts";
import { forwardOver } from "./forward.ts";
import type { Population } from "./population.ts";
import type { Rescreening } from "./rescreening-store.ts";

/** Customers opened at a time while looking through all of them. */
const SCAN_ROWS = 2_000;

/** Finds the customers that list entries may hit; none that one of them does hit is left out. */
export type FindCandidates = (
  population: Population,
  run: Rescreening,
  entries: readonly Party[],
  onProgress: (done: number) => void,
) => Promise<string[]>;

/**
 * Screens every covered customer against the given entries alone. Needs no memory and a second for some
 * twenty thousand customers: what a process does that holds no index of the customers.
 */
export const scanCandidates: FindCandidates = async (population, run, entries, onProgress) => {
  if (entries.length === 0) return [];
  const forward = forwardOver(entries, versionsOf(entries, run.listVersions), population.policy());
  const found: string[] = [];
  const turn = createTurns();
  let afterId = "";
  for (let done = 0; ; ) {
    const page = await coveredPage(population.db, run.coverageId, afterId, SCAN_ROWS);
    for (const customer of page) {
      if (forward.screen(population.open(customer).query).hits.length > 0) found.push(customer.id);
      await turn();
    }
    done += page.length;
    onProgress(done);
    const last = page.at(-1);
    if (!last || page.length < SCAN_ROWS) return found;
    afterId = last.id;
  }
};

/** The versions of the lists that the entries are of. */
export function versionsOf(entries: readonly Party[], all: ListVersions): ListVersions {
  return Object.fromEntries(
    [...new Set(entries.map((party) => party.list))].map((list) => [list, all[list] ?? ""]),
  );
}
