import { describe, expect, it } from "vitest";
import { issuesOf, parse, places } from "../../test/support/definitions.ts";

/** A member kept in clear, of an ordinary step, of a `for_each` and of `on_failure`; the value starts at column 18. */
const inStep = (value: string) =>
  workflow(`    - id: record
      action: log_audit_trail
      with:
        message: ${value}
`);
const inLoop = (value: string) =>
  workflow(`    - id: record
      action: log_audit_trail
      for_each: input.people
      with: { message: ${value} }
`);
const inFailure = (value: string) =>
  workflow(`    - id: record
      action: log_audit_trail
  on_failure:
    - action: log_audit_trail
      with: { message: ${value} }
`);

function workflow(steps: string): string {
  return `workflow:
  name: W
  input: { type: object, required: [name, people, kind], properties: { name: { type: string }, kind: { enum: [a, b] }, people: { type: array, items: { type: object, required: [name], properties: { name: { type: string } } } } } }
  steps:
    - id: screening
      action: screen_against_lists
      with: { name: "\${{ input.name }}" }
${steps}`;
}

const errorsOf = (text: string) => places(issuesOf(text)).map((place) => place.replace(/ \d+:\d+$/, ""));

describe("what is kept in clear", () => {
  const harmless: [string, (value: string) => string, string][] = [
    ["a text", inStep, "Onboarding decided"],
    ["the run", inStep, '"${{ run.id }} of ${{ run.workflow }}, ${{ run.started_at }}"'],
    ["how a step ended", inStep, '"${{ steps.screening.outcome }}, ${{ steps.screening.status }}"'],
    ["the same in brackets", inStep, "\"${{ steps['screening']['outcome'] }}\""],
    [
      "a word chosen by it",
      inStep,
      "\"${{ steps.screening.outcome == 'review' ? 'second line' : 'none' }}\"",
    ],
    ["a default of it", inStep, "\"${{ default(steps.screening.outcome, 'none') }}\""],
    ["a list of words", inStep, "\"${{ ['a', 'b'].filter(x, x != 'a')[0] }}\""],
    ["the number of the item", inLoop, '"item ${{ index }}"'],
    ["what failed", inFailure, '"${{ failure.code }} in ${{ failure.step_id }}"'],
  ];
  it.each(harmless)("may be %s", (_name, place, value) => {
    const parsed = parse(place(value));
    expect(parsed.ok ? [] : parsed.issues).toEqual([]);
  });

  const personal: [string, (value: string) => string, string][] = [
    ["a name", inStep, "${{ input.name }}"],
    ["a name in brackets", inStep, "${{ input['name'] }}"],
    ["a name amid text", inStep, "Cleared ${{ input.name }} today"],
    ["a name behind a harmless value", inStep, "${{ run.id }} ${{ input.name }}"],
    ["part of a name", inStep, "${{ input.name.substring(0, 3) }}"],
    ["the whole input", inStep, "${{ string(size(string(input.name))) }}"],
    ["a yes or no about a name", inStep, "${{ input.name == 'Ana' ? 'a' : 'b' }}"],
    ["even of a closed list of words", inStep, "${{ input.kind }}"],
    ["whether something is there", inStep, "${{ has(input.name) ? 'a' : 'b' }}"],
    ["what a step found", inStep, "${{ steps.screening.output.decision }}"],
    ["the same in brackets", inStep, "${{ steps['screening']['output'].decision }}"],
    ["something bound to a new name", inStep, "${{ cel.bind(x, input.name, x) }}"],
    ["something that a macro walks through", inStep, "${{ input.people.map(p, p.name)[0] }}"],
    ["a name under the name of something harmless", inStep, "${{ [input.name].map(run, run)[0] }}"],
    ["an index that is a name", inStep, "${{ {'a': 'b'}[input.name] }}"],
    ["an item", inLoop, "${{ item.name }}"],
    ["a message about a failure", inFailure, "${{ failure.message }}"],
  ];
  it.each(personal)("must not be %s", (_name, place, value) => {
    expect(errorsOf(place(`"${value}"`))).toEqual(["personal-data"]);
  });

  it("says where it is and what to do instead", () => {
    const [issue] = issuesOf(inStep('"by ${{ run.id }} for ${{ input.name }}"'));
    expect(issue).toMatchObject({ line: 11, column: 44, length: "input.name".length });
    expect(issue?.message).toContain("`input.name` may hold personal data");
    expect(issue?.suggestion).toContain("output and evidence, which are encrypted");
  });

  it("is watched inside of maps and lists, too, and other members are not", () => {
    const step = (members: string) => workflow(`    - { id: record, ${members} }\n`);
    expect(
      errorsOf(step('action: log_audit_trail, with: { details: { a: { b: ["${{ input.name }}"] } } }')),
    ).toEqual(["personal-data"]);
    expect(errorsOf(step('action: human_review, with: { instructions: "${{ input.name }}" }'))).toEqual([]);
  });

  it.each(["queue", "escalate_to"])("includes the %s of a review", (member) => {
    const review = (value: string) =>
      workflow(`    - { id: r, action: human_review, with: { ${member}: "${value}" } }\n`);
    expect(errorsOf(review("${{ input.kind }}"))).toEqual(["personal-data"]);
    expect(errorsOf(review("${{ steps.screening.outcome == 'fail' ? 'first' : 'second' }}"))).toEqual([]);
  });

  it("never is a secret", () => {
    expect(errorsOf(inStep('"${{ secrets.API_TOKEN }}"'))).toEqual(["secret-misplaced"]);
  });
});

describe("the roles of a review", () => {
  const review = (roles: string) =>
    workflow(`    - { id: r, action: human_review, with: { roles: ${roles} } }\n`);
  it.each(["engineer", "analyst", "approver", "auditor", "admin"])("may be %s", (role) => {
    expect(parse(review(`[${role}]`)).ok).toBe(true);
  });

  it.each([
    ["aprover", 'did you mean "approver"?'],
    ["Auditor", 'did you mean "auditor"?'],
    ["head-of-compliance", undefined],
  ])("cannot be %s, which nobody holds", (role, suggestion) => {
    const [issue, ...others] = issuesOf(review(`[approver, ${role}]`));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: "invalid-value", line: 8, column: 64 });
    expect(issue?.suggestion).toBe(suggestion);
  });

  it("cannot be none", () => {
    expect(places(issuesOf(review("[]")))).toEqual(["invalid-value 8:53"]);
  });
});
