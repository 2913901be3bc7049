import { describe, expect, it } from "vitest";
import { exampleActions, places, playbookYaml } from "../../test/support/definitions.ts";
import { DEFINITION_BYTES_MAX } from "../core/index.ts";
import type { DefinitionIssue } from "./issue.ts";
import { parseDefinition, parseDefinitionBytes } from "./parse-definition.ts";

const options = { file: "w.yaml", actions: exampleActions };
/** Generous for a machine that does other things as well; each takes milliseconds when alone. */
const QUICK_MS = 5_000;

function issues(text: string): readonly DefinitionIssue[] {
  const started = performance.now();
  const parsed = parseDefinition(text, options);
  expect(performance.now() - started).toBeLessThan(QUICK_MS);
  return parsed.ok ? [] : parsed.issues;
}

function bytesIssues(bytes: Uint8Array): readonly DefinitionIssue[] {
  const parsed = parseDefinitionBytes(bytes, options);
  return parsed.ok ? [] : parsed.issues;
}

describe("files made to do harm get one clear issue each, quickly", () => {
  it("ten megabytes", () => {
    expect(places(issues("x".repeat(10_000_000)))).toEqual(["too-large 1:1"]);
    expect(places(bytesIssues(new Uint8Array(10_000_000)))).toEqual(["too-large 1:1"]);
  });

  it("a billion laughs", () => {
    const levels = Array.from({ length: 10 }, (_, level) =>
      level === 0 ? 'a0: &a0 ["lol"]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(10)}]`,
    );
    expect(issues(levels.join("\n")).map((issue) => issue.code)).toContain("too-deep");
  });

  it("an anchor that contains itself", () => {
    const [issue] = issues("workflow: &a\n  name: W\n  steps: [*a]\n");
    expect(issue?.code).toBe("too-deep");
  });

  it.each([
    ["brackets", "[".repeat(500_000)],
    ["braces", "{a: ".repeat(200_000)],
    ["balanced brackets", "[".repeat(300_000) + "]".repeat(300_000)],
    ["a hundred levels", "workflow: ".concat("[".repeat(100), "]".repeat(100))],
    ["dashes", "- ".repeat(300_000)],
    ["question marks", "? ".repeat(300_000)],
    ["indentation", Array.from({ length: 1_200 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("deep nesting by %s", (_name, text) => {
    expect(issues(text).map((issue) => issue.code)).toContain("too-deep");
  });

  it.each([
    ["keys", Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join("\n")],
    ["the same key", "a: 1\n".repeat(150_000)],
    ["list items", "- 1\n".repeat(200_000)],
    ["anchors", Array.from({ length: 50_000 }, (_, index) => `- &a${index} 1`).join("\n")],
    ["errors", "@\n".repeat(200_000)],
    ["a long line", `a: ${"x".repeat(1_000_000)}`],
    ["quotes", '"'.repeat(900_000)],
    ["comments", "#\n".repeat(400_000)],
    ["tabs", "\t".repeat(900_000)],
    ["documents", "---\n".repeat(200_000)],
  ])("very many %s", (_name, text) => {
    expect(issues(text).length).toBeGreaterThan(0);
  });

  it("a thousand steps", () => {
    const text = `workflow:\n  name: W\n  steps:\n${"    - action: log_audit_trail\n".repeat(1_000)}`;
    const found = issues(text);
    expect(found.find((issue) => issue.message.includes("1000 steps"))).toMatchObject({ line: 4 });
    expect(found.length).toBeLessThanOrEqual(200);
  });

  it("five hundred steps that all need each other", () => {
    const names = Array.from({ length: 500 }, (_, index) => `s${index}`);
    const steps = names.map(
      (id) =>
        `    - { id: ${id}, action: wait, with: { for: 1s }, needs: [${names.slice(0, 60).filter((name) => name !== id)}] }`,
    );
    expect(
      issues(`workflow:\n  name: W\n  steps:\n${steps.join("\n")}\n`).map((issue) => issue.code),
    ).toContain("cycle");
  });

  it("an input schema that refers to itself, in a circle and far too often", () => {
    const schema = (defs: string) =>
      `workflow:\n  name: W\n  input: { type: object, properties: { a: { $ref: "#/$defs/a0" } }, $defs: { ${defs} } }\n  steps:\n    - { action: log_audit_trail, if: input.a == 1 }\n`;
    expect(issues(schema('a0: { $ref: "#/$defs/a0" }')).length).toBeLessThan(3);
    const wide = Array.from(
      { length: 40 },
      (_, level) =>
        `a${level}: { type: object, properties: { x: { $ref: "#/$defs/a${level + 1}" }, y: { $ref: "#/$defs/a${level + 1}" } } }`,
    );
    issues(schema([...wide, "a40: { type: string }"].join(", ")));
  });

  it.each([
    ["a schema from elsewhere", '{ $ref: "https://example.com/schema.json" }'],
    ["a re-based schema", '{ $id: "https://example.com/", type: object }'],
    [
      "an unbounded comparison of all items",
      "{ type: object, properties: { a: { type: array, uniqueItems: true } } }",
    ],
    [
      "a pattern that could run for ever",
      "{ type: object, properties: { a: { type: string, pattern: '(a+)\\1' } } }",
    ],
  ])("%s", (_name, schema) => {
    const text = `workflow:\n  name: W\n  input: ${schema}\n  steps:\n    - action: log_audit_trail\n`;
    expect(issues(text).map((issue) => issue.code)).toEqual(["invalid-schema"]);
  });
});

describe("bytes", () => {
  it.each([
    ["a lone continuation byte", [0x80], 1],
    ["an overlong form", [0xc0, 0xaf], 1],
    ["half of a surrogate pair", [0xed, 0xa0, 0x80], 2],
    ["a cut sequence", [0x61, 0xe2, 0x82], 3],
    ["Latin-1", [0x4d, 0xfc, 0x6c, 0x6c], 2],
  ])("%s is named with its place", (_name, bytes, column) => {
    const prefix = new TextEncoder().encode("workflow:\n");
    const found = bytesIssues(new Uint8Array([...prefix, ...bytes]));
    expect(places(found)).toEqual([`encoding 2:${column}`]);
  });

  it("UTF-16 is refused and a byte order mark of UTF-8 is not", () => {
    expect(places(bytesIssues(Buffer.from(`\ufeff${playbookYaml}`, "utf16le")))).toEqual(["encoding 1:1"]);
    expect(parseDefinitionBytes(Buffer.from(`\ufeff${playbookYaml}`), options).ok).toBe(true);
  });

  it("escapes cannot smuggle in what UTF-8 cannot hold", () => {
    expect(issues('workflow:\n  name: "\\uD800"\n').map((issue) => issue.code)).toContain("encoding");
  });

  it("NUL cannot get as far as the database", () => {
    expect(places(issues('workflow:\n  name: "a\\0b"\n  steps:\n    - action: log_audit_trail\n'))).toContain(
      "encoding 2:9",
    );
  });

  it("a file of exactly the limit is read", () => {
    const padding = "#".repeat(DEFINITION_BYTES_MAX - playbookYaml.length);
    expect(parseDefinition(playbookYaml + padding, options).ok).toBe(true);
  });

  it("keys cannot reach the prototype", () => {
    const text =
      "workflow:\n  name: W\n  steps:\n    - action: log_audit_trail\n  outputs: { __proto__: { polluted: 1 } }\n";
    expect(places(issues(text))).toEqual(["wrong-type 5:14"]);
  });
});
