/** One word as a romaniser writes it. */
export interface Romanised {
  /** `a-z` and `0-9` only. */
  readonly text: string;
  /** Other readings, of the same form as `text`. */
  readonly also?: readonly string[];
  /** The letters themselves in a writing without short vowels, one character each. */
  readonly letters?: string;
  readonly family?: boolean;
  /** What the word means in English, where organisations translate it. */
  readonly english?: string;
}

/** The readings without the first one and without repetitions, at most `max`. */
export function otherReadings(text: string, readings: Iterable<string>, max = 6): string[] {
  const others = new Set<string>();
  for (const reading of readings)
    if (reading !== text && reading !== "" && others.size < max) others.add(reading);
  return [...others];
}
