/**
 * npm run bench:screening [-- --json] [--lists FOLDER] [--rounds 5] [--queries 20000] [--baseline 40] [--customers 1000000]
 *
 * Screenings per second and their latency on one thread, against OFAC's list and against four lists
 * together; loading and memory; recall and false alerts of the very same queries. Beside it, in
 * interleaved rounds on the same data: a scan of all names by Jaro-Winkler per word, and one by the score
 * of OFAC's public search.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { engineOver, type FindByName, type FoundEntry } from "../../test/screening/engine-under-test.ts";
import { tiesAtMaximum } from "../../test/screening/measures.ts";
import { distinctWords } from "../../test/screening/ordinary-names.ts";
import { LISTS_FOLDER, publicListsExist, readPublicLists } from "../../test/screening/public-lists.ts";
import { machine, percentile, round } from "../machine.ts";
import { measureDelta } from "./delta.ts";
import { type MixedQuery, queryMix } from "./query-mix.ts";
import { ofacScan, type Scan, tokenScan } from "./token-scan.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    lists: { type: "string", default: LISTS_FOLDER },
    rounds: { type: "string", default: "5" },
    queries: { type: "string", default: "20000" },
    baseline: { type: "string", default: "40" },
    customers: { type: "string", default: "1000000" },
  },
});
const rounds = Number(options.rounds);
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
if (!publicListsExist(options.lists)) {
  say(
    `There are no lists at ${options.lists}. Download OFAC's SDN list as CSV (sdn.csv, alt.csv, add.csv, sdn_comments.csv), the UN consolidated list as XML, the EU's financial sanctions as XML 1.1 and the UK sanctions list, and name their folder with --lists (its layout: test/screening/public-lists.ts).`,
  );
  process.exit(1);
}

interface Timed {
  readonly took: number[];
  readonly found: (readonly FoundEntry[])[];
  ms: number;
}

/** Screens the queries, one after another, and takes the time of each. */
function screenAll(find: FindByName, queries: readonly MixedQuery[]): Timed {
  const timed: Timed = { took: [], found: [], ms: 0 };
  const startedMs = performance.now();
  for (const { text, type } of queries) {
    const beganMs = performance.now();
    timed.found.push(find(text, type));
    timed.took.push(performance.now() - beganMs);
  }
  timed.ms = performance.now() - startedMs;
  return timed;
}

/** Screens the queries by a scan; answers how many a second and what each would have alerted on. */
function scanAll(
  scan: Scan,
  queries: readonly MixedQuery[],
): { perS: number; best: number[]; own: number[] } {
  const startedMs = performance.now();
  const scores = queries.map(({ text, type }) => scan(text, type));
  const perS = (1_000 * queries.length) / (performance.now() - startedMs);
  return {
    perS,
    best: scores.map((score) => Math.max(0, ...score.values())),
    own: scores.map((score, at) => score.get(queries[at]?.positive?.entityId ?? "") ?? 0),
  };
}

const share = (values: readonly boolean[]): number => round(values.filter(Boolean).length / values.length, 4);

/** Recall and false alerts of the names of one pass. Names listed word for word are no false alerts. */
function quality(
  queries: readonly MixedQuery[],
  found: readonly (readonly FoundEntry[])[],
  listed: ReadonlySet<string>,
) {
  const hits: boolean[] = [];
  const alerts: boolean[] = [];
  for (const [at, { positive, text }] of queries.entries()) {
    const entries = found[at] ?? [];
    if (positive)
      hits.push(
        entries.some((entry) => entry.entityId === positive.entityId && entry.list === positive.list),
      );
    else if (!listed.has(distinctWords(text))) alerts.push(entries.length > 0);
  }
  return { recall: share(hits), alertRate: share(alerts) };
}

