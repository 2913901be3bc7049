import { useEffect, useState } from "react";

export interface Draft {
  readonly decision?: "approve" | "reject";
  readonly reason: string;
}

const empty: Draft = { reason: "" };
const keyOf = (reviewId: string) => `probity.draft.${reviewId}`;

/** What was typed for this decision; it survives a reload and a lost session, in this tab only. */
export function useDraft(reviewId: string): [Draft, (next: Draft) => void] {
  const [draft, setDraft] = useState(() => readDraft(reviewId));
  useEffect(() => {
    try {
      if (draft.reason === "" && draft.decision === undefined) sessionStorage.removeItem(keyOf(reviewId));
      else sessionStorage.setItem(keyOf(reviewId), JSON.stringify(draft));
    } catch {
      // Without storage the draft lasts as long as the page.
    }
  }, [reviewId, draft]);
  return [draft, setDraft];
}

function readDraft(reviewId: string): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(reviewId)) ?? "null");
    if (typeof stored !== "object" || stored === null) return empty;
    const { decision, reason } = stored as Record<string, unknown>;
    const known = decision === "approve" || decision === "reject" ? { decision } : {};
    return { reason: typeof reason === "string" ? reason : "", ...known } as Draft;
  } catch {
    return empty;
  }
}
