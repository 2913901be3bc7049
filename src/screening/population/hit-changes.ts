import type { ReportedHit } from "../screener.ts";

/** Why a hit is no longer one. */
export type ClosedBecause =
  | "entry_removed"
  | "entry_changed"
  | "list_removed"
  | "customer_changed"
  | "customer_closed"
  | "rules_changed";

export type HitState = "open" | "suppressed" | "closed";

/** A hit as it was known before. */
export interface KnownHit {
  readonly list: string;
  readonly entityId: string;
  readonly entryHash: string;
  readonly customerHash: string;
  readonly score: number;
  readonly state: HitState;
}

/** What a screening changed in the hits of one customer. */
export interface HitChanges {
  /** Hits nobody knew, or that were closed before. */
  readonly added: readonly ReportedHit[];
  /** Known ones that are another score, content or state now. */
  readonly changed: readonly ReportedHit[];
  readonly same: readonly ReportedHit[];
  readonly closed: readonly { readonly known: KnownHit; readonly because: ClosedBecause }[];
}

/** What can explain that a known hit is none any more. */
export interface Circumstances {
  readonly customerHash: string;
  readonly customerClosed: boolean;
  readonly hasList: (list: string) => boolean;
  readonly entryHash: (list: string, entityId: string) => string | undefined;
}

/** Compares the hits of a customer with those known before. Pure. */
export function hitChanges(
  known: readonly KnownHit[],
  hits: readonly ReportedHit[],
  now: Circumstances,
): HitChanges {
  const before = new Map(known.map((hit) => [`${hit.list}\n${hit.entityId}`, hit]));
  const added: ReportedHit[] = [];
  const changed: ReportedHit[] = [];
  const same: ReportedHit[] = [];
  for (const hit of hits) {
    const key = `${hit.list}\n${hit.entityId}`;
    const old = before.get(key);
    before.delete(key);
    if (!old || old.state === "closed") added.push(hit);
    else (isSame(old, hit, now.customerHash) ? same : changed).push(hit);
  }
  const closed = [...before.values()]
    .filter((hit) => hit.state !== "closed")
    .map((hit) => ({ known: hit, because: becauseOf(hit, now) }));
  return { added, changed, same, closed };
}

export function stateOf(hit: ReportedHit): HitState {
  return hit.suppressed === undefined ? "open" : "suppressed";
}

function isSame(old: KnownHit, hit: ReportedHit, customerHash: string): boolean {
  return (
    old.entryHash === hit.contentHash &&
    old.customerHash === customerHash &&
    old.score === hit.score &&
    old.state === stateOf(hit)
  );
}

function becauseOf(hit: KnownHit, now: Circumstances): ClosedBecause {
  if (now.customerClosed) return "customer_closed";
  if (!now.hasList(hit.list)) return "list_removed";
  const entry = now.entryHash(hit.list, hit.entityId);
  if (entry === undefined) return "entry_removed";
  if (entry !== hit.entryHash) return "entry_changed";
  return hit.customerHash === now.customerHash ? "rules_changed" : "customer_changed";
}
