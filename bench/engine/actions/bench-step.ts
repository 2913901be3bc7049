import { type ActionHandler, defineAction } from "probity";
import { z } from "zod";

const input = z.strictObject({ n: z.number() });
const output = z.object({ n: z.number() });

/** The least an action can do, so that the engine's own cost is what is measured. */
const handler: ActionHandler<z.output<typeof input>, z.input<typeof output>> = async ({ n }) => ({
  outcome: "pass",
  output: { n: n + 1 },
  summary: "counted",
  evidence: [],
});

export const action = defineAction({
  id: "bench_step",
  version: "1",
  summary: "Adds one.",
  effects: "none",
  input,
  output,
  example: { n: 1 },
  load: async () => handler,
});
