import {
  type ApiKeyId,
  type Clock,
  createGrouped,
  type Database,
  isId,
  newId,
  ProbityError,
  type Role,
} from "../core/index.ts";
import { logAccess } from "./access-log.ts";
import type { AccessActor, Principal } from "./principal.ts";
import { hashSecret, isSecret, newSecret, sameHash } from "./secret-token.ts";
import * as store from "./store.ts";

/** Keys one answer lists; nobody oversees more of them. */
const KEYS_LISTED_MAX = 1_000;
/** Requests whose keys are looked up with one statement. */
const LOOKUP_MAX = 100;
/** One write a minute is enough to see which keys are in use, and no request waits for more. */
const LAST_USED_STEP_MS = 60_000;

export interface ApiKeyInfo {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

/** The only moment the key itself exists outside its owner's hands: show it once, store it nowhere. */
export interface CreatedApiKey extends ApiKeyInfo {
  readonly key: string;
}

interface KeyParts {
  readonly id: ApiKeyId;
  readonly secret: string;
}

/** `pby_<32 hexadecimal digits of the id>_<43 letters and digits>`: easy to find in a leak, says nothing by itself. */
function formatKey(parts: KeyParts): string {
  return `pby_${parts.id.slice("key_".length).replaceAll("-", "")}_${parts.secret}`;
}

function parseKey(text: string): KeyParts | undefined {
  const match =
    /^pby_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([0-9A-Za-z]{43})$/.exec(text);
  if (!match) return undefined;
  const id = `key_${match.slice(1, 6).join("-")}`;
  const secret = match[6] ?? "";
  return isId("apiKey", id) && isSecret(secret) ? { id, secret } : undefined;
}

export async function createKey(
  db: Database,
  clock: Clock,
  request: { readonly name: string; readonly roles: readonly Role[]; readonly actor: AccessActor },
): Promise<CreatedApiKey> {
  const at = clock.now();
  const id = newId("apiKey", at.getTime());
  const secret = newSecret();
  const roles = [...new Set(request.roles)];
  await db.transaction(async (tx) => {
    const { name, actor } = request;
    await store.insertKey(tx, { id, secretHash: hashSecret(secret), name, roles, at, createdBy: actor.id });
    await logAccess(tx, { at, actor: request.actor, action: "key.created", details: { key: id, roles } });
  });
  return { id, name: request.name, roles, createdAt: at, key: formatKey({ id, secret }) };
}

export async function listKeys(db: Database): Promise<readonly ApiKeyInfo[]> {
  const rows = await store.selectKeys(db, KEYS_LISTED_MAX);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    roles: row.roles,
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }));
}

/** Revoking twice does no harm. @throws ProbityError NOT_FOUND */
export async function revokeKey(db: Database, clock: Clock, id: string, actor: AccessActor): Promise<void> {
  if (!isId("apiKey", id) || (await store.findKeys(db, [id])).length === 0) {
    throw new ProbityError("NOT_FOUND", "There is no such API key; `probity keys list` shows them.");
  }
  const at = clock.now();
  await db.transaction(async (tx) => {
    if (!(await store.markKeyRevoked(tx, id, at))) return;
    await logAccess(tx, { at, actor, action: "key.revoked", details: { key: id } });
  });
}

/** Whom a presented key belongs to; undefined for an unknown, altered or revoked one. */
export type FindKeyOwner = (presented: string) => Promise<Principal | undefined>;

/**
 * Looks keys up in the database, those of requests that arrive together with one statement. Nothing is
 * remembered and the statement is sent after the requests arrived, so a revoked key ends at once.
 */
export function createKeyCheck(db: Database, clock: Clock): FindKeyOwner {
  const { add: look } = createGrouped(async (ids: readonly ApiKeyId[]) => {
    const found = new Map((await store.findKeys(db, [...new Set(ids)])).map((row) => [row.id, row]));
    return ids.map((id) => ({ row: found.get(id) }));
  }, LOOKUP_MAX);
  return async (presented) => {
    const parts = parseKey(presented);
    if (parts === undefined) return undefined;
    const { row } = await look(parts.id);
    const matches = sameHash(hashSecret(parts.secret), row?.secret_hash ?? Buffer.alloc(32));
    if (row === undefined || !matches || row.revoked_at !== null) return undefined;
    const at = clock.now();
    const before = new Date(at.getTime() - LAST_USED_STEP_MS);
    if (row.last_used_at === null || row.last_used_at <= before) await store.touchKey(db, row.id, at, before);
    return { kind: "key", id: `key:${row.id}`, name: row.name, roles: row.roles };
  };
}
