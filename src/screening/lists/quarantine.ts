import type { Queryable } from "../../core/index.ts";

/**
 * Why a publication is not trusted.
 * - `unreadable`: a file is damaged, cut off or no list at all; there is no snapshot of it.
 * - `incomplete`: it holds another number of entries than its publisher says.
 * - `shrunk`: it lost more entries than a list loses at a time.
 * - `older`: it was published before the one in use.
 * - `outdated`: it was published so long ago that its publisher has stopped offering it.
 */
export type QuarantineKind = "unreadable" | "incomplete" | "shrunk" | "older" | "outdated";

/** A publication that was not taken. */
export interface Quarantine {
  readonly list: string;
  /** Its snapshot, which can be released; none where it could not be read. */
  readonly hash?: string;
  readonly kind: QuarantineKind;
  readonly reason: string;
  readonly source: string;
  readonly at: Date;
}

/** A publication that loses more than this share of its entries is a broken download until somebody says otherwise. */
export const SHRINK_MAX = 0.05;

const DAY_MS = 86_400_000;

/** What is wrong with a publication that could be read, or undefined. */
export function suspicionOf(publication: {
  readonly entities: number;
  /** Entries of the snapshot in use; undefined where there is none. */
  readonly entitiesBefore: number | undefined;
  readonly declaredEntities: number | undefined;
  readonly publishedAt: Date | undefined;
  readonly publishedBefore: Date | undefined;
  /** Longest time since a publication of this list, in milliseconds. */
  readonly publishedWithinMs: number | undefined;
  readonly now: Date;
}): { readonly kind: QuarantineKind; readonly reason: string } | undefined {
  const { entities, entitiesBefore, declaredEntities, publishedAt, publishedBefore, now } = publication;
  if (declaredEntities !== undefined && declaredEntities !== entities) {
    const reason = `it holds ${entities} entries, and its publisher says there are ${declaredEntities}`;
    return { kind: "incomplete", reason };
  }
  if (entitiesBefore !== undefined && entities < entitiesBefore * (1 - SHRINK_MAX)) {
    const percent = Math.round((1 - entities / entitiesBefore) * 1000) / 10;
    const reason = `it has ${entities} entries, ${percent} % fewer than the current ${entitiesBefore}`;
    return { kind: "shrunk", reason };
  }
  if (publishedAt === undefined) return undefined;
  const published = publishedAt.toISOString().slice(0, 10);
  if (publishedBefore !== undefined && publishedAt < publishedBefore) {
    const before = publishedBefore.toISOString().slice(0, 10);
    return { kind: "older", reason: `it was published on ${published}, before the current one of ${before}` };
  }
  const ageMs = now.getTime() - publishedAt.getTime();
  if (publication.publishedWithinMs !== undefined && ageMs > publication.publishedWithinMs) {
    const days = Math.floor(ageMs / DAY_MS);
    const within = Math.floor(publication.publishedWithinMs / DAY_MS);
    const reason = `it was published on ${published}, ${days} days ago; this list appears at least every ${within} days`;
    return { kind: "outdated", reason };
  }
  return undefined;
}

/** Writes down that a publication was not taken. */
export async function insertQuarantine(tx: Queryable, entry: Quarantine): Promise<void> {
  await tx.query(
    "insert into probity.list_quarantine (list, hash, kind, reason, source, at) values ($1, $2, $3, $4, $5, $6)",
    [entry.list, entry.hash ?? null, entry.kind, entry.reason, entry.source, entry.at],
  );
}

interface QuarantineRow extends Record<string, unknown> {
  list: string;
  hash: string | null;
  kind: QuarantineKind;
  reason: string;
  source: string;
  at: Date;
}

function quarantineOf({ hash, ...row }: QuarantineRow): Quarantine {
  return hash === null ? row : { ...row, hash };
}

/**
 * The newest publication of each list that was not taken, as long as nothing better came after it:
 * a snapshot taken into use, or a look that found the current one to be what the publisher offers.
 */
export async function openQuarantines(db: Queryable, list?: string): Promise<Quarantine[]> {
  const { rows } = await db.query<QuarantineRow>(
    `select distinct on (q.list) q.list, q.hash, q.kind, q.reason, q.source, q.at
       from probity.list_quarantine q
       left join probity.list_current c on c.list = q.list
       left join probity.list_check k on k.list = q.list
      where ($1::text is null or q.list = $1)
        and (c.changed_at is null or q.at > c.changed_at)
        and (k.confirmed_at is null or q.at > k.confirmed_at)
      order by q.list, q.id desc`,
    [list ?? null],
  );
  return rows.map(quarantineOf);
}

/** Every publication of a list that was not taken, the newest first. */
export async function quarantineHistory(db: Queryable, list: string, limit: number): Promise<Quarantine[]> {
  const { rows } = await db.query<QuarantineRow>(
    `select list, hash, kind, reason, source, at from probity.list_quarantine
      where list = $1 order by id desc limit $2`,
    [list, limit],
  );
  return rows.map(quarantineOf);
}
