/** Words longer than this are not compared: nobody mistypes them one letter at a time. */
const WORD_MAX = 60;
/** Candidates beyond this many are not compared. */
const CANDIDATES_MAX = 2_000;

/**
 * `did you mean "…"?` with the candidate that is fewest edits away from the word, or
 * undefined when none is near: at most a third of the letters may differ,
 * and never all of them.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > WORD_MAX) return undefined;
  const wanted = normalised(word);
  let best: { candidate: string; distance: number } | undefined;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > CANDIDATES_MAX) break;
    if (candidate === "" || candidate.length > WORD_MAX) continue;
    const distance = editDistance(wanted, normalised(candidate));
    if (best === undefined || distance < best.distance) best = { candidate, distance };
  }
  const allowed = Math.min(Math.max(1, Math.floor(word.length / 3)), word.length - 1);
  if (best === undefined || best.distance > allowed) return undefined;
  return `did you mean "${best.candidate}"?`;
}

function normalised(word: string): string {
  return word.toLowerCase().replaceAll("-", "_");
}

/** Fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
