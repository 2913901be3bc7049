import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIssueReport, renderIssue } from "./issue.ts";
import { didYouMean, editDistance } from "./suggestion.ts";

describe("renderIssue", () => {
  const source = "workflow:\n  name: W\n\tsteps: x\n";

  function rendered(needle: string): string {
    const report = createIssueReport("w.yaml", source);
    const start = source.indexOf(needle);
    report.error("unknown-key", { start, end: start + needle.length }, "no such key", 'did you mean "id"?');
    const [issue] = report.issues();
    return issue === undefined ? "" : renderIssue(issue, source);
  }

  it("shows the place, the message, the suggestion and the line", () => {
    expect(rendered("name")).toBe(
      [
        'w.yaml:2:3: no such key; did you mean "id"?',
        "  1 | workflow:",
        "> 2 |   name: W",
        "    |   ^^^^",
      ].join("\n"),
    );
  });

  it("keeps tabs, so that the caret stands below its place", () => {
    expect(rendered("steps").split("\n").at(-1)).toBe("    | \t^^^^^");
  });

  it("cuts long lines around the place", () => {
    const long = `a: ${"x".repeat(5_000)}!`;
    const report = createIssueReport("w.yaml", long);
    report.error("unknown-key", { start: 5_003, end: 5_004 }, "here");
    const [issue] = report.issues();
    const frame = issue === undefined ? "" : renderIssue(issue, long);
    expect(frame.length).toBeLessThan(500);
    const [, shown = "", caret = ""] = frame.split("\n");
    expect(shown[caret.indexOf("^")]).toBe("!");
  });

  it("orders issues by place and stops at two hundred", () => {
    const report = createIssueReport("w.yaml", source);
    for (let start = 300; start > 0; start--) report.error("unknown-key", { start, end: start }, "x");
    expect(report.issues()).toHaveLength(200);
    const lines = report.issues().map((issue) => issue.line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});

describe("didYouMean", () => {
  it.each([
    ["verify_documnet", "verify_document"],
    ["screenagainstlists", "screen_against_lists"],
    ["Wait", "wait"],
    ["verify-document", "verify_document"],
  ])("%s means %s", (word, meant) => {
    expect(didYouMean(word, ["verify_document", "screen_against_lists", "wait"])).toBe(
      `did you mean "${meant}"?`,
    );
  });

  it.each(["", "something_else", "x".repeat(1_000)])("does not guess for %j", (word) => {
    expect(didYouMean(word, ["verify_document", "wait"])).toBeUndefined();
  });

  it("counts a swap of neighbours as one edit", () => {
    expect(editDistance("ab", "ba")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
  });

  it("is symmetric, zero only for equal words, and bounded by the longer one", () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
