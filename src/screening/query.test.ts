import { describe, expect, test } from "vitest";
import { partyNamed } from "./matching/compare-names.ts";
import { buildMatchIndex } from "./matching/match-index.ts";
import { defaultPolicy } from "./policy.ts";
import { namesToSearch } from "./query.ts";
import { screenAgainst } from "./screener.ts";

const index = buildMatchIndex([partyNamed("ORLENKO, Abdul Latif Mansur", "person", "7")]);
const decisionOf = (name: string): string =>
  screenAgainst({ names: [name] }, { compared: "0" }, index, defaultPolicy).decision;

describe("a name written against its direction", () => {
  test.each([
    ["\u202eoknelrO rusnaM fitaL ludbA"],
    ["\u202eoknelrO rusnaM fitaL ludbA\u202c"],
    ["Abdul Latif \u202eoknelrO rusnaM"],
    ["Abdul \u202erusnaM fitaL\u202c Orlenko"],
  ])("%j is looked for as it is shown, too", (name) => {
    const [stored, shown = ""] = namesToSearch([name]);
    expect(stored).toBe(name);
    expect(shown).not.toContain("\u202e");
    expect(shown.toLowerCase()).toMatch(/abdul/);
    expect(shown.toLowerCase()).toMatch(/orlenko/);
  });

  test.each([["Abdul Latif Orlenko"], ["Мансур Орленко"], ["\u200eAbdul Latif"], ["محمد"]])(
    "%j is one name",
    (name) => {
      expect(namesToSearch([name])).toEqual([name]);
    },
  );

  test("hides nobody", () => {
    expect(decisionOf("Abdul Latif Mansur Orlenko")).not.toBe("clear");
    expect(decisionOf("\u202eoknelrO rusnaM fitaL ludbA")).not.toBe("clear");
    expect(decisionOf("oknelrO rusnaM fitaL ludbA")).toBe("clear");
  });
});
