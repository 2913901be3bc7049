import type { RunDetail, Step } from "../api/contract.ts";
import { asSentence, count, sentenceList } from "../format/text.ts";
import { elapsed, formatDuration, relativeTime } from "../format/time.ts";

/** The one sentence on top of a run: how it stands, with the numbers, and where it stopped if it did. */
export function verdict(run: RunDetail, now: Date): string {
  const took = formatDuration(elapsed(run.startedAt ?? run.createdAt, run.endedAt, now) ?? 0);
  switch (run.state) {
    case "queued":
      return `Queued ${relativeTime(new Date(run.createdAt), now)}; it starts when a worker is free and the limit of its workflow lets it.`;
    case "running":
      return runningSentence(run, took);
    case "waiting":
      return waitingSentence(run, now);
    case "paused":
      return `Paused with ${progress(run)}. Resume it to go on where it stopped.`;
    case "succeeded":
      return `Passed in ${took}: ${tally(run.steps)}.${decided(run)}`;
    case "rejected":
      return stoppedSentence("Rejected", run, took);
    case "failed":
      return stoppedSentence("Failed", run, took);
    case "cancelled":
      return `Cancelled after ${took} with ${progress(run)}${run.cancelReason === undefined ? "" : `: ${run.cancelReason}`}.`;
  }
}

function runningSentence(run: RunDetail, took: string): string {
  const moving = run.steps.filter((step) => step.state === "running" || step.state === "retrying");
  if (moving.length === 0) return `Running for ${took}: ${progress(run)}.`;
  const names = moving.map((step) => {
    const attempt = step.attempts.length;
    return attempt > 1 ? `${step.name} (attempt ${attempt})` : step.name;
  });
  return `Running for ${took}: ${sentenceList(names)} now, ${progress(run)}.`;
}

function waitingSentence(run: RunDetail, now: Date): string {
  const waiting = run.steps.find((step) => step.state === "waiting");
  if (waiting === undefined) return `Waiting with ${progress(run)}.`;
  const until = waiting.until === undefined ? "" : `, due ${relativeTime(new Date(waiting.until), now)}`;
  const since =
    waiting.startedAt === undefined
      ? ""
      : ` for ${formatDuration(now.getTime() - new Date(waiting.startedAt).getTime())}`;
  const who = waiting.action === "human_review" ? "a person to decide" : "its time";
  return `${waiting.name} has waited${since} for ${who}${until}.`;
}

function stoppedSentence(word: "Rejected" | "Failed", run: RunDetail, took: string): string {
  const id = run.error?.stepId;
  const culprit =
    run.steps.find((step) => step.id === id) ??
    run.steps.find((step) => step.state === (word === "Failed" ? "failed" : "rejected"));
  if (culprit === undefined) return `${word} after ${took}. ${asSentence(run.error?.message ?? "")}`.trim();
  const tries = culprit.attempts.length;
  const attempts = word === "Failed" && tries > 1 ? `, ${count(tries, "attempt")}` : "";
  const why = culprit.error?.message ?? run.error?.message ?? culprit.summary;
  return `${word} at ${culprit.name} after ${took}${attempts}${why === undefined ? "." : `: ${asSentence(why)}`}`;
}

function progress(run: RunDetail): string {
  const main = run.steps.filter((step) => !step.id.startsWith("on_failure."));
  const done = main.filter((step) => step.endedAt !== undefined || step.state === "skipped");
  return `${done.length} of ${count(main.length, "step")} done`;
}

function tally(steps: readonly Step[]): string {
  const words: string[] = [];
  const add = (n: number, word: string) => {
    if (n > 0) words.push(`${count(n, "step")} ${word}`);
  };
  const ended = steps.filter((step) => step.state === "succeeded");
  add(ended.filter((step) => step.outcome !== "review").length, "passed");
  add(ended.filter((step) => step.outcome === "review").length, "with something to review");
  add(steps.filter((step) => step.state === "failed" || step.state === "rejected").length, "tolerated");
  add(steps.filter((step) => step.state === "skipped").length, "skipped");
  return words.length === 0 ? "no steps" : sentenceList(words);
}

/** The decision that let a run go on, when there was one. */
function decided(run: RunDetail): string {
  const review = run.steps.find((step) => step.reviewId !== undefined && step.summary !== undefined);
  return review?.summary === undefined ? "" : ` ${asSentence(review.summary)}`;
}
