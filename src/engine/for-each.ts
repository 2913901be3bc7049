import type { Json, Outcome } from "../core/index.ts";
import type { StepResult } from "./step-result.ts";

const severity: Readonly<Record<Outcome, number>> = { pass: 0, review: 1, fail: 2 };

/**
 * The result of a `for_each` step from those of its items: the worst outcome; failed when an
 * item failed, and then with the error of the first one. Items that never ran are `cancelled`.
 */
export function aggregate(group: {
  readonly items: readonly Json[];
  readonly results: ReadonlyMap<number, StepResult>;
}): StepResult {
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
