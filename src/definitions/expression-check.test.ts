import { describe, expect, it } from "vitest";
import { fullYaml, issuesOf, parse, places } from "../../test/support/definitions.ts";

/** Line 31 of the full example, where everything above is in scope. */
function withCondition(condition: string): string {
  return fullYaml.replace(/ {6}if: .*\n/, `      if: ${condition}\n`);
}

function withExpression(expression: string): string {
  return `workflow:
  name: W
  input: { type: object, required: [n, t, names, people], properties: { n: { type: number }, t: { type: string }, names: { type: array, items: { type: string } }, people: { type: array, items: { type: object, required: [age], properties: { age: { type: integer } } } }, kind: { enum: [person, company] } } }
  steps:
    - action: log_audit_trail
  outputs:
    x: >-
      \${{ ${expression} }}
`;
}

describe("conditions", () => {
  const valid = [
    'steps.document.output.decision == "review"',
    "${{ steps.document.outcome != 'pass' }}",
    "has(input.customer.birth_date) && input.customer.birth_date < '2008-01-01'",
    "steps.screening.output.hits.exists(h, h.score > 0.9)",
    "size(steps.screening.output.hits) > 0 && run.started_at > date('2020-01-01')",
    'steps.document.output.decision in ["review", "fail"]',
    "steps['document'].status == 'succeeded'",
    "default(steps.document.output.fields.age, 0) >= 18",
  ];
  it.each(valid)("accepts %s", (condition) => {
    const parsed = parse(withCondition(condition));
    expect(parsed.ok ? [] : parsed.issues).toEqual([]);
  });

  const invalid: [string, string][] = [
    ["steps.document.output.decision", "expression-type 33:11"],
    ["steps.document.output.decison == 'pass'", "unknown-field 33:33"],
    ["steps.documnt.output.decision == 'pass'", "unknown-step 33:17"],
    ["steps.record.output.recorded", "not-upstream 33:17"],
    ["steps.review.output.escalated", "not-upstream 33:17"],
    ["steps.document.output.decision == 'passed'", "impossible-value 33:45"],
    ["('cleer' != steps.screening.output.decision)", "impossible-value 33:12"],
    ["steps.document.output.decision in ['pass', 'ok']", "impossible-value 33:54"],
    ["steps.document.status == 'done'", "impossible-value 33:36"],
    ["input.customer.nam == 'x'", "unknown-field 33:26"],
    ["has(input.customer.nam)", "unknown-field 33:30"],
    ["input.customer.name > 3", "expression-type 33:11"],
    ["input.customer.name + 1 == 'x'", "expression-type 33:11"],
    ["customer.name == 'x'", "unknown-variable 33:11"],
    ["item == 1", "unknown-variable 33:11"],
    ["failure.code == 'X'", "unknown-variable 33:11"],
    ["secrets.KEY == 'x'", "secret-misplaced 33:11"],
    ["steps.exists(s, s == 'document')", "expression-type 33:11"],
    ["input.customer.name == ", "expression-syntax 33:33"],
    ["sha1(input.customer.name) == 'x'", "expression-type 33:11"],
    ["steps.screening.output.hits.exists(h, h.scor > 0.9)", "unknown-field 33:51"],
    ["false", "unreachable-step 33:11"],
    ["1 > 2", "unreachable-step 33:11"],
    ["[1, 2]", "wrong-type 33:11"],
    ['"${{ true"', "expression-syntax 33:11"],
  ];
  it.each(invalid)("refuses %s", (condition, place) => {
    expect(places(issuesOf(withCondition(condition)))).toContain(place);
  });

  it("says that an always true condition says nothing", () => {
    const parsed = parse(withCondition("1 < 2"));
    expect(parsed.ok && places(parsed.warnings)).toContain("expression-constant 33:11");
  });
});

describe("types of values", () => {
  const types: [string, boolean][] = [
    ["input.n + 1", true],
    ["input.n % 2 == 1", true],
    ["input.n == 1", true],
    ["input.n in [1, 2]", true],
    ["input.people.map(p, p.age + 1)", true],
    ["input.people.filter(p, p.age > 18).map(p, p.age)", true],
    ["input.names[0] + '!'", true],
    ["decimal(input.t) < decimal('13')", true],
    ["years_between(date(input.t), run.started_at) >= 18", true],
    ["input.kind == 'person'", true],
    ["input.t.matches('^[A-Z]{2}$')", true],
    ["input.n + input.t", false],
    ["input.names + 1", false],
    ["input.people.map(p, p.agee)", false],
    ["input.names[0].first", false],
    ["input.names['a']", false],
    ["decimal(input.t) + 1", false],
    ["input.kind == 'persn'", false],
    ["lower(input.n)", false],
    ["date(input.n)", false],
    ["'a' ? 1 : 2", false],
    ["input.t.getDayOfYear()", false],
  ];
  it.each(types)("%s is fine: %s", (expression, fine) => {
    const parsed = parse(withExpression(expression));
    expect(parsed.ok).toBe(fine);
  });

  it("places errors inside folded text at the value", () => {
    expect(places(issuesOf(withExpression("input.nn + 1")))).toEqual(["unknown-field 8:17"]);
  });
});

