import { describe, expect, it } from "vitest";
import { bareExpression, splitTemplate } from "./template-text.ts";

describe("splitTemplate", () => {
  const cases: [string, (string | { e: string })[]][] = [
    ["plain", ["plain"]],
    ["", []],
    ["${{ a }}", [{ e: "a" }]],
    ["${{a}}${{b}}", [{ e: "a" }, { e: "b" }]],
    ["x ${{ a }} y", ["x ", { e: "a" }, " y"]],
    ['${{ {"a": {"b": 1}} }}', [{ e: '{"a": {"b": 1}}' }]],
    ["${{ '}}' }}", [{ e: "'}}'" }]],
    ["${{ 'it\\'s }}' }}", [{ e: "'it\\'s }}'" }]],
    ["${{ r'\\' }} }}", [{ e: "r'\\'" }, " }}"]],
    ['${{ """a"}}""" }}', [{ e: '"""a"}}"""' }]],
    ["$ {{ a }}", ["$ {{ a }}"]],
    ["}} ${ a }", ["}} ${ a }"]],
    ["${{ }}", [{ e: "" }]],
  ];
  it.each(cases)("%s", (text, expected) => {
    const parts = splitTemplate(text).map((part) =>
      part.kind === "text" ? part.text : { e: part.expression },
    );
    expect(parts).toEqual(expected);
  });

  it("knows where each expression begins", () => {
    const text = "ab ${{   x.y }} ${{z}}";
    for (const part of splitTemplate(text)) {
      if (part.kind === "expression")
        expect(text.slice(part.offset)).toMatch(new RegExp(`^${part.expression}`));
    }
  });

  it.each(["${{", "${{ a", "${{ a }", "${{ '}}", "${{ {a }}", "x ${{ a } }"])("%s has no end", (text) => {
    expect(() => splitTemplate(text)).toThrow(SyntaxError);
  });
});

describe("bareExpression", () => {
  it.each([
    ["a == 1", "a == 1"],
    ["  a == 1\n", "a == 1"],
    ["${{ a == 1 }}", "a == 1"],
    [" ${{ a }} ", "a"],
    ["${{ a }} && ${{ b }}", "${{ a }} && ${{ b }}"],
  ])("%j", (text, expression) => {
    expect(bareExpression(text).expression).toBe(expression);
  });
});
