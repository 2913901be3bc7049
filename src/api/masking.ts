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
    ...(run.cancelReason === undefined ? {} : { cancelReason: MASKED }),
    ...(run.outputs === undefined ? {} : { outputs: MASKED }),
    steps: run.steps.map((step) => ({
      ...step,
      ...(step.summary === undefined ? {} : { summary: MASKED }),
      ...(step.input === undefined ? {} : { input: MASKED }),
      ...(step.output === undefined ? {} : { output: MASKED }),
      evidence: step.evidence.map(({ id, outcome }) => ({ id: checkOf(id), outcome, summary: MASKED })),
    })),
  };
}

/** The check an evidence id begins with; what follows names whom a customer resembles: `screening.hit.LIST.ENTRY`. */
function checkOf(evidenceId: string): string {
  return evidenceId.split(".", 2).join(".");
}

/**
 * Reasons and answers are free text, and people write about people; expressions may put a person
 * into instructions, facts, labels and choices. Which fields there are stays visible.
 */
export function maskReview({ instructions, show, form, decisions, ...review }: Review): Review {
  return {
    ...review,
    ...(instructions === undefined ? {} : { instructions: MASKED }),
    ...(show === undefined ? {} : { show: MASKED }),
    ...(form === undefined ? {} : { form: maskFields(form) }),
    decisions: decisions.map(({ form: _answers, ...decision }) => ({ ...decision, reason: MASKED })),
  };
}

function maskFields(form: NonNullable<Review["form"]>): NonNullable<Review["form"]> {
  return Object.fromEntries(
    Object.entries(form).map(([name, { type, required }]) => [name, { label: MASKED, type, required }]),
  );
}
