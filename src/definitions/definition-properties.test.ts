import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleActions, fullYaml, parse, playbookYaml } from "../../test/support/definitions.ts";
import { formatDuration } from "../core/index.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { definitionHash } from "./definition.ts";
import { graph } from "./graph.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphSvg } from "./graph-svg.ts";
import { renderIssue } from "./issue.ts";
import { parseDefinition, parseDefinitionBytes } from "./parse-definition.ts";
import { printDefinition } from "./print-definition.ts";

const options = { file: "w.yaml", actions: exampleActions };

const id = fc.stringMatching(/^s[a-z0-9_]{0,8}$/);
const line = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== "" && text.isWellFormed() && !text.includes("${{"));
const duration = fc.integer({ min: 1, max: 10 ** 9 }).map(formatDuration);
const absentOr = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** JSON as YAML can carry it exactly: no integers beyond 2^53, no minus zero, no key `__proto__`. */
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) =>
    JSON.parse(JSON.stringify(value).replaceAll("__proto__", "proto"), (_key, member) =>
      Number.isInteger(member) && !Number.isSafeInteger(member) ? 7 : Object.is(member, -0) ? 0 : member,
    ),
  );

const withs: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({ action: fc.constant("log_audit_trail"), with: fc.record({ note: line }) }),
  fc.record({
    action: fc.constant("screen_against_lists"),
    with: fc.record({ name: fc.constant("${{ input.name }}") }),
  }),
  fc.record({ action: fc.constant("wait"), with: fc.record({ for: duration }) }),
  fc.record({
    action: fc.constant("human_review"),
    with: fc.record({ queue: line, due: duration, show: json }),
  }),
  fc.record({
    action: fc.constant("run_workflow"),
    with: fc.record({ workflow: fc.constant("other"), input: fc.record({ a: json }) }),
  }),
);

const ordinary = fc.record({
  timeout: absentOr(duration),
  retry: absentOr(
    fc.record({
      attempts: fc.integer({ min: 1, max: 100 }),
      backoff: fc.constantFrom("fixed", "exponential"),
    }),
  ),
  for_each: fc.constantFrom(undefined, "input.list", "[1, 2]"),
  continue_on: fc.constantFrom(undefined, "fail", ["error", "fail"]),
});

/** A random workflow as people could write it: any DAG, any mixture of words. */
const workflow = fc
  .record({
    name: line.filter((text) => /[a-zA-Z]/.test(text.normalize("NFKD"))),
    version: absentOr(line),
    description: absentOr(line),
    trigger: fc.constantFrom<unknown>(
      undefined,
      "new_customer",
      { schedule: "0 6 * * 1-5", timezone: "Europe/Berlin", input: { a: [1] } },
      [{ webhook: { secret: "KEY", timestamp_header: "X-Time" } }, { list_update: "sdn" }, { manual: true }],
    ),
    concurrency: fc.constantFrom(undefined, { key: "${{ input.id }}", limit: 2, on_limit: "reject" }),
    outputs: absentOr(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(json, fc.constant("${{ input.x }}"))),
    ),
    steps: fc.uniqueArray(
      fc.tuple(id, withs, ordinary, absentOr(line), fc.constantFrom(undefined, "input.a == 1")),
      {
        minLength: 1,
        maxLength: 8,
        selector: ([stepId]) => stepId,
      },
    ),
    picks: fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ steps, picks, ...rest }) => ({
    workflow: {
      ...rest,
      steps: steps.map(([stepId, base, extra, name, condition], position) => {
        const parks = base["action"] === "wait" || base["action"] === "human_review";
        const above = (picks[position] ?? [])
          .filter((pick) => pick < position)
          .map((pick) => steps[pick]?.[0]);
        const { continue_on, ...others } = extra;
        return {
          id: stepId,
          name,
          ...base,
          ...(parks ? { continue_on } : extra),
          ...(parks ? {} : others),
          if: condition,
          needs: (picks[position]?.length ?? 0) === 0 ? undefined : [...new Set(above)],
        };
      }),
    },
  }));

/** JSON is YAML, so a generated workflow is written as JSON. */
function valid(value: unknown): WorkflowDefinition {
  const text = JSON.stringify(value);
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.issues.map((issue) => renderIssue(issue, text)).join("\n"));
  return parsed.definition;
}

