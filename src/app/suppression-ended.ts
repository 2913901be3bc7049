import type { AuditEvent } from "../audit/index.ts";
import type { JsonObject } from "../core/index.ts";
import type { EndedSuppression } from "../screening/index.ts";
import type { Actor } from "./probity.ts";

/**
 * The audit entry of a suppression that ended by itself.
 * @param where what brought it to light: the screening, or the publication of a list
 */
export function suppressionEnded(
  { id, list, entityId, why }: EndedSuppression,
  where: JsonObject,
  actor: Actor,
  at: Date,
): AuditEvent {
  return {
    actor,
    action: "suppression.ended",
    status: why === "expired" ? "expired" : "reopened",
    stream: "screening",
    at,
    details: { suppressionId: id, list, entityId, why, ...where },
  };
}
