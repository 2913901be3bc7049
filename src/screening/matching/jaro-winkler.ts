/** Weight of a common prefix, and the longest prefix that counts (Winkler, "String Comparator Metrics", 1990). */
const PREFIX_WEIGHT = 0.1;
const PREFIX_MAX = 4;

/** Characters for which no memory is asked anew; names are shorter. */
const SCRATCH_CHARS = 256;
const scratchTaken = new Uint8Array(SCRATCH_CHARS);
const scratchInA = new Uint16Array(SCRATCH_CHARS);

/**
 * Jaro's similarity of two texts, 0..1: the mean of the shares of characters that both have
 * within half the longer length, and of those that stand in the same order.
 */
export function jaro(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  if (a === "" || b === "") return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const short = a.length <= SCRATCH_CHARS && b.length <= SCRATCH_CHARS;
  const taken = short ? scratchTaken.fill(0, 0, b.length) : new Uint8Array(b.length);
  const inA = short ? scratchInA : new Uint16Array(a.length);
  let common = 0;
  for (let at = 0; at < a.length; at++) {
    const last = Math.min(b.length - 1, at + reach);
    for (let other = Math.max(0, at - reach); other <= last; other++) {
      if (taken[other] === 1 || a.charCodeAt(at) !== b.charCodeAt(other)) continue;
      taken[other] = 1;
      inA[common++] = a.charCodeAt(at);
      break;
    }
  }
  if (common === 0) return 0;
  let outOfOrder = 0;
  let next = 0;
  for (let other = 0; other < b.length; other++) {
    if (taken[other] === 1 && b.charCodeAt(other) !== inA[next++]) outOfOrder++;
  }
  return (common / a.length + common / b.length + (common - outOfOrder / 2) / common) / 3;
}

/**
 * Jaro's similarity raised by a common prefix of up to four characters, 0..1. The prefix counts
 * whatever the similarity, as in the SimMetrics library; Winkler's paper has it count from 0.7 on.
 */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b);
  let prefix = 0;
  while (prefix < PREFIX_MAX && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity);
}