describe("secrets", () => {
  const notify = (token: string) => `workflow:
  name: W
  steps:
    - { action: notify, with: { channels: [a], template: t, token: "${token}" } }
`;
  it("may be used in an action that reaches other systems, alone or inside text", () => {
    expect(parse(notify("${{ secrets.API_TOKEN }}")).ok).toBe(true);
    expect(parse(notify("Bearer ${{ secrets.API_TOKEN }}")).ok).toBe(true);
  });

  it.each(["${{ secrets.api }}", "${{ secrets }}", "${{ lower(secrets.KEY) }}", "${{ secrets.KEY + 'x' }}"])(
    "cannot be computed with: %s",
    (token) => {
      expect(places(issuesOf(notify(token)))[0]).toMatch(/^secret-misplaced 4:/);
    },
  );

  it("are refused where values are recorded", () => {
    const local =
      'workflow:\n  name: W\n  steps:\n    - { action: log_audit_trail, with: { note: "${{ secrets.KEY }}" } }\n';
    expect(places(issuesOf(local))).toEqual(["secret-misplaced 4:53"]);
    const outputs =
      'workflow:\n  name: W\n  steps:\n    - action: log_audit_trail\n  outputs: { a: "${{ secrets.KEY }}" }\n';
    expect(places(issuesOf(outputs))).toEqual(["secret-misplaced 5:22"]);
  });
});

describe("for_each", () => {
  const screenAll = (items: string, name: string) => `workflow:
  name: W
  input: { type: object, required: [people], properties: { people: { type: array, items: { type: object, required: [name, age], properties: { name: { type: string }, age: { type: number } } } } } }
  steps:
    - id: screen
      action: screen_against_lists
      for_each: ${items}
      with: { name: "${name}" }
  outputs:
    first: "\${{ steps.screen.output.items[0].output.decision }}"
`;
  it("brings item and index into scope and collects the outputs", () => {
    const parsed = parse(screenAll("input.people", "${{ item.name }}"));
    expect(parsed.ok && parsed.definition.steps[0]?.forEach).toEqual({
      items: "input.people",
      maxParallel: 10,
    });
    // Outputs of items may be missing, as an item may fail.
    expect(parsed.ok && places(parsed.warnings)).toEqual(["maybe-missing 10:46"]);
  });
  const invalid: [string, string, string][] = [
    ["input.people", "${{ item.nam }}", "unknown-field 8:31"],
    ["input.people", "${{ item.age }}", "expression-type 8:21"],
    ["input.people[0].name", "${{ item }}", "expression-type 7:17"],
    ["item", "${{ item }}", "unknown-variable 7:17"],
  ];
  it.each(invalid)("refuses %s with %s", (items, name, place) => {
    expect(places(issuesOf(screenAll(items, name)))).toContain(place);
  });
});

describe("outputs that may be missing", () => {
  const base = (record: string) => `workflow:
  name: W
  steps:
    - id: screen
      action: screen_against_lists
      if: input.screen == true
    - id: record
      action: log_audit_trail
      ${record}
`;
  it("are pointed out", () => {
    const parsed = parse(base('with: { note: "${{ steps.screen.output.decision }}" }'));
    expect(parsed.ok && places(parsed.warnings)).toEqual(["maybe-missing 9:39"]);
  });
  it.each([
    "with: { note: \"${{ has(steps.screen.output) ? steps.screen.output.decision : 'none' }}\" }",
    "with: { note: \"${{ default(steps.screen.output.decision, 'none') }}\" }",
    'if: has(steps.screen.output)\n      with: { note: "${{ steps.screen.output.decision }}" }',
    'if: steps.screen.status == "succeeded"\n      with: { note: "${{ steps.screen.output.decision }}" }',
  ])("are fine when asked for first: %s", (record) => {
    const parsed = parse(base(record));
    expect(parsed.ok && parsed.warnings).toEqual([]);
  });
});

describe("on_failure", () => {
  const onFailure = (value: string) => `workflow:
  name: W
  steps:
    - action: log_audit_trail
  on_failure:
    - action: notify
      with: { channels: [a], template: t, values: { x: "${value}" } }
`;
  it("sees the failure", () => {
    expect(parse(onFailure("${{ failure.code }} in ${{ failure.step_name }}")).ok).toBe(true);
  });
  it("knows its fields", () => {
    expect(places(issuesOf(onFailure("${{ failure.stack }}")))).toEqual(["unknown-field 7:69"]);
  });
});
