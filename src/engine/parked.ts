import type { JsonObject, Queryable } from "../core/index.ts";
import { keyedHash, stepAudit } from "./audit-events.ts";
import { isOwnershipLost } from "./dbos-journal.ts";
import type { RunContext, Unit } from "./run-context.ts";
import type { StepWrite } from "./run-step-store.ts";
import { clearError, type StepResult, stepContext } from "./step-result.ts";

/** The beginning of a unit that parks the run: what to remember in clear, or why it failed. */
export type Parked =
  | { readonly kind: "opened"; readonly note: JsonObject }
  | { readonly kind: "failed"; readonly result: StepResult };

export interface Opening {
  readonly fields: Partial<StepWrite>;
  /** Recorded in clear: ids and times only. */
  readonly note: JsonObject;
  /** Resolved input, sealed into the step's row. */
  readonly input?: JsonObject;
  /** Writes an audit entry with this status. */
  readonly auditStatus?: string;
}

/** Opens a unit that will wait: its rows and its checkpoint in one transaction. What `open` throws fails the unit. */
export async function beginParked(
  context: RunContext,
  unit: Unit,
  open: (tx: Queryable) => Promise<Opening>,
): Promise<Parked> {
  const { journal, runtime, record } = context;
  const operation = journal.begin(`${unit.id}:open`);
  if (operation.recorded !== undefined) return JSON.parse(operation.recorded);
  if (runtime.draining()) return new Promise<never>(() => {});
  const startedAt = runtime.clock.now();
  const row = { stepId: unit.id, startedAt };
  try {
    const text = await journal.transact(operation, async (tx) => {
      const { fields, note, input, auditStatus } = await open(tx);
      const sealing = stepContext(record.id, unit.id);
      return {
        output: JSON.stringify({ kind: "opened", note } satisfies Parked),
        step: {
          ...row,
          state: "waiting",
          ...(input === undefined ? {} : { inputSealed: runtime.cipher.seal(input, sealing) }),
          ...fields,
        },
        ...(auditStatus === undefined
          ? {}
          : {
              audit: stepAudit(context, unit, {
                at: startedAt,
                result: { status: "succeeded" },
                status: auditStatus,
                details: note,
                ...(input === undefined ? {} : { inputHash: keyedHash(runtime, input) }),
              }),
            }),
      };
    });
    return JSON.parse(text);
  } catch (thrown) {
    if (isOwnershipLost(thrown)) throw thrown;
    const error = clearError(thrown);
    const result: StepResult = { status: "failed", error };
    const attempt = { attempt: 1, startedAt, endedAt: startedAt, error };
    const text = await journal.commit(operation, {
      output: JSON.stringify({ kind: "failed", result } satisfies Parked),
      step: { ...row, state: "failed", error, endedAt: startedAt, attempt },
      audit: stepAudit(context, unit, { at: startedAt, result, attempt: 1 }),
    });
    return JSON.parse(text);
  }
}
