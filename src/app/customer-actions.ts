import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";

/** Hits told in a step's output; the rest is counted, and stands with its customers. */
export const RESCREEN_HITS_MAX = 500;

export const rescreenInput = z.object({
  mode: z
    .enum(["delta", "full"])
    .default("delta")
    .describe("delta: what changed in lists and customers since the last time; full: every customer"),
});

export const rescreenOutput = z.object({
  rescreeningId: z.string(),
  mode: z.enum(["delta", "full"]),
  customers: z.int().describe("Active customers that are at these list versions now"),
  screened: z.int(),
  newHits: z.int(),
  changedHits: z.int(),
  closedHits: z.int(),
  listVersions: z.record(z.string(), z.string()),
  hits: z
    .array(
      z.object({
        customerId: z.string(),
        list: z.string(),
        entityId: z.string(),
        name: z.string(),
        score: z.number(),
        decision: z.enum(["clear", "review", "match"]),
        explanation: z.string(),
      }),
    )
    .describe("Open hits that are new or changed, the best first"),
  hitsLeftOut: z.int(),
});

/** The actions about the register of customers. Handlers load when they are first used. */
export const customerActions: readonly ActionDefinition[] = [
  defineAction({
    id: "rescreen_customers",
    version: "1",
    summary:
      "Brings every registered customer to the list versions in use and proves it in the audit log. " +
      "The outcome is review when there are new or changed hits.",
    effects: "local",
    input: rescreenInput,
    output: rescreenOutput,
    example: { mode: "delta" },
    load: async (host) => (await import("./rescreen-action.ts")).createRescreenHandler(host),
  }),
];
