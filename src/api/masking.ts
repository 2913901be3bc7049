import type { z } from "zod";
import type { review, runDetail } from "../contract/index.ts";

/**
 * What stands where a caller without the permission `personal-data.read` would see personal
 * data. Shape and order of steps, states, times, checks and their outcomes stay visible: that
 * is what building and operating a workflow needs.
 */
const MASKED = "[hidden: takes the permission personal-data.read]";

type Run = z.output<typeof runDetail>;
type Review = z.output<typeof review>;

export function maskRun(run: Run): Run {
  return {
    ...run,
    input: MASKED,
    ...(run.outputs === undefined ? {} : { outputs: MASKED }),
    steps: run.steps.map((step) => ({
      ...step,
      ...(step.summary === undefined ? {} : { summary: MASKED }),
      ...(step.input === undefined ? {} : { input: MASKED }),
      ...(step.output === undefined ? {} : { output: MASKED }),
      evidence: step.evidence.map(({ id, outcome }) => ({ id, outcome, summary: MASKED })),
    })),
  };
}

/** Reasons are free text, and people write about people. */
export function maskReview(review: Review): Review {
  return { ...review, decisions: review.decisions.map((decision) => ({ ...decision, reason: MASKED })) };
}
