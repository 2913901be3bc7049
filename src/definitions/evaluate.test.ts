import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProbityError } from "../core/index.ts";
import type { ExpressionScope } from "./evaluate.ts";
import { evaluate, evaluateCondition, renderStepInput, renderTemplate } from "./evaluate.ts";

const scope: ExpressionScope = {
  input: {
    customer: { name: "Ada", born: "1990-02-28", n: 3, tags: ["a", "b"], amount: "12.30", nothing: null },
    long: "a".repeat(50_000),
    many: Array.from({ length: 3_000 }, (_, index) => index),
    sly: "${{ secrets.KEY }} ${{ input.customer.name }}",
  },
  steps: {
    screening: {
      status: "succeeded",
      outcome: "review",
      output: { decision: "review", hits: [{ score: 0.91 }] },
    },
    review: { status: "skipped" },
  },
  run: { id: "run_1", started_at: "2026-01-01T00:00:00.000Z", workflow: "kyc" },
};

describe("evaluate", () => {
  const values: [string, unknown][] = [
    ["input.customer.n + 1", 4],
    ["1 + input.customer.n", 4],
    ["input.customer.n % 2 == 1", true],
    ["input.customer.n == 3 && 3 == input.customer.n", true],
    ["input.customer.n in [1, 2, 3]", true],
    ["input.customer.n * 2.5", 7.5],
    ["size(input.customer.tags)", 2],
    ["{'a': size(input.customer.tags)}", { a: 2 }],
    ["[1, 'a', null]", [1, "a", null]],
    ["input.customer", scope.input["customer"]],
    ["has(steps.review.output) ? steps.review.output.decision : steps.screening.output.decision", "review"],
    ["has(steps.review.output)", false],
    ["has(steps.review.output.decision)", false],
    ["has(input.supplier.vat)", false],
    ["has(input.supplier.address.country.code)", false],
    ["has(input.supplier.vat) && input.supplier.vat == 'x'", false],
    ["has(input.supplier.vat) == (default(input.supplier.vat, null) != null)", true],
    ["!has(input.supplier.vat)", true],
    ["[{}, {'a': {'b': 1}}].map(x, has(x.a.b))", [false, true]],
    ["has(input.customer.name.first)", false],
    ["has(input.customer.name)", true],
    ["steps.screening.output.hits.exists(h, h.score > 0.9)", true],
    ["steps.screening.output.hits.map(h, h.score)", [0.91]],
    ["default(steps.review.output.decision, 'none')", "none"],
    ["default(input.customer.nothing, 1)", 1],
    ["default(input.customer.tags[7], 'c')", "c"],
    ["decimal(input.customer.amount) < decimal('13')", true],
    ["decimal('1.50') == decimal(1.5)", true],
    ["decimal('0.1') + decimal('0.2')", "0.3"],
    ["decimal(1) - decimal('0.01')", "0.99"],
    ["run.started_at", "2026-01-01T00:00:00.000Z"],
    ["run.started_at + days(2) - duration('1h')", "2026-01-02T23:00:00.000Z"],
    ["duration('36h')", "1d12h"],
    ["days(input.customer.n)", "3d"],
    ["years_between(date(input.customer.born), run.started_at)", 35],
    ["years_between(date('2008-02-29'), date('2026-02-28'))", 17],
    ["years_between(date('2008-02-29'), date('2026-03-01'))", 18],
    ["days_between(date('2026-01-01'), date('2026-03-01'))", 59],
    ["date_text(run.started_at)", "2026-01-01"],
    ["upper(input.customer.name) + lower('X')", "ADAx"],
    ["input.customer.name.matches('^A.a$')", true],
  ];
  it.each(values)("%s", (expression, expected) => {
    expect(evaluate(expression, scope, "here")).toEqual(expected);
  });

  it("gives the element and its position in for_each", () => {
    expect(evaluate("[item.x, index + 1]", { ...scope, item: { x: "y" }, index: 4 }, "here")).toEqual([
      "y",
      5,
    ]);
  });

  const failures: [string, string][] = [
    ["steps.review.output.decision", "there is no value"],
    ["input.customer.name + 1", "no such overload"],
    ["item", "Unknown variable"],
    ["has(item.name)", "Unknown variable"],
    ["has(input.customer)&& input.supplier.vat == 1", "there is no value"],
    ["secrets.KEY", "Unknown variable"],
    ["input.__proto__", "there is no value"],
    ["input.customer.constructor", "there is no value"],
    ["1.0 / 0.0", "not a finite number"],
    ["9007199254740993", "too large to be exact"],
    ["b'a'", "no JSON form"],
    ["1 +", "Unexpected token"],
    ["date('2026-02-30')", "YYYY-MM-DD"],
    ["decimal('1e5')", "plain decimal"],
    ["days(1.5)", "whole number"],
  ];
  it.each(failures)("%s fails with its place and reason", (expression, reason) => {
    const attempt = () => evaluate(expression, scope, "steps.a.if");
    expect(attempt).toThrow(ProbityError);
    expect(attempt).toThrow(`steps.a.if: `);
    expect(attempt).toThrow(reason);
  });

  it.each([
    "int(input.customer.name)",
    "bool(input.customer.name)",
    "duration(input.customer.name)",
    "input[input.customer.name]",
  ])("does not repeat values in errors: %s", (expression) => {
    let message = "";
    try {
      evaluate(expression, scope, "here");
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).not.toBe("");
    expect(message).not.toContain("Ada");
  });

  it("takes only true and false as a condition", () => {
    expect(evaluateCondition("input.customer.n > 2", scope, "if")).toBe(true);
    expect(() => evaluateCondition("input.customer.n", scope, "if")).toThrow("must be true or false");
  });
});

