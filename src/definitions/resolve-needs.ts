import type { IssueReport } from "./issue.ts";
import { listOf, readText } from "./node-reader.ts";
import type { StepDraft } from "./read-step.ts";
import { didYouMean } from "./suggestion.ts";

/** The order of the steps of one section. */
export interface StepOrder {
  /** Direct predecessors by step id, free of cycles. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** All that has finished when a step starts. */
  readonly upstream: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Resolves `needs`: the sequential default, unknown steps, repetition, and cycles. */
export function resolveNeeds(report: IssueReport, drafts: readonly StepDraft[]): StepOrder {
  const ids = drafts.map((draft) => draft.step.id);
  const needs = new Map<string, string[]>();
  for (const [position, draft] of drafts.entries()) {
    const previous = ids[position - 1];
    const resolved =
      draft.nodes.needs === undefined
        ? previous === undefined
          ? []
          : [previous]
        : readNeeds(report, draft, ids);
    needs.set(draft.step.id, resolved);
  }
  breakCycles(report, drafts, needs);
  const upstream = new Map<string, Set<string>>();
  const collect = (id: string): Set<string> => {
    const known = upstream.get(id);
    if (known !== undefined) return known;
    const found = new Set<string>();
    upstream.set(id, found);
    for (const need of needs.get(id) ?? []) {
      found.add(need);
      for (const above of collect(need)) found.add(above);
    }
    return found;
  };
  for (const id of ids) collect(id);
  return { needs, upstream };
}

function readNeeds(report: IssueReport, draft: StepDraft, ids: readonly string[]): string[] {
  const node = draft.nodes.needs;
  if (node === undefined) return [];
  const found = new Set<string>();
  for (const item of listOf(node)) {
    const id = readText(report, item, "`needs`");
    if (id === undefined) continue;
    if (!ids.includes(id)) {
      const suggestion = didYouMean(id, ids);
      report.error("unknown-step", item, `there is no step "${id}"`, suggestion);
    } else if (id === draft.step.id) {
      report.error("cycle", item, `step "${id}" waits for itself`);
    } else if (found.has(id)) {
      report.error("duplicate-key", item, `"${id}" is listed twice`);
    } else found.add(id);
  }
  // In the order of the file, so that the order they are written in changes nothing.
  return ids.filter((id) => found.has(id));
}

/** Reports each cycle once, with its path, and cuts it so that the checks can go on. */
function breakCycles(report: IssueReport, drafts: readonly StepDraft[], needs: Map<string, string[]>): void {
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (id: string): void => {
    state.set(id, "open");
    path.push(id);
    for (const need of [...(needs.get(id) ?? [])]) {
      if (state.get(need) === "open") {
        const cycle = [...path.slice(path.indexOf(need)), need].toReversed();
        const draft = drafts.find((candidate) => candidate.step.id === id);
        const at = draft?.nodes.needs ?? draft?.head ?? { start: 0, end: 0 };
        report.error("cycle", at, `steps wait for each other: ${cycle.join(" -> ")}`);
        needs.set(
          id,
          (needs.get(id) ?? []).filter((other) => other !== need),
        );
      } else if (!state.has(need)) visit(need);
    }
    path.pop();
    state.set(id, "done");
  };
  for (const draft of drafts) if (!state.has(draft.step.id)) visit(draft.step.id);
}
