import type { FindByName, FoundEntry } from "../../test/screening/engine-under-test.ts";
import { distinctWords } from "../../test/screening/ordinary-names.ts";
import { percentile, round } from "../machine.ts";
import type { MixedQuery } from "./query-mix.ts";
import type { Scan } from "./token-scan.ts";

/** One pass of the engine over some queries. */
export interface Pass {
  /** Milliseconds each query took. */
  readonly took: readonly number[];
  readonly found: readonly (readonly FoundEntry[])[];
  readonly perS: number;
  /** Queries per second of processor time: what an otherwise idle machine would come to. */
  readonly perCpuS: number;
}

/** Screens the queries, one after another, and takes the time of each. */
export function screenAll(find: FindByName, queries: readonly MixedQuery[]): Pass {
  const took: number[] = [];
  const found: (readonly FoundEntry[])[] = [];
  const [cpu, startedMs] = [process.cpuUsage(), performance.now()];
  for (const { text, type } of queries) {
    const beganMs = performance.now();
    found.push(find(text, type));
    took.push(performance.now() - beganMs);
  }
  const ms = performance.now() - startedMs;
  const used = process.cpuUsage(cpu);
  const cpuMs = (used.user + used.system) / 1_000;
  return { took, found, perS: (1_000 * queries.length) / ms, perCpuS: (1_000 * queries.length) / cpuMs };
}

/**
 * Throughput and latency of the rounds. `again` are passes over the same queries by engines that
 * had not seen them either: the least of the times of a query is without the interruptions of a busy
 * machine, and still that of a name never seen before.
 */
export function engineFigures(
  name: string,
  passes: readonly Pass[],
  again: readonly Pass[],
): Record<string, number> {
  const took = passes.flatMap((pass) => pass.took);
  const least = took.map((ms, at) => Math.min(ms, ...again.map((pass) => pass.took[at] ?? ms)));
  const median = (of: (pass: Pass) => number): number => round(percentile(passes.map(of), 0.5), 0);
  return {
    [`${name}.screenings_per_s`]: median((pass) => pass.perS),
    [`${name}.screenings_per_cpu_s`]: median((pass) => pass.perCpuS),
    [`${name}.p50_ms`]: round(percentile(took, 0.5), 4),
    [`${name}.p99_ms`]: round(percentile(took, 0.99), 3),
    [`${name}.max_ms`]: round(Math.max(...took), 2),
    [`${name}.undisturbed_p50_ms`]: round(percentile(least, 0.5), 4),
    [`${name}.undisturbed_p99_ms`]: round(percentile(least, 0.99), 3),
    [`${name}.undisturbed_max_ms`]: round(Math.max(...least), 2),
  };
}

const share = (values: readonly boolean[]): number => round(values.filter(Boolean).length / values.length, 4);

/** Recall and false alerts of the names of one pass; `listed` are names that are an entry's, word for word. */
export function engineQuality(
  queries: readonly MixedQuery[],
  found: readonly (readonly FoundEntry[])[],
  listed: ReadonlySet<string>,
): { recall: number; alertRate: number } {
  const hits: boolean[] = [];
  const alerts: boolean[] = [];
  for (const [at, { positive, text }] of queries.entries()) {
    const entries = found[at] ?? [];
    if (positive) hits.push(entries.some((entry) => entry.entityId === positive.entityId));
    else if (!listed.has(distinctWords(text))) alerts.push(entries.length > 0);
  }
  return { recall: share(hits), alertRate: share(alerts) };
}

/** A scan over some queries: how fast, the best score of each, and that of the entry it means. */
export interface ScanPass {
  readonly queries: readonly MixedQuery[];
  readonly perS: number;
  readonly best: readonly number[];
  readonly own: readonly number[];
}

export function scanAll(scan: Scan, queries: readonly MixedQuery[]): ScanPass {
  const startedMs = performance.now();
  const scores = queries.map(({ text, type }) => scan(text, type));
  const perS = (1_000 * queries.length) / (performance.now() - startedMs);
  return {
    queries,
    perS,
    best: scores.map((score) => Math.max(0, ...score.values())),
    own: scores.map((score, at) => score.get(queries[at]?.positive?.entityId ?? "") ?? 0),
  };
}

/** A usual threshold of tools that score by Jaro-Winkler. */
const SCAN_ALERTS_FROM = 0.85;

/** Speed, false alerts and recall of a baseline, and its recall when it may have as many false alerts as we have. */
export function scanFigures(
  name: string,
  passes: readonly ScanPass[],
  alertRate: number,
  listed: ReadonlySet<string>,
): Record<string, number> {
  const all = passes.flatMap(({ queries, best, own }) =>
    queries.map((query, at) => ({ query, best: best[at] ?? 0, own: own[at] ?? 0 })),
  );
  const own = all.filter(({ query }) => query.positive).map((one) => one.own);
  const best = all
    .filter(({ query }) => !query.positive && !listed.has(distinctWords(query.text)))
    .map((one) => one.best)
    .sort((a, b) => b - a);
  const threshold = best[Math.floor(best.length * alertRate)] ?? 1;
  const speed = percentile(
    passes.map((pass) => pass.perS),
    0.5,
  );
  return {
    [`baseline.${name}_per_s`]: round(speed, 1),
    [`baseline.${name}_alert_rate`]: share(best.map((score) => score >= SCAN_ALERTS_FROM)),
    [`baseline.${name}_recall`]: share(own.map((score) => score >= SCAN_ALERTS_FROM)),
    [`baseline.${name}_recall_at_our_alert_rate`]: share(own.map((score) => score > threshold)),
  };
}
