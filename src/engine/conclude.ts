import type { Queryable } from "../core/index.ts";
import { appendStepAudit } from "./audit-events.ts";
import type { RunContext, Unit } from "./run-context.ts";
import { saveStep } from "./run-step-store.ts";
import { openResult, recordResult, type StepResult, stepContext } from "./step-result.ts";

/** Records the end of a unit that made no attempt of an action: its row, its audit entry and its checkpoint. */
export async function conclude(
  context: RunContext,
  unit: Unit,
  result: StepResult,
  effect?: (tx: Queryable) => Promise<void>,
): Promise<StepResult> {
  const operation = context.journal.begin(`${unit.id}:end`);
  if (operation.recorded !== undefined) return result;
  await context.journal.commit(operation, async (tx) => {
    await effect?.(tx);
    await writeEnd(context, unit, result, tx);
    // What it was made of is recorded already, so a replay makes it again.
    return "";
  });
  return result;
}

/** As {@link conclude}, for a result that only the transaction itself can know. */
export async function concludeWith(
  context: RunContext,
  unit: Unit,
  name: string,
  decide: (tx: Queryable) => Promise<StepResult | undefined>,
): Promise<StepResult | undefined> {
  const { journal, runtime, record } = context;
  const sealing = stepContext(record.id, unit.id);
  const operation = journal.begin(`${unit.id}:${name}`);
  const text = await journal.commit(operation, async (tx) => {
    const result = await decide(tx);
    if (result === undefined) return "";
    await writeEnd(context, unit, result, tx);
    return JSON.stringify(recordResult(runtime.cipher, sealing, result));
  });
  return text === "" ? undefined : openResult(runtime.cipher, sealing, JSON.parse(text));
}

/** Records that a unit's condition was false. */
export function skip(context: RunContext, unit: Unit): StepResult {
  const operation = context.journal.begin(`${unit.id}:skip`);
  const result: StepResult = { status: "skipped" };
  context.journal.defer(operation, "", (tx) => writeEnd(context, unit, result, tx));
  return result;
}

async function writeEnd(context: RunContext, unit: Unit, result: StepResult, tx: Queryable): Promise<void> {
  const { runtime, record } = context;
  const now = runtime.clock.now();
  const recorded = recordResult(runtime.cipher, stepContext(record.id, unit.id), result);
  await saveStep(tx, {
    runId: record.id,
    stepId: unit.id,
    state: result.status,
    endedAt: now,
    ...(result.status === "skipped" || result.status === "cancelled" ? {} : { startedAt: now }),
    ...(result.outcome === undefined ? {} : { outcome: result.outcome }),
    ...(result.error === undefined ? {} : { error: result.error }),
    ...(result.versions === undefined ? {} : { versions: result.versions }),
    ...(recorded.sealed === undefined ? {} : { resultSealed: recorded.sealed }),
  });
  await appendStepAudit(tx, context, unit, { at: now, result });
}
