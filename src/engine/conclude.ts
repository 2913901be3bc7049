import type { Queryable } from "../core/index.ts";
import { keyedHash, stepAudit } from "./audit-events.ts";
import type { Checkpoint } from "./journal.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { openResult, recordResult, type StepResult, stepContext } from "./step-result.ts";

/** Records the end of a unit that made no attempt of an action: its row, its audit entry and its checkpoint. */
export async function conclude(context: RunContext, unit: Unit, result: StepResult): Promise<StepResult> {
  const operation = context.journal.begin(`${unit.id}:end`);
  // What it was made of is recorded already, so a replay makes it again.
  if (operation.recorded === undefined) await context.journal.commit(operation, endOf(context, unit, result));
  return result;
}

/** As {@link conclude}, for a result that only the transaction itself can know; undefined when there is none yet. */
export async function concludeWith(
  context: RunContext,
  unit: Unit,
  name: string,
  decide: (tx: Queryable) => Promise<StepResult | undefined>,
): Promise<StepResult | undefined> {
  const { journal, runtime, record } = context;
  const sealing = stepContext(record.id, unit.id);
  const operation = journal.begin(`${unit.id}:${name}`);
  const text = await journal.transact(operation, async (tx) => {
    const result = await decide(tx);
    if (result === undefined) return { output: "" };
    const output = JSON.stringify(recordResult(runtime.cipher, sealing, result));
    return { ...endOf(context, unit, result), output };
  });
  return text === "" ? undefined : openResult(runtime.cipher, sealing, JSON.parse(text));
}

/** Records that a unit's condition was false. */
export function skip(context: RunContext, unit: Unit): StepResult {
  const operation = context.journal.begin(`${unit.id}:skip`);
  const result: StepResult = { status: "skipped" };
  if (operation.recorded === undefined) context.journal.defer(operation, endOf(context, unit, result));
  return result;
}

function endOf(context: RunContext, unit: Unit, result: StepResult): Checkpoint {
  const { runtime, record } = context;
  const now = runtime.clock.now();
  const recorded = recordResult(runtime.cipher, stepContext(record.id, unit.id), result);
  return {
    output: "",
    step: {
      stepId: unit.id,
      state: result.status,
      endedAt: now,
      ...(result.status === "skipped" || result.status === "cancelled" ? {} : { startedAt: now }),
      ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
      ...(result.error === undefined ? {} : { error: result.error }),
      ...(result.versions === undefined ? {} : { versions: result.versions }),
      ...(recorded.sealed === undefined ? {} : { resultSealed: recorded.sealed }),
    },
    audit: stepAudit(context, unit, {
      at: now,
      result,
      ...(result.output === undefined ? {} : { outputHash: keyedHash(runtime, result.output) }),
    }),
  };
}
