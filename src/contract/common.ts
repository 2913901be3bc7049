import { z } from "zod";
import { roles } from "../core/index.ts";

export { roles };

/** RFC 9457 problem details, plus our stable code and every single thing that is wrong. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  /** Quote this to the operator; it is in the server's log. */
  reference: z.string(),
  issues: z.array(z.object({ where: z.string(), message: z.string(), suggestion: z.string().optional() })),
});
export type Problem = z.infer<typeof problem>;

export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const actor = z.object({
  kind: z.enum(["human", "service", "agent", "model"]),
  id: z.string(),
  via: z.string(),
});

export const outcome = z.enum(["pass", "review", "fail"]);
export const runState = z.enum([
  "queued",
  "running",
  "waiting",
  "paused",
  "succeeded",
  "rejected",
  "failed",
  "cancelled",
]);
export const stepState = z.enum([
  "pending",
  "running",
  "waiting",
  "retrying",
  "succeeded",
  "rejected",
  "failed",
  "skipped",
  "cancelled",
]);
export const reviewState = z.enum(["open", "approved", "rejected", "timed_out", "cancelled"]);

export const instant = z.iso.datetime();

/** Newest first; `nextCursor` is absent on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
