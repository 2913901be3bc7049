import { describe, expect, test } from "vitest";
import {
  behindOf,
  coverageSentence,
  progressOf,
  proofSentence,
  rescreeningSentence,
  versionMoves,
} from "./coverage.ts";

const at = "2026-11-23T07:28:05.123Z";
const covered = {
  list: "un",
  version: "326a6ffe96ec77",
  appliedVersion: "326a6ffe96ec77",
  covered: 6,
  behind: 0,
};
const late = { list: "eu", version: "bbbb", appliedVersion: "aaaa", covered: 0, behind: 6 };
const proof = { at, customers: 6, policyVersion: "1", engine: "e", lists: [covered] };
const run = {
  id: "rsc_1",
  mode: "full" as const,
  state: "running" as const,
  listVersions: { un: "b" },
  policyVersion: "1",
  policyHash: "h",
  engine: "e",
  statistic: "s",
  entriesChanged: 0,
  entriesRemoved: 0,
  screened: 3,
  newHits: 2,
  changedHits: 0,
  closedHits: 1,
  startedAt: at,
  startedBy: "user:mara",
};

describe("coverage in words", () => {
  test.each([
    [proof, "All 6 customers are at the versions of 1 list in use."],
    [{ ...proof, lists: [covered, late] }, "6 customers are behind, of 6."],
    [{ ...proof, lists: [] }, "No list is in use, so there is nothing to screen against."],
    [{ ...proof, customers: 0, lists: [{ ...covered, covered: 0 }] }, "No customer is active."],
    [
      { at, customers: 1, lists: [{ list: "un", version: "b", covered: 0, behind: 1 }] },
      "No customer was ever screened: 1 customer waits for the first re-screening.",
    ],
  ])("is one sentence that never sounds better than it is", (one, sentence) => {
    expect(coverageSentence(one)).toBe(sentence);
  });

  test("how many are behind is the most of any list: one customer may be behind on several", () => {
    expect(behindOf({ customers: 6, lists: [covered, late, { ...late, list: "uk", behind: 2 }] })).toBe(6);
  });

  test("the proof names version, list, customers and time", () => {
    expect(proofSentence(covered, at)).toBe(
      "Version 326a6ffe96ec… of un was applied to 6 customers by 2026-11-23 07:28:05 UTC; none is behind.",
    );
    expect(proofSentence(covered, at, 64)).toContain("Version 326a6ffe96ec77 of un");
    expect(proofSentence(late, at)).toBe(
      "Version bbbb of eu is applied to nobody yet; 6 customers are behind.",
    );
    expect(proofSentence({ ...covered, covered: 5, behind: 1 }, at)).toMatch(/; 1 customer is behind\.$/);
  });
});

describe("a re-screening in words", () => {
  test("a full one says whom it looked at, a delta what changed", () => {
    expect(rescreeningSentence(run)).toBe("3 customers screened: 2 new, 0 changed, 1 closed hits.");
    expect(
      rescreeningSentence({ ...run, mode: "delta", state: "done", entriesChanged: 51, customers: 6 }),
    ).toBe(
      "51 entries changed, 0 removed; 3 customers screened one by one: 2 new, 0 changed, 1 closed hits; 6 customers at these versions.",
    );
  });

  test("progress is told of a full one that goes on, and never over the whole", () => {
    expect(progressOf(run, 6)).toBe(0.5);
    expect(progressOf(run, 2)).toBe(1);
    expect(progressOf(run, undefined)).toBeUndefined();
    expect(progressOf({ ...run, state: "done" }, 6)).toBeUndefined();
    expect(progressOf({ ...run, mode: "delta" }, 6)).toBeUndefined();
  });

  test("versions that moved are named, those that stayed are not", () => {
    const moved = {
      fromVersions: { un: "a", eu: "x", uk: "y" },
      listVersions: { un: "b", eu: "x", us: "z" },
    };
    expect(versionMoves(moved)).toEqual([
      { list: "uk", from: "y", to: undefined },
      { list: "un", from: "a", to: "b" },
      { list: "us", from: undefined, to: "z" },
    ]);
  });
});
