import type { FastifyRequest } from "fastify";
import type { Access, Principal } from "../app/index.ts";
import { ProbityError } from "../core/index.ts";
import type { Actor, Guard } from "./route.ts";
import type { SessionCookie } from "./session-cookie.ts";

const CSRF_HEADER = "x-csrf-token";

/**
 * Proves who asks: by API key (`Authorization: Bearer …`), else by session cookie, which for
 * everything that changes something must come with the session's CSRF token.
 *
 * @throws ProbityError UNAUTHENTICATED, FORBIDDEN for a missing CSRF token, RATE_LIMITED
 */
export async function authenticate(
  access: Access,
  request: FastifyRequest,
  session: SessionCookie,
): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, key] = /^Bearer ([!-~]{1,200})$/i.exec(authorization) ?? [];
    if (key === undefined)
      throw new ProbityError("UNAUTHENTICATED", "Send `Authorization: Bearer <API key>`.");
    return access.verifyKey(key, request.ip);
  }
  const cookie = session.read(request);
  if (cookie === undefined) {
    throw new ProbityError(
      "UNAUTHENTICATED",
      "Send an API key as bearer token, or sign in with a one-time link.",
    );
  }
  const principal = await access.verifySession(cookie);
  if (request.method !== "GET") {
    const token = request.headers[CSRF_HEADER];
    if (typeof token !== "string" || !access.isCsrfToken(principal, token)) {
      throw new ProbityError(
        "FORBIDDEN",
        `The ${CSRF_HEADER} header does not hold the token of this session.`,
      );
    }
  }
  return principal;
}

/** @throws ProbityError FORBIDDEN when no role of the principal carries the permission. */
export function authorise(access: Access, principal: Principal, guard: Guard): void {
  if (guard === "open" || guard === "signed-in" || access.allows(principal, guard)) return;
  throw new ProbityError(
    "FORBIDDEN",
    `This takes the permission ${guard}, which none of your roles carries.`,
  );
}

export function actorOf(principal: Principal): Actor {
  return principal.kind === "key"
    ? { kind: "service", id: principal.id, via: "api" }
    : { kind: "human", id: principal.id, via: "web" };
}
