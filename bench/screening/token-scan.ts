import { jaroWinkler } from "../../src/screening/matching/jaro-winkler.ts";
import { ofacScore } from "../../src/screening/matching/ofac-score.ts";
import type { Party, PartyType } from "../../src/screening/party/party.ts";

/** Scores of the entries a scan ranks best, by entry. */
export type Scan = (name: string, type: PartyType) => ReadonlyMap<string, number>;

interface ScannedName {
  readonly entityId: string;
  readonly words: readonly string[];
}

/** Words of a listed name that are compared: as many as bits mark them. */
const WORDS_MAX = 31;
/** What a name's word on the list that is not in the query takes from the score, as a share of its length. */
const UNMATCHED_SHARE = 0.15;

/**
 * The baseline: what most screening tools do. Every name of the list is compared, each word of
 * the query with the listed word it resembles most by Jaro-Winkler (each listed word once), the
 * mean weighted by the words' lengths.
 */
export function tokenScan(parties: readonly Party[], keep: number): Scan {
  const byType = new Map<PartyType, ScannedName[]>();
  for (const party of parties) {
    const names = byType.get(party.type) ?? [];
    byType.set(party.type, names);
    for (const name of party.names) {
      const words = wordsOf(name.text).slice(0, WORDS_MAX);
      if (words.length > 0) names.push({ entityId: party.id, words });
    }
  }
  return (name, type) => {
    const query = wordsOf(name);
    const best = new Map<string, number>();
    for (const { entityId, words } of byType.get(type) ?? []) {
      const score = wordScore(query, words);
      if (score >= keep && score > (best.get(entityId) ?? 0)) best.set(entityId, score);
    }
    return best;
  };
}

/** The same scan by the score of OFAC's public search (0..1). */
export function ofacScan(parties: readonly Party[], keep: number): Scan {
  const byType = Map.groupBy(parties, (party) => party.type);
  return (name, type) => {
    const best = new Map<string, number>();
    for (const party of byType.get(type) ?? []) {
      for (const listed of party.names) {
        const score = ofacScore(name, listed.text) / 100;
        if (score >= keep && score > (best.get(party.id) ?? 0)) best.set(party.id, score);
      }
    }
    return best;
  };
}

function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function wordScore(query: readonly string[], listed: readonly string[]): number {
  let taken = 0;
  let [sum, weight] = [0, 0];
  for (const word of query) {
    let [best, bestAt] = [0, -1];
    for (const [at, other] of listed.entries()) {
      if ((taken & (1 << at)) !== 0) continue;
      const similarity = jaroWinkler(word, other);
      if (similarity > best) [best, bestAt] = [similarity, at];
    }
    if (bestAt >= 0) taken |= 1 << bestAt;
    sum += best * word.length;
    weight += word.length;
  }
  for (const [at, other] of listed.entries()) {
    if ((taken & (1 << at)) === 0) weight += UNMATCHED_SHARE * other.length;
  }
  return weight === 0 ? 0 : sum / weight;
}
