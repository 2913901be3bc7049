import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { exampleActions, fullYaml, parse, playbookYaml } from "../../test/support/definitions.ts";
import { dialectJsonSchema } from "./dialect-schema.ts";

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default.default(ajv);
const schema = dialectJsonSchema(exampleActions);
const validate = ajv.compile(schema);

const step = (text: string) => `workflow: { name: W, steps: [${text}] }`;

describe("the JSON Schema for editors", () => {
  it("is itself a valid JSON Schema and describes every action", () => {
    expect(ajv.validateSchema(schema)).toBe(true);
    for (const { id, summary } of exampleActions.values()) {
      expect(JSON.stringify(schema)).toContain(JSON.stringify(summary));
      expect(schema["$defs"]).toHaveProperty(`with_${id}`);
    }
  });

  const accepted: [string, string][] = [
    ["the playbook's file", playbookYaml],
    ["the full dialect", fullYaml],
    [
      "templates in place of numbers",
      step("{ action: screen_against_lists, with: { name: x, threshold: '${{ input.t }}' } }"),
    ],
    ["members with defaults left out", step("{ action: verify_document }")],
    [
      "a list of triggers",
      "workflow: { name: W, trigger: [a, { webhook: { secret: K } }], steps: [{ action: wait, with: { for: 1h } }] }",
    ],
  ];
  it.each(accepted)("accepts %s, as the parser does", (_name, text) => {
    expect(validate(parseYaml(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(parse(text).ok).toBe(true);
  });

  const refused: [string, string][] = [
    ["no steps", "workflow: { name: W }"],
    ["an unknown key", step("{ action: verify_document, retyr: {} }")],
    ["an unknown action", step("{ action: verify_documents }")],
    ["an unknown member of with", step("{ action: log_audit_trail, with: { notes: x } }")],
    ["a number where text belongs", step("{ action: log_audit_trail, with: { note: 3 } }")],
    ["a missing member", step("{ action: notify, with: { template: t } }")],
    ["a bad duration", step("{ action: verify_document, timeout: 30 }")],
    [
      "a review in on_failure",
      "workflow: { name: W, steps: [{ action: wait, with: { for: 1s } }], on_failure: [{ action: human_review }] }",
    ],
    [
      "two kinds of trigger in one",
      "workflow: { name: W, trigger: { event: a, manual: true }, steps: [{ action: verify_document }] }",
    ],
  ];
  it.each(refused)("refuses %s, as the parser does", (_name, text) => {
    expect(validate(parseYaml(text))).toBe(false);
    expect(parse(text).ok).toBe(false);
  });

  const shipped = new URL("../../workflows/", import.meta.url);
  it.runIf(existsSync(shipped))("accepts the shape of every workflow that ships", () => {
    // Actions of other folders are not known here, so only the dialect around them is checked.
    const names = readdirSync(shipped).filter((name) => name.endsWith(".yaml"));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const definition = parseYaml(readFileSync(new URL(name, shipped), "utf8")) as {
        workflow: { steps: object[]; on_failure?: object[] };
      };
      for (const shippedStep of [...definition.workflow.steps, ...(definition.workflow.on_failure ?? [])]) {
        Object.assign(shippedStep, { action: "log_audit_trail", with: {} });
      }
      const fits = validate(definition);
      const complaints = (validate.errors ?? []).filter(
        (error) => !error.instancePath.includes("on_timeout"),
      );
      expect(fits || complaints.length === 0, `${name}: ${JSON.stringify(complaints)}`).toBe(true);
    }
  });
});
