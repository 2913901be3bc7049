import { describe, expect, test } from "vitest";
import type { ActionCall, ActionHost, Json, JsonObject } from "../core/index.ts";
import { assessRiskInput, assessRiskOutput } from "./actions.ts";
import { riskActions } from "./index.ts";

const policy = {
  version: "2026-01",
  factors: [
    { id: "country", map: { DE: 0, PA: 40 } },
    { id: "pep", map: { true: 30, false: 0 } },
  ],
  tiers: [
    { name: "low", from: 0 },
    { name: "high", from: 40 },
  ],
};

/** The handler as the engine gets it: through the catalogue, with the input parsed by its schema. */
async function assessRisk(withBlock: JsonObject, config?: Json) {
  const [action] = riskActions;
  const handler = await action?.load?.({ config: () => config } as unknown as ActionHost);
  const result = await handler?.(assessRiskInput.parse(withBlock), {} as ActionCall);
  if (result === undefined) throw new Error("assess_risk has no handler");
  return { ...result, output: assessRiskOutput.parse(result.output) };
}

describe("assess_risk", () => {
  test("runs the example of its documentation", async () => {
    const result = await assessRisk(riskActions[0]?.example ?? {});
    expect(result.output).toMatchObject({ score: 10, tier: "low" });
    expect(result.evidence.map((entry) => entry.id)).toEqual([
      "risk.factor.country",
      "risk.factor.monthly_volume",
    ]);
  });

  test("takes rules from a named policy and values from the step", async () => {
    const factors = [
      { id: "country", value: "PA" },
      { id: "pep", value: false },
    ];
    const result = await assessRisk({ policy: "kyc", factors }, { policies: { kyc: policy } });
    expect(result.output).toMatchObject({ score: 40, tier: "high" });
    expect(result.outcome).toBe("review");
    expect(result.versions).toEqual({ "risk-policy:kyc": `sha256:${result.output.policy_version}` });
  });

  test("tells the audit log the tier, not the customer's values", async () => {
    const factors = [{ id: "name", value: "Jane Roe", map: { "Jane Roe": 1 } }];
    const result = await assessRisk({ factors, tiers: [{ name: "low", from: 0 }] });
    expect(JSON.stringify([result.auditDetails, result.summary])).not.toContain("Jane");
    expect(result.auditDetails).toMatchObject({ tier: "low", policy: "inline" });
  });

  const kyc = { policies: { kyc: policy } };
  const pep = { id: "pep", value: true };
  test.each([
    [
      "an unknown policy",
      { policy: "nope", factors: [pep] },
      kyc,
      'there is no risk policy "nope"; there are: kyc',
    ],
    [
      "a step that bends the policy",
      { policy: "kyc", factors: [pep], outcomes: { high: "pass" } },
      kyc,
      "its own rules",
    ],
    [
      "a factor with a rule of its own",
      { policy: "kyc", factors: [{ ...pep, default: 0 }] },
      kyc,
      "its own rules",
    ],
    [
      "a factor the policy lacks",
      { policy: "kyc", factors: [{ id: "age", value: 3 }] },
      kyc,
      "no factor age",
    ],
    ["a factor given twice", { policy: "kyc", factors: [pep, pep] }, kyc, "given twice"],
    ["a missing value", { policy: "kyc", factors: [pep] }, kyc, "factors.country"],
    ["no tiers and no policy", { factors: [{ ...pep, map: {} }] }, undefined, "tiers are needed"],
  ])("refuses %s", async (_what, block, config, message) => {
    await expect(assessRisk(block as JsonObject, config as Json | undefined)).rejects.toThrow(message);
  });
});
