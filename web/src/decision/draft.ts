import { useEffect, useState } from "react";
import type { JsonValue } from "../form/model.ts";

export interface Draft {
  readonly decision?: "approve" | "reject";
  readonly reason: string;
  /** Answers to the review's form, by field. */
  readonly answers?: Readonly<Record<string, JsonValue>>;
}

export const emptyDraft: Draft = { reason: "" };
const keyOf = (reviewId: string) => `probity.draft.${reviewId}`;

/** What was typed for this decision; it survives a reload and a lost session, in this tab only. */
export function useDraft(reviewId: string): [Draft, (next: Draft) => void] {
  const [draft, setDraft] = useState(() => readDraft(reviewId));
  useEffect(() => {
    try {
      if (isEmpty(draft)) sessionStorage.removeItem(keyOf(reviewId));
      else sessionStorage.setItem(keyOf(reviewId), JSON.stringify(draft));
    } catch {
      // Without storage the draft lasts as long as the page.
    }
  }, [reviewId, draft]);
  return [draft, setDraft];
}

function isEmpty({ decision, reason, answers = {} }: Draft): boolean {
  return decision === undefined && reason === "" && Object.keys(answers).length === 0;
}

function readDraft(reviewId: string): Draft {
  try {
    return draftFrom(sessionStorage.getItem(keyOf(reviewId)));
  } catch {
    return emptyDraft;
  }
}

/** The draft in a stored text; what is not of its shape is left out. */
export function draftFrom(text: string | null): Draft {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    if (typeof stored !== "object" || stored === null) return emptyDraft;
    const { decision, reason, answers } = stored as Record<string, unknown>;
    return {
      reason: typeof reason === "string" ? reason : "",
      ...(decision === "approve" || decision === "reject" ? { decision } : {}),
      ...(isRecord(answers) ? { answers } : {}),
    };
  } catch {
    return emptyDraft;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
