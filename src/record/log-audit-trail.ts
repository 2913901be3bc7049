import type { z } from "zod";
import type { ActionCall, ActionResult, JsonObject, StepSnapshot } from "../core/index.ts";
import type { recordInput, recordOutput } from "./actions.ts";

/** Characters of JSON that may go to earlier steps: an audit entry holds 65,535 bytes, the author's facts included. */
const STEPS_LENGTH_MAX = 24_576;

/**
 * The engine writes an audit entry for every step, this one included. What this action adds
 * is the content of its own entry: how each earlier step of the run ended, and the
 * author's own facts.
 */
export async function logAuditTrail(
  input: z.output<typeof recordInput>,
  call: ActionCall,
): Promise<ActionResult<z.input<typeof recordOutput>>> {
  const finished = Object.entries(call.steps).map(([id, step]) => [id, recorded(step)] as const);
  // The items of a large for_each would outgrow the entry; each has an entry of its own.
  const named = withinLength(finished);
  const leftOut = finished.length - named.length;
  return {
    outcome: "pass",
    output: { steps: named.length },
    summary: `Recorded how ${named.length} ${named.length === 1 ? "step" : "steps"} ended.`,
    evidence: [],
    auditDetails: {
      ...(input.message === undefined ? {} : { message: input.message }),
      steps: Object.fromEntries(named),
      ...(leftOut === 0 ? {} : { stepsLeftOut: leftOut }),
      ...(input.details === undefined ? {} : { details: input.details }),
    },
  };
}

function withinLength<T>(items: readonly T[]): readonly T[] {
  let length = 0;
  const end = items.findIndex((item) => {
    length += JSON.stringify(item).length;
    return length > STEPS_LENGTH_MAX;
  });
  return end === -1 ? items : items.slice(0, end);
}

/** Without the step's summary, which may hold personal data. */
function recorded({ status, outcome, versions }: StepSnapshot): JsonObject {
  return {
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(versions === undefined || Object.keys(versions).length === 0 ? {} : { versions }),
  };
}
