import { expect, it } from "vitest";
import type { Step } from "../api/contract.ts";
import { busySpans, timelineRows } from "./rows.ts";

const at = (second: number) => `2026-11-23T12:00:${String(second).padStart(2, "0")}.000Z`;
const now = new Date(at(30)).getTime();

function step(changes: Partial<Step>): Step {
  return {
    id: "s",
    name: "S",
    action: "notify",
    state: "running",
    attempts: [],
    evidence: [],
    versions: {},
    ...changes,
  };
}

it("draws attempts, the pauses between them and a tick for each retry", () => {
  const [row] = timelineRows(
    [
      step({
        startedAt: at(0),
        attempts: [
          {
            attempt: 1,
            startedAt: at(0),
            endedAt: at(1),
            error: { code: "X", message: "no", retryable: true },
          },
          { attempt: 2, startedAt: at(3) },
        ],
      }),
    ],
    now,
  );
  expect(row?.segments.map((segment) => segment.kind)).toEqual(["failed-attempt", "backoff", "attempt"]);
  expect(row?.segments.at(-1)?.to).toBe(now);
  expect(row?.retries).toEqual([new Date(at(3)).getTime()]);
});

it("leaves out what has not begun, and never draws backwards", () => {
  expect(timelineRows([step({ state: "pending" })], now)).toEqual([]);
  const [row] = timelineRows([step({ startedAt: at(5), endedAt: at(4) })], now);
  const segment = row?.segments[0];
  expect(segment?.to).toBe(segment?.from);
});

it("counts a parked decision as quiet, not as work", () => {
  const rows = timelineRows([step({ action: "human_review", state: "waiting", startedAt: at(0) })], now);
  expect(rows[0]?.segments[0]?.kind).toBe("waiting");
  expect(busySpans(rows)).toEqual([]);
});
