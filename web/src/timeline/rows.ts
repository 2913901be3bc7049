import type { Step } from "../api/contract.ts";
import type { Span } from "./scale.ts";

export interface Segment extends Span {
  readonly key: string;
  readonly kind: "attempt" | "failed-attempt" | "waiting" | "backoff";
  readonly title: string;
}

export interface TimelineRow {
  readonly step: Step;
  readonly segments: readonly Segment[];
  /** Instants at which an attempt after the first began. */
  readonly retries: readonly number[];
}

const millis = (at: string) => new Date(at).getTime();

/** What a step did when: its attempts, the pauses between them, and the time it waited for somebody. */
export function timelineRows(steps: readonly Step[], now: number): TimelineRow[] {
  return steps
    .filter((step) => step.startedAt !== undefined || step.attempts.length > 0)
    .map((step) => rowOf(step, now));
}

function rowOf(step: Step, now: number): TimelineRow {
  const end = step.endedAt === undefined ? now : millis(step.endedAt);
  if (step.action === "human_review" || step.action === "wait" || step.action === "run_workflow") {
    const start = millis(step.startedAt ?? step.attempts[0]?.startedAt ?? new Date(now).toISOString());
    const verb = step.action === "human_review" ? "waiting for a person" : "waiting";
    return {
      step,
      retries: [],
      segments: [
        {
          key: "wait",
          kind: "waiting",
          from: start,
          to: Math.max(start, end),
          title: `${step.name}: ${verb}`,
        },
      ],
    };
  }
  const segments: Segment[] = [];
  let previousEnd: number | undefined;
  for (const attempt of step.attempts) {
    const from = millis(attempt.startedAt);
    const to = attempt.endedAt === undefined ? end : millis(attempt.endedAt);
    if (previousEnd !== undefined && from > previousEnd) {
      segments.push({
        key: `pause ${attempt.attempt}`,
        kind: "backoff",
        from: previousEnd,
        to: from,
        title: `${step.name}: pause before attempt ${attempt.attempt}`,
      });
    }
    const why = attempt.error === undefined ? "" : `: ${attempt.error.message}`;
    segments.push({
      key: `attempt ${attempt.attempt}`,
      kind: attempt.error === undefined ? "attempt" : "failed-attempt",
      from,
      to: Math.max(from, to),
      title: `${step.name}, attempt ${attempt.attempt}${why}`,
    });
    previousEnd = to;
  }
  if (segments.length === 0 && step.startedAt !== undefined) {
    const from = millis(step.startedAt);
    segments.push({ key: "step", kind: "attempt", from, to: Math.max(from, end), title: step.name });
  }
  return { step, segments, retries: step.attempts.slice(1).map((attempt) => millis(attempt.startedAt)) };
}

/** When work was going on, for the scale; waiting is the quiet that may be shortened. */
export function busySpans(rows: readonly TimelineRow[]): Span[] {
  return rows.flatMap((row) =>
    row.segments.filter((s) => s.kind === "attempt" || s.kind === "failed-attempt"),
  );
}
