import type { Outcome } from "../core/index.ts";
import type { Check, CheckOutcome, DocumentReport } from "./report.ts";

type Effect = "none" | "review" | "fail";

/**
 * What follows from each check. `pass` means read or given with certainty, consistent and
 * in order; it never means genuine. Rejection takes a strong, certain fact; whatever else
 * is wrong or unknown goes to a person.
 */
export interface DocumentPolicy {
  readonly version: string;
  /** Checks whose `fail` rejects the document. The `fail` of any other check asks for a review. */
  readonly rejects: readonly string[];
  /** Least confidence of a character that a check digit covers, of one read in the image. */
  readonly protectedConfidenceMin: number;
  /** The same for the name line, which no check digit covers. */
  readonly nameConfidenceMin: number;
  /** Share of the given lines' characters that must be found again in the image before they count as seen. */
  readonly seenShareMin: number;
  /** Pixels of the longer side. */
  readonly longSideMin: number;
  /** Limits of the measures in quality.ts. */
  readonly sharpnessMin: number;
  readonly contrastMin: number;
  readonly meanBrightness: { readonly min: number; readonly max: number };
  readonly clippedShareMax: number;
}

export const defaultPolicy: DocumentPolicy = {
  version: "1",
  rejects: [
    "mrz.expired",
    "mrz.issuer.specimen",
    "mrz.nationality.specimen",
    "mrz.check-digit.document-number",
    "mrz.check-digit.birth-date",
    "mrz.check-digit.expiry-date",
    "mrz.check-digit.optional-data",
    "mrz.check-digit.composite",
    "mrz.birth-date",
    "mrz.expiry-date",
    "mrz.seen",
    "customer.name",
    "customer.birth-date",
    "customer.document-number",
  ],
  protectedConfidenceMin: 0.8,
  nameConfidenceMin: 0.8,
  seenShareMin: 0.8,
  longSideMin: 500,
  sharpnessMin: 0.2,
  contrastMin: 24,
  meanBrightness: { min: 50, max: 248 },
  clippedShareMax: 0.9,
};

const effects: Readonly<Record<CheckOutcome, Effect>> = {
  ok: "none",
  warn: "review",
  fail: "review",
  inconclusive: "review",
  not_performed: "review",
};

/** Checks nobody can make from one photo; every report lists them, and they decide nothing. */
const outOfReach: readonly Check[] = [
  ["authenticity", "Whether the document is genuine was not examined: one photo cannot show it."],
  ["liveness", "Whether a living person presented the document was not examined."],
  ["face-match", "The portrait was not compared with the customer's face."],
].map(([id, detail]) => ({
  id: id ?? "",
  outcome: "not_performed" as const,
  strength: "strong" as const,
  detail: detail ?? "",
  confidence: null,
}));

/** Decides, and says which checks stood in the way. The worst effect wins. */
export function decide(
  checks: readonly Check[],
  policy: DocumentPolicy,
): Pick<DocumentReport, "decision" | "reasons" | "checks" | "limits"> {
  const reasons = checks.flatMap((check) => {
    const effect =
      check.outcome === "fail" && policy.rejects.includes(check.id) ? "fail" : effects[check.outcome];
    return effect === "none" ? [] : [{ checkId: check.id, effect }];
  });
  const decision: Outcome = reasons.some(({ effect }) => effect === "fail")
    ? "fail"
    : reasons.length > 0
      ? "review"
      : "pass";
  return {
    decision,
    reasons,
    checks: [...checks, ...outOfReach],
    limits: outOfReach.map(({ detail }) => detail),
  };
}
