import { type Outcome, ProbityError } from "../core/index.ts";
import { decimalToNumber, type Millionths, parseDecimal } from "./decimal.ts";
import { bySeverity, type FactorRule, type RiskPolicy, type TierName } from "./policy.ts";

export type FactorValue = string | number | boolean | null;

export interface AssessedFactor {
  readonly id: string;
  readonly value: FactorValue;
  /** Before the weight. */
  readonly points: number;
  readonly weight: number;
  /** What the factor adds to the score. */
  readonly contribution: number;
  /** One sentence with the numbers in it. */
  readonly reason: string;
}

export interface Assessment {
  readonly score: number;
  readonly tier: TierName;
  readonly outcome: Outcome;
  readonly factors: readonly AssessedFactor[];
  /** Why the tier is more severe than the score alone asks for. */
  readonly raisedBy: readonly { readonly factor: string; readonly tier: TierName; readonly reason: string }[];
}

/**
 * What a tier leads to unless the policy says otherwise. A prohibited customer goes to a
 * person as well: automation refuses nobody alone unless the policy's owner decided so
 * (compare GDPR article 22).
 */
const defaultOutcomes: Readonly<Record<TierName, Outcome>> = {
  low: "pass",
  medium: "pass",
  high: "review",
  prohibited: "review",
};

/**
 * The risk of one customer under one policy: the sum of weight times points, exact in
 * decimals, so that neither the order of the factors nor the machine changes it. Overrides
 * raise the tier and never lower it. A score below every tier belongs to the mildest one.
 *
 * @throws ProbityError ACTION_INPUT_INVALID naming every factor whose value is missing or
 *   unknown to a rule without default. Values themselves are not repeated: they may be personal data.
 */
export function assess(policy: RiskPolicy, values: ReadonlyMap<string, FactorValue>): Assessment {
  const problems: { where: string; message: string }[] = [];
  let total: Millionths = 0n;
  const factors: AssessedFactor[] = [];
  for (const rule of policy.factors) {
    const value = values.get(rule.id) ?? null;
    const found = pointsOf(rule, value);
    if (found === undefined) {
      const what = value === null ? "has no value" : "has a value its rule does not know";
      problems.push({ where: `factors.${rule.id}`, message: `${what}, and no default is declared` });
      continue;
    }
    const weight = rule.weight ?? 1;
    const contribution = (exact(weight) * exact(found.points)) / MILLION;
    total += contribution;
    factors.push({
      id: rule.id,
      value,
      points: found.points,
      weight,
      contribution: decimalToNumber(contribution),
      reason: `${found.reason}: ${found.points} points${weight === 1 ? "" : `, times ${weight}`}`,
    });
  }
  if (problems.length > 0) {
    const names = problems.map((problem) => problem.where).join(", ");
    throw new ProbityError("ACTION_INPUT_INVALID", `the risk cannot be assessed: ${names}`, {
      issues: problems,
    });
  }
  const raisedBy = overridesOf(policy, values);
  const tier = [{ name: tierOf(policy, total) }, ...raisedBy.map((raise) => ({ name: raise.tier }))]
    .sort(bySeverity)
    .reduce((_milder, severest) => severest).name;
  return {
    score: decimalToNumber(total),
    tier,
    outcome: policy.outcomes?.[tier] ?? defaultOutcomes[tier],
    factors,
    raisedBy,
  };
}

const MILLION: Millionths = 1_000_000n;

function pointsOf(rule: FactorRule, value: FactorValue): { points: number; reason: string } | undefined {
  const known = value === null ? undefined : (mapped(rule, value) ?? banded(rule, value));
  if (known !== undefined) return known;
  if (rule.default === undefined) return undefined;
  return {
    points: rule.default,
    reason: value === null ? "no value, default" : `${value} is not in the rule, default`,
  };
}

function mapped(rule: FactorRule, value: string | number | boolean) {
  const key = String(value);
  const points = rule.map !== undefined && Object.hasOwn(rule.map, key) ? rule.map[key] : undefined;
  return points === undefined ? undefined : { points, reason: key };
}

function banded(rule: FactorRule, value: string | number | boolean) {
  const amount = typeof value === "boolean" ? undefined : parseDecimal(value);
  if (amount === undefined) return undefined;
  const reached = (rule.bands ?? [])
    .filter((band) => exact(band.from) <= amount)
    .sort((a, b) => a.from - b.from)
    .at(-1);
  return reached === undefined
    ? undefined
    : { points: reached.points, reason: `${value} is at least ${reached.from}` };
}

function overridesOf(policy: RiskPolicy, values: ReadonlyMap<string, FactorValue>) {
  return (policy.overrides ?? [])
    .filter(({ factor, values: listed }) => {
      const value = values.get(factor) ?? null;
      return value !== null && listed.some((entry) => String(entry) === String(value));
    })
    .map(({ factor, tier, reason }) => ({
      factor,
      tier,
      reason: reason ?? `the value of ${factor} is listed`,
    }));
}

function tierOf(policy: RiskPolicy, score: Millionths): TierName {
  const byScore = policy.tiers
    .flatMap(({ name, from }) => (from === undefined ? [] : [{ name, from: exact(from) }]))
    .sort(bySeverity);
  const reached = byScore.findLast((entry) => entry.from <= score) ?? byScore[0];
  if (reached === undefined) throw new TypeError("a policy without a tier that a score can reach");
  return reached.name;
}

/** Numbers of a checked policy have few enough decimal places. */
function exact(value: number): Millionths {
  const parsed = parseDecimal(value);
  if (parsed === undefined) throw new TypeError(`${value} is not an exact decimal`);
  return parsed;
}
