import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { decide, defaultPolicy, type ScreeningPolicy, staleRule, thresholdsFor } from "./policy.ts";
import { policyHash, policyInForce, readPolicies, readPolicyFile, shippedPolicies } from "./policy-file.ts";

const folder = mkdtempSync(join(tmpdir(), "probity-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(text: string): string {
  const path = join(folder, `policy-${++files}.yaml`);
  writeFileSync(path, text);
  return path;
}

function faultsOf(text: string): string[] {
  try {
    readPolicyFile(file(text));
  } catch (error) {
    if (error instanceof ProbityError) {
      return error.issues.map(({ where, message }) => `${where.replace(/^.*yaml/, "")} ${message}`);
    }
  }
  return [];
}

describe("the shipped policy", () => {
  test("is in force today and in the year before", () => {
    expect(policyInForce(shippedPolicies, new Date("2026-01-01T00:00:00Z")).version).toBe(
      shippedPolicies[0]?.version,
    );
    expect(policyInForce(shippedPolicies, new Date("2027-01-01T00:00:00Z"))).toBe(defaultPolicy);
  });

  test("lets neither a name alone nor a weak alias reach what a person need not see", () => {
    expect(defaultPolicy.nameOnlyMax).toBeLessThan(1);
    expect(defaultPolicy.weakAliasMax).toBeLessThan(defaultPolicy.review);
    expect(defaultPolicy.onMatch).toBe("review");
  });
});

describe("versions by date", () => {
  const policies = readPolicyFile(
    file(`
versions:
  - { version: "3", effective: 2027-03-01T06:00:00+02:00, review: 0.8 }
  - { version: "1" }
  - { version: "2", effective: 2026-06-01, match: 0.97 }
`),
  );

  test.each([
    ["1970-01-01T00:00:00Z", "1"],
    ["2026-05-31T23:59:59.999Z", "1"],
    ["2026-06-01T00:00:00Z", "2"],
    ["2027-03-01T03:59:59.999Z", "2"],
    ["2027-03-01T04:00:00Z", "3"],
    ["2099-01-01T00:00:00Z", "3"],
  ])("at %s version %s decides", (now, version) => {
    expect(policyInForce(policies, new Date(now)).version).toBe(version);
  });

  test("before the first one nothing is decided", () => {
    const late = readPolicyFile(file('{ version: "1", effective: 2030-01-01 }'));
    expect(() => policyInForce(late, new Date("2029-12-31T23:59:59Z"))).toThrow(/No version .* in force/);
  });

  test("what a version leaves out is as in the shipped policy", () => {
    const { version: _v, effective: _e, match: _m, ...rest } = policies[1] as ScreeningPolicy;
    const { version: _dv, effective: _de, match: _dm, ...shipped } = defaultPolicy;
    expect(rest).toEqual(shipped);
  });
});

describe("the identity of a policy", () => {
  const hashOf = (text: string): string => policyHash(readPolicyFile(file(text))[0] as ScreeningPolicy);

  test("follows from its meaning, not from how it is written", () => {
    const a = hashOf(
      'version: "x"\nreview: 0.80 # a comment\nlists: { un: { review: 0.7 }, eu: { match: 0.9 } }\n',
    );
    const b = hashOf(
      '{ "lists": {"eu": {"match": 0.9}, "un": {"review": 0.7}}, "review": 0.8, "version": "x" }',
    );
    expect(a).toBe(b);
    expect(a).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(["version: y", 'version: "x"\nreview: 0.81', 'version: "x"\non_stale: fail_closed'])(
    "changes with %j",
    (text) => {
      expect(hashOf(text)).not.toBe(hashOf('version: "x"'));
    },
  );
});

describe("mistakes are named with line and column", () => {
  test.each([
    ["review: 0.8\n", [":1:1 version: Invalid input: expected string, received undefined"]],
    ['version: "1"\nreveiw: 0.8\n', [":2:9 reveiw: unknown member"]],
    ['version: "1"\nreview: 2\n', [":2:9 review: Too big: expected number to be <=1"]],
    ['version: "1"\nreview: 0.99\nmatch: 0.9\n', [":2:9 review: must not be above match"]],
    ['version: "1"\nlists:\n  un:\n    review: 0.96\n', [":4:13 lists.un.review: must not be above match"]],
    [
      'versions:\n  - version: "1"\n  - version: "1"\n',
      [
        ":3:14 versions.1.version: is the name of an earlier version; a change needs a new one",
        ":3:5 versions.1.effective: two versions begin at the same time",
      ],
    ],
    ['version: "1"\neffective: soon\n', [expect.stringContaining(":2:12 effective: must be a day")]],
    ['version: "1"\neffective: 2026-02-30\n', [expect.stringContaining(":2:12 effective: must be a day")]],
    ['version: "1"\non_stale: ignore\n', [expect.stringContaining(":2:11 on_stale")]],
    ['version: "1"\nsuppression_days_max: 100000\n', [expect.stringContaining(":2:23 suppression_days_max")]],
    ["versions: []\n", [expect.stringContaining(":1:11 versions")]],
    ['version: "1\n', [expect.stringMatching(/^:2:1 /)]],
    ["", [expect.stringContaining(":1:1")]],
    ["[]", [expect.stringContaining(":1:1")]],
  ])("%j", (text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });

  test("a file that is not there, and one that is no policy by its size", () => {
    expect(() => readPolicyFile(join(folder, "none.yaml"))).toThrow(/cannot be read/);
    expect(() => readPolicyFile(file(`# ${"x".repeat(300_000)}`))).toThrow(/at most 262144/);
  });

  test("a policy within the configuration is checked by the same rules", () => {
    expect(readPolicies({ policy: { version: "own", review: 0.9 } })[0]).toMatchObject({
      review: 0.9,
      match: 0.95,
    });
    expect(() => readPolicies({ policy: { version: "own", review: 0.99 } })).toThrow(
      "screening.policy.review: must not be above match",
    );
    expect(readPolicies(undefined)).toBe(shippedPolicies);
    expect(readPolicies({})).toBe(shippedPolicies);
  });
});

describe("exceptions", () => {
  const policy = readPolicies({
    policy: {
      version: "1",
      lists: { un: { review: 0.8, on_stale: "fail_closed" } },
      types: { vessel: { review: 0.9, match: 0.97 }, person: { match: 0.96 } },
    },
  })[0] as ScreeningPolicy;

  test.each([
    ["un", "person", { review: 0.8, match: 0.96 }],
    ["un", "vessel", { review: 0.8, match: 0.97 }],
    ["eu", "vessel", { review: 0.9, match: 0.97 }],
    ["eu", "entity", { review: 0.85, match: 0.95 }],
  ] as const)("%s, %s", (list, type, expected) => {
    expect(thresholdsFor(policy, { list, type })).toEqual(expected);
  });

  test("the rule for outdated lists", () => {
    expect(staleRule(policy, "un")).toBe("fail_closed");
    expect(staleRule(policy, "eu")).toBe("alert");
  });

  test("a score on a threshold is above it", () => {
    expect([0.84999, 0.85, 0.94999, 0.95].map((score) => decide(score, defaultPolicy))).toEqual([
      "clear",
      "review",
      "review",
      "match",
    ]);
  });
});
