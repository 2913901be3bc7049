import type { Outcome, Sha256Hex } from "../core/index.ts";
import type { DocumentType, MrzFormat } from "./mrz/index.ts";
import type { CheckDigitResult } from "./mrz/parse.ts";

export type CheckOutcome = "ok" | "warn" | "fail" | "inconclusive" | "not_performed";

/**
 * One thing looked at. `strong` checks can carry a decision, `weak` ones are evidence only.
 * `detail` is one sentence with the numbers in it and holds no personal data; `data` may.
 */
export interface Check {
  /** Stable: `mrz.check-digit.birth-date`. */
  readonly id: string;
  readonly outcome: CheckOutcome;
  readonly strength: "strong" | "medium" | "weak";
  readonly detail: string;
  /** 0 to 1 where a probability was measured, otherwise null. */
  readonly confidence: number | null;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The fields of the zone as people write them: ISO dates, fillers gone. Personal data. */
interface DocumentFields {
  readonly documentCode: string;
  readonly issuer: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly documentNumber: string;
  readonly nationality: string;
  readonly birthDate: string | null;
  readonly expiryDate: string | null;
  readonly sex: "F" | "M" | "X" | null;
  readonly optionalData: readonly string[];
}

/** Where the lines come from: read in the image, or given with the input and found again in the image or not. */
export type MrzSource = "image" | "declared_seen" | "declared_unseen";

export interface ReportedMrz {
  readonly format: MrzFormat;
  readonly source: MrzSource;
  readonly lines: readonly string[];
  readonly fields: DocumentFields;
  readonly checkDigits: readonly CheckDigitResult[];
  /** Every check digit agrees. */
  readonly valid: boolean;
  /** The least certain character's confidence, 0 to 1; null when the lines were not read by us. */
  readonly minConfidence: number | null;
}

export interface DocumentReport {
  readonly schema: "probity.document/1";
  readonly decision: Outcome;
  /** The checks that kept the decision from `pass`, with what each of them asks for. */
  readonly reasons: readonly { readonly checkId: string; readonly effect: "review" | "fail" }[];
  readonly documentType: DocumentType | null;
  readonly mrz: ReportedMrz | null;
  readonly checks: readonly Check[];
  /** What this report does not say, in sentences. */
  readonly limits: readonly string[];
  /** Null when only lines were given. */
  readonly input: {
    readonly sha256: Sha256Hex;
    readonly mime: string;
    readonly width: number;
    readonly height: number;
    readonly pages: number;
  } | null;
  readonly versions: { readonly documents: string; readonly policy: string };
}
