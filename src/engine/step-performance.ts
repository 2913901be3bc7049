import { type AttemptEnd, attempt } from "./attempt.ts";
import { backoffMs } from "./backoff.ts";
import { conclude, skip } from "./conclude.ts";
import { performReview } from "./human-review.ts";
import { ask, GIVE_UP, type Performance, pauseFor } from "./performance.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { performChild } from "./run-workflow.ts";
import type { StepError, StepResult } from "./step-result.ts";
import { performWait } from "./wait.ts";

/** How a unit is carried out, by its action. */
export function perform(context: RunContext, unit: Unit): Performance {
  switch (unit.step.action) {
    case "wait":
      return performWait(context, unit);
    case "human_review":
      return performReview(context, unit);
    case "run_workflow":
      return performChild(context, unit);
    default:
      return performAction(context, unit);
  }
}

function* performAction(context: RunContext, unit: Unit): Performance {
  for (let number = 1; ; number++) {
    const ended: AttemptEnd = yield* ask({ begin: () => attempt(context, unit, number) });
    if (ended.kind === "done") return ended.result;
    if (context.stop !== undefined) return { status: "cancelled" };
    const message = yield* pauseFor(
      context,
      `retry:${unit.id}#${number}`,
      backoffMs(unit.step.retry, number),
    );
    if (message === GIVE_UP) return { status: "cancelled" };
  }
}

/** A unit that fails before its action is asked: a condition or a list that cannot be evaluated. */
export function* recordFailure(context: RunContext, unit: Unit, error: StepError): Performance {
  return yield* ask({ begin: () => conclude(context, unit, { status: "failed", error }) });
}

/** The end of a `for_each`; its items have recorded theirs. */
export function* concludeGroup(context: RunContext, unit: Unit, result: StepResult): Performance {
  return yield* ask({ begin: () => conclude(context, unit, result) });
}

/** A unit whose condition is false. It has no effect of its own, so its record travels with the next one. */
export function recordSkip(context: RunContext, unit: Unit): StepResult {
  return skip(context, unit);
}
