import type { z } from "zod";
import { type ActionHandler, type ActionHost, type Evidence, ProbityError } from "../core/index.ts";
import type { assessRiskInput, assessRiskOutput } from "./actions.ts";
import { type AssessedFactor, assess, type FactorValue } from "./assess.ts";
import { policyProblems, policyVersion, type RiskConfig, type RiskPolicy, readRiskConfig } from "./policy.ts";

type Input = z.output<typeof assessRiskInput>;
type Output = z.input<typeof assessRiskOutput>;

/** The handler of `assess_risk`. */
export function createAssessRisk(host: ActionHost): ActionHandler<Input, Output> {
  const config = readRiskConfig(host.config("risk"));
  return async (input) => {
    const policy =
      input.policy === undefined ? inlinePolicy(input) : namedPolicy(config, input.policy, input);
    const version = policyVersion(policy);
    const { score, tier, outcome, factors, raisedBy } = assess(policy, valuesOf(input, policy));
    const name = input.policy ?? "inline";
    return {
      outcome,
      output: { score, tier, factors: [...factors], raised_by: [...raisedBy], policy_version: version },
      summary: `Risk ${tier}: ${score} points${raisedBy.length === 0 ? "" : `, raised by ${raisedBy.map((raise) => raise.factor).join(", ")}`}.`,
      evidence: [
        ...factors.map(factorEvidence),
        ...raisedBy.map(
          (raise): Evidence => ({
            id: `risk.override.${raise.factor}`,
            outcome,
            summary: `${raise.reason}: at least ${raise.tier}.`,
          }),
        ),
      ],
      versions: { [`risk-policy:${name}`]: `sha256:${version}` },
      auditDetails: { tier, score, policy: name, raisedBy: raisedBy.map((raise) => raise.factor) },
    };
  };
}

function factorEvidence(factor: AssessedFactor): Evidence {
  return {
    id: `risk.factor.${factor.id}`,
    outcome: "info",
    summary: `${factor.id}: ${factor.reason}.`,
    data: {
      value: factor.value,
      points: factor.points,
      weight: factor.weight,
      contribution: factor.contribution,
    },
  };
}

/** The policy written into the step itself. @throws ProbityError ACTION_INPUT_INVALID */
function inlinePolicy(input: Input): RiskPolicy {
  if (input.tiers === undefined) throw invalid("without a named policy, tiers are needed");
  const policy: RiskPolicy = {
    factors: input.factors.map(({ value: _value, ...rule }) => rule),
    tiers: input.tiers,
    overrides: input.overrides,
    outcomes: input.outcomes,
  };
  const problems = policyProblems(policy);
  if (problems.length > 0) throw invalid(problems.join("; "));
  return policy;
}

/** A policy of the configuration; a step may not bend it. @throws ProbityError ACTION_INPUT_INVALID */
function namedPolicy(config: RiskConfig, name: string, input: Input): RiskPolicy {
  const policy = Object.hasOwn(config.policies, name) ? config.policies[name] : undefined;
  if (policy === undefined) {
    const known = Object.keys(config.policies);
    throw invalid(
      `there is no risk policy "${name}"; ${known.length > 0 ? `there are: ${known.join(", ")}` : "none is configured"}`,
    );
  }
  const ownRules = input.factors.some(({ weight, map, bands, default: points }) =>
    [weight, map, bands, points].some((part) => part !== undefined),
  );
  if (
    ownRules ||
    input.tiers !== undefined ||
    input.overrides !== undefined ||
    input.outcomes !== undefined
  ) {
    throw invalid(`the policy "${name}" has its own rules: with it, factors carry only id and value`);
  }
  const { version: _version, ...rules } = policy;
  return rules;
}

/** @throws ProbityError ACTION_INPUT_INVALID for a value given twice or for a factor the policy does not have */
function valuesOf(input: Input, policy: RiskPolicy): Map<string, FactorValue> {
  const values = new Map<string, FactorValue>();
  for (const { id, value } of input.factors) {
    if (values.has(id)) throw invalid(`the factor ${id} is given twice`);
    if (!policy.factors.some((rule) => rule.id === id)) throw invalid(`the policy has no factor ${id}`);
    values.set(id, value ?? null);
  }
  return values;
}

function invalid(detail: string): ProbityError {
  return new ProbityError("ACTION_INPUT_INVALID", `assess_risk: ${detail}`);
}