/** What a scan finds when it is allowed as many false alerts as we have. */
function atOurAlertRate(
  queries: readonly MixedQuery[],
  best: readonly number[],
  own: readonly number[],
  rate: number,
) {
  const negatives = best.filter((_, at) => !queries[at]?.positive).sort((a, b) => b - a);
  const threshold = negatives[Math.floor(negatives.length * rate)] ?? 1;
  const positives = own.filter((_, at) => queries[at]?.positive);
  return share(positives.map((score) => score > threshold));
}

const lists = await readPublicLists(options.lists);
const sdn = lists["ofac-sdn"];
const four = Object.values(lists).flat();
const listed = new Set(sdn.flatMap((party) => party.names.map((name) => distinctWords(name.text))));
const mix = queryMix(sdn, Number(options.queries));
const [findSdn, findFour] = [engineOver(sdn), engineOver(four)];
const [scan, ofac] = [tokenScan(sdn, 0.5), ofacScan(sdn, 0.5)];
for (const find of [findSdn, findFour]) screenAll(find, mix.warmUp);
for (const each of [scan, ofac]) scanAll(each, mix.warmUp.slice(0, 5));

const samples = {
  sdn: [] as Timed[],
  four: [] as Timed[],
  scan: [] as ReturnType<typeof scanAll>[],
  ofac: [] as ReturnType<typeof scanAll>[],
};
const scanned: MixedQuery[] = [];
const perRound = Math.floor(mix.measured.length / rounds);
for (let turn = 0; turn < rounds; turn++) {
  const queries = mix.measured.slice(turn * perRound, (turn + 1) * perRound);
  const few = queries.slice(0, Number(options.baseline));
  scanned.push(...few);
  samples.sdn.push(screenAll(findSdn, queries));
  samples.scan.push(scanAll(scan, few));
  samples.four.push(screenAll(findFour, queries));
  samples.ofac.push(scanAll(ofac, few));
  const perS = (timed: Timed | undefined): number => round((1_000 * perRound) / (timed?.ms ?? 1), 0);
  say(
    `round ${turn + 1}: sdn ${perS(samples.sdn.at(-1))}/s, four ${perS(samples.four.at(-1))}/s, scan ${round(samples.scan.at(-1)?.perS ?? 0, 1)}/s, ofac ${round(samples.ofac.at(-1)?.perS ?? 0, 1)}/s`,
  );
}

const perSecond = (timed: readonly Timed[]): number[] => timed.map(({ ms }) => (1_000 * perRound) / ms);
const latencies = (timed: readonly Timed[]): number[] => timed.flatMap(({ took }) => took);
const asked = mix.measured.slice(0, perRound * rounds);
const found = samples.sdn.flatMap((one) => one.found);
const ours = quality(asked, found, listed);
const scanQuality = {
  best: samples.scan.flatMap((one) => one.best),
  own: samples.scan.flatMap((one) => one.own),
};
const ofacQuality = {
  best: samples.ofac.flatMap((one) => one.best),
  own: samples.ofac.flatMap((one) => one.own),
};
const ratio = samples.sdn.map(({ ms }, at) => (1_000 * perRound) / ms / (samples.scan[at]?.perS ?? 1));
const threshold = 0.85;
const over = (scores: readonly number[], positive: boolean): number =>
  share(
    scores
      .filter((_, at) => (scanned[at]?.positive !== undefined) === positive)
      .map((score) => score >= threshold),
  );
