import { parseDuration } from "../core/index.ts";
import { concludeWith } from "./conclude.ts";
import { renderOwnInput } from "./execute-action.ts";
import { beginParked } from "./parked.ts";
import { ask, GIVE_UP, type Performance, waitFor } from "./performance.ts";
import type { RunContext, Unit } from "./run-context.ts";

interface WaitInput {
  readonly for?: string;
  readonly until?: string;
}

/** `wait`: parks the run for a time or until an instant. */
export function* performWait(context: RunContext, unit: Unit): Performance {
  const { runtime } = context;
  const opened = yield* ask({
    begin: () =>
      beginParked(context, unit, async () => {
        const { input } = renderOwnInput<WaitInput>(context, unit);
        const until =
          input.until === undefined
            ? new Date(runtime.clock.now().getTime() + (parseDuration(input.for ?? "") ?? 0))
            : new Date(input.until);
        return { fields: { waitsUntil: until }, note: { until: until.toISOString() } };
      }),
  });
  if (opened.kind === "failed") return opened.result;
  if (context.stop !== undefined) return { status: "cancelled" };
  const until = String(opened.note["until"]);
  const restMs = new Date(until).getTime() - runtime.clock.now().getTime();
  const message = yield* waitFor(context, `wait:${unit.id}`, restMs);
  if (message === GIVE_UP) return { status: "cancelled" };
  const result = yield* ask({
    begin: () =>
      concludeWith(context, unit, "end", async () => ({
        status: "succeeded",
        outcome: "pass",
        output: { until: new Date(until).toISOString() },
        summary: `waited until ${until}`,
      })),
  });
  return result ?? { status: "cancelled" };
}
