/**
 * A table that is asked with words from outside. It has the given members and no others: an ordinary
 * object also answers to `constructor` and `__proto__`, which every object inherits.
 */
export function lookupTable<T>(members: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.freeze(
    Object.assign<Record<string, T>, Readonly<Record<string, T>>>(Object.create(null), members),
  );
}
