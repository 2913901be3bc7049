import { describe, expect, it } from "vitest";
import { fullYaml, parseValid, playbookYaml } from "../../test/support/definitions.ts";
import { describeTrigger, graph } from "./graph.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphSvg } from "./graph-svg.ts";

describe("graph", () => {
  it("lays the playbook's steps out in a row", () => {
    const { layers, edges } = graph(parseValid(playbookYaml));
    expect(layers).toEqual([
      ["trigger"],
      ["document_verification"],
      ["sanctions_screening"],
      ["audit_logging"],
    ]);
    expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual([
      "trigger>document_verification",
      "document_verification>sanctions_screening",
      "sanctions_screening>audit_logging",
    ]);
  });

  it("puts what runs at the same time into one layer", () => {
    const { layers, nodes } = graph(parseValid(fullYaml));
    expect(layers).toEqual([["trigger"], ["document", "screening"], ["review"], ["record"]]);
    expect(nodes.find((node) => node.id === "review")).toMatchObject({ kind: "review", layer: 2, row: 0 });
    expect(nodes.find((node) => node.id === "review")?.condition).toContain("steps.document");
  });

  it("leaves out edges that say nothing new", () => {
    const text = `workflow:
  name: W
  steps:
    - { id: a, action: log_audit_trail }
    - { id: b, action: log_audit_trail }
    - { id: c, action: log_audit_trail, needs: [a, b] }
`;
    expect(graph(parseValid(text)).edges).toEqual([
      { from: "trigger", to: "a" },
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ]);
  });

  it("describes triggers in words", () => {
    expect(describeTrigger({ kind: "schedule", cron: "0 6 * * *", timezone: "UTC", input: {} })).toBe(
      "0 6 * * * UTC",
    );
    expect(describeTrigger({ kind: "list_update", lists: ["a", "b"], input: {} })).toBe("update of a, b");
  });
});

const hostile = parseValid(
  `workflow:
  name: "</svg><script>alert(1)</script>"
  steps:
    - id: a
      name: "\\"><img src=x onerror=alert(1)> & \\u0001 -->"
      action: log_audit_trail
      if: input.x == "</text><script>"
    - id: end
      action: human_review
      for_each_is_not: here
`.replace("      for_each_is_not: here\n", ""),
);

describe("graphSvg", () => {
  it("escapes every text and holds nothing active", () => {
    const svg = graphSvg(hostile);
    expect(svg).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(svg).not.toContain("\u0001");
    expect(svg).not.toMatch(/href|url\((?!#arrow)/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg).toContain("&lt;script&gt;");
  });

  it("gives people's decisions a shape of their own and says states in words", () => {
    const svg = graphSvg(parseValid(fullYaml), { states: { review: "parked", document: "succeeded" } });
    expect(svg.match(/<polygon/g)).toHaveLength(1);
    expect(svg).toContain("human_review · parked");
    expect(svg).toContain('data-node="document" data-state="succeeded"');
    expect(svg).toContain("currentColor");
  });

  it("gives the same bytes for the same definition", () => {
    expect(graphSvg(parseValid(fullYaml))).toBe(graphSvg(parseValid(fullYaml)));
  });
});

describe("graphMermaid", () => {
  it("draws the playbook", () => {
    expect(graphMermaid(parseValid(playbookYaml))).toBe(`flowchart LR
  n_trigger(["Start<br/>event new_customer"])
  n_document_verification["Document Verification<br/>verify_document"]
  n_sanctions_screening["Sanctions Screening<br/>screen_against_lists"]
  n_audit_logging["Audit Logging<br/>log_audit_trail"]
  n_trigger --> n_document_verification
  n_document_verification --> n_sanctions_screening
  n_sanctions_screening --> n_audit_logging
`);
  });

  it("escapes texts and ids that mean something to Mermaid", () => {
    const mermaid = graphMermaid(hostile);
    expect(mermaid).not.toContain("<script>");
    expect(mermaid).not.toContain("-->]");
    expect(mermaid).toContain("n_end{{");
  });
});