describe("any valid definition", () => {
  it("survives parse -> print -> parse with the same hash", () => {
    fc.assert(
      fc.property(workflow, (value) => {
        const definition = valid(value);
        const printed = printDefinition(definition);
        const again = parse(printed);
        if (!again.ok) throw new Error(again.issues.map((issue) => renderIssue(issue, printed)).join("\n"));
        expect(again.definition).toEqual(definition);
        expect(definitionHash(again.definition)).toBe(definitionHash(definition));
        expect(printDefinition(again.definition)).toBe(printed);
      }),
      { numRuns: 150 },
    );
  });

  it("has needs that only point upwards in its layers, and a graph that shows every step once", () => {
    fc.assert(
      fc.property(workflow, (value) => {
        const definition = valid(value);
        const { nodes, edges, layers } = graph(definition);
        const layer = new Map(nodes.map((node) => [node.id, node.layer]));
        expect(nodes.map((node) => node.id)).toEqual(["trigger", ...definition.steps.map((step) => step.id)]);
        expect(layers.flat().toSorted()).toEqual(nodes.map((node) => node.id).toSorted());
        for (const { from, to } of edges) expect(layer.get(from)).toBeLessThan(layer.get(to) ?? -1);
        expect(new Set(nodes.map((node) => `${node.layer}/${node.row}`)).size).toBe(nodes.length);
        expect(graphSvg(definition)).toBe(graphSvg(structuredClone(definition)));
        expect(graphMermaid(definition).split("\n").length).toBe(2 + nodes.length + edges.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe("identity", () => {
  it("is not changed by comments, white space, quoting, key order or spelled out defaults", () => {
    const written = [
      playbookYaml,
      playbookYaml.replaceAll('"', ""),
      playbookYaml.replace("  steps:", "\n  # what is done\n  steps:   # in order"),
      playbookYaml.replace(
        'trigger: "new_customer"',
        "trigger: { event: new_customer }\n  id: kyc-onboarding",
      ),
      playbookYaml.replace(
        '- name: "Audit Logging"\n      action: "log_audit_trail"',
        '- action: "log_audit_trail"\n      needs: sanctions_screening\n      name: "Audit Logging"',
      ),
    ];
    expect(new Set(written.map((text) => definitionHash(planOf(text)))).size).toBe(1);
  });

  it("is changed by whatever changes a run", () => {
    const written = [
      playbookYaml,
      playbookYaml.replace("new_customer", "new_client"),
      playbookYaml.replace('"log_audit_trail"', '"log_audit_trail"\n      if: input.a == 1'),
      playbookYaml.replace('"log_audit_trail"', '"log_audit_trail"\n      needs: []'),
      playbookYaml.replace('"log_audit_trail"', '"log_audit_trail"\n      timeout: 5s'),
      playbookYaml.replace('"log_audit_trail"', '"log_audit_trail"\n      with: { note: x }'),
    ];
    expect(new Set(written.map((text) => definitionHash(planOf(text)))).size).toBe(written.length);
  });
});

function planOf(text: string): WorkflowDefinition {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.definition;
}

describe("no input crashes the parser", () => {
  /** Whatever comes out must be a result whose issues can be shown. */
  function survives(text: string): void {
    const parsed = parseDefinition(text, options);
    if (parsed.ok) return;
    expect(parsed.issues.length).toBeGreaterThan(0);
    for (const issue of parsed.issues.slice(0, 5)) {
      expect(issue.line).toBeGreaterThanOrEqual(1);
      expect(issue.column).toBeGreaterThanOrEqual(1);
      expect(renderIssue(issue, text)).toContain(`w.yaml:${issue.line}:${issue.column}: `);
    }
  }

  it("any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), survives), { numRuns: 400 });
  });

  it("any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const parsed = parseDefinitionBytes(bytes, options);
        expect(parsed.ok || parsed.issues.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("valid files with pieces cut out, doubled and replaced", () => {
    const piece = fc.constantFrom(
      "",
      " ",
      "\n",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ": ",
      "&a ",
      "*a",
      "!!",
      '"',
      "'",
      "${{",
      "}}",
      "#",
      "|",
      "\t",
      "\u0000",
      "\ud800",
      "input",
      "steps",
      "null",
      "1e999",
      "<<: *a",
      "__proto__: 1\n",
    );
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(40),
      insert: fc.oneof(piece, fc.string({ maxLength: 10 })),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(fullYaml, playbookYaml),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        (base, edits) => {
          let text = base;
          for (const { at, length, insert } of edits) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + insert + text.slice(from + length);
          }
          survives(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("any structure in place of the workflow", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.constantFrom("trigger", "input", "concurrency", "steps", "on_failure", "outputs", "name", "id"),
        (value, key) => {
          survives(
            JSON.stringify({ workflow: { name: "W", steps: [{ action: "log_audit_trail" }], [key]: value } }),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it("any structure in place of a step's words", () => {
    const keys = [
      "id",
      "name",
      "action",
      "with",
      "needs",
      "if",
      "for_each",
      "max_parallel",
      "retry",
      "timeout",
      "on_timeout",
      "continue_on",
    ];
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...keys),
        fc.constantFrom(...exampleActions.keys()),
        (value, key, action) => {
          survives(JSON.stringify({ workflow: { name: "W", steps: [{ action, [key]: value }] } }));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("any expression", () => {
    const token = fc.constantFrom(
      "input",
      "steps",
      ".",
      "a",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "==",
      "&&",
      "1",
      "'x'",
      '"',
      ",",
      "?",
      ":",
      "has",
      "map",
      "in",
      "-",
      "!",
      "0x",
      "b'",
      "\\",
      "..",
      "cel",
      "default",
      "matches",
      "e",
      "$",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
        const expression = tokens.join("");
        survives(
          JSON.stringify({
            workflow: {
              name: "W",
              steps: [{ action: "log_audit_trail", if: expression }],
              outputs: { a: `\${{ ${expression} }}` },
            },
          }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
