import type { AuditEvent } from "../audit/index.ts";
import type { JsonObject } from "../core/index.ts";
import { type EndedSuppression, suppressionEnded } from "../screening/index.ts";
import type { Actor } from "./probity.ts";

/** The audit entry of a suppression that ended by itself, in the log of screenings. */
export function suppressionEndedBy(
  ended: EndedSuppression,
  where: JsonObject,
  actor: Actor,
  at: Date,
): AuditEvent {
  return { ...suppressionEnded(ended, where), actor, stream: "screening", at };
}
