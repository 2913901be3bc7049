import { type Clock, type Database, ProbityError, type Role } from "../core/index.ts";
import { logAccess } from "./access-log.ts";
import type { AccessActor, SessionPrincipal } from "./principal.ts";
import { csrfTokenOf, hashSecret, isSecret, newSecret } from "./secret-token.ts";
import * as store from "./store.ts";

/** Long enough to switch to the browser, short enough that a link left in a terminal's history is dead. */
const LOGIN_LINK_TTL_MS = 15 * 60_000;
/** One working day: then sign in again, whatever happened in between. */
const SESSION_TTL_MS = 12 * 3_600_000;
/** An unattended screen closes itself. */
const SESSION_IDLE_MS = 3_600_000;
/** The idle time is kept to the minute, so that reading a page does not write a row each time. */
const LAST_SEEN_STEP_MS = 60_000;

export interface SignInRequest {
  /** Short name of the person, as it appears in the audit log after `user:`; no e-mail address. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly actor: AccessActor;
}

export interface LoginLink {
  /** Goes into the link as `/login?token=…`; works once. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface StartedSession {
  /** Value of the session cookie. */
  readonly secret: string;
  readonly expiresAt: Date;
  readonly principal: SessionPrincipal;
}

/** @throws ProbityError REQUEST_INVALID when the subject is not a short lower-case name. */
export async function createLoginLink(
  db: Database,
  clock: Clock,
  request: SignInRequest,
): Promise<LoginLink> {
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(request.subject)) {
    throw new ProbityError(
      "REQUEST_INVALID",
      "A user is named by 1 to 63 lower-case letters, digits, dots, dashes and underscores.",
    );
  }
  const at = clock.now();
  const token = newSecret();
  const expiresAt = new Date(at.getTime() + LOGIN_LINK_TTL_MS);
  const { subject, name } = request;
  const roles = [...new Set(request.roles)];
  await db.transaction(async (tx) => {
    await store.insertLink(tx, { subject, name, roles, tokenHash: hashSecret(token), expiresAt });
    await logAccess(tx, {
      at,
      actor: request.actor,
      action: "login-link.created",
      details: { user: subject, roles },
    });
  });
  return { token, expiresAt };
}

/** Uses the link up and opens a session; undefined for an unknown, used or expired token. */
export async function startSession(
  db: Database,
  clock: Clock,
  token: string,
): Promise<StartedSession | undefined> {
  if (!isSecret(token)) return undefined;
  const at = clock.now();
  const secret = newSecret();
  const expiresAt = new Date(at.getTime() + SESSION_TTL_MS);
  const subject = await db.transaction(async (tx) => {
    const found = await store.consumeLink(tx, hashSecret(token), at);
    if (found === undefined) return undefined;
    await store.deleteExpired(tx, at, idleSince(at));
    await store.insertSession(tx, { ...found, idHash: hashSecret(secret), at, expiresAt });
    await logAccess(tx, {
      at,
      actor: { kind: "human", id: `user:${found.subject}`, via: "web" },
      action: "session.started",
      details: { roles: found.roles },
    });
    return found;
  });
  return subject && { secret, expiresAt, principal: principalOf(subject, secret) };
}

/** Whose session a cookie belongs to; undefined once it is over, idle for too long, or unknown. */
export async function findSessionOwner(
  db: Database,
  clock: Clock,
  secret: string,
): Promise<SessionPrincipal | undefined> {
  if (!isSecret(secret)) return undefined;
  const at = clock.now();
  const idHash = hashSecret(secret);
  const row = await store.findSession(db, idHash, at, idleSince(at));
  if (row === undefined) return undefined;
  if (at.getTime() - row.last_seen_at.getTime() >= LAST_SEEN_STEP_MS)
    await store.touchSession(db, idHash, at);
  return principalOf(row, secret);
}

/** Signs out; a session that is over already is left in peace. */
export async function endSession(db: Database, clock: Clock, secret: string): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await store.deleteSession(tx, hashSecret(secret));
    if (ended === undefined) return;
    await logAccess(tx, {
      at: clock.now(),
      actor: { kind: "human", id: `user:${ended.subject}`, via: "web" },
      action: "session.ended",
      details: {},
    });
  });
}

/** Ends every session of a user and withdraws links not used yet; the number of sessions ended. */
export async function revokeSubject(
  db: Database,
  clock: Clock,
  subject: string,
  actor: AccessActor,
): Promise<number> {
  return db.transaction(async (tx) => {
    const sessions = await store.deleteSessionsOf(tx, subject);
    const links = await store.deleteLinksOf(tx, subject);
    await logAccess(tx, {
      at: clock.now(),
      actor,
      action: "user.signed-out",
      details: { user: subject, sessions, links },
    });
    return sessions;
  });
}

function idleSince(at: Date): Date {
  return new Date(at.getTime() - SESSION_IDLE_MS);
}

function principalOf(row: store.SubjectRow, secret: string): SessionPrincipal {
  return {
    kind: "session",
    id: `user:${row.subject}`,
    name: row.name,
    roles: row.roles,
    csrfToken: csrfTokenOf(secret),
  };
}
