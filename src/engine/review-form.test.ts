import { describe, expect, test } from "vitest";
import { type Json, ProbityError } from "../core/index.ts";
import type { ReviewField } from "./port.ts";
import { checkAnswers } from "./review-form.ts";

const field = (type: ReviewField["type"], more: Partial<ReviewField> = {}): ReviewField => ({
  label: type,
  type,
  required: false,
  ...more,
});

const form = {
  note: field("text"),
  amount: field("number"),
  seen: field("boolean", { required: true }),
  seen_on: field("date"),
  level: field("choice", { choices: ["low", "high"] }),
};

function issuesOf(given: Json | undefined, of: Parameters<typeof checkAnswers>[0] = form) {
  try {
    checkAnswers(of, given);
  } catch (error) {
    if (error instanceof ProbityError && error.code === "INPUT_INVALID") return error.issues;
    throw error;
  }
  return [];
}

describe("answers to a review's form", () => {
  test("every type of field takes its own kind of value", () => {
    const answers = { note: "ok", amount: -1.5, seen: false, seen_on: "2024-02-29", level: "high" };
    expect(checkAnswers(form, answers)).toEqual(answers);
  });

  test("an empty field has no answer, and only a required one is missed", () => {
    expect(checkAnswers(form, { note: "  ", amount: null, seen: true })).toEqual({ seen: true });
    expect(issuesOf({ seen: null })).toEqual([{ where: "form.seen", message: "is required" }]);
    expect(issuesOf(undefined)).toEqual([{ where: "form.seen", message: "is required" }]);
  });

  test.each([
    ["note", 5],
    ["note", "\ud800"],
    ["note", "x".repeat(2_001)],
    ["note", { deep: [] }],
    ["amount", "12"],
    ["amount", true],
    ["amount", Number.NaN],
    ["seen", "maybe"],
    ["seen", 1],
    ["seen_on", "2023-02-29"],
    ["seen_on", "2024-02"],
    ["seen_on", " 2024-02-01"],
    ["seen_on", 20240201],
    ["level", "medium"],
    ["level", ["low"]],
    ["level", 0],
  ] as const)("%s refuses %j at its own place, and does not repeat it", (name, value) => {
    const issues = issuesOf({ seen: true, [name]: value } as unknown as Json);
    expect(issues.map(({ where }) => where)).toEqual([`form.${name}`]);
    if (typeof value === "string") expect(issues[0]?.message).not.toContain(value);
  });

  test("all issues come at once, unknown fields and names of the prototype among them", () => {
    const given = JSON.parse('{"__proto__": 1, "constructor": "x", "level": "none"}');
    expect(issuesOf(given).map(({ where }) => where)).toEqual([
      "form.__proto__",
      "form.constructor",
      "form.seen",
      "form.level",
    ]);
  });

  test("a review without a form takes no answers", () => {
    expect(checkAnswers(undefined, undefined)).toBeUndefined();
    expect(checkAnswers(undefined, {})).toBeUndefined();
    const issues = issuesOf({ note: "x" }, {});
    expect(issues).toMatchObject([{ where: "form.note" }]);
  });

  test.each([[[]], ["yes"], [1]])("answers that are no object are refused: %j", (given) => {
    expect(() => checkAnswers(form, given)).toThrow(ProbityError);
  });
});
