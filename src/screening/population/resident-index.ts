import type { Queryable } from "../../core/index.ts";
import type { Party } from "../party/party.ts";
import { type FindCandidates, versionsOf } from "./candidates.ts";
import {
  buildSegment,
  type CustomerSegment,
  type IndexedCustomer,
  SEGMENT_CUSTOMERS,
} from "./customer-index.ts";
import { coveredByIds, registeredPage } from "./customer-store.ts";
import { forwardOver } from "./forward.ts";
import type { Population } from "./population.ts";
import { oldestTransaction, type Rescreening } from "./rescreening-store.ts";

/** Rows read at a time. */
const PAGE_ROWS = 5_000;
/** Candidates read and screened at a time. */
const CANDIDATE_ROWS = 1_000;
/** Segments of changed customers that may add up before all are built anew. */
const SEGMENTS_MAX = 64;

/** The names of all customers in memory, for a process that lives on and hears of list updates. */
export interface ResidentIndex {
  /** Brings the index up to date and finds whom the entries may hit. */
  readonly find: FindCandidates;
  /** Brings the index up to date; what a process does at its leisure, so that the next update is quick. */
  refresh(population: Population): Promise<void>;
  size(): { readonly customers: number; readonly segments: number; readonly bytes: number };
}

/**
 * An empty index that fills itself at its first use and then reads only the customers that changed. A
 * changed customer stands in it under old and new names; whoever is found is screened as registered now.
 */
export function createResidentIndex(): ResidentIndex {
  let segments: CustomerSegment[] = [];
  let seenTransaction: string | undefined;
  let underway: Promise<void> | undefined;
  const refresh = async (population: Population): Promise<void> => {
    if (segments.length > SEGMENTS_MAX) [segments, seenTransaction] = [[], undefined];
    const since = seenTransaction;
    const next = await oldestTransaction(population.db);
    const added: CustomerSegment[] = [];
    for await (const customers of customersSince(population, since)) added.push(buildSegment(customers));
    segments.push(...added);
    seenTransaction = next;
  };
  const refreshOnce = async (population: Population): Promise<void> => {
    // One that began earlier may have gone past a customer who changed since; whoever waits shares the next.
    await underway?.catch(() => {});
    underway ??= refresh(population).finally(() => {
      underway = undefined;
    });
    await underway;
  };
  return {
    refresh: refreshOnce,
    async find(population, run, entries, onProgress) {
      if (entries.length === 0) return [];
      await refreshOnce(population);
      const policy = population.policy();
      const found = new Set<string>();
      for (const segment of segments) for (const id of segment.candidates(entries, policy)) found.add(id);
      return await onlyHit(population, run, entries, [...found].sort(), onProgress);
    },
    size: () => ({
      customers: segments.reduce((sum, segment) => sum + segment.customers, 0),
      segments: segments.length,
      bytes: segments.reduce((sum, segment) => sum + segment.bytes, 0),
    }),
  };
}

/** The candidates that one of the entries does hit, screened against these entries alone. */
async function onlyHit(
  population: Population,
  run: Rescreening,
  entries: readonly Party[],
  ids: readonly string[],
  onProgress: (done: number) => void,
): Promise<string[]> {
  const forward = forwardOver(entries, versionsOf(entries, run.listVersions), population.policy());
  const hit: string[] = [];
  for (let at = 0; at < ids.length; at += CANDIDATE_ROWS) {
    const chunk = ids.slice(at, at + CANDIDATE_ROWS);
    for (const customer of await coveredByIds(population.db, chunk, run.coverageId, run.id)) {
      if (forward.screen(population.open(customer).query).hits.length > 0) hit.push(customer.id);
    }
    onProgress(at + chunk.length);
  }
  return hit;
}

/** Customers changed since a transaction, or all of them, in portions of one segment. */
async function* customersSince(
  population: Population,
  since: string | undefined,
): AsyncGenerator<IndexedCustomer[]> {
  let portion: IndexedCustomer[] = [];
  for await (const customer of registered(population, population.db, since)) {
    portion.push(customer);
    if (portion.length < SEGMENT_CUSTOMERS) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

async function* registered(
  population: Population,
  db: Queryable,
  since: string | undefined,
): AsyncGenerator<IndexedCustomer> {
  for (let afterId = ""; ; ) {
    const page = await registeredPage(db, since, afterId, PAGE_ROWS);
    for (const customer of page) yield { id: customer.id, query: population.open(customer).query };
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return;
    afterId = last.id;
  }
}
