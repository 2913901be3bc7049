import { describe, expect, test } from "vitest";
import { answerSentence, hitView, logOdds, percent, thresholdSentence } from "./hit.ts";

const hit = {
  list: "un",
  entityId: "1",
  name: "X",
  score: 0.931,
  kind: "alias",
  quality: "weak",
  evidence: [],
};
const aside = { ...hit, suppressed: { id: "sup_1", until: "2027-01-01T00:00:00.000Z", reason: "r" } };
const lists = { un: "a", eu: "b" };

describe("a hit as pages show it", () => {
  test("members the contract leaves open are read where they are of their shape", () => {
    const view = hitView({
      ...hit,
      ofacScore: 88,
      decision: "review",
      programmes: ["P", 1],
      references: ["un:1"],
      explanation: "why",
      queryName: "Y",
      evidence: [{ fact: "country", result: "agree", detail: "d", logOdds: 0.5 }, "a sentence"],
    });
    expect(view).toMatchObject({
      isWeak: true,
      ofacScore: 88,
      decision: "review",
      programmes: ["P"],
      references: ["un:1"],
      facts: [{ logOdds: 0.5 }],
      sentences: ["a sentence"],
    });
  });

  test("members of another shape are left out instead of breaking the page", () => {
    expect(
      hitView({ ...hit, ofacScore: "88", decision: "perhaps", programmes: "P", explanation: 3 }),
    ).toMatchObject({
      ofacScore: undefined,
      decision: undefined,
      programmes: [],
      explanation: undefined,
    });
  });
});

describe("sentences", () => {
  test.each([
    [[], "No entry of 2 lists comes close."],
    [[hit], "1 entry of 2 lists comes close; it scores 93.1 %."],
    [[hit, { ...hit, entityId: "2" }], "2 entries of 2 lists come close; the closest scores 93.1 %."],
    [[aside], "1 entry of 2 lists comes close; it scores 93.1 %; set aside."],
    [[aside, hit], "2 entries of 2 lists come close; the closest scores 93.1 %; 1 of them set aside."],
  ])("the answer says how many came close, and what was set aside", (hits, sentence) => {
    expect(answerSentence({ hits, listVersions: lists })).toBe(sentence);
  });

  test("what could not be screened is never told as clear", () => {
    const error = { code: "NAME_INVALID", message: "m" };
    expect(answerSentence({ hits: [], listVersions: lists, error })).toMatch(/a person has to look/);
  });

  test("log-odds carry their sign", () => {
    expect([2.5, -0.3, 0].map(logOdds)).toEqual(["+2.5", "−0.3", "0"]);
    expect(percent(0.999_6)).toBe("99.9 %");
    expect(percent(1)).toBe("100.0 %");
  });

  test("thresholds are those of the policy it was decided under", () => {
    const policy = { version: "1", hash: "h", inForce: true, review: 0.7, match: 0.9 };
    expect(thresholdSentence([policy], "h")).toBe("review from 70.0 %, match from 90.0 %");
    expect(thresholdSentence([policy], "other")).toBeUndefined();
  });
});