describe("hostile expressions and data end quickly", () => {
  it.each([
    "input.many.map(x, input.many.map(y, x * y))",
    "input.many.all(x, input.many.all(y, x >= 0.0 || y >= 0.0))",
    "input.many.filter(x, input.many.exists(y, y > 5000))",
  ])("iterations have a budget: %s", (expression) => {
    const started = performance.now();
    expect(() => evaluate(expression, scope, "here")).toThrow("iterates more than");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("patterns run in linear time", () => {
    const started = performance.now();
    expect(evaluate("input.long.matches('^(a+)+$')", scope, "here")).toBe(true);
    expect(evaluate("(input.long + '!').matches('^(a|a)*$')", scope, "here")).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    "input.long.matches('(?=a)')",
    "input.long.matches('(a)\\\\1')",
    "input.long.matches('\\\\p{L}')",
  ])("patterns that cannot are refused: %s", (expression) => {
    expect(() => evaluate(expression, scope, "here")).toThrow(ProbityError);
  });

  it("long and deep expressions are refused", () => {
    expect(() => evaluate("1+".repeat(3_000).concat("1"), scope, "here")).toThrow("4096");
    expect(() => evaluate("(".repeat(1_000).concat("1", ")".repeat(1_000)), scope, "here")).toThrow(
      ProbityError,
    );
    expect(() => evaluate(`[${"1,".repeat(1_000)}1]`, scope, "here")).toThrow(ProbityError);
  });

  it("a result cannot grow beyond its limit", () => {
    const doubled =
      "[input.many, input.many, input.many, input.many].map(x, [x,x,x,x,x,x,x,x].map(y, [y,y,y,y,y,y,y,y].map(z, [z,z,z,z,z,z,z,z,z,z])))";
    expect(() => evaluate(doubled, scope, "here")).toThrow("larger than");
  });
});

describe("renderTemplate", () => {
  it("keeps the type of a lone expression and writes text otherwise", () => {
    const value = {
      number: "${{ input.customer.n }}",
      list: ["${{ input.customer.tags }}"],
      text: "Hello ${{ input.customer.name }}, ${{ input.customer.n }} ${{ input.customer.nothing }}${{ input.customer.tags }}",
      spaced: " ${{ input.customer.n }}",
      plain: "no expression",
      braces: '${{ {"a": {"b": "}}"}} }}',
      literal: '${{ "${{" }}',
    };
    expect(renderTemplate(value, scope, "w")).toEqual({
      number: 3,
      list: [["a", "b"]],
      text: 'Hello Ada, 3 ["a","b"]',
      spaced: " 3",
      plain: "no expression",
      braces: { a: { b: "}}" } },
      literal: "${{",
    });
  });

  it("never evaluates what comes out of data", () => {
    const secret = () => {
      throw new Error("asked for a secret");
    };
    expect(renderTemplate("${{ input.sly }}", scope, "w", { secret })).toBe(scope.input["sly"]);
    expect(renderTemplate("<${{ input.sly }}>", scope, "w", { secret })).toBe(`<${scope.input["sly"]}>`);
  });

  it("resolves secrets only when it is given a way to", () => {
    const text = "Bearer ${{ secrets.API_TOKEN }}";
    expect(renderTemplate(text, scope, "w", { secret: () => "s3cret" })).toBe("Bearer s3cret");
    expect(renderTemplate(text, scope, "w", { secret: (name) => `<${name}>` })).toBe("Bearer <API_TOKEN>");
    expect(() => renderTemplate(text, scope, "w")).toThrow("secrets are not available");
  });

  it("names the place of what fails", () => {
    expect(() => renderTemplate({ a: [{ b: "${{ input.x }}" }] }, scope, "steps.s.with")).toThrow(
      "steps.s.with.a[0].b: there is no value at `input.x`",
    );
  });

  it("leaves values without expressions as they are", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false } as never), (value) => {
        if (JSON.stringify(value).includes("${{")) return;
        expect(renderTemplate(value as never, scope, "w")).toEqual(value);
      }),
    );
  });
});

describe("renderStepInput", () => {
  it("fills what is left out from the defaults and leaves out what yields nothing", () => {
    const step = {
      id: "s",
      with: {
        name: "${{ input.customer.name }}",
        gone: "${{ default(input.customer.zip, null) }}",
        kept: null,
      },
      defaults: {
        name: "'never'",
        born: "input.customer.born",
        zip: "input.customer.zip",
        nothing: "input.customer.nothing",
      },
    };
    expect(renderStepInput(step, scope)).toEqual({ name: "Ada", born: "1990-02-28", kept: null });
  });

  it("reports a default that is wrong in itself", () => {
    expect(() => renderStepInput({ id: "s", with: {}, defaults: { a: "1 + 'x'" } }, scope)).toThrow(
      "steps.s.with.a",
    );
  });
});
