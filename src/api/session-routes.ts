import { z } from "zod";
import type { Principal, SessionPrincipal } from "../app/index.ts";
import { me } from "../contract/index.ts";
import { defineOpenRoute, defineRoute, noContent } from "./route.ts";

const signIn = z.object({ token: z.string().min(1).max(200) });

function toMe(principal: Principal | SessionPrincipal): z.output<typeof me> {
  const { id, name, roles } = principal;
  const csrf = "csrfToken" in principal ? { csrfToken: principal.csrfToken } : {};
  return { id, name, roles: [...roles], ...csrf };
}

export const sessionRoutes = [
  defineRoute({
    method: "GET",
    path: "/me",
    operationId: "getMe",
    summary: "Who the caller is and which roles it has; for a session also its CSRF token.",
    guard: "signed-in",
    response: me,
    handle: async ({ principal }) => toMe(principal),
  }),
  // Sent by the page behind the sign-in link, not by opening the link: programs that look at
  // links in advance would otherwise use it up.
  defineOpenRoute({
    method: "POST",
    path: "/session",
    operationId: "signIn",
    summary: "Uses up a one-time sign-in link and sets the session cookie.",
    body: signIn,
    response: me,
    async handle({ probity, body, reply, session }) {
      const started = await probity.access.signIn(body.token, reply.request.ip);
      session.set(reply, started.secret, started.expiresAt);
      return toMe(started.principal);
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/session",
    operationId: "signOut",
    summary: "Ends the session and removes its cookie.",
    guard: "signed-in",
    status: 204,
    response: noContent,
    async handle({ probity, reply, session }) {
      const secret = session.read(reply.request);
      if (secret !== undefined) await probity.access.signOut(secret);
      session.clear(reply);
      return undefined;
    },
  }),
];
