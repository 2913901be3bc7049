import type { Role } from "../core/index.ts";

/** Who a request comes from, once that is proven. */
export interface Principal {
  /** A key is used by a machine, a session by a person. */
  readonly kind: "key" | "session";
  /** As in the audit log: `key:key_0199…`, `user:operator`. Holds no e-mail address and no name. */
  readonly id: string;
  /** A label for people. */
  readonly name: string;
  readonly roles: readonly Role[];
}

/** A person signed in; what the page must send along with every change comes with it. */
export interface SessionPrincipal extends Principal {
  readonly kind: "session";
  readonly csrfToken: string;
}

/** Who hands out or withdraws access, as the audit log names it. */
export interface AccessActor {
  readonly kind: "human" | "service" | "agent" | "model";
  readonly id: string;
  readonly via: string;
}
