import type { ActionResult, DataCipher, Evidence, Json, JsonObject, Outcome, RunId } from "../core/index.ts";
import { messageOf, ProbityError } from "../core/index.ts";

/** Why an attempt or a step failed; in clear, so never with personal data. */
export interface StepError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** How a step ended. This is all that later steps and the outputs of the run can see of it. */
export interface StepResult {
  readonly status: "succeeded" | "rejected" | "failed" | "skipped" | "cancelled";
  readonly outcome?: Outcome;
  readonly output?: Json;
  readonly summary?: string;
  readonly versions?: Readonly<Record<string, string>>;
  readonly error?: StepError;
  /** A timeout that the definition lets pass: the step failed, the run goes on. */
  readonly tolerated?: boolean;
}

/** What a checkpoint holds of a result: ids, codes and versions in clear, the rest sealed. */
interface RecordedResult extends Omit<StepResult, "output" | "summary"> {
  readonly sealed?: string;
}

/** The context a step's values are sealed under; a value of one step cannot pass for another's. */
export function stepContext(runId: RunId, stepId: string): string {
  return `run/${runId}/step/${stepId}`;
}

/** The result as a checkpoint stores it, and the sealed part for the step's row. */
export function recordResult(cipher: DataCipher, context: string, result: StepResult): RecordedResult {
  const { output, summary, ...clear } = result;
  if (output === undefined && summary === undefined) return clear;
  return { ...clear, sealed: cipher.seal({ output, summary }, context) };
}

export function openResult(cipher: DataCipher, context: string, recorded: RecordedResult): StepResult {
  const { sealed, ...clear } = recorded;
  if (sealed === undefined) return clear;
  const { output, summary } = cipher.open(sealed, context) as JsonObject;
  return {
    ...clear,
    ...(output === undefined ? {} : { output }),
    ...(typeof summary === "string" ? { summary } : {}),
  };
}

/** The result of an action that returned. */
export function resultOf(result: ActionResult<Json>): StepResult {
  return {
    status: result.outcome === "fail" ? "rejected" : "succeeded",
    outcome: result.outcome,
    output: result.output,
    summary: result.summary,
    ...(result.versions === undefined ? {} : { versions: result.versions }),
  };
}

/**
 * An error as it may be stored in clear. Only our own errors promise to hold no personal
 * data; of every other one the name is kept and the message goes into the sealed evidence.
 */
export function clearError(error: unknown): StepError {
  if (error instanceof ProbityError) {
    const issues = error.issues.slice(0, 5).map((issue) => `${issue.where}: ${issue.message}`);
    const message = [error.message, ...issues].join("; ");
    return { code: error.code, message: message.slice(0, ERROR_TEXT_MAX), retryable: error.retryable };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { code: "INTERNAL", message: `unexpected ${name}; the step's evidence says more`, retryable: true };
}

/** Longer texts are cut; they stand in lists and audit entries. */
const ERROR_TEXT_MAX = 1_000;

/** The full text of an unexpected error, for the sealed evidence of the step. */
export function errorEvidence(error: unknown): Evidence[] {
  if (error instanceof ProbityError) return [];
  return [
    {
      id: "engine.unexpected-error",
      outcome: "info",
      summary: messageOf(error).slice(0, ERROR_TEXT_MAX) || "an error without a message",
    },
  ];
}
