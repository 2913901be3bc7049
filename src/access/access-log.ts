import { appendAudit } from "../audit/index.ts";
import type { JsonObject, Queryable } from "../core/index.ts";
import type { AccessActor } from "./principal.ts";

/** Everything this folder writes into the audit log. */
export type AccessEvent =
  | "key.created"
  | "key.revoked"
  | "login-link.created"
  | "session.started"
  | "session.ended"
  | "user.signed-out"
  | "access.refused-often";

/** Writes an entry into the stream `access`, in the transaction of the change itself. */
export async function logAccess(
  tx: Queryable,
  event: {
    readonly at: Date;
    readonly actor: AccessActor;
    readonly action: AccessEvent;
    readonly status?: "succeeded" | "refused";
    readonly details: JsonObject;
  },
): Promise<void> {
  await appendAudit(tx, { status: "succeeded", ...event, stream: "access" });
}
