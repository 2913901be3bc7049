import { z } from "zod";
import { type ActionDefinition, defineAction } from "../core/index.ts";
import { factorRule, policyParts, tierNames } from "./policy.ts";

const factorValue = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);

/** A factor of this step: its value and, without a named policy, its rule. */
const factor = factorRule.extend({
  value: factorValue.optional(),
  weight: factorRule.shape.weight.optional(),
});

export const assessRiskInput = z.strictObject({
  /** A policy of the configuration section `risk`. The factors below then carry values only. */
  policy: z.string().min(1).max(64).optional(),
  factors: z.array(factor).min(1).max(100),
  tiers: policyParts.tiers.optional(),
  overrides: policyParts.overrides,
  outcomes: policyParts.outcomes,
});

export const assessRiskOutput = z.strictObject({
  score: z.number(),
  tier: z.enum(tierNames),
  factors: z.array(
    z.strictObject({
      id: z.string(),
      value: factorValue,
      points: z.number(),
      weight: z.number(),
      contribution: z.number(),
      reason: z.string(),
    }),
  ),
  /** Overrides that apply, with their reasons. */
  raised_by: z.array(z.strictObject({ factor: z.string(), tier: z.enum(tierNames), reason: z.string() })),
  /** SHA-256 of the policy's rules. */
  policy_version: z.string(),
});

const assessRisk = defineAction({
  id: "assess_risk",
  version: "1",
  summary:
    "Adds up weighted risk factors exactly and places the customer in a tier; high and prohibited go to a person.",
  effects: "none",
  input: assessRiskInput,
  output: assessRiskOutput,
  example: {
    factors: [
      { id: "country", value: "DE", map: { DE: 0, PA: 40 }, default: 20 },
      {
        id: "monthly_volume",
        value: 12000,
        weight: 0.5,
        bands: [
          { from: 0, points: 0 },
          { from: 10000, points: 20 },
        ],
      },
    ],
    tiers: [
      { name: "low", from: 0 },
      { name: "medium", from: 20 },
      { name: "high", from: 50 },
      { name: "prohibited" },
    ],
    overrides: [{ factor: "country", values: ["KP"], tier: "prohibited", reason: "Comprehensive sanctions" }],
  },
  load: async (host) => (await import("./assess-risk.ts")).createAssessRisk(host),
});

/** The actions of this folder, for the catalogue. */
export const riskActions: readonly ActionDefinition[] = [assessRisk];
