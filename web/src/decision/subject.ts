import type { Review } from "../api/contract.ts";
import { isMasked } from "../run/masked.ts";

/** Longer than this a fact tells nothing apart in a list. */
const SUBJECT_LENGTH = 120;

/** What tells this review from others of its step: the first plain fact laid before the reviewer. */
export function subjectOf(review: Pick<Review, "show">): string | undefined {
  const { show } = review;
  if (isMasked(show)) return undefined;
  const facts = typeof show === "object" && show !== null ? Object.values(show) : [show];
  for (const fact of facts) {
    const text = typeof fact === "string" ? fact.trim() : typeof fact === "number" ? String(fact) : "";
    if (text !== "") return text.slice(0, SUBJECT_LENGTH);
  }
  return undefined;
}
