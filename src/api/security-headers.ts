import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * Headers of every answer. The web brings all of its scripts, styles, fonts and pictures as
 * files of this server and no inline ones, so the policy needs no exception.
 */
export function securityHeaders(baseUrl: string): FastifyHelmetOptions {
  const secure = baseUrl.startsWith("https:");
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Sign-in links hold their token in the address; it must not travel on.
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    // A promise of https that a plain http server would break.
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
}
