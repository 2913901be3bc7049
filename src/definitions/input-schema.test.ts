import { describe, expect, it } from "vitest";
import { fullYaml, parseValid } from "../../test/support/definitions.ts";
import { RUN_INPUT_BYTES_MAX } from "../core/index.ts";
import { validateRunInput } from "./input-schema.ts";
import { inputSchemaProblems } from "./schema-problems.ts";

const customer = { id: "C-1", name: "Ada Lovelace", document: "ada.png" };

describe("validateRunInput", () => {
  const definition = parseValid(fullYaml);

  it("accepts an input that fits", () => {
    expect(validateRunInput(definition, { customer })).toEqual({ ok: true, input: { customer } });
    expect(validateRunInput({}, { anything: [1] }).ok).toBe(true);
  });

  const refused: [string, unknown, string[]][] = [
    ["no object", "text", ["input: must be an object"]],
    ["a list", [], ["input: must be an object"]],
    ["null", null, ["input: must be an object"]],
    ["no customer", {}, ["input.customer: is missing"]],
    [
      "several things at once",
      { customer: { id: 3, document: "x", birth_date: "1990-02-30" } },
      [
        "input.customer.name: is missing",
        "input.customer.id: must be string",
        'input.customer.birth_date: must match format "date"',
      ],
    ],
  ];
  it.each(refused)("refuses %s with its path", (_name, input, expected) => {
    const checked = validateRunInput(definition, input);
    const found = checked.ok ? [] : checked.issues.map((issue) => `${issue.where}: ${issue.message}`);
    expect(found).toEqual(expected);
  });

  it("writes positions in lists and unexpected members as people read them", () => {
    const schema = {
      type: "object",
      properties: {
        list: {
          type: "array",
          items: { type: "object", additionalProperties: false, properties: { a: { enum: [1, 2] } } },
        },
      },
    };
    const checked = validateRunInput({ input: schema }, { list: [{ a: 1 }, { a: 3, b: 1 }] });
    expect(checked.ok ? [] : checked.issues).toEqual([
      { where: "input.list[1].b", message: "is not expected" },
      { where: "input.list[1].a", message: "must be one of 1, 2" },
    ]);
  });

  it("never repeats values", () => {
    const schema = { type: "object", properties: { n: { type: "string", pattern: "^x$", maxLength: 2 } } };
    expect(JSON.stringify(validateRunInput({ input: schema }, { n: "Ada Lovelace" }))).not.toContain("Ada");
  });

  it("refuses what is larger than a run may carry, and what is not JSON", () => {
    const large = validateRunInput({}, { text: "x".repeat(RUN_INPUT_BYTES_MAX) });
    expect(large.ok ? "" : large.issues[0]?.message).toContain("bytes");
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    expect(validateRunInput({}, circular).ok).toBe(false);
  });

  it("reports at most a hundred of a million mistakes", () => {
    const schema = { type: "object", properties: { list: { type: "array", items: { type: "string" } } } };
    const checked = validateRunInput({ input: schema }, { list: Array.from({ length: 200_000 }, () => 1) });
    expect(checked.ok ? 0 : checked.issues.length).toBe(100);
  });

  it("a careless pattern cannot be made to hang", () => {
    const schema = { type: "object", properties: { t: { type: "string", pattern: "^(a+)+$" } } };
    expect(inputSchemaProblems(schema)).toEqual([]);
    const started = performance.now();
    expect(validateRunInput({ input: schema }, { t: `${"a".repeat(100_000)}!` }).ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("inputSchemaProblems", () => {
  it.each([
    [
      "an ordinary schema",
      { type: "object", required: ["a"], properties: { a: { type: "string", format: "email" } } },
    ],
    [
      "a property that is called like a keyword",
      { type: "object", properties: { $id: { type: "string" }, uniqueItems: { type: "boolean" } } },
    ],
    [
      "references inside",
      { type: "object", properties: { a: { $ref: "#/$defs/a" } }, $defs: { a: { type: "number" } } },
    ],
    [
      "a short list of different items",
      { type: "object", properties: { a: { type: "array", uniqueItems: true, maxItems: 10 } } },
    ],
  ])("accepts %s", (_name, schema) => {
    expect(inputSchemaProblems(schema)).toEqual([]);
  });

  it.each([
    ["an unknown keyword", { type: "object", requird: ["a"] }, "unknown keyword"],
    ["an unknown type", { type: "object", properties: { a: { type: "str" } } }, "there is no type"],
    [
      "an unknown format",
      { type: "object", properties: { a: { type: "string", format: "emial" } } },
      "unknown format",
    ],
    [
      "a reference to nothing",
      { type: "object", properties: { a: { $ref: "#/$defs/b" } } },
      "can't resolve reference",
    ],
    ["another document", { type: "object", properties: { a: { $ref: "http://x/y" } } }, "must stay inside"],
    [
      "look-ahead",
      { type: "object", properties: { a: { type: "string", pattern: "(?=a)" } } },
      "linear time",
    ],
    ["too much", { type: "object", description: "x".repeat(200_001) }, "characters"],
  ])("refuses %s", (_name, schema, message) => {
    const [problem] = inputSchemaProblems(schema);
    expect(problem?.message).toContain(message);
  });
});
