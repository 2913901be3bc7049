import { setTimeout as sleep } from "node:timers/promises";
import type { EnginePort, RunDetail } from "../app/index.ts";
import { ProbityError, type RunId } from "../core/index.ts";

/** A run that only waits for a timer or another run is looked at again after this time. */
const POLL_MS = 200;

/** The run once it has ended or needs a person, or as it is when the time is up. */
export async function waitForEndOrPerson(
  engine: EnginePort,
  id: RunId,
  timeoutMs: number,
): Promise<RunDetail> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { state } = await engine.waitForRun(id, Math.max(0, deadline - performance.now()));
    const run = await engine.getRun(id);
    if (run === undefined) throw new ProbityError("NOT_FOUND", `There is no run ${id}.`);
    const needsPerson = run.steps.some((step) => step.state === "waiting" && step.reviewId !== undefined);
    if (state !== "waiting" || needsPerson || performance.now() >= deadline) return run;
    await sleep(POLL_MS);
  }
}
