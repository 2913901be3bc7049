/**
 * node bench/screening/loading.ts files|image sdn|four [IMAGE]
 *
 * A process of its own: reads the lists and builds the index (writing it to IMAGE when given), or opens
 * the index from IMAGE; then screens a few names and says how long loading took and what memory it has.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { findHits } from "../../src/screening/matching/match.ts";
import { buildMatchIndex, openIndex } from "../../src/screening/matching/match-index.ts";
import { defaultPolicy } from "../../src/screening/policy.ts";
import { readPublicLists, readSdn } from "../../test/screening/public-lists.ts";

const [from, lists, folder, image] = process.argv.slice(2);
const startedMs = performance.now();
const index =
  from === "image" && image !== undefined
    ? openIndex(readFileSync(image))
    : buildMatchIndex(
        lists === "sdn" ? await readSdn(folder) : Object.values(await readPublicLists(folder)).flat(),
      );
const loadMs = performance.now() - startedMs;
const cpu = process.cpuUsage();
const loadCpuMs = (cpu.user + cpu.system) / 1_000;
if (from === "files" && image !== undefined) writeFileSync(image, index.image);
let hits = 0;
for (let at = 0; at < 1_000; at++) {
  const names = [`Ivan Petrov ${String.fromCharCode(65 + (at % 26))}${at}`];
  hits += findHits({ names, type: "person", facts: { countries: [], identifiers: [] } }, index, defaultPolicy)
    .hits.length;
}
const { rss } = process.memoryUsage();
process.stdout.write(
  `${JSON.stringify({ loadMs, loadCpuMs, rssMb: rss / 2 ** 20, names: index.nameCount, hits })}\n`,
);
