import { Cron } from "croner";
import { messageOf } from "../core/index.ts";
import type { ScheduleTrigger } from "./definition.ts";

/** Instants one call of {@link nextFireTimes} returns at most. */
const FIRE_TIMES_MAX = 1_000;

/** What is wrong with the name of a time zone, or undefined. */
export function timezoneProblem(timezone: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return undefined;
  } catch {
    return `"${timezone}" is not an IANA time zone such as Europe/Berlin`;
  }
}

/**
 * What is wrong with a schedule in a time zone there is, or undefined when it will fire. Five fields, or six with
 * seconds first; only what every cron understands (numbers, names, `*`, `,`, `-`, `/`).
 */
export function scheduleProblem(cron: string, timezone: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    return `a schedule has five fields (minute hour day month weekday) or six with seconds first, not ${fields.length}`;
  }
  if (!fields.every((field) => /^[0-9*,/-]+$/.test(field.replace(/\b[A-Za-z]{3}\b/g, "0")))) {
    return "a schedule field holds only numbers, names of three letters, * , - and /";
  }
  try {
    if (newCron(cron, timezone).nextRun(new Date(0)) === null) return "this schedule never fires";
  } catch (error) {
    return `not a cron schedule: ${messageOf(error).replace(/^CronPattern: /, "")}`;
  }
  return undefined;
}

/** The next `count` instants at which a schedule fires, strictly after `from`. */
export function nextFireTimes(
  trigger: Pick<ScheduleTrigger, "cron" | "timezone">,
  from: Date,
  count: number,
): Date[] {
  return newCron(trigger.cron, trigger.timezone).nextRuns(Math.min(count, FIRE_TIMES_MAX), from);
}

function newCron(cron: string, timezone: string): Cron {
  return new Cron(cron, { timezone, paused: true, mode: "5-or-6-parts" });
}
