import { createHash } from "node:crypto";

/** Numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/** A small seeded generator (mulberry32), so that a measurement can be repeated. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A generator for one thing by its name, so that adding other things changes nothing about it. */
export function randomFor(...what: readonly string[]): Random {
  return seededRandom(createHash("sha256").update(what.join("\0")).digest().readUInt32BE(0));
}

/** One of the choices, each as likely. */
export function pick<T>(choices: readonly T[], random: Random): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error("nothing to pick from");
  return choice;
}

/** The choices in an order that only the generator decides (Fisher and Yates). */
export function shuffled<T>(choices: readonly T[], random: Random): T[] {
  const order = [...choices];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
