import { englishNicknames } from "./nicknames-english.ts";
import { otherNicknames } from "./nicknames-other.ts";

/**
 * Pet names and short forms: which given names a nickname can stand for. Names of one
 * line of the table are one group; a name may be in several (`Alex` is Alexander and
 * Alexandra). Two names are related when a group has both, so the relation is symmetric
 * and not transitive.
 */
const related = new Map<string, Set<string>>();
for (const line of `${englishNicknames.trim()}\n${otherNicknames.trim()}`.split("\n")) {
  const names = line.split(" ");
  for (const name of names) {
    const others = related.get(name) ?? new Set();
    for (const other of names) if (other !== name) others.add(other);
    related.set(name, others);
  }
}
const noNames: readonly string[] = [];
const lists = new Map<string, readonly string[]>([...related].map(([name, others]) => [name, [...others]]));

/** Whether one of two given names, as `text` of their tokens, is a pet name or short form of the other. Symmetric. */
export function areNicknames(a: string, b: string): boolean {
  return a !== b && (related.get(a)?.has(b) ?? false);
}

/** All names that `areNicknames` relates to a name, in the order of the table. */
export function nicknamesOf(name: string): readonly string[] {
  return lists.get(name) ?? noNames;
}
