import { canonicalJson, type Json } from "../../core/index.ts";
import type { Party } from "../party/party.ts";

/** What an entry is called in a diff. */
export interface DiffEntry {
  readonly id: string;
  readonly type: string;
  /** Its primary name. */
  readonly name: string;
  readonly programmes: readonly string[];
}

/** A member of an entry that differs. Of a list of values only those stand here that are gone (`before`) or new (`after`). */
export interface MemberChange {
  readonly member: string;
  readonly before: readonly Json[];
  readonly after: readonly Json[];
}

export interface ListDiff {
  readonly added: readonly DiffEntry[];
  readonly removed: readonly DiffEntry[];
  readonly changed: readonly (DiffEntry & { readonly members: readonly MemberChange[] })[];
}

/** What differs between two states of a list, each part by entry id. */
export function diffParties(before: readonly Party[], after: readonly Party[]): ListDiff {
  const known = new Map(before.map((party) => [party.id, party]));
  const added: DiffEntry[] = [];
  const changed: (DiffEntry & { members: MemberChange[] })[] = [];
  for (const party of after) {
    const old = known.get(party.id);
    known.delete(party.id);
    if (old === undefined) added.push(entryOf(party));
    else if (old.contentHash !== party.contentHash) {
      changed.push({ ...entryOf(party), members: changesOf(old, party) });
    }
  }
  return { added, removed: [...known.values()].map(entryOf), changed };
}

function entryOf({ id, type, names, programmes }: Party): DiffEntry {
  const primary = names.find(({ kind }) => kind === "primary") ?? names[0];
  return { id, type, name: primary?.text ?? "", programmes };
}

function changesOf(before: Party, after: Party): MemberChange[] {
  const members = new Set([...Object.keys(before), ...Object.keys(after)]);
  members.delete("contentHash");
  const changes: MemberChange[] = [];
  for (const member of [...members].sort()) {
    const old = valuesOf(before[member as keyof Party]);
    const fresh = valuesOf(after[member as keyof Party]);
    const gone = without(old, fresh);
    const added = without(fresh, old);
    if (gone.length > 0 || added.length > 0) changes.push({ member, before: gone, after: added });
    else if (canonicalJson(old) !== canonicalJson(fresh)) changes.push({ member, before: old, after: fresh });
  }
  return changes;
}

function valuesOf(value: unknown): readonly Json[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Json[];
}

/** The values of the first that the second lacks. */
function without(values: readonly Json[], others: readonly Json[]): Json[] {
  const known = new Set(others.map(canonicalJson));
  return values.filter((value) => !known.has(canonicalJson(value)));
}
