import {
  type Clock,
  type Database,
  type DataCipher,
  isId,
  type JsonObject,
  newId,
  ProbityError,
  type Queryable,
  type ScreeningId,
  type SuppressionId,
} from "../core/index.ts";
import { sqlStateOf } from "../db/index.ts";
import type { ScreeningPolicy } from "./policy.ts";
import type { ReportedHit, ScreeningResult } from "./screener.ts";
import { loadScreening } from "./screening-store.ts";
import { customerKeys, type SuppressionEnd } from "./suppression.ts";
import { endSuppressions, suppressionSealContext } from "./suppression-store.ts";

export type SuppressionState = "proposed" | "active" | "expired" | "revoked" | "reopened";

/** A suppression as people see it. Names and reasons are personal data. */
export interface SuppressionView {
  readonly id: SuppressionId;
  readonly state: SuppressionState;
  readonly list: string;
  readonly entityId: string;
  /** Content hash of the list entry it holds for. */
  readonly entryHash: string;
  readonly entryName: string;
  readonly screeningId: ScreeningId;
  readonly names: readonly string[];
  readonly ref?: string;
  readonly reason: string;
  readonly until: Date;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy?: string;
  readonly approvedAt?: Date;
  readonly endedBy?: string;
  readonly endedAt?: Date;
  readonly endedWhy?: SuppressionEnd;
  readonly endedReason?: string;
}

/** What happened to a suppression, for its audit entry; no personal data. */
export interface SuppressionEvent {
  readonly action: "suppression.proposed" | "suppression.approved" | "suppression.ended";
  readonly status: SuppressionState;
  readonly details: JsonObject;
}

/** Who does it, as the audit log names them. */
export interface SuppressionActor {
  readonly kind: "human" | "service" | "agent" | "model";
  readonly id: string;
  readonly via: string;
}

