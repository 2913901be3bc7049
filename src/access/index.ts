/** API keys, one-time sign-in links, web sessions, and the table of who may do what. */
export { type Role, roles } from "../core/index.ts";
export { type Access, createAccess } from "./access.ts";
export type { ApiKeyInfo, CreatedApiKey } from "./keys.ts";
export { allowed, type Permission, permissions } from "./permissions.ts";
export type { AccessActor, Principal, SessionPrincipal } from "./principal.ts";
export type { LoginLink, SignInRequest, StartedSession } from "./sessions.ts";
