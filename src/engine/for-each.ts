import type { Json, Outcome } from "../core/index.ts";
import { ProbityError } from "../core/index.ts";
import { clearError, type StepResult } from "./step-result.ts";

/**
 * Bytes of the outputs of all items as JSON. They become one value that is sealed into one row and
 * opened again by every replay, several copies at a time; items that say more keep it elsewhere.
 */
export const FOR_EACH_OUTPUT_BYTES_MAX = 16 * 1_048_576;

/** Bytes an item's result adds to that of its list. */
export function outputBytes({ output }: StepResult): number {
  return output === undefined ? 0 : Buffer.byteLength(JSON.stringify(output));
}

const severity: Readonly<Record<Outcome, number>> = { pass: 0, review: 1, fail: 2 };

/**
 * The result of a `for_each` step from those of its items: the worst outcome; failed when an
 * item failed, and then with the error of the first one; failed with RUN_LIMIT_EXCEEDED and
 * without output when the outputs together are too big. Items that never ran are `cancelled`.
 */
export function aggregate(group: {
  readonly items: readonly Json[];
  readonly results: ReadonlyMap<number, StepResult>;
  /** Of all results. */
  readonly outputBytes: number;
}): StepResult {
  if (group.outputBytes > FOR_EACH_OUTPUT_BYTES_MAX) {
    const detail = `the outputs of ${group.results.size} of ${group.items.length} items have ${group.outputBytes} bytes, more than ${FOR_EACH_OUTPUT_BYTES_MAX}`;
    return { status: "failed", error: clearError(new ProbityError("RUN_LIMIT_EXCEEDED", detail)) };
  }
  const items = group.items.map((_, index): Json => {
    const result = group.results.get(index);
    return {
      index,
      status: result?.status ?? "cancelled",
      ...(result?.outcome === undefined ? {} : { outcome: result.outcome }),
      ...(result?.output === undefined ? {} : { output: result.output }),
    };
  });
  const results = [...group.results].sort(([a], [b]) => a - b).map(([, result]) => result);
  const outcomes = results.flatMap((result) => result.outcome ?? []);
  const outcome = outcomes.reduce<Outcome>(
    (worst, next) => (severity[next] > severity[worst] ? next : worst),
    "pass",
  );
  const failed = results.find((result) => result.status === "failed");
  const cancelled = results.some((result) => result.status === "cancelled");
  const versions = Object.assign({}, ...results.map((result) => result.versions ?? {})) as Record<
    string,
    string
  >;
  const status = failed ? "failed" : outcome === "fail" ? "rejected" : cancelled ? "cancelled" : "succeeded";
  return {
    status,
    outcome,
    output: { items },
    summary: `${results.length} of ${group.items.length} items done`,
    ...(Object.keys(versions).length === 0 ? {} : { versions }),
    ...(failed?.error === undefined ? {} : { error: failed.error }),
    ...(failed !== undefined && results.every((result) => result.status !== "failed" || result.tolerated)
      ? { tolerated: true }
      : {}),
  };
}
