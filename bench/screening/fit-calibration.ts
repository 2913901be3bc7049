/**
 * node bench/screening/fit-calibration.ts [--lists FOLDER] [--listed-in 20]
 *
 * Fits the curve from raw scores to probabilities (src/screening/matching/calibration.ts): isotonic
 * regression (pool adjacent violators) over the best entries found for labelled names of the development
 * split. Entries of the held-out tenth take no part. Prints the knots, and what they make of the names.
 */
import { parseArgs } from "node:util";
import { findHits, type ScreeningHit } from "../../src/screening/matching/match.ts";
import { buildMatchIndex } from "../../src/screening/matching/match-index.ts";
import type { PartyType } from "../../src/screening/party/party.ts";
import { defaultPolicy } from "../../src/screening/policy.ts";
import { perturbedNames, spellingsBetweenLists } from "../../test/screening/development-sets.ts";
import { hardNegatives } from "../../test/screening/hard-negatives.ts";
import { heldOutText } from "../../test/screening/held-out.ts";
import { isotonic, knotsOf, type LabelledScore } from "../../test/screening/isotonic.ts";
import { ordinaryCompanies } from "../../test/screening/ordinary-companies.ts";
import { distinctWords, type OrdinaryName, ordinaryNames } from "../../test/screening/ordinary-names.ts";
import { LISTS_FOLDER, readPublicLists } from "../../test/screening/public-lists.ts";
import { randomFor, shuffled } from "../../test/screening/seeded-random.ts";

const { values: options } = parseArgs({
  options: {
    lists: { type: "string", default: LISTS_FOLDER },
    /** One customer in so many is listed, in the population the probabilities are about. */
    "listed-in": { type: "string", default: "20" },
  },
});
const lists = await readPublicLists(options.lists);
const sdn = lists["ofac-sdn"];
const index = buildMatchIndex(sdn);
const policy = { ...defaultPolicy, review: 0.02 };

function hitsOf(name: string, type: PartyType): readonly ScreeningHit[] {
  return findHits({ names: [name], type, facts: { countries: [], identifiers: [] } }, index, policy).hits;
}

const development = [...perturbedNames(sdn, 200), ...spellingsBetweenLists(lists)].filter(
  (one) => one.split === "development" && one.list === "ofac-sdn",
);
const positives: LabelledScore[] = development.flatMap(({ query, type, entityId }) => {
  const hit = hitsOf(query, type).find((one) => one.entityId === entityId);
  return hit?.quality === "strong" ? [{ score: hit.rawScore, same: true, weight: 1 }] : [];
});
const listed = new Set(sdn.flatMap((party) => party.names.map((name) => distinctWords(name.text))));
const nobody: OrdinaryName[] = [
  ...shuffled(ordinaryNames(100_000), randomFor("fit")).slice(0, 20_000),
  ...ordinaryCompanies(4_000),
].filter((name) => !heldOutText(name.text) && !listed.has(distinctWords(name.text)));
const weight = ((Number(options["listed-in"]) - 1) * development.length) / nobody.length;
const negatives: LabelledScore[] = nobody.flatMap(({ text, type }) => {
  const hit = hitsOf(text, type).find((one) => one.quality === "strong");
  return hit ? [{ score: hit.rawScore, same: false, weight }] : [];
});
const resembling: LabelledScore[] = hardNegatives(sdn, 500)
  .filter((one) => one.split === "development")
  .flatMap(({ query, type, entityId }) => {
    const hit = hitsOf(query, type).find((one) => one.entityId === entityId && one.quality === "strong");
    return hit ? [{ score: hit.rawScore, same: false, weight: 1 }] : [];
  });
const steps = isotonic([...positives, ...negatives, ...resembling]);
const knots = knotsOf(steps);
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
say(
  `${development.length} names of entries (${positives.length} found), ${nobody.length} of nobody (${negatives.length} found something), ${resembling.length} of entries that resemble another`,
);
say(`const knots = ${JSON.stringify(knots)};`);
for (const probability of [0.5, 0.7, 0.8, 0.85, 0.9, 0.95]) {
  const from = steps.find((step) => step.probability >= probability)?.from ?? Number.POSITIVE_INFINITY;
  const recall = positives.filter((one) => one.score >= from).length / development.length;
  const alerts = negatives.filter((one) => one.score >= from).length / nobody.length;
  say(
    `probability ${probability}: raw ${from.toFixed(3)}, recall ${(100 * recall).toFixed(2)} %, alerts ${(100 * alerts).toFixed(2)} %`,
  );
}
