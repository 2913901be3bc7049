import { z } from "zod";
import { hashJson, type Json, ProbityError, type Sha256Hex } from "../core/index.ts";
import { parseDecimal } from "./decimal.ts";

/** Tiers from mild to severe. Regulators' guidance (EBA/GL/2021/02, FATF Recommendation 1) knows the same steps. */
export const tierNames = ["low", "medium", "high", "prohibited"] as const;
export type TierName = (typeof tierNames)[number];

/** Factors of one policy; people cannot explain more. */
const FACTORS_MAX = 100;
/** Entries of one map: all countries and then some. */
const MAP_ENTRIES_MAX = 1_000;
const BANDS_MAX = 100;
const OVERRIDES_MAX = 200;

/** Three decimal places, and small enough that every score is an exact number again. */
const points = decimal(-10_000, 10_000);
const weight = decimal(0, 100);

const factorId = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "must be in snake_case");

const band = z.strictObject({ from: z.number(), points });

/** How a value becomes points; exactly one of `map` and `bands`. */
export const factorRule = z.strictObject({
  id: factorId,
  /** Points count this many times; once when absent. */
  weight: weight.optional(),
  /** Points by value, compared as text and exactly: `PL`, `true`, `3`. */
  map: z
    .record(z.string().max(200), points)
    .refine((map) => Object.keys(map).length <= MAP_ENTRIES_MAX, `at most ${MAP_ENTRIES_MAX} entries`)
    .optional(),
  /** Points of the last band whose `from` the number reaches. */
  bands: z.array(band).min(1).max(BANDS_MAX).optional(),
  /** Points where the value is missing or the rule does not know it. Without it that is an error. */
  default: points.optional(),
});

const tier = z.strictObject({
  name: z.enum(tierNames),
  /** Lowest score of the tier. A tier without it is reached by overrides only. */
  from: points.optional(),
});

const override = z.strictObject({
  factor: factorId,
  values: z
    .array(z.union([z.string().max(200), z.number(), z.boolean()]))
    .min(1)
    .max(MAP_ENTRIES_MAX),
  tier: z.enum(tierNames),
  /** Shown to people as the reason. */
  reason: z.string().min(1).max(200).optional(),
});

const outcomes = z.partialRecord(z.enum(tierNames), z.enum(["pass", "review", "fail"]));

export const policyParts = {
  tiers: z.array(tier).min(1).max(tierNames.length),
  overrides: z.array(override).max(OVERRIDES_MAX).optional(),
  outcomes: outcomes.optional(),
};

/** A risk policy without the values of a customer. */
const policySchema = z.strictObject({
  /** Free text for people; what identifies a policy is the hash of its content. */
  version: z.string().min(1).max(100),
  factors: z.array(factorRule).min(1).max(FACTORS_MAX),
  ...policyParts,
});

const consistentPolicy = policySchema.superRefine((policy, context) => {
  for (const message of policyProblems(policy)) context.addIssue({ code: "custom", message });
});

/** The configuration section `risk`: policies by name. */
export const riskConfig = z.strictObject({
  policies: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), consistentPolicy).default({}),
});

export type FactorRule = z.output<typeof factorRule>;
export type RiskPolicy = Omit<z.output<typeof policySchema>, "version">;
export type RiskConfig = z.output<typeof riskConfig>;

/** The section as the schema reads it. @throws ProbityError CONFIG_INVALID with every issue */
export function readRiskConfig(section: Json | undefined): RiskConfig {
  const result = riskConfig.safeParse(section ?? {});
  if (result.success) return result.data;
  throw new ProbityError("CONFIG_INVALID", "the configuration section risk is not valid", {
    issues: result.error.issues.map((issue) => ({
      where: ["risk", ...issue.path].join("."),
      message: issue.message,
    })),
  });
}

/** What is wrong with a policy beyond the shape of its parts; empty when nothing is. */
export function policyProblems(policy: RiskPolicy): string[] {
  const problems: string[] = [];
  const ids = policy.factors.map((factor) => factor.id);
  for (const id of duplicates(ids)) problems.push(`the factor ${id} is defined twice`);
  for (const factor of policy.factors) {
    if ((factor.map === undefined) === (factor.bands === undefined)) {
      problems.push(`the factor ${factor.id} needs either map or bands`);
    }
    for (const from of duplicates((factor.bands ?? []).map((entry) => String(entry.from)))) {
      problems.push(`the factor ${factor.id} has two bands from ${from}`);
    }
    if (factor.bands?.some((entry) => parseDecimal(entry.from) === undefined)) {
      problems.push(`the factor ${factor.id} has a band whose limit has more than six decimal places`);
    }
  }
  const tiers = policy.tiers.map((entry) => entry.name);
  for (const name of duplicates(tiers)) problems.push(`the tier ${name} is defined twice`);
  const reached = policy.tiers.filter((entry) => entry.from !== undefined).sort(bySeverity);
  if (reached.length === 0) problems.push("no tier says from which score it begins");
  for (const [index, entry] of reached.entries()) {
    const milder = reached[index - 1];
    if (milder?.from !== undefined && entry.from !== undefined && milder.from >= entry.from) {
      problems.push(`the tier ${entry.name} must begin at a higher score than ${milder.name}`);
    }
  }
  for (const entry of policy.overrides ?? []) {
    if (!ids.includes(entry.factor)) problems.push(`an override names the unknown factor ${entry.factor}`);
    if (!tiers.includes(entry.tier))
      problems.push(`an override names the tier ${entry.tier}, which is not defined`);
  }
  return problems;
}

/**
 * What identifies a policy: the hash of its rules. The order of factors, tiers, bands and
 * overrides has no meaning, so it does not count.
 */
export function policyVersion(policy: RiskPolicy): Sha256Hex {
  const sorted = (items: readonly object[]) => items.map((item) => hashJson(item)).sort();
  return hashJson({
    factors: sorted(
      policy.factors.map((rule) => ({
        ...rule,
        weight: rule.weight ?? 1,
        bands: rule.bands && sorted(rule.bands),
      })),
    ),
    tiers: sorted(policy.tiers),
    overrides: sorted(
      (policy.overrides ?? []).map((entry) => ({ ...entry, values: entry.values.map(String).sort() })),
    ),
    outcomes: policy.outcomes ?? {},
  });
}

/** Milder before more severe. */
export function bySeverity(a: { readonly name: TierName }, b: { readonly name: TierName }): number {
  return tierNames.indexOf(a.name) - tierNames.indexOf(b.name);
}

function decimal(min: number, max: number) {
  return z
    .number()
    .min(min)
    .max(max)
    .refine((value) => /^-?\d+(\.\d{1,3})?$/.test(String(value)), "has more than three decimal places");
}

function duplicates(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];
}
