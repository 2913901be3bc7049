import type { ActionEvent, JsonObject } from "../core/index.ts";
import type { EndedSuppression } from "./suppression-store.ts";

/**
 * The audit entry of a suppression that ended by itself.
 * @param where what brought it to light: the screening, the re-screening or the publication of a list
 */
export function suppressionEnded(
  { id, list, entityId, why }: EndedSuppression,
  where: JsonObject,
): ActionEvent {
  return {
    action: "suppression.ended",
    status: why === "expired" ? "expired" : "reopened",
    details: { suppressionId: id, list, entityId, why, ...where },
  };
}
