import { describe, expect, test } from "vitest";
import { closedText, timelineOf } from "./timeline.ts";

const outcome = {
  at: "2026-11-23T10:00:00.000Z",
  rescreeningId: "rsc_1",
  version: 1,
  decision: "review" as const,
  hits: 1,
  newHits: 1,
  changedHits: 0,
  closedHits: 0,
};
const version = { version: 1, status: "active" as const, at: "2026-11-23T09:00:00.000Z", by: "user:mara" };

describe("the timeline of a customer", () => {
  test("changes and screenings stand in one order, the newest first", () => {
    const entries = timelineOf({
      versions: [{ ...version, version: 2, at: "2026-11-23T11:00:00.000Z" }, version],
      outcomes: [{ ...outcome, at: "2026-11-23T12:00:00.000Z", version: 2, newHits: 0 }, outcome],
    });
    expect(entries.map((entry) => entry.text)).toEqual([
      "Version 2 screened: 1 hit, nothing new",
      "Changed by mara, version 2",
      "Version 1 screened: 1 hit, 1 new",
      "Registered by mara, version 1",
    ]);
  });

  test("a screening in the same millisecond follows the change it looks at", () => {
    const entries = timelineOf({ versions: [version], outcomes: [{ ...outcome, at: version.at }] });
    expect(entries.map((entry) => entry.kind)).toEqual(["outcome", "version"]);
  });

  test("several screenings of one millisecond have keys of their own", () => {
    const keys = timelineOf({ versions: [], outcomes: [outcome, outcome, outcome] }).map(
      (entry) => entry.key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  test.each([
    [{ ...outcome, hits: 0, newHits: 0, closedHits: 2 }, "Version 1 screened: no hit, 2 closed"],
    [
      { ...outcome, hits: 0, newHits: 0, errorCode: "NAME_INVALID" },
      "Could not be screened (NAME_INVALID); a person has to look",
    ],
  ])("says what a screening found", (one, text) => {
    expect(timelineOf({ versions: [], outcomes: [one] })[0]?.text).toBe(text);
  });

  test("a closed customer is told as closed, and a reason not known here keeps its words", () => {
    expect(
      timelineOf({ versions: [{ ...version, version: 3, status: "closed" }], outcomes: [] })[0]?.text,
    ).toBe("Closed by mara, version 3");
    expect(closedText("entry_removed")).toBe("the entry left the list");
    expect(closedText("moon_phase")).toBe("moon phase");
  });
});
