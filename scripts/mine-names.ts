/**
 * Writes reference/name-statistics.json from official lists: how many parties carry a part of a
 * name, and which spellings the lists use for the same party.
 *
 *   npx node scripts/mine-names.ts ofac-sdn=FOLDER un=FILE eu=FILE uk=FILE
 *
 * A tenth of the entries, chosen by the hash of list and id, is never counted, nor is any entry of
 * another list that shares a reference or a name with one of them: they are there to check the
 * result. What ships are counts of words, no name of anybody.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { openListFiles } from "../src/screening/lists/open-list-files.ts";
import { readPublication } from "../src/screening/lists/read-publication.ts";
import { type NameToken, tokenise } from "../src/screening/names/tokens.ts";
import type { Party } from "../src/screening/party/party.ts";

/** Parties that must carry a part, or show a variant, before it is anything but one person's name. */
const PARTIES_MIN = 3;
const VARIANT_PARTIES_MIN = 2;
/** A pair that few of those show who carry the rarer spelling is another name, not another spelling. */
const VARIANT_SHARE_MIN = 0.03;
/** Names of one party that are compared with one another. */
const CLUSTER_NAMES_MAX = 40;
/** Of two names of one party so many parts may differ, and are then paired by their likeness. */
const DIFFERENT_PARTS_MAX = 2;
/** Entries whose key hashes below this of 256 are left out. */
const HELD_OUT = 26;

export function isHeldOut(party: Pick<Party, "list" | "id">): boolean {
  return (createHash("sha256").update(`${party.list}:${party.id}`).digest()[0] ?? 0) < HELD_OUT;
}

/** How many parties show something, list by list: one party on several lists is no two parties. */
class Tally {
  private readonly byList = new Map<string, Map<string, number>>();

  add(list: string, key: string): void {
    const counts = this.byList.get(key) ?? new Map<string, number>();
    this.byList.set(key, counts.set(list, (counts.get(list) ?? 0) + 1));
  }

  total(key: string): number {
    let total = 0;
    for (const n of this.byList.get(key)?.values() ?? []) total += n;
    return total;
  }

  /** What at least `least` parties of one list show, with the total of all lists. */
  of(least: number): [string, number][] {
    return [...this.byList].flatMap(([key, counts]): [string, number][] =>
      Math.max(...counts.values()) >= least ? [[key, this.total(key)]] : [],
    );
  }
}

export class NameMiner {
  private readonly counts = new Tally();
  private readonly pairs = new Tally();
  private parties = 0;

  /** Counts the parties of all lists but those held out, and whoever may be one of them under another id. */
  addAll(parties: readonly Party[]): void {
    const heldOut = new Set(parties.filter(isHeldOut).flatMap(identities));
    for (const party of parties) {
      if (!isHeldOut(party) && !identities(party).some((identity) => heldOut.has(identity))) this.add(party);
    }
  }

  private add(party: Party): void {
    this.parties++;
    const names = party.names
      .slice(0, CLUSTER_NAMES_MAX)
      .map((name) => wordsOf(tokenise(name.text, party.type)));
    for (const text of new Set(names.flat())) this.counts.add(party.list, text);
    const seen = new Set<string>();
    names.forEach((a, at) => {
      for (const b of names.slice(at + 1)) for (const pair of variantsIn(a, b)) seen.add(pair);
    });
    for (const pair of seen) this.pairs.add(party.list, pair);
  }

  result(lists: readonly string[]): string {
    const tokens = this.counts.of(PARTIES_MIN).sort((x, y) => compare(x[0], y[0]));
    const variants = this.pairs
      .of(VARIANT_PARTIES_MIN)
      .map(([pair, n]) => [...pair.split(" "), n] as [string, string, number])
      .filter(([a, b, n]) => n / Math.min(this.counts.total(a), this.counts.total(b)) >= VARIANT_SHARE_MIN)
      .sort((x, y) => compare(x[0], y[0]) || compare(x[1], y[1]));
    const lines = [
      "{",
      ` "format": "probity-name-statistics/1",`,
      ` "lists": ${JSON.stringify(lists)},`,
      ` "parties": ${this.parties},`,
      ` "tokens": {`,
      tokens.map(([text, n]) => `  ${JSON.stringify(text)}: ${n}`).join(",\n"),
      " },",
      ` "variants": [`,
      variants.map((variant) => `  ${JSON.stringify(variant)}`).join(",\n"),
      " ]",
      "}",
    ];
    return `${lines.join("\n")}\n`;
  }
}

/** What tells that two entries are of one party: a common reference, or the same name, in any order of its parts. */
function identities(party: Party): string[] {
  const names = party.names
    .map((name) => tokenise(name.text, party.type).map((token) => token.folded))
    .filter((words) => words.length > 1)
    .map((words) => words.sort().join(" "));
  return [...party.references, `${party.list}:${party.id}`, ...names];
}

function wordsOf(tokens: readonly NameToken[]): string[] {
  const words = tokens.filter(({ role, text }) => role !== "number" && role !== "initial" && text.length > 1);
  return words.map((token) => token.text);
}

/** Pairs of parts in which alone two names differ; of two differing parts the more alike ones go together. */
function variantsIn(a: readonly string[], b: readonly string[]): string[] {
  const onlyA = a.filter((text) => !b.includes(text));
  const onlyB = b.filter((text) => !a.includes(text));
  if (onlyA.length !== onlyB.length || onlyA.length === 0 || onlyA.length > DIFFERENT_PARTS_MAX) return [];
  // With nothing in common, two names may be two people's; with one part they are of one person.
  if (onlyA.length === a.length && onlyA.length > 1) return [];
  const pairs: string[] = [];
  const free = [...onlyB];
  for (const text of onlyA) {
    free.sort((x, y) => likeness(text, y) - likeness(text, x));
    const other = free.shift();
    if (other !== undefined && likeness(text, other) >= LIKENESS_MIN)
      pairs.push([text, other].sort().join(" "));
  }
  return pairs;
}

/** Less alike parts are other names of the person, not spellings of one. */
const LIKENESS_MIN = 0.3;

/** Share of letter pairs two words have in common (Dice), with the ends as letters of their own. */
function likeness(a: string, b: string): number {
  const pairsOf = (text: string): string[] =>
    Array.from(`^${text}$`, (letter, at) => letter + (`^${text}$`[at + 1] ?? "")).slice(0, -1);
  const consonants = (text: string): string => text.replace(/[aeiouyhwjv']/g, "");
  const inA = pairsOf(a);
  const inB = pairsOf(b);
  const common = inA.filter((pair) => inB.includes(pair)).length;
  const dice = (2 * common) / (inA.length + inB.length);
  return consonants(a) === consonants(b) && consonants(a).length > 1 ? Math.max(dice, 0.8) : dice;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function main(sources: readonly string[]): Promise<void> {
  const parties: Party[] = [];
  const lists: string[] = [];
  for (const source of sources) {
    const [list = "", path = ""] = source.split("=");
    const { format, files } = await openListFiles([path]);
    const { publishedAt } = await readPublication(format, files, {
      list,
      onParty: (party) => parties.push(party),
    });
    lists.push(publishedAt === undefined ? list : `${list} ${publishedAt.toISOString().slice(0, 10)}`);
  }
  const miner = new NameMiner();
  miner.addAll(parties);
  writeFileSync(resolve(import.meta.dirname, "../reference/name-statistics.json"), miner.result(lists));
}

if (import.meta.main) await main(process.argv.slice(2));
