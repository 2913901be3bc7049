import { type Clock, type Database, ProbityError, type Role } from "../core/index.ts";
import { logAccess } from "./access-log.ts";
import { nameDelivery, type SignedDelivery } from "./deliveries.ts";
import { createFailureCount } from "./failure-count.ts";
import {
  type ApiKeyInfo,
  type CreatedApiKey,
  createKey,
  createKeyCheck,
  listKeys,
  revokeKey,
} from "./keys.ts";
import { allowed, type Permission } from "./permissions.ts";
import type { AccessActor, Principal, SessionPrincipal } from "./principal.ts";
import { sameHash } from "./secret-token.ts";
import {
  createLoginLink,
  endSession,
  findSessionOwner,
  type LoginLink,
  revokeSubject,
  type SignInRequest,
  type StartedSession,
  startSession,
} from "./sessions.ts";

/**
 * Who may use an installation. There are no passwords, so there is no default one: machines
 * hold API keys, people sign in by a one-time link.
 */
export interface Access {
  /** Whoever creates a key answers for it: for four eyes (human_review) the two are one person. */
  createKey(request: {
    readonly name: string;
    readonly roles: readonly Role[];
    readonly actor: AccessActor;
  }): Promise<CreatedApiKey>;
  /** Newest first, revoked ones included. */
  listKeys(): Promise<readonly ApiKeyInfo[]>;
  /** Revoking twice does no harm. @throws ProbityError NOT_FOUND */
  revokeKey(id: string, actor: AccessActor): Promise<void>;
  /**
   * @param source where the request comes from, for counting refusals; never stored.
   * @throws ProbityError UNAUTHENTICATED, or RATE_LIMITED once a source was refused too often.
   */
  verifyKey(key: string, source: string): Promise<Principal>;

  /** @throws ProbityError REQUEST_INVALID when the subject is not a short lower-case name. */
  createLoginLink(request: SignInRequest): Promise<LoginLink>;
  /** Uses the link up. Errors as {@link Access.verifyKey}. */
  signIn(token: string, source: string): Promise<StartedSession>;
  /**
   * Refusals are not counted: a page left open asks again and again after its session is over.
   * @throws ProbityError UNAUTHENTICATED
   */
  verifySession(secret: string): Promise<SessionPrincipal>;
  /** Signing out twice does no harm. */
  signOut(secret: string): Promise<void>;
  /** Ends every session of a user and withdraws links not used yet; the number of sessions ended. */
  revokeSubject(subject: string, actor: AccessActor): Promise<number>;

  /** The name a signed delivery goes by: the one its signature first came with. 64 hexadecimal digits. */
  nameDelivery(delivery: SignedDelivery): Promise<string>;

  /** Whether one of the principal's roles carries the permission. */
  allows(principal: Principal, permission: Permission): boolean;
  /** Whether a request of a session carries that session's own CSRF token; constant time. */
  isCsrfToken(session: SessionPrincipal, presented: string): boolean;
}

export function createAccess(options: { readonly db: Database; readonly clock: Clock }): Access {
  const { db, clock } = options;
  const failures = createFailureCount(clock);
  const findKeyOwner = createKeyCheck(db, clock);

  async function refuse(source: string, advice: string): Promise<never> {
    const verdict = failures.record(source);
    if (verdict === "limit-reached") {
      // The address itself is personal data and stays out of the log.
      await db.transaction((tx) =>
        logAccess(tx, {
          at: clock.now(),
          actor: { kind: "service", id: "access", via: "api" },
          action: "access.refused-often",
          status: "refused",
          details: {},
        }),
      );
    }
    if (verdict === "over-limit") {
      throw new ProbityError("RATE_LIMITED", "Too many refused attempts from this address; wait 15 minutes.");
    }
    throw new ProbityError("UNAUTHENTICATED", advice);
  }

  return {
    createKey: (request) => createKey(db, clock, request),
    listKeys: () => listKeys(db),
    revokeKey: (id, actor) => revokeKey(db, clock, id, actor),
    verifyKey: async (key, source) =>
      (await findKeyOwner(key)) ??
      refuse(
        source,
        "The API key is unknown or was revoked; an admin creates one with `probity keys create`.",
      ),
    createLoginLink: (request) => createLoginLink(db, clock, request),
    signIn: async (token, source) =>
      (await startSession(db, clock, token)) ??
      refuse(source, "The sign-in link is unknown, expired or used already; ask for a new one."),
    async verifySession(secret) {
      const session = await findSessionOwner(db, clock, secret);
      if (session !== undefined) return session;
      throw new ProbityError("UNAUTHENTICATED", "The session is over; sign in again with a new link.");
    },
    signOut: (secret) => endSession(db, clock, secret),
    revokeSubject: (subject, actor) => revokeSubject(db, clock, subject, actor),
    nameDelivery: (delivery) => nameDelivery(db, clock, delivery),
    allows: (principal, permission) => allowed(principal.roles, permission),
    isCsrfToken: (session, presented) => sameHash(Buffer.from(session.csrfToken), Buffer.from(presented)),
  };
}