const measures: Record<string, number> = {
  "sdn.screenings_per_s": round(percentile(perSecond(samples.sdn), 0.5), 0),
  "sdn.p50_ms": round(percentile(latencies(samples.sdn), 0.5), 4),
  "sdn.p99_ms": round(percentile(latencies(samples.sdn), 0.99), 3),
  "sdn.max_ms": round(Math.max(...latencies(samples.sdn)), 2),
  "four.screenings_per_s": round(percentile(perSecond(samples.four), 0.5), 0),
  "four.p50_ms": round(percentile(latencies(samples.four), 0.5), 4),
  "four.p99_ms": round(percentile(latencies(samples.four), 0.99), 3),
  "four.max_ms": round(Math.max(...latencies(samples.four)), 2),
  "alert_rate.ordinary": ours.alertRate,
  "recall.perturbed": ours.recall,
  "ties.max": round(tiesAtMaximum(found), 4),
  "baseline.names": scanned.length,
  "baseline.token_scan_per_s": round(
    percentile(
      samples.scan.map((one) => one.perS),
      0.5,
    ),
    1,
  ),
  "baseline.token_scan_alert_rate": over(scanQuality.best, false),
  "baseline.token_scan_recall": over(scanQuality.own, true),
  "baseline.token_scan_recall_at_our_alert_rate": atOurAlertRate(
    scanned,
    scanQuality.best,
    scanQuality.own,
    ours.alertRate,
  ),
  "baseline.ofac_score_per_s": round(
    percentile(
      samples.ofac.map((one) => one.perS),
      0.5,
    ),
    1,
  ),
  "baseline.ofac_score_alert_rate": over(ofacQuality.best, false),
  "baseline.ofac_score_recall": over(ofacQuality.own, true),
  "baseline.ofac_score_recall_at_our_alert_rate": atOurAlertRate(
    scanned,
    ofacQuality.best,
    ofacQuality.own,
    ours.alertRate,
  ),
  "baseline.ratio_to_token_scan": round(percentile(ratio, 0.5), 0),
  "baseline.ratio_to_token_scan_min": round(Math.min(...ratio), 0),
  "baseline.ratio_to_token_scan_max": round(Math.max(...ratio), 0),
  ...loading(),
  ...(Number(options.customers) > 0 ? await delta(Number(options.customers)) : {}),
};
if (!options.json) for (const [name, value] of Object.entries(measures)) say(`${name.padEnd(46)} ${value}`);
process.stdout.write(
  `${JSON.stringify({ machine: machine(), lists: "ofac-sdn 2023-12-28, un 2026-08-01, eu 2026-05-01, uk 2026-08-22", measures })}\n`,
);

/** Loading and memory, each in a process of its own; the median of three. */
function loading(): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), "probity-bench-"));
  const run = (from: string, which: string): { loadMs: number; rssMb: number } => {
    const script = join(import.meta.dirname, "loading.ts");
    const image = join(folder, which);
    return JSON.parse(
      execFileSync(process.execPath, [script, from, which, options.lists, image], { encoding: "utf8" }),
    );
  };
  const measured: Record<string, number> = {};
  try {
    for (const which of ["sdn", "four"]) {
      for (const [from, load, rss] of [
        ["files", `load.${which}_s`, `rss.${which}_built_mb`],
        ["image", `load.${which}_image_s`, `rss.${which}_mb`],
      ] as const) {
        const runs = [run(from, which), run(from, which), run(from, which)];
        measured[load] = round(
          percentile(
            runs.map((one) => one.loadMs),
            0.5,
          ) / 1_000,
          3,
        );
        measured[rss] = round(
          percentile(
            runs.map((one) => one.rssMb),
            0.5,
          ),
          0,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return measured;
}

/** What a list update costs against so many customers. */
async function delta(customers: number): Promise<Record<string, number>> {
  const figures = await measureDelta(customers, options.lists);
  const measured: Record<string, number> = {
    "delta.customers": figures.customers,
    "delta.build_s": figures.buildSeconds,
    "delta.index_mb": figures.indexMb,
    "delta.scan_s": figures.scanSeconds,
    "delta.missed": figures.missed,
  };
  for (const { entries, seconds, candidates, hit } of figures.deltas) {
    measured[`delta.entries_${entries}_s`] = seconds;
    measured[`delta.entries_${entries}_candidates`] = candidates;
    measured[`delta.entries_${entries}_hit`] = hit;
  }
  return measured;
}
