/**
 * npx node test/screening/evaluate.ts [--json] [--lists FOLDER] [--per-kind 300] [--ordinary 30000] [--misses 0]
 *
 * How well the engine screens, on labelled names made from the official lists: recall by
 * perturbation and between lists, names in other scripts, false alerts on ordinary names and
 * on entries that resemble each other, the precision-recall curve, and ties.
 */
import { parseArgs } from "node:util";
import {
  aliasesOfPrimaries,
  latinOnly,
  namesInOtherScripts,
  perturbedNames,
  primariesOnly,
  spellingsBetweenLists,
} from "./development-sets.ts";
import { engineOver, RANK_FROM } from "./engine-under-test.ts";
import { hardNegatives } from "./hard-negatives.ts";
import {
  type Answered,
  alertRate,
  answer,
  curve,
  missesOf,
  sharesByKind,
  tiesAtMaximum,
} from "./measures.ts";
import { ordinaryCompanies, ordinaryVessels } from "./ordinary-companies.ts";
import { ordinaryNames } from "./ordinary-names.ts";
import { LISTS_FOLDER, type ListId, publicListsExist, readPublicLists } from "./public-lists.ts";
import { randomFor, shuffled } from "./seeded-random.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    lists: { type: "string", default: LISTS_FOLDER },
    "per-kind": { type: "string", default: "200" },
    ordinary: { type: "string", default: "30000" },
    misses: { type: "string", default: "0" },
  },
});
const say = (text: string): void => {
  if (!options.json) process.stdout.write(`${text}\n`);
};
const percent = (share: number): string =>
  Number.isNaN(share) ? "   -  " : `${(100 * share).toFixed(2).padStart(6)}`;

if (!publicListsExist(options.lists)) {
  process.stderr.write(`no lists at ${options.lists}; give the folder of the official files with --lists\n`);
  process.exit(1);
}
const lists = await readPublicLists(options.lists);
const sdn = lists["ofac-sdn"];
const four = Object.values(lists).flat();
const results: Record<string, unknown> = {};
const started = performance.now();
const section = (title: string): void =>
  say(`\n${title}   (after ${((performance.now() - started) / 1_000).toFixed(1)} s)`);

function report(name: string, title: string, answers: readonly Answered[]): void {
  section(title);
  say(`${"".padEnd(28)}  names  alerted  top-1 | held-out alerted  top-1`);
  const shares = sharesByKind(answers);
  for (const [kind, { all, "held-out": heldOut }] of Object.entries(shares)) {
    say(
      `${kind.padEnd(28)} ${String(all.count).padStart(6)}  ${percent(all.alerted)}  ${percent(all.top1)} | ${String(heldOut.count).padStart(6)} ${percent(heldOut.alerted)}  ${percent(heldOut.top1)}`,
    );
    for (const miss of missesOf(answers, kind, Number(options.misses))) {
      const [best] = miss.found;
      say(
        `      ${miss.query}  <-  ${miss.madeFrom ?? miss.entityId}  ${miss.score}${best && !miss.top ? `  (best: ${best.name} ${best.score})` : ""}`,
      );
    }
  }
  results[name] = shares;
}

const findSdn = engineOver(sdn);
const count = Number(options.ordinary);
const ordinary = shuffled(ordinaryNames(100_000), randomFor("evaluate")).slice(0, count);
const organisations = [...ordinaryCompanies(count / 5), ...ordinaryVessels(count / 20)];
const findFour = engineOver(four);
for (const [name, names, parties, find] of [
  ["sdn", ordinary, sdn, findSdn],
  ["four", ordinary, four, findFour],
  ["sdn.organisations", organisations, sdn, findSdn],
  ["four.organisations", organisations, four, findFour],
] as const) {
  section(`Alerts on ordinary names, ${name}`);
  const { alerts, ...rate } = alertRate(names, parties, find);
  say(
    `${percent(rate.rate)} % of ${rate.count} (held-out ${percent(rate.heldOut)} %); ${rate.listedExactly} are listed word for word`,
  );
  const byCulture = [...Map.groupBy(alerts, (alert) => alert.culture)]
    .map(([culture, ones]) => [culture, ones.length] as const)
    .toSorted((a, b) => b[1] - a[1]);
  say(byCulture.map(([culture, alerted]) => `${culture} ${alerted}`).join(", "));
  for (const { query, found } of alerts.slice(0, Number(options.misses) * 5))
    say(`      ${query}  ->  ${found.name} ${found.score}`);
  results[`alert_rate.${name}`] = { ...rate, byCulture: Object.fromEntries(byCulture) };
}

const rankSdn = engineOver(sdn, RANK_FROM);
const positives = answer(perturbedNames(sdn, Number(options["per-kind"])), rankSdn);
report("perturbed", "Perturbed names of the SDN list, by kind", positives);
report(
  "perturbed.type",
  "The same by type of party",
  positives.map((one) => ({ ...one, kind: one.type })),
);

const between = new Map<ListId, ReturnType<typeof engineOver>>(
  (["ofac-sdn", "eu", "uk"] as const).map((id) => [
    id,
    id === "ofac-sdn" ? rankSdn : engineOver(lists[id], RANK_FROM),
  ]),
);
const spellings = spellingsBetweenLists(lists);
report(
  "between_lists",
  "Names of one list against another list that has the same party",
  [...between].flatMap(([id, find]) =>
    answer(
      spellings.filter((one) => one.list === id),
      find,
    ),
  ),
);

for (const id of ["uk", "eu", "un"] as const) {
  const parties = lists[id];
  report(
    `scripts.${id}`,
    `Names of ${id} in other scripts against its Latin names`,
    answer(namesInOtherScripts(parties), engineOver(latinOnly(parties), RANK_FROM)),
  );
}

const aliases = shuffled(aliasesOfPrimaries(sdn), randomFor("aliases")).slice(0, 2_000);
report(
  "aliases",
  "Strong aliases of the SDN list against its primary names",
  answer(aliases, engineOver(primariesOnly(sdn), RANK_FROM)),
);
const hard = answer(hardNegatives(sdn, 500), rankSdn);
report("hard_negatives", "Entries that resemble another (alerted is wrong here)", hard);

section("Precision and recall by threshold");
const ordinaryBest = ordinary.slice(0, 5_000).map(({ text, type }) => rankSdn(text, type)[0]?.score ?? 0);
const points = curve(
  positives,
  ordinaryBest,
  hard,
  [0.6, 0.65, 0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.925, 0.95, 0.975],
);
for (const one of points)
  say(
    `${one.threshold.toFixed(3)}  recall ${percent(one.recall)}  alerts on ordinary ${percent(one.alertRate)}  on hard negatives ${percent(one.hardNegativeRate)}  precision ${percent(one.precision)}`,
  );
results["curve"] = points;
results["ties"] = tiesAtMaximum(positives.map((one) => one.found));
say(`\nalerts that stand at the highest score: ${percent(results["ties"] as number)} %`);
if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
