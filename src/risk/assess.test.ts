import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { assess, type FactorValue } from "./assess.ts";
import { decimalToNumber, parseDecimal } from "./decimal.ts";
import { policyProblems, policyVersion, type RiskPolicy, readRiskConfig, tierNames } from "./policy.ts";

const policy: RiskPolicy = {
  factors: [
    { id: "country", map: { DE: 0, PA: 40, KP: 100 } },
    { id: "pep", map: { true: 30, false: 0 }, default: 5 },
    {
      id: "volume",
      weight: 0.1,
      bands: [
        { from: 10_000, points: 20.5 },
        { from: 0, points: 0 },
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
};

function values(country: FactorValue, pep: FactorValue, volume: FactorValue): Map<string, FactorValue> {
  return new Map(Object.entries({ country, pep, volume }));
}

function errorOf(work: () => unknown): ProbityError {
  try {
    work();
  } catch (error) {
    if (error instanceof ProbityError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("assess", () => {
  test.each([
    ["an ordinary customer", values("DE", false, 100), 0, "low", "pass"],
    ["a political office", values("DE", true, 100), 30, "medium", "pass"],
    ["a risky country and office", values("PA", true, 100), 70, "high", "review"],
    ["the limit of a tier belongs to it", values("PA", null, 0), 45, "medium", "pass"],
    ["amounts as decimal text", values("DE", false, "10000.00"), 2.05, "low", "pass"],
    ["one cent under the band", values("DE", false, "9999.99"), 0, "low", "pass"],
    ["an override over a score", values("KP", false, 0), 100, "prohibited", "review"],
  ] as const)("%s", (_what, customer, score, tier, outcome) => {
    expect(assess(policy, customer)).toMatchObject({ score, tier, outcome });
  });

  test("refuses nobody alone, unless the policy says so", () => {
    expect(assess({ ...policy, outcomes: { prohibited: "fail" } }, values("KP", true, 0)).outcome).toBe(
      "fail",
    );
    expect(assess({ ...policy, outcomes: { high: "pass" } }, values("PA", true, 0)).outcome).toBe("pass");
  });

  test("every factor gives its reason with the numbers", () => {
    const { factors, raisedBy } = assess(policy, values("KP", null, 20_000));
    expect(factors.map((factor) => factor.reason)).toEqual([
      "KP: 100 points",
      "no value, default: 5 points",
      "20000 is at least 10000: 20.5 points, times 0.1",
    ]);
    expect(raisedBy).toEqual([{ factor: "country", tier: "prohibited", reason: "Comprehensive sanctions" }]);
  });

  test("names every factor it cannot judge, and repeats no value", () => {
    const { code, issues, message } = errorOf(() => assess(policy, values("Atlantis", null, "a lot")));
    expect(code).toBe("ACTION_INPUT_INVALID");
    expect(issues.map((issue) => issue.where)).toEqual(["factors.country", "factors.volume"]);
    expect(message + JSON.stringify(issues)).not.toMatch(/Atlantis|a lot/);
  });

  test("names that every object has are not entries of a map", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      expect(() => assess(policy, values(name, false, 0))).toThrow(ProbityError);
    }
  });

  test("a tenth three times is three tenths", () => {
    const tenth = { weight: 0.1, map: { x: 1 } };
    const three: RiskPolicy = {
      factors: [
        { id: "a", ...tenth },
        { id: "b", ...tenth },
        { id: "c", ...tenth },
      ],
      tiers: [
        { name: "low", from: 0 },
        { name: "high", from: 0.3 },
      ],
    };
    const result = assess(three, new Map(["a", "b", "c"].map((id) => [id, "x"])));
    expect(result).toMatchObject({ score: 0.3, tier: "high" });
  });
});

const pointsArbitrary = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((n) => n / 1_000);
const weightArbitrary = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1_000);
const randomFactors = fc
  .array(fc.record({ weight: weightArbitrary, points: pointsArbitrary }), { minLength: 1, maxLength: 30 })
  .map((factors) =>
    factors.map(({ weight, points }, index) => ({ id: `f${index}`, weight, map: { x: points } })),
  );
const tiers: RiskPolicy["tiers"] = [
  { name: "low", from: -100 },
  { name: "medium", from: 10 },
  { name: "high", from: 1_000 },
  { name: "prohibited", from: 10_000 },
];
const severity = (tier: (typeof tierNames)[number]) => tierNames.indexOf(tier);
const allX = (policy: RiskPolicy) => new Map(policy.factors.map((factor) => [factor.id, "x"]));

describe("assess, for any policy", () => {
  test("more points for one factor never lower the score or the tier", () => {
    fc.assert(
      fc.property(randomFactors, fc.nat(), fc.integer({ min: 0, max: 1_000_000 }), (factors, pick, more) => {
        const index = pick % factors.length;
        const raised = factors.map((factor, at) =>
          at === index ? { ...factor, map: { x: Math.round(factor.map.x * 1_000 + more) / 1_000 } } : factor,
        );
        const before = assess({ factors, tiers }, allX({ factors, tiers }));
        const after = assess({ factors: raised, tiers }, allX({ factors, tiers }));
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(severity(after.tier)).toBeGreaterThanOrEqual(severity(before.tier));
      }),
    );
  });

  test("the order of factors, tiers and bands changes neither the result nor the policy's version", () => {
    const shuffled = randomFactors.chain((factors) =>
      fc.tuple(
        fc.constant(factors),
        fc.shuffledSubarray(factors, { minLength: factors.length, maxLength: factors.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([factors, other]) => {
        const one: RiskPolicy = { factors, tiers };
        const two: RiskPolicy = { factors: other, tiers: [...tiers].reverse() };
        const [a, b] = [assess(one, allX(one)), assess(two, allX(two))];
        expect([b.score, b.tier, b.outcome]).toEqual([a.score, a.tier, a.outcome]);
        expect(policyVersion(two)).toBe(policyVersion(one));
      }),
    );
  });

  test("the score is the exact sum of the contributions", () => {
    fc.assert(
      fc.property(randomFactors, (factors) => {
        const result = assess({ factors, tiers }, allX({ factors, tiers }));
        const sum = result.factors.reduce(
          (total, factor) => total + (parseDecimal(factor.contribution) ?? 0n),
          0n,
        );
        expect(result.score).toBe(decimalToNumber(sum));
      }),
    );
  });

  test("an override never lowers the tier", () => {
    fc.assert(
      fc.property(randomFactors, fc.constantFrom(...tierNames), (factors, tier) => {
        const plain = assess({ factors, tiers }, allX({ factors, tiers }));
        const overrides = [{ factor: "f0", values: ["x"], tier }];
        const raised = assess({ factors, tiers, overrides }, allX({ factors, tiers }));
        expect(severity(raised.tier)).toBe(Math.max(severity(plain.tier), severity(tier)));
      }),
    );
  });
});

describe("policies", () => {
  test("any change of a rule changes the version", () => {
    const versions = [
      policy,
      { ...policy, outcomes: { high: "fail" as const } },
      { ...policy, overrides: [] },
      { ...policy, factors: policy.factors.map((factor) => ({ ...factor, weight: 2 })) },
      { ...policy, tiers: [{ name: "low" as const, from: 0 }] },
    ].map(policyVersion);
    expect(new Set(versions).size).toBe(versions.length);
    expect(policyVersion({ ...policy, outcomes: {} })).toBe(policyVersion(policy));
  });

  test.each([
    [
      "a factor twice",
      { factors: [...policy.factors, { id: "pep", map: {} }] },
      "the factor pep is defined twice",
    ],
    [
      "neither map nor bands",
      { factors: [{ id: "a" }], overrides: [] },
      "the factor a needs either map or bands",
    ],
    [
      "map and bands",
      { factors: [{ id: "a", map: {}, bands: [{ from: 0, points: 1 }] }], overrides: [] },
      "the factor a needs either map or bands",
    ],
    [
      "tiers that overlap",
      {
        tiers: [
          { name: "low" as const, from: 10 },
          { name: "high" as const, from: 10 },
        ],
        overrides: [],
      },
      "the tier high must begin at a higher score than low",
    ],
    [
      "no tier by score",
      { tiers: [{ name: "low" as const }], overrides: [] },
      "no tier says from which score it begins",
    ],
    [
      "an override for nothing",
      { overrides: [{ factor: "nope", values: ["x"], tier: "high" as const }] },
      "an override names the unknown factor nope",
    ],
  ])("%s is said", (_what, change, problem) => {
    expect(policyProblems({ ...policy, ...change })).toContain(problem);
    expect(policyProblems(policy)).toEqual([]);
  });

  test("the configuration is refused with every issue", () => {
    const config = {
      policies: {
        kyc: { version: "1", factors: [{ id: "Bad Id" }], tiers: [{ name: "huge", from: 0.0001 }] },
      },
    };
    const error = errorOf(() => readRiskConfig(config));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.issues.map((issue) => issue.where)).toEqual([
      "risk.policies.kyc.factors.0.id",
      "risk.policies.kyc.tiers.0.name",
      "risk.policies.kyc.tiers.0.from",
    ]);
  });
});

test("a policy of the configuration that contradicts itself is refused before any run uses it", () => {
  const kyc = { version: "1", factors: [{ id: "country" }], tiers: [{ name: "low", from: 0 }] };
  expect(errorOf(() => readRiskConfig({ policies: { kyc } })).issues).toEqual([
    { where: "risk.policies.kyc", message: "the factor country needs either map or bands" },
  ]);
});

describe("decimals", () => {
  test("what is read can be printed again, exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(999_999), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(6, "0")}`;
        const parsed = parseDecimal(text);
        expect(parsed === undefined ? undefined : decimalToNumber(parsed)).toBe(Number(text));
      }),
    );
  });

  test.each(["", "1e5", "0x10", "1,5", " 1", "1.", ".5", "1.1234567", "NaN", "Infinity", "9".repeat(19)])(
    "%j is not a decimal",
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );
});
