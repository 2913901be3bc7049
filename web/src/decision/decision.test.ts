import { describe, expect, it } from "vitest";
import { controlsOf, labelled, sortAnswerIssues } from "./answers.ts";
import { draftFrom } from "./draft.ts";
import { subjectOf } from "./subject.ts";

const form = {
  seen: { label: "Seen in the original", type: "boolean", required: true },
  note: { label: "Note", type: "text", required: false },
  seen_on: { label: "Seen on", type: "date", required: false },
  amount: { label: "Amount", type: "number", required: false },
  level: { label: "Level", type: "choice", required: true, choices: ["low", "high"] },
  input: { label: "Input", type: "text", required: false },
} as const;
const asked = { ...form, level: { ...form.level, choices: [...form.level.choices] } };

describe("the fields of a decision", () => {
  it("has one control per field, by its type and in the definition's order", () => {
    const kinds = controlsOf(asked)?.fields.map(({ key, control }) => [key, control.kind]);
    expect(kinds).toEqual([
      ["seen", "boolean"],
      ["note", "text"],
      ["seen_on", "text"],
      ["amount", "number"],
      ["level", "choice"],
      ["input", "text"],
    ]);
    expect(controlsOf(asked)?.fields[2]?.control).toMatchObject({ format: "date" });
    expect(controlsOf(asked)?.fields[4]?.control).toMatchObject({ options: ["low", "high"] });
  });

  it("is not there when nothing is asked", () => {
    expect(controlsOf(undefined)).toBeUndefined();
    expect(controlsOf({})).toBeUndefined();
  });

  it("gets the server's issues at its own place, whoever found them", () => {
    const controls = controlsOf(asked);
    if (controls === undefined) throw new Error("no controls");
    const { byField, rest } = sortAnswerIssues(
      [
        { where: "form.seen", message: "is required" },
        { where: "body.form.amount", message: "Invalid input" },
        { where: "form.input", message: "must be text" },
        { where: "form.other", message: "is no field of this form" },
        { where: "body.reason", message: "Too long" },
      ],
      controls,
    );
    expect([...byField.keys()]).toEqual(["seen", "amount", "input"]);
    expect(rest.map(({ message }) => message)).toEqual(["is no field of this form", "Too long"]);
  });

  it("are read again under their labels", () => {
    expect(labelled({ seen: false, amount: 2.5, gone: "x" }, asked)).toEqual([
      ["Seen in the original", "no"],
      ["Amount", "2.5"],
      ["gone", "x"],
    ]);
  });
});

describe("what a decision is about", () => {
  it.each([
    [{ customer: "Jane Roe", risk: "high" }, "Jane Roe"],
    [{ hits: [{ name: "x" }], empty: " ", number: 12 }, "12"],
    ["Jane Roe", "Jane Roe"],
    [{ seen: true }, undefined],
    [undefined, undefined],
    [null, undefined],
    ["[hidden: takes the permission personal-data.read]", undefined],
  ])("%j is told as %s", (show, subject) => {
    expect(subjectOf({ show })).toBe(subject);
  });
});

describe("a draft that was kept", () => {
  it("comes back with its answers", () => {
    const draft = { decision: "reject", reason: "no", answers: { seen: false } } as const;
    expect(draftFrom(JSON.stringify(draft))).toEqual(draft);
  });

  it.each([null, "", "{", "null", "[]", '{"reason":1,"decision":"maybe","answers":[1]}'])(
    "is empty where %s was stored",
    (stored) => {
      expect(draftFrom(stored)).toEqual({ reason: "" });
    },
  );
});
