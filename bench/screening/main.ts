/**
 * npm run bench:screening [-- --json] [--lists FOLDER] [--rounds 5] [--queries 20000] [--baseline 40] [--customers 1000000]
 *
 * Screenings per second and their latency on one thread, against OFAC's list and against four lists
 * together; loading and memory; recall and false alerts of the very same queries. Beside it, in
 * interleaved rounds on the same data: a scan of all names by Jaro-Winkler per word, and one by the score
 * of OFAC's public search.
 */
import { parseArgs } from "node:util";
import type { Party } from "../../src/screening/party/party.ts";
import { engineOver, type FindByName } from "../../test/screening/engine-under-test.ts";
import { tiesAtMaximum } from "../../test/screening/measures.ts";
import { distinctWords } from "../../test/screening/ordinary-names.ts";
import { LISTS_FOLDER, publicListsExist, readPublicLists } from "../../test/screening/public-lists.ts";
import { machine, percentile, round } from "../machine.ts";
import {
  engineFigures,
  engineQuality,
  type Pass,
  type ScanPass,
  scanAll,
  scanFigures,
  screenAll,
} from "./passes.ts";
import { delta, loading } from "./processes.ts";
import { queryMix } from "./query-mix.ts";
import { ofacScan, tokenScan } from "./token-scan.ts";

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

const lists = await readPublicLists(options.lists);
const sdn = lists["ofac-sdn"];
const four = Object.values(lists).flat();
const listed = new Set(sdn.flatMap((party) => party.names.map((name) => distinctWords(name.text))));
const mix = queryMix(sdn, Number(options.queries));
const warm = (parties: readonly Party[]): FindByName => {
  const find = engineOver(parties);
  screenAll(find, mix.warmUp);
  return find;
};
const [findSdn, findFour] = [warm(sdn), warm(four)];
const [scan, ofac] = [tokenScan(sdn, 0.5), ofacScan(sdn, 0.5)];
for (const each of [scan, ofac]) scanAll(each, mix.warmUp.slice(0, 5));

const passes = { sdn: [] as Pass[], four: [] as Pass[], scan: [] as ScanPass[], ofac: [] as ScanPass[] };
const perRound = Math.floor(mix.measured.length / rounds);
for (let turn = 0; turn < rounds; turn++) {
  const queries = mix.measured.slice(turn * perRound, (turn + 1) * perRound);
  const few = queries.slice(0, Number(options.baseline));
  passes.sdn.push(screenAll(findSdn, queries));
  passes.scan.push(scanAll(scan, few));
  passes.four.push(screenAll(findFour, queries));
  passes.ofac.push(scanAll(ofac, few));
  const speeds = Object.entries(passes).map(
    ([name, done]) => `${name} ${round(done.at(-1)?.perS ?? 0, 1)}/s`,
  );
  say(`round ${turn + 1}: ${speeds.join(", ")}`);
}

const asked = mix.measured.slice(0, perRound * rounds);
const found = passes.sdn.flatMap((pass) => pass.found);
const { recall, alertRate } = engineQuality(asked, found, listed);
const ratios = passes.sdn.map(({ perS }, at) => perS / (passes.scan[at]?.perS ?? 1));
const again = (parties: readonly Party[]): Pass[] => [1, 2].map(() => screenAll(warm(parties), asked));
const measures: Record<string, number> = {
  ...engineFigures("sdn", passes.sdn, again(sdn)),
  ...engineFigures("four", passes.four, again(four)),
  "alert_rate.ordinary": alertRate,
  "recall.perturbed": recall,
  "ties.max": round(tiesAtMaximum(found), 4),
  "baseline.names": passes.scan.reduce((sum, pass) => sum + pass.queries.length, 0),
  ...scanFigures("token_scan", passes.scan, alertRate, listed),
  ...scanFigures("ofac_score", passes.ofac, alertRate, listed),
  "baseline.ratio_to_token_scan": round(percentile(ratios, 0.5), 0),
  "baseline.ratio_to_token_scan_min": round(Math.min(...ratios), 0),
  "baseline.ratio_to_token_scan_max": round(Math.max(...ratios), 0),
  ...loading(options.lists),
  ...(Number(options.customers) > 0 ? await delta(Number(options.customers), options.lists) : {}),
};
if (!options.json) for (const [name, value] of Object.entries(measures)) say(`${name.padEnd(46)} ${value}`);
process.stdout.write(
  `${JSON.stringify({ machine: machine(), lists: "ofac-sdn 2023-12-28, un 2026-08-01, eu 2026-05-01, uk 2026-08-22", measures })}\n`,
);
