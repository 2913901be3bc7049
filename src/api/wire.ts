/** How a value of the engine looks as JSON: instants become ISO 8601 text, everything can be read and written anew. */
export type Wire<T> = T extends Date
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : unknown extends T
        ? T
        : T extends object
          ? { -readonly [Key in keyof T]: Wire<T[Key]> }
          : never;

/** A copy of a JSON-like value in which every Date is ISO 8601 text in UTC. */
export function wire<T>(value: T): Wire<T> {
  return toWire(value) as Wire<T>;
}

function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

/** The members that are there: optional ones that zod left as undefined are absent in our own types. */
export function given<T extends object>(members: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const present = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(present) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
