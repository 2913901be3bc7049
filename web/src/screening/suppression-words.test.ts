import { describe, expect, test } from "vitest";
import { endedWords, optionsFor, personText } from "./suppression-words.ts";

const now = new Date("2026-11-23T12:00:00Z");
const proposal = { state: "proposed", proposedBy: "user:mara", until: "2027-01-01T00:00:00.000Z" } as const;
const jonas = { id: "user:jonas", mayApprove: true, mayRevoke: true };

describe("what somebody may do with a suppression", () => {
  test("a second person decides on a proposal", () => {
    expect(optionsFor(proposal, jonas, now)).toEqual({ kind: "decide" });
  });

  test("whoever proposed it can only withdraw it, and is told why", () => {
    const options = optionsFor(proposal, { ...jonas, id: "user:mara" }, now);
    expect(options).toMatchObject({ kind: "withdraw", why: expect.stringMatching(/^Four eyes/) });
  });

  test("without the right to approve a proposal can be ended only", () => {
    expect(optionsFor(proposal, { ...jonas, mayApprove: false }, now)).toMatchObject({
      kind: "withdraw",
      why: expect.stringMatching(/role approver/),
    });
  });

  test("a proposal whose day has passed cannot be approved", () => {
    const options = optionsFor({ ...proposal, until: "2026-11-23T12:00:00.000Z" }, jonas, now);
    expect(options).toMatchObject({ kind: "withdraw", why: expect.stringMatching(/is over/) });
  });

  test("an active one can be revoked, also by whoever proposed it", () => {
    expect(optionsFor({ ...proposal, state: "active" }, { ...jonas, id: "user:mara" }, now).kind).toBe(
      "revoke",
    );
  });

  test.each(["expired", "revoked", "reopened"] as const)(
    "nothing can be done with one that is %s",
    (state) => {
      expect(optionsFor({ ...proposal, state }, jonas, now).kind).toBe("none");
    },
  );

  test("who only reads is told what it takes", () => {
    const auditor = { id: "user:ada", mayApprove: false, mayRevoke: false };
    expect(optionsFor(proposal, auditor, now)).toMatchObject({
      kind: "none",
      title: expect.stringMatching(/role/),
    });
  });
});

describe("why it ended", () => {
  test.each([
    [{ state: "proposed" }, undefined],
    [{ state: "active" }, undefined],
    [{ state: "reopened", endedWhy: "entry_changed" }, "the list entry changed"],
    [{ state: "reopened", endedWhy: "customer_changed" }, "the customer's facts changed"],
    [{ state: "expired" }, "its time is over"],
    [{ state: "revoked", endedWhy: "revoked", endedBy: "user:jo" }, "revoked by jo"],
  ] as const)("%j", (suppression, words) => {
    expect(endedWords(suppression)).toBe(words);
  });

  test("people are called by their name, services keep their kind", () => {
    expect(personText("user:mara")).toBe("mara");
    expect(personText("key:key_1")).toBe("key:key_1");
  });
});
