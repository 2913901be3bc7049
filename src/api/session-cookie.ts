import type { FastifyReply, FastifyRequest } from "fastify";

/** The browser's half of a session: out of reach for scripts, never sent along by other sites. */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, secret: string, expiresAt: Date): void;
  clear(reply: FastifyReply): void;
}

/**
 * Over https the name starts with `__Host-`, which makes browsers insist on Secure, this
 * host alone and the whole path (RFC 6265bis section 4.1.3.2).
 */
export function createSessionCookie(baseUrl: string): SessionCookie {
  const secure = baseUrl.startsWith("https:");
  const name = secure ? "__Host-probity_session" : "probity_session";
  const attributes = { path: "/", httpOnly: true, sameSite: "strict", secure } as const;
  return {
    read: (request) => request.cookies[name],
    set: (reply, secret, expires) => {
      reply.setCookie(name, secret, { ...attributes, expires });
    },
    clear: (reply) => {
      reply.clearCookie(name, attributes);
    },
  };
}
