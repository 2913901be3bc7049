import type { CustomerDetail } from "../api/contract.ts";
import { count } from "../format/text.ts";
import { personText } from "./suppression-words.ts";

export interface TimelineEntry {
  readonly key: string;
  readonly at: string;
  readonly kind: "version" | "outcome";
  readonly text: string;
  readonly decision?: "clear" | "review" | "match";
  readonly rescreeningId?: string;
}

/** Changes of a customer and what screening gave each time, in one order, newest first. */
export function timelineOf({
  versions,
  outcomes,
}: Pick<CustomerDetail, "versions" | "outcomes">): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...outcomes.map((outcome, index) => ({
      key: `outcome ${outcomes.length - index}`,
      at: outcome.at,
      kind: "outcome" as const,
      decision: outcome.decision,
      rescreeningId: outcome.rescreeningId,
      text: outcomeText(outcome),
    })),
    ...versions.map((version) => ({
      key: `version ${version.version}`,
      at: version.at,
      kind: "version" as const,
      text: `${versionWord(version)} by ${personText(version.by)}, version ${version.version}`,
    })),
  ];
  // A screening follows the change it looks at, also within one millisecond.
  const rank = { outcome: 0, version: 1 };
  return entries.toSorted((a, b) => (a.at === b.at ? rank[a.kind] - rank[b.kind] : a.at < b.at ? 1 : -1));
}

function versionWord({ version, status }: CustomerDetail["versions"][number]): string {
  if (status === "closed") return "Closed";
  return version === 1 ? "Registered" : "Changed";
}

function outcomeText(outcome: CustomerDetail["outcomes"][number]): string {
  if (outcome.errorCode !== undefined)
    return `Could not be screened (${outcome.errorCode}); a person has to look`;
  const changes = [
    [outcome.newHits, "new"],
    [outcome.changedHits, "changed"],
    [outcome.closedHits, "closed"],
  ] as const;
  const changed = changes.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  const hits = outcome.hits === 0 ? "no hit" : count(outcome.hits, "hit");
  return `Version ${outcome.version} screened: ${hits}${changed.length === 0 ? ", nothing new" : `, ${changed.join(", ")}`}`;
}

const closedWords: Readonly<Record<string, string>> = {
  entry_removed: "the entry left the list",
  entry_changed: "the entry changed and no longer resembles the customer",
  list_removed: "the list is no longer in use",
  customer_changed: "the customer changed and no longer resembles the entry",
  customer_closed: "the customer is closed",
  rules_changed: "policy or engine changed",
};

/** Why a hit is closed, in words; a reason this page does not know keeps its own. */
export function closedText(reason: string | undefined): string {
  if (reason === undefined) return "closed";
  return closedWords[reason] ?? reason.replaceAll("_", " ");
}
