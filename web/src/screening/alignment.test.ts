import { describe, expect, it } from "vitest";
import { evidenceSentences, hitFacts, hitOf, nameColumns } from "./alignment.ts";

describe("columns of a name comparison", () => {
  it("puts parts beside their counterparts, and what has none at the end", () => {
    const columns = nameColumns({
      aligned: [
        { query: ["jon"], listed: ["john"], operation: "spelling", moved: true, similarity: 0.9, weight: 3 },
        {
          query: ["van", "bilt"],
          listed: ["vanbilt"],
          operation: "joined",
          moved: false,
          similarity: 0.96,
          weight: 8,
        },
      ],
      missingInQuery: ["paul"],
      missingInList: ["x"],
    });
    expect(columns.map((c) => [c.query, c.listed, c.operation, c.agreement])).toEqual([
      ["jon", "john", "other spelling, moved", "part"],
      ["van bilt", "vanbilt", "written together", "part"],
      ["x", undefined, "not on the list", "none"],
      [undefined, "paul", "not in the query", "none"],
    ]);
  });

  it.each([null, undefined, "text", 7, [], { aligned: "no" }, { aligned: [null, 3] }])(
    "gives nothing for %j, instead of breaking the page",
    (explanation) => {
      expect(nameColumns(explanation)).toEqual([]);
    },
  );
});

it("finds the hit a piece of evidence speaks of, and none when there is none", () => {
  const hit = { list: "ofac", entityId: "7", name: "X" };
  expect(hitOf({ hits: [null, { list: "ofac", entityId: "8" }, hit] }, { list: "ofac", entityId: "7" })).toBe(
    hit,
  );
  expect(hitOf({ hits: [hit] }, { list: "eu", entityId: "7" })).toBeUndefined();
  expect(hitOf("[hidden]", undefined)).toBeUndefined();
});

it("reads facts and sentences, and passes over what is neither", () => {
  const evidence = [
    { fact: "birth_date", result: "conflict", detail: "birth date 1961 is 20 years from 1981" },
    { fact: "country", result: "strange", detail: "?" },
    { summary: "A sentence." },
    "Another.",
    null,
    12,
  ];
  expect(hitFacts(evidence).map((fact) => fact.result)).toEqual(["conflict", "unknown"]);
  expect(evidenceSentences(evidence)).toEqual(["A sentence.", "Another."]);
});
