import { uuidV7 } from "../../src/core/index.ts";
import type { Party } from "../../src/screening/party/party.ts";
import { defaultPolicy } from "../../src/screening/policy.ts";
import {
  buildSegment,
  type CustomerSegment,
  SEGMENT_CUSTOMERS,
} from "../../src/screening/population/customer-index.ts";
import { forwardOver } from "../../src/screening/population/forward.ts";
import type { ScreeningQuery } from "../../src/screening/query.ts";
import { ordinaryCompanies } from "../../test/screening/ordinary-companies.ts";
import { ordinaryNames } from "../../test/screening/ordinary-names.ts";
import { readSdn } from "../../test/screening/public-lists.ts";
import { pick, randomFor } from "../../test/screening/seeded-random.ts";
import { percentile, round } from "../machine.ts";

/** Sizes of list updates: the median, the ninetieth percentile and the largest of 307 published in a row. */
const DELTA_SIZES = [6, 51, 561] as const;
const REPEATS = 5;

export interface DeltaFigures {
  readonly customers: number;
  readonly buildSeconds: number;
  /** Of the index alone, and of the whole process while it is held. */
  readonly indexMb: number;
  readonly processMb: number;
  readonly deltas: readonly {
    readonly entries: number;
    /** Customers whose names could be those of an entry, and those that one does hit. */
    readonly candidates: number;
    readonly hit: number;
    readonly lookUpSeconds: number;
    readonly screenSeconds: number;
    readonly seconds: number;
  }[];
  /** The same for the largest delta by looking through all customers: what there is without an index. */
  readonly scanSeconds: number;
  /** Customers that are hit and whom the index did not find; it must be none. */
  readonly missed: number;
}

/**
 * How long a list update takes to reach the customers, with their index in memory: the newest entries of
 * OFAC's list, with all their aliases, against customers with ordinary names of many cultures, half of
 * whom have a birth date and a country. The database is not part of it.
 */
export async function measureDelta(count = 1_000_000, lists?: string): Promise<DeltaFigures> {
  const newest = [...(await readSdn(lists))].sort((a, b) => Number(b.id) - Number(a.id));
  const customers = generatedCustomers(count);
  const startedMs = performance.now();
  const segments: CustomerSegment[] = [];
  for (let at = 0; at < count; at += SEGMENT_CUSTOMERS) {
    segments.push(buildSegment(customers.slice(at, at + SEGMENT_CUSTOMERS)));
  }
  const buildSeconds = seconds(startedMs);
  const queries = new Map(customers.map(({ id, query }) => [id, query]));
  const deltas = DELTA_SIZES.map((size) => measureOne(newest.slice(0, size), segments, queries));
  const largest = newest.slice(0, Math.max(...DELTA_SIZES));
  const scanned = forwardOver(largest, { "ofac-sdn": "" }, defaultPolicy);
  const scanMs = performance.now();
  const hit = customers.filter(({ query }) => scanned.screen(query).hits.length > 0);
  const scanSeconds = seconds(scanMs);
  const found = new Set(segments.flatMap((segment) => [...segment.candidates(largest, defaultPolicy)]));
  return {
    customers: count,
    buildSeconds,
    indexMb: round(segments.reduce((sum, one) => sum + one.bytes, 0) / 2 ** 20),
    processMb: round(process.memoryUsage().rss / 2 ** 20),
    deltas,
    scanSeconds,
    missed: hit.filter(({ id }) => !found.has(id)).length,
  };
}

function measureOne(
  entries: readonly Party[],
  segments: readonly CustomerSegment[],
  queries: ReadonlyMap<string, ScreeningQuery>,
): DeltaFigures["deltas"][number] {
  const lookUps: number[] = [];
  const screenings: number[] = [];
  let candidates: string[] = [];
  let hit = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const startedMs = performance.now();
    candidates = segments.flatMap((segment) => [...segment.candidates(entries, defaultPolicy)]);
    lookUps.push(seconds(startedMs));
    const screenedMs = performance.now();
    const forward = forwardOver(entries, { "ofac-sdn": "" }, defaultPolicy);
    hit = candidates.filter((id) => {
      const query = queries.get(id);
      return query !== undefined && forward.screen(query).hits.length > 0;
    }).length;
    screenings.push(seconds(screenedMs));
  }
  const [lookUpSeconds, screenSeconds] = [percentile(lookUps, 0.5), percentile(screenings, 0.5)];
  return {
    entries: entries.length,
    candidates: candidates.length,
    hit,
    lookUpSeconds,
    screenSeconds,
    seconds: round(lookUpSeconds + screenSeconds, 3),
  };
}

/** Distinct names among the customers at most; people share names. */
const NAMES_MAX = 300_000;

/** Customers with ordinary names, one in ten a company, the same at every run. */
export function generatedCustomers(count: number): { id: string; query: ScreeningQuery }[] {
  const random = randomFor("delta customers");
  const people = ordinaryNames(Math.min(count, NAMES_MAX));
  const companies = ordinaryCompanies(Math.min(Math.ceil(count / 10), NAMES_MAX));
  const countries = ["DE", "FR", "SE", "RU", "IR", "CN", "US", "GB", "AE", "TR"];
  return Array.from({ length: count }, (_, at) => {
    const from = at % 10 === 0 ? companies : people;
    const { text = "", type = "person" } = from[at % from.length] ?? {};
    const facts = {
      birthDate: `${1940 + Math.floor(random() * 65)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
      countries: [pick(countries, random)],
    };
    const query = { names: [text], type, ...(random() < 0.5 ? facts : {}) };
    return { id: `cus_${uuidV7(1_700_000_000_000 + at)}`, query };
  });
}

function seconds(startedMs: number): number {
  return round((performance.now() - startedMs) / 1_000, 3);
}
