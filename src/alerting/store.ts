import type { NotificationId, Queryable } from "../core/index.ts";
import type { PreparedNotification } from "./notification.ts";

type NotificationState = "queued" | "sending" | "sent" | "failed" | "dead";

/** A notification as surfaces show it; what it says stays sealed. */
export interface NotificationView {
  readonly id: NotificationId;
  readonly runId: string;
  readonly stepId: string;
  readonly channel: string;
  readonly template: string;
  readonly drill: boolean;
  readonly state: NotificationState;
  readonly attempts: number;
  /** When it is tried next, or given up on by a dispatcher that disappeared; absent when it is final. */
  readonly nextAttemptAt?: Date;
  readonly lastError?: string;
  /** What the other side answered when it took the message. */
  readonly remoteId?: string;
  readonly createdAt: Date;
  readonly sentAt?: Date;
}

/** A notification a dispatcher has taken; `attempt` is the fence: only the latest attempt may report. */
export interface ClaimedNotification {
  readonly id: NotificationId;
  readonly channel: string;
  readonly payload: string;
  readonly attempt: number;
  readonly deliveredTo: readonly string[];
}

/**
 * Writes a notification into the outbox, in the transaction of whatever caused it: both
 * become visible together or not at all. A notification whose deduplication key is
 * already there is not written again.
 */
export async function enqueueNotification(
  tx: Queryable,
  notification: PreparedNotification,
): Promise<{ readonly created: boolean }> {
  const { rowCount } = await tx.query(
    `insert into probity.notification
       (id, dedup_key, run_id, step_id, channel, template, drill, payload, next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict do nothing`,
    [
      notification.id,
      notification.dedupKey,
      notification.runId,
      notification.stepId,
      notification.channel,
      notification.template,
      notification.drill,
      notification.payload,
      notification.createdAt,
    ],
  );
  return { created: rowCount === 1 };
}

interface ClaimRow extends Record<string, unknown> {
  id: NotificationId;
  channel: string;
  payload: string;
  attempts: number;
  delivered_to: string[];
}

/**
 * Takes up to `limit` notifications that are due, those of crashed dispatchers included,
 * and opens an attempt for each. Dispatchers never get the same one: locked rows are skipped.
 */
export async function claimDue(
  tx: Queryable,
  claim: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly limit: number;
    readonly dispatcher: string;
    readonly exceptChannels: readonly string[];
    readonly attemptsMax: number;
  },
): Promise<ClaimedNotification[]> {
  // A message whose every attempt ends its dispatcher must not take all of them down for ever.
  await tx.query(
    `update probity.notification set state = 'dead', last_error = 'no dispatcher survived the last attempt'
     where state = 'sending' and next_attempt_at <= $1 and attempts >= $2`,
    [claim.now, claim.attemptsMax],
  );
  const { rows } = await tx.query<ClaimRow>(
    `with due as (
       select id from probity.notification
       where state in ('queued', 'sending', 'failed') and next_attempt_at <= $1 and channel <> all ($4::text[])
       order by next_attempt_at, id
       limit $3
       for update skip locked
     )
     update probity.notification n
     set state = 'sending', attempts = n.attempts + 1, next_attempt_at = $2
     from due where n.id = due.id
     returning n.id, n.channel, n.payload, n.attempts, n.delivered_to`,
    [claim.now, claim.leaseUntil, claim.limit, claim.exceptChannels],
  );
  const ids = rows.map((row) => row.id);
  await tx.query(
    `update probity.notification_attempt set outcome = 'lost', ended_at = $2
     where notification_id = any ($1::text[]) and outcome is null`,
    [ids, claim.now],
  );
  await tx.query(
    `insert into probity.notification_attempt (notification_id, attempt, dispatcher, started_at)
     select id, attempt, $3, $4 from unnest($1::text[], $2::int[]) as claimed (id, attempt)`,
    [ids, rows.map((row) => row.attempts), claim.dispatcher, claim.now],
  );
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    payload: row.payload,
    attempt: row.attempts,
    deliveredTo: row.delivered_to,
  }));
}

/** The end of one attempt, as it is stored. */
export interface AttemptEnd {
  readonly outcome: "sent" | "retry" | "refused";
  readonly state: "sent" | "failed" | "dead";
  readonly at: Date;
  /** Set when it will be tried again. */
  readonly nextAttemptAt?: Date;
  /** What happened, for the log of attempts: one line without personal data. */
  readonly detail: string;
  /** What went wrong, if anything did; also for a message that only some recipients took. */
  readonly lastError?: string;
  readonly remoteId?: string;
  readonly deliveredTo: readonly string[];
}

/**
 * Closes an attempt. False when the notification has been taken over since, because this
 * dispatcher was away for longer than its lease: its report is kept in the log of attempts
 * only where none was written yet.
 */
export async function endAttempt(
  tx: Queryable,
  claimed: ClaimedNotification,
  end: AttemptEnd,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update probity.notification
     set state = $3, next_attempt_at = coalesce($4, next_attempt_at), delivered_to = $5,
         last_error = $6, remote_id = $7, sent_at = case when $3 = 'sent' then $8::timestamptz end
     where id = $1 and attempts = $2 and state = 'sending'`,
    [
      claimed.id,
      claimed.attempt,
      end.state,
      end.nextAttemptAt ?? null,
      end.deliveredTo,
      end.lastError ?? null,
      end.remoteId ?? null,
      end.at,
    ],
  );
  await tx.query(
    `update probity.notification_attempt set outcome = $3, ended_at = $4, detail = $5
     where notification_id = $1 and attempt = $2 and outcome is null`,
    [claimed.id, claimed.attempt, end.outcome, end.at, end.detail],
  );
  return rowCount === 1;
}

interface ViewRow extends Record<string, unknown> {
  id: NotificationId;
  run_id: string;
  step_id: string;
  channel: string;
  template: string;
  drill: boolean;
  state: NotificationState;
  attempts: number;
  next_attempt_at: Date;
  last_error: string | null;
  remote_id: string | null;
  created_at: Date;
  sent_at: Date | null;
}

/** Notifications, newest first; of one run when `runId` is given. */
export async function listNotifications(
  db: Queryable,
  query: { readonly runId?: string; readonly limit: number },
): Promise<NotificationView[]> {
  const { rows } = await db.query<ViewRow>(
    `select id, run_id, step_id, channel, template, drill, state, attempts, next_attempt_at,
            last_error, remote_id, created_at, sent_at
     from probity.notification
     where $1::text is null or run_id = $1
     order by created_at desc, id desc
     limit $2`,
    [query.runId ?? null, query.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    stepId: row.step_id,
    channel: row.channel,
    template: row.template,
    drill: row.drill,
    state: row.state,
    attempts: row.attempts,
    ...(row.state === "sent" || row.state === "dead" ? {} : { nextAttemptAt: row.next_attempt_at }),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    ...(row.remote_id === null ? {} : { remoteId: row.remote_id }),
    createdAt: row.created_at,
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  }));
}
