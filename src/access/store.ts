import type { ApiKeyId, Queryable, Role } from "../core/index.ts";

/** Every statement on the tables of sql/000005_access.sql. */

export interface KeyRow {
  readonly id: ApiKeyId;
  readonly secret_hash: Buffer;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

export interface SubjectRow {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface SessionRow extends SubjectRow {
  readonly last_seen_at: Date;
}

export async function insertKey(
  db: Queryable,
  key: {
    readonly id: ApiKeyId;
    readonly secretHash: Buffer;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly at: Date;
    /** Id of the actor; of a key that creates a key, the database takes whoever is behind it. */
    readonly createdBy: string;
  },
): Promise<void> {
  await db.query(
    `insert into probity.api_key (id, secret_hash, name, roles, created_at, created_by)
     values ($1, $2, $3, $4, $5, probity.person_behind($6))`,
    [key.id, key.secretHash, key.name, key.roles, key.at, key.createdBy],
  );
}

/** The keys among these ids, in no order; an id nobody has gives none. */
export async function findKeys(db: Queryable, ids: readonly ApiKeyId[]): Promise<readonly KeyRow[]> {
  const { rows } = await db.query<KeyRow & Record<string, unknown>>(
    `select id, secret_hash, name, roles, created_at, last_used_at, revoked_at
     from probity.api_key where id = any($1)`,
    [ids],
  );
  return rows;
}

/** Newest first. */
export async function selectKeys(db: Queryable, limit: number): Promise<readonly KeyRow[]> {
  const { rows } = await db.query<KeyRow & Record<string, unknown>>(
    `select id, secret_hash, name, roles, created_at, last_used_at, revoked_at
     from probity.api_key order by created_at desc, id desc limit $1`,
    [limit],
  );
  return rows;
}

/** Writes the time of use unless one later than `before` is there already. */
export async function touchKey(db: Queryable, id: ApiKeyId, at: Date, before: Date): Promise<void> {
  await db.query(
    `update probity.api_key set last_used_at = $2
     where id = $1 and (last_used_at is null or last_used_at <= $3)`,
    [id, at, before],
  );
}

/** Whether this call revoked it: false for an unknown key and for one that was revoked before. */
export async function markKeyRevoked(db: Queryable, id: ApiKeyId, at: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    "update probity.api_key set revoked_at = $2 where id = $1 and revoked_at is null",
    [id, at],
  );
  return rowCount === 1;
}

export async function insertLink(
  db: Queryable,
  link: SubjectRow & { readonly tokenHash: Buffer; readonly expiresAt: Date },
): Promise<void> {
  await db.query(
    `insert into probity.login_link (token_hash, subject, name, roles, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [link.tokenHash, link.subject, link.name, link.roles, link.expiresAt],
  );
}

/** Uses a link up. One statement, so of two simultaneous calls only one gets the row. */
export async function consumeLink(
  db: Queryable,
  tokenHash: Buffer,
  at: Date,
): Promise<SubjectRow | undefined> {
  const { rows } = await db.query<SubjectRow & Record<string, unknown>>(
    `update probity.login_link set used_at = $2
     where token_hash = $1 and used_at is null and expires_at > $2
     returning subject, name, roles`,
    [tokenHash, at],
  );
  return rows[0];
}

export async function insertSession(
  db: Queryable,
  session: SubjectRow & { readonly idHash: Buffer; readonly at: Date; readonly expiresAt: Date },
): Promise<void> {
  await db.query(
    `insert into probity.web_session (id_hash, subject, name, roles, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [session.idHash, session.subject, session.name, session.roles, session.at, session.expiresAt],
  );
}

/** The session unless it is over: past its end, or not seen since `seenAfter`. */
export async function findSession(
  db: Queryable,
  idHash: Buffer,
  at: Date,
  seenAfter: Date,
): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow & Record<string, unknown>>(
    `select subject, name, roles, last_seen_at from probity.web_session
     where id_hash = $1 and expires_at > $2 and last_seen_at > $3`,
    [idHash, at, seenAfter],
  );
  return rows[0];
}

/** Never moves the time back, whichever of two requests writes last. */
export async function touchSession(db: Queryable, idHash: Buffer, at: Date): Promise<void> {
  await db.query(
    "update probity.web_session set last_seen_at = $2 where id_hash = $1 and last_seen_at < $2",
    [idHash, at],
  );
}

export async function deleteSession(db: Queryable, idHash: Buffer): Promise<SubjectRow | undefined> {
  const { rows } = await db.query<SubjectRow & Record<string, unknown>>(
    "delete from probity.web_session where id_hash = $1 returning subject, name, roles",
    [idHash],
  );
  return rows[0];
}

/** Ends every session of a subject; the number of them. */
export async function deleteSessionsOf(db: Queryable, subject: string): Promise<number> {
  const { rowCount } = await db.query("delete from probity.web_session where subject = $1", [subject]);
  return rowCount ?? 0;
}

/** Withdraws the links of a subject that were not used yet; the number of them. */
export async function deleteLinksOf(db: Queryable, subject: string): Promise<number> {
  const { rowCount } = await db.query(
    "delete from probity.login_link where subject = $1 and used_at is null",
    [subject],
  );
  return rowCount ?? 0;
}

/** Removes links and sessions that can no longer be used. */
export async function deleteExpired(db: Queryable, at: Date, seenAfter: Date): Promise<void> {
  await db.query("delete from probity.login_link where expires_at <= $1", [at]);
  await db.query("delete from probity.web_session where expires_at <= $1 or last_seen_at <= $2", [
    at,
    seenAfter,
  ]);
}

/** Notes a delivery; one that is noted already keeps its name. */
export async function insertDelivery(
  db: Queryable,
  delivery: { readonly signatureHash: Buffer; readonly name: string; readonly expiresAt: Date },
): Promise<void> {
  await db.query(
    `insert into probity.webhook_delivery (signature_hash, delivery_name, expires_at) values ($1, $2, $3)
     on conflict (signature_hash) do nothing`,
    [delivery.signatureHash, delivery.name, delivery.expiresAt],
  );
}

export async function findDeliveryName(db: Queryable, signatureHash: Buffer): Promise<string | undefined> {
  const { rows } = await db.query<{ delivery_name: string }>(
    "select delivery_name from probity.webhook_delivery where signature_hash = $1",
    [signatureHash],
  );
  return rows[0]?.delivery_name;
}

/** Forgets deliveries whose signatures are no longer accepted. */
export async function deleteExpiredDeliveries(db: Queryable, at: Date): Promise<void> {
  await db.query("delete from probity.webhook_delivery where expires_at <= $1", [at]);
}
