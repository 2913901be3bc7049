import { describe, expect, it } from "vitest";
import { issuePath, sortIssues } from "./issues.ts";
import { blank, formOf, valueAt, withValueAt } from "./model.ts";

const schema = {
  type: "object",
  required: ["customer"],
  properties: {
    customer: {
      type: "object",
      required: ["name", "addresses"],
      properties: {
        name: { type: "string", description: "As on the document." },
        birth_date: { type: "string", format: "date" },
        risk: { enum: ["low", "high"] },
        income: { type: ["number", "null"] },
        employees: { type: "integer" },
        pep: { type: "boolean" },
        addresses: { type: "array", items: { $ref: "#/$defs/address" } },
        extra: {},
      },
    },
  },
  $defs: { address: { type: "object", properties: { city: { type: "string" } } } },
};

function form(of: unknown = schema) {
  const made = formOf(of);
  if (made === undefined) throw new Error("the schema gave no form");
  return made;
}

describe("a form from a schema", () => {
  it("has one control per property, by its type", () => {
    const customer = form().fields[0]?.control;
    const kinds = customer?.kind === "group" ? customer.fields.map((f) => [f.key, f.control.kind]) : [];
    expect(kinds).toEqual([
      ["name", "text"],
      ["birth_date", "text"],
      ["risk", "choice"],
      ["income", "number"],
      ["employees", "number"],
      ["pep", "boolean"],
      ["extra", "json"],
      ["addresses", "list"],
    ]);
  });

  it("knows what is required and what things are called", () => {
    const customer = form().fields[0];
    expect(customer?.required).toBe(true);
    const fields = customer?.control.kind === "group" ? customer.control.fields : [];
    expect(fields.find((field) => field.key === "birth_date")).toMatchObject({
      label: "Birth date",
      required: false,
      control: { format: "date" },
    });
  });

  it("ends a schema that contains itself", () => {
    const self = {
      type: "object",
      properties: { child: { $ref: "#" }, name: { type: "string" } },
    };
    expect(JSON.stringify(form(self)).length).toBeLessThan(5_000);
  });

  it("gives no form where there is nothing to fill in", () => {
    expect(formOf(null)).toBeUndefined();
    expect(formOf({ type: "object" })).toBeUndefined();
    expect(formOf({ type: "string" })).toBeUndefined();
  });

  it("starts required groups and lists, and nothing else", () => {
    expect(blank(form())).toEqual({ customer: { addresses: [] } });
  });
});

describe("values by path", () => {
  it("sets, reads and removes without touching the original", () => {
    const before = { customer: { name: "A", addresses: [{ city: "X" }] } };
    const after = withValueAt(before, ["customer", "addresses", 0, "city"], "Y");
    expect(valueAt(after, ["customer", "addresses", 0, "city"])).toBe("Y");
    expect(before.customer.addresses[0]?.city).toBe("X");
    expect(withValueAt(after, ["customer", "addresses", 0], undefined)).toEqual({
      customer: { name: "A", addresses: [] },
    });
    expect(withValueAt(after, ["customer"], undefined)).toEqual({});
  });

  it("makes the way there", () => {
    expect(withValueAt(undefined, ["a", 0, "b"], 1)).toEqual({ a: [{ b: 1 }] });
  });
});

describe("issues find their field", () => {
  it.each([
    ["input.customer.name", ["customer", "name"]],
    ["/customer/addresses/0/city", ["customer", "addresses", 0, "city"]],
    ["input.customer.addresses[0].city", ["customer", "addresses", 0, "city"]],
    ["customer", ["customer"]],
    ["input", []],
  ])("%s", (where, path) => {
    expect(issuePath(where)).toEqual(path);
  });

  it("puts a missing member at its own field, whoever names it", () => {
    const { byField } = sortIssues(
      [
        { where: "input.customer", message: "must have required property 'name'" },
        { where: "input.customer.birth_date", message: "is not a date" },
      ],
      form(),
    );
    expect([...byField.keys()]).toEqual(["customer/name", "customer/birth_date"]);
  });

  it("keeps what belongs to no field, instead of losing it", () => {
    const { rest, byField } = sortIssues([{ where: "input.nonsense", message: "is not known" }], form());
    expect(rest).toHaveLength(1);
    expect(byField.size).toBe(0);
  });

  it("puts an issue inside a JSON control at that control", () => {
    const { byField } = sortIssues([{ where: "input.customer.extra.deep.down", message: "no" }], form());
    expect([...byField.keys()]).toEqual(["customer/extra"]);
  });
});