export interface SuppressionQuery {
  readonly state?: SuppressionState | undefined;
  readonly list?: string | undefined;
  readonly entityId?: string | undefined;
  /** The caller's reference of the customer. */
  readonly ref?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Suppressions {
  /**
   * Proposes to set one hit of a recorded screening aside.
   * @throws ProbityError NOT_FOUND, REQUEST_INVALID for a date the policy does not allow, CONFLICT when there is one
   */
  propose(request: {
    readonly screeningId: string;
    readonly list: string;
    readonly entityId: string;
    readonly reason: string;
    /** Last day or instant; the longest time the policy allows when left out. */
    readonly until?: Date | undefined;
    readonly actor: SuppressionActor;
  }): Promise<SuppressionView>;
  /** @throws ProbityError NOT_FOUND, FORBIDDEN for whoever proposed it, CONFLICT when it is no open proposal */
  approve(id: string, actor: SuppressionActor): Promise<SuppressionView>;
  /** Ends a proposal or an active suppression. @throws ProbityError NOT_FOUND, CONFLICT */
  revoke(id: string, reason: string, actor: SuppressionActor): Promise<SuppressionView>;
  /** @throws ProbityError NOT_FOUND */
  get(id: string): Promise<SuppressionView>;
  /** Newest first. */
  list(
    query: SuppressionQuery,
  ): Promise<{ readonly items: readonly SuppressionView[]; readonly nextCursor?: string }>;
}

const DAY_MS = 86_400_000;
/** Characters of a reason: a paragraph. */
export const SUPPRESSION_REASON_CHARS_MAX = 2_000;

/** The good-guy list of an installation. `audit` writes the entry in the transaction of the effect. */
export function createSuppressions(options: {
  readonly db: Database;
  readonly cipher: DataCipher;
  readonly clock: Clock;
  /** The policy in force now. */
  readonly policy: () => ScreeningPolicy;
  readonly audit: (tx: Queryable, actor: SuppressionActor, event: SuppressionEvent) => Promise<void>;
}): Suppressions {
  const { db, cipher, clock, audit } = options;
  const change = (work: (tx: Queryable) => Promise<SuppressionView>): Promise<SuppressionView> =>
    db.transaction(work).catch((error: unknown) => {
      throw explained(error);
    });
  return {
    async propose({ screeningId, list, entityId, reason, until, actor }) {
      const at = clock.now();
      const end = checkedEnd(until, at, options.policy().suppressionDaysMax);
      checkReason(reason);
      const proposal = await hitOf(db, cipher, screeningId, list, entityId);
      return change(async (tx) => {
        const id = newId("suppression", at.getTime());
        await insertProposal(tx, cipher, { id, at, ...proposal, reason, until: end, actor: actor.id });
        await audit(tx, actor, {
          action: "suppression.proposed",
          status: "proposed",
          details: { suppressionId: id, screeningId, list, entityId, until: end.toISOString() },
        });
        return load(tx, cipher, id, at);
      });
    },
    approve: (id, actor) =>
      change(async (tx) => {
        const at = clock.now();
        const before = await load(tx, cipher, id, at);
        if (before.state !== "proposed" || before.until <= at) throw conflict(before);
        const { rowCount } = await tx.query(
          `update probity.suppression set state = 'active', approved_by = $2, approved_at = $3
            where id = $1 and state = 'proposed'`,
          [id, actor.id, at],
        );
        if (rowCount !== 1) throw conflict(await load(tx, cipher, id, at));
        const { list, entityId } = before;
        const details = { suppressionId: id, list, entityId, until: before.until.toISOString() };
        await audit(tx, actor, { action: "suppression.approved", status: "active", details });
        return load(tx, cipher, id, at);
      }),
    revoke: (id, reason, actor) =>
      change(async (tx) => {
        checkReason(reason);
        const at = clock.now();
        const before = await load(tx, cipher, id, at);
        const { list, entityId } = before;
        const ended = await endSuppressions(
          tx,
          [{ id: before.id, list, entityId, why: "revoked" }],
          actor.id,
          at,
          {
            reasonSealed: cipher.seal(reason, suppressionSealContext("ended_reason", before.id)),
          },
        );
        if (ended.length === 0) throw conflict(before);
        const details = { suppressionId: id, list, entityId, why: "revoked" };
        await audit(tx, actor, { action: "suppression.ended", status: "revoked", details });
        return load(tx, cipher, id, at);
      }),
    get: (id) => load(db, cipher, id, clock.now()),
    list: (query) => listSuppressions(db, cipher, query, clock.now()),
  };
}

/** The hit of a recorded screening, and whose it was. */
async function hitOf(db: Database, cipher: DataCipher, screeningId: string, list: string, entityId: string) {
  const stored = isId("screening", screeningId) ? await loadScreening(db, cipher, screeningId) : undefined;
  if (!stored) throw new ProbityError("NOT_FOUND", "There is no screening with this id.");
  const { hits } = JSON.parse(stored.resultText) as ScreeningResult;
  const hit = hits.find((one) => one.list === list && one.entityId === entityId);
  if (!hit) {
    const known = hits.map((one) => `${one.list}:${one.entityId}`).join(", ") || "none";
    throw new ProbityError("NOT_FOUND", `The screening has no hit ${list}:${entityId}; its hits: ${known}.`);
  }
  if (hit.suppressed) {
    throw new ProbityError("CONFLICT", `The hit is set aside already, by ${hit.suppressed.id}.`);
  }
  return { screening: stored, hit };
}

async function insertProposal(
  tx: Queryable,
  cipher: DataCipher,
  proposal: {
    readonly id: SuppressionId;
    readonly at: Date;
    readonly screening: NonNullable<Awaited<ReturnType<typeof loadScreening>>>;
    readonly hit: ReportedHit;
    readonly reason: string;
    readonly until: Date;
    readonly actor: string;
  },
): Promise<void> {
  const { hit, screening } = proposal;
  const { query, ref } = screening.input;
  const { customerHash, customerIndex } = customerKeys(cipher, query, ref);
  const subject = { names: query.names, ...(ref === undefined ? {} : { ref }), entryName: hit.name };
  await tx.query(
    `insert into probity.suppression
       (id, state, list, entity_id, entry_hash, customer_hash, customer_index, screening_id,
        subject_sealed, reason_sealed, until, proposed_by, proposed_at)
     values ($1, 'proposed', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      proposal.id,
      hit.list,
      hit.entityId,
      hit.contentHash,
      customerHash,
      customerIndex ?? null,
      screening.id,
      cipher.seal(subject, suppressionSealContext("subject", proposal.id)),
      cipher.seal(proposal.reason, suppressionSealContext("reason", proposal.id)),
      proposal.until,
      proposal.actor,
      proposal.at,
    ],
  );
}

interface ViewRow extends Record<string, unknown> {
  readonly id: SuppressionId;
  readonly state: SuppressionState;
  readonly list: string;
  readonly entity_id: string;
  readonly entry_hash: string;
  readonly screening_id: ScreeningId;
  readonly subject_sealed: string;
  readonly reason_sealed: string;
  readonly until: Date;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_at: Date | null;
  readonly ended_why: SuppressionEnd | null;
  readonly ended_reason_sealed: string | null;
}

/** An active one whose time has passed is expired, whether or not a screening came by to say so. */
const columns = `id, case when state = 'active' and until <= $1 then 'expired' else state end as state, list,
  entity_id, entry_hash, screening_id, subject_sealed, reason_sealed, until, proposed_by, proposed_at,
  approved_by, approved_at, ended_by, ended_at, ended_why, ended_reason_sealed`;

async function load(db: Queryable, cipher: DataCipher, id: string, now: Date): Promise<SuppressionView> {
  const { rows } = await db.query<ViewRow>(`select ${columns} from probity.suppression where id = $2`, [
    now,
    id,
  ]);
  if (!rows[0]) throw new ProbityError("NOT_FOUND", "There is no suppression with this id.");
  return toView(rows[0], cipher);
}

async function listSuppressions(
  db: Queryable,
  cipher: DataCipher,
  { state, list, entityId, ref, cursor, limit }: SuppressionQuery,
  now: Date,
): ReturnType<Suppressions["list"]> {
  if (cursor !== undefined && !isId("suppression", cursor)) {
    throw new ProbityError("REQUEST_INVALID", "This cursor comes from no list of suppressions.");
  }
  const reference = ref === undefined ? undefined : customerKeys(cipher, { names: [] }, ref).customerIndex;
  const { rows } = await db.query<ViewRow>(
    `select * from (select ${columns}, customer_index from probity.suppression) s
      where ($2::text is null or s.state = $2) and ($3::text is null or s.list = $3)
        and ($4::text is null or s.entity_id = $4) and ($5::text is null or s.customer_index = $5)
        and ($6::text is null or s.id < $6)
      order by s.id desc limit $7`,
    [now, state ?? null, list ?? null, entityId ?? null, reference ?? null, cursor ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => toView(row, cipher));
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { nextCursor: last.id } : {}) };
}

function toView(row: ViewRow, cipher: DataCipher): SuppressionView {
  const subject = cipher.open(row.subject_sealed, suppressionSealContext("subject", row.id)) as unknown as {
    names: readonly string[];
    ref?: string;
    entryName: string;
  };
  const textOf = (column: "reason" | "ended_reason", sealed: string): string =>
    String(cipher.open(sealed, suppressionSealContext(column, row.id)));
  return {
    id: row.id,
    state: row.state,
    list: row.list,
    entityId: row.entity_id,
    entryHash: row.entry_hash,
    entryName: subject.entryName,
    screeningId: row.screening_id,
    names: subject.names,
    ...(subject.ref === undefined ? {} : { ref: subject.ref }),
    reason: textOf("reason", row.reason_sealed),
    until: row.until,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
    ...(row.approved_at === null ? {} : { approvedAt: row.approved_at }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.ended_why === null ? {} : { endedWhy: row.ended_why }),
    ...(row.ended_reason_sealed === null
      ? {}
      : { endedReason: textOf("ended_reason", row.ended_reason_sealed) }),
  };
}

function checkedEnd(until: Date | undefined, now: Date, daysMax: number): Date {
  const latest = new Date(now.getTime() + daysMax * DAY_MS);
  if (until === undefined) return latest;
  if (Number.isNaN(until.getTime()) || until <= now || until > latest) {
    throw new ProbityError(
      "REQUEST_INVALID",
      `A suppression ends after now and at ${latest.toISOString()} at the latest: the policy allows ${daysMax} days.`,
    );
  }
  return until;
}

function checkReason(reason: string): void {
  if (reason.trim() !== "" && reason.length <= SUPPRESSION_REASON_CHARS_MAX && reason.isWellFormed()) return;
  throw new ProbityError(
    "REQUEST_INVALID",
    `A reason of 1 to ${SUPPRESSION_REASON_CHARS_MAX} characters has to be given.`,
  );
}

function conflict({ state }: SuppressionView): ProbityError {
  const why = state === "proposed" ? "its last day has passed" : `it is ${state}`;
  return new ProbityError("CONFLICT", `The suppression cannot be changed that way: ${why}.`);
}

/** The database's refusals in words. */
function explained(error: unknown): unknown {
  switch (sqlStateOf(error)) {
    case "PBS02":
    // The four-eyes check constraint: the very same actor.
    case "23514":
      return new ProbityError(
        "FORBIDDEN",
        "Whoever proposed a suppression cannot approve it, by a key of theirs neither: four eyes are two people.",
        { cause: error },
      );
    case "PBS01":
      return new ProbityError("CONFLICT", "The suppression has been decided in the meantime.", {
        cause: error,
      });
    case "23505":
      return new ProbityError("CONFLICT", "There is a suppression for this customer and entry already.", {
        cause: error,
      });
    default:
      return error;
  }
}
