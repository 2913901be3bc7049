import { describe, expect, it } from "vitest";
import type { RunDetail, Step } from "../api/contract.ts";
import { verdict } from "./verdict.ts";

const now = new Date("2026-11-23T12:00:10Z");

function step(id: string, changes: Partial<Step> = {}): Step {
  return {
    id,
    name: id,
    action: "screen_against_lists",
    state: "succeeded",
    attempts: [],
    evidence: [],
    versions: {},
    endedAt: "2026-11-23T12:00:01Z",
    ...changes,
  };
}

function run(changes: Partial<RunDetail>): RunDetail {
  return {
    id: "run_1",
    workflowId: "kyc",
    workflowName: "KYC",
    definitionHash: "0".repeat(64),
    state: "running",
    trigger: { kind: "manual" },
    drill: false,
    startedBy: { kind: "human", id: "user:a", via: "web" },
    createdAt: "2026-11-23T12:00:00Z",
    startedAt: "2026-11-23T12:00:00Z",
    input: {},
    steps: [],
    graph: { nodes: [], edges: [] },
    ...changes,
  };
}

describe("the sentence on top of a run", () => {
  it("counts what passed and what was skipped", () => {
    const text = verdict(
      run({
        state: "succeeded",
        endedAt: "2026-11-23T12:00:04Z",
        steps: [step("a"), step("b", { outcome: "review" }), step("c", { state: "skipped" })],
      }),
      now,
    );
    expect(text).toBe("Passed in 4.0 s: 1 step passed, 1 step with something to review and 1 step skipped.");
  });

  it("names the step that failed, how often it was tried and why", () => {
    const failed = step("Document", {
      state: "failed",
      attempts: [1, 2, 3].map((attempt) => ({ attempt, startedAt: "2026-11-23T12:00:00Z" })),
      error: { code: "DOCUMENT_UNREADABLE", message: "The file has no image" },
    });
    const text = verdict(run({ state: "failed", endedAt: "2026-11-23T12:00:04Z", steps: [failed] }), now);
    expect(text).toBe("Failed at Document after 4.0 s, 3 attempts: The file has no image.");
  });

  it("says for whom a parked run waits and when it is due", () => {
    const parked = step("Review", {
      action: "human_review",
      state: "waiting",
      startedAt: "2026-11-23T11:58:10Z",
      until: "2026-11-24T12:00:10Z",
    });
    expect(verdict(run({ state: "waiting", steps: [parked] }), now)).toBe(
      "Review has waited for 2 min for a person to decide, due in 1 day.",
    );
  });

  it("shows the attempt of a step that is tried again", () => {
    const retried = step("Notify", {
      state: "retrying",
      attempts: [1, 2].map((attempt) => ({ attempt, startedAt: "2026-11-23T12:00:00Z" })),
    });
    delete retried.endedAt;
    expect(verdict(run({ steps: [step("a"), retried] }), now)).toBe(
      "Running for 10 s: Notify (attempt 2) now, 1 of 2 steps done.",
    );
  });
});
