import { describe, expect, it } from "vitest";
import { issuesOf, places } from "../../test/support/definitions.ts";

/** A workflow with the given steps, and lines before them. */
function withSteps(steps: string, before = ""): string {
  return `workflow:\n  name: W\n${before}  steps:\n${steps}`;
}

describe("one mistake is one error", () => {
  const step = (id: string, rest = "") =>
    `    - { id: ${id}, name: ${id}, action: log_audit_trail${rest} }\n`;
  const messages = (text: string) => issuesOf(text).map((issue) => issue.message);

  it("a step id given twice is no cycle, whatever refers to it", () => {
    const twice = ['there is already a step "a"'];
    expect(messages(withSteps(step("a") + step("a")))).toEqual(twice);
    expect(messages(withSteps(step("a") + step("b", ", needs: [a]") + step("a")))).toEqual(twice);
    expect(messages(withSteps(step("a") + step("b") + step("a", ", needs: [a, b]")))).toEqual(twice);
    expect(messages(withSteps(step("a") + step("a", ", needs: [c]")))).toEqual([
      ...twice,
      'there is no step "c"',
    ]);
    const failing = `${withSteps(step("a"))}  on_failure:\n${step("a")}`;
    expect(messages(failing)).toEqual(twice);
  });

  it("a cycle is reported once, in the order in which the steps would run", () => {
    const both = step("a", ", needs: [b]") + step("b", ", needs: [a]");
    expect(messages(withSteps(both))).toEqual(["steps wait for each other: a -> b -> a"]);
    expect(messages(withSteps(both + step("b")))).toHaveLength(2);
  });

  it("a schedule and its time zone are judged each by itself", () => {
    const text = withSteps(step("a"), '  trigger: { schedule: "99 25 * * *", timezone: Europe/Berln }\n');
    expect(places(issuesOf(text))).toEqual(["invalid-schedule 3:24", "invalid-schedule 3:49"]);
  });

  it("two webhooks of a workflow cannot share a path, given or not", () => {
    const hooks = (...paths: string[]) =>
      `  trigger: [${paths.map((path) => `{ webhook: { secret: KEY${path} } }`).join(", ")}]\n`;
    const found = (...paths: string[]) => messages(withSteps(step("a"), hooks(...paths)));
    expect(found(", path: x", ", path: x")).toEqual(['there is already a webhook at the path "x"']);
    expect(found("", "")).toEqual(['there is already a webhook at the path "w"']);
    expect(found(", path: w", "")).toHaveLength(1);
    expect(found(", path: x", ", path: y", "")).toEqual([]);
  });

  it("a concurrency key that asks for a step is told why it cannot", () => {
    for (const rest of ["", ", outputs: 1"]) {
      const key = "  concurrency: { key: '${{ steps.a.output }}' }\n";
      const [issue] = issuesOf(withSteps(`${step("a", rest)}    - { action: log_audit_trail }\n`, key));
      expect(issue).toMatchObject({
        code: "unknown-variable",
        message: expect.stringContaining("steps are not in scope here"),
        suggestion: "known: input, run",
      });
    }
  });

  it("a member that is missing deeper in `with` is called missing", () => {
    const form = "    - { action: human_review, with: { form: { note: { type: text } } } }\n";
    expect(messages(withSteps(form))).toEqual(["`with.form.note.label` is missing"]);
    const number = "    - { action: human_review, with: { form: { note: { type: text, label: 3 } } } }\n";
    expect(messages(withSteps(number))).toEqual(["`with.form.note.label`: expected string, received number"]);
  });

  it.each([
    ["type: objct", 'there is no type "objct"', "3:18", 'did you mean "object"?'],
    ["type: object, requird: [a]", 'unknown keyword "requird"', "3:26", 'did you mean "required"?'],
    [
      "type: object, properties: { a: { type: string, patern: x } }",
      'unknown keyword "patern"',
      "3:59",
      'did you mean "pattern"?',
    ],
    [
      "type: object, properties: { a: { type: string, pattern: '(' } }",
      "this pattern cannot be used",
      "3:68",
      undefined,
    ],
    [
      "type: object, properties: { a: { type: string, format: emial } }",
      'unknown format "emial"',
      "3:67",
      'did you mean "email"?',
    ],
    [
      "type: object, properties: { a: { type: [string, nul] } }",
      'there is no type "nul"',
      "3:60",
      'did you mean "null"?',
    ],
    ["type: object, properties: { a: 3 }", "`properties.a` must be", "3:43", undefined],
    [
      "type: object, properties: { a: { type: string, minLength: x } }",
      "`properties.a.minLength`",
      "3:70",
      undefined,
    ],
    ["type: object, required: [b]", 'required property "b" is not defined', "3:36", undefined],
    [
      "type: object, properties: { a: { type: string, minimum: 3 } }",
      'missing type "number"',
      "3:43",
      undefined,
    ],
  ])("an input schema with `%s` gives one error at its place", (schema, message, place, suggestion) => {
    const found = issuesOf(withSteps(step("a"), `  input: { ${schema} }\n`));
    expect(found.map((issue) => `${issue.line}:${issue.column}`)).toEqual([place]);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.message).not.toMatch(/strict|#\//);
    expect(found[0]?.suggestion).toBe(suggestion);
  });

  it("every mistake of an input schema is reported at once", () => {
    const schema = "type: objct, requird: [a], properties: { a: { type: strin, pattern: '[' } }";
    expect(issuesOf(withSteps(step("a"), `  input: { ${schema} }\n`))).toHaveLength(4);
  });
});
