import type {
  Customer,
  CustomerHit,
  Evidence,
  ListInfo,
  Rescreening,
  Review,
  RunState,
  Step,
  Suppression,
} from "../api/contract.ts";
import type { IconName } from "./icon.tsx";

export type Tone = "green" | "amber" | "red" | "blue" | "grey";

/** How a state is said: always a word, an icon and a colour, the same everywhere. */
export interface StateLook {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

const look = (word: string, icon: IconName, tone: Tone): StateLook => ({ word, icon, tone });

const passed = look("Passed", "check", "green");
const review = look("Review", "flag", "amber");
const rejected = look("Rejected", "cross", "red");
const failed = look("Failed", "alert", "red");
const running = look("Running", "play", "blue");
const waiting = look("Waiting", "clock", "amber");
const person = look("Waiting for a person", "person", "amber");
const cancelled = look("Cancelled", "slash", "grey");

export const runLooks: Readonly<Record<RunState, StateLook>> = {
  queued: look("Queued", "clock", "grey"),
  running,
  waiting,
  paused: look("Paused", "pause", "grey"),
  succeeded: passed,
  rejected,
  failed,
  cancelled,
};

/** A step that passed with outcome `review` is shown as review; a parked decision names the person. */
export function stepLook(step: Pick<Step, "state" | "outcome" | "action">): StateLook {
  switch (step.state) {
    case "succeeded":
      return step.outcome === "review" ? review : step.outcome === "fail" ? rejected : passed;
    case "waiting":
      return step.action === "human_review" ? person : waiting;
    case "running":
      return running;
    case "retrying":
      return look("Retrying", "retry", "amber");
    case "rejected":
      return rejected;
    case "failed":
      return failed;
    case "cancelled":
      return cancelled;
    case "skipped":
      return look("Skipped", "skip", "grey");
    case "pending":
      return look("Not started", "dot", "grey");
  }
}

/** A waiting run waits for a person unless only timers hold it. */
export function runLook(state: RunState, steps?: readonly Step[]): StateLook {
  if (state !== "waiting") return runLooks[state];
  const parked = steps?.some((step) => step.state === "waiting" && step.action === "human_review");
  return steps === undefined || parked ? person : waiting;
}

export const outcomeLooks: Readonly<Record<Evidence["outcome"], StateLook>> = {
  pass: passed,
  review,
  fail: look("Fail", "cross", "red"),
  info: look("Fact", "info", "grey"),
  not_performed: look("Not performed", "skip", "grey"),
};

export const reviewLooks: Readonly<Record<Review["state"], StateLook>> = {
  open: person,
  approved: look("Approved", "check", "green"),
  rejected,
  timed_out: look("Timed out", "clock", "red"),
  cancelled,
};

export const decisionLooks = {
  clear: look("Clear", "check", "green"),
  review,
  match: look("Match", "alert", "red"),
} as const;

export const suppressionLooks: Readonly<Record<Suppression["state"], StateLook>> = {
  proposed: look("Waits for approval", "person", "amber"),
  active: look("Set aside", "check", "green"),
  expired: look("Expired", "clock", "grey"),
  revoked: look("Revoked", "slash", "grey"),
  reopened: look("Reopened", "retry", "amber"),
};

/** Where a customer stands: a closed one is screened no more, and one without a standing never was. */
export function customerLook(customer: Pick<Customer, "status" | "screening">): StateLook {
  if (customer.status === "closed") return look("Closed", "slash", "grey");
  return customer.screening === undefined
    ? look("Never screened", "dot", "grey")
    : decisionLooks[customer.screening.decision];
}

export const hitLooks: Readonly<Record<CustomerHit["state"], StateLook>> = {
  open: look("Open", "flag", "amber"),
  suppressed: look("Set aside", "check", "green"),
  closed: look("Closed", "slash", "grey"),
};

export const rescreeningLooks: Readonly<Record<Rescreening["state"], StateLook>> = {
  running,
  done: look("Done", "check", "green"),
  abandoned: look("Given up", "slash", "grey"),
};

/** How fresh a list is; what needs somebody comes first. */
export function listLook(list: Pick<ListInfo, "stale" | "quarantine" | "check">): StateLook {
  if (list.stale) return look("Stale", "clock", "red");
  if (list.quarantine !== undefined) return look("Publication in quarantine", "flag", "amber");
  if (list.check?.outcome === "failed") return look("Last download failed", "alert", "amber");
  return look("Fresh", "check", "green");
}

export const absentListLook: StateLook = look("Nothing in use", "dot", "grey");

const auditTones: Readonly<Record<string, readonly [IconName, Tone]>> = {
  pass: ["check", "green"],
  ok: ["check", "green"],
  success: ["check", "green"],
  succeeded: ["check", "green"],
  approved: ["check", "green"],
  review: ["flag", "amber"],
  waiting: ["person", "amber"],
  opened: ["person", "amber"],
  timed_out: ["clock", "red"],
  fail: ["cross", "red"],
  rejected: ["cross", "red"],
  refused: ["cross", "red"],
  denied: ["cross", "red"],
  failed: ["alert", "red"],
  error: ["alert", "red"],
  started: ["play", "blue"],
  running: ["play", "blue"],
  retrying: ["retry", "amber"],
  queued: ["clock", "grey"],
  skipped: ["skip", "grey"],
  cancelled: ["slash", "grey"],
  paused: ["pause", "grey"],
};

/** The status of an audit entry keeps the log's own word. */
export function auditLook(status: string): StateLook {
  const [icon, tone] = auditTones[status] ?? ["dot", "grey"];
  const words = status.replaceAll("_", " ");
  return look(words.charAt(0).toUpperCase() + words.slice(1), icon, tone);
}
