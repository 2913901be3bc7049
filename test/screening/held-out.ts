import { createHash } from "node:crypto";

/** Of 256; a tenth. */
const HELD_OUT_BELOW = 26;

/**
 * Whether an entry belongs to the tenth that nothing is mined from, fitted to or tuned on.
 * Decided by the entry's id alone, so it holds for every version of its list.
 */
export function isHeldOut(party: { readonly list: string; readonly id: string }): boolean {
  return heldOutText(`${party.list}:${party.id}`);
}

/** The same share of texts that are no list entries. */
export function heldOutText(text: string): boolean {
  return (createHash("sha256").update(text).digest()[0] ?? 0) < HELD_OUT_BELOW;
}

export type Split = "development" | "held-out";

export function splitOf(...parties: readonly { readonly list: string; readonly id: string }[]): Split {
  return parties.some(isHeldOut) ? "held-out" : "development";
}
