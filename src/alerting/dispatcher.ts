import { randomUUID } from "node:crypto";
import type { Clock, Database, DataCipher, Log } from "../core/index.ts";
import { messageOf } from "../core/index.ts";
import { attemptDelivery } from "./attempt.ts";
import { certificateAuthorities } from "./certificate-authorities.ts";
import type { AlertingConfig } from "./config.ts";
import { DELIVERY_TIMEOUT_MS } from "./delivery.ts";
import type { LocalSmtp } from "./email.ts";
import { claimDue } from "./store.ts";

export interface DispatcherOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  readonly log: Log;
  readonly config: AlertingConfig;
  /** The value of a named secret. @throws ProbityError SECRET_MISSING */
  readonly secret: (name: string) => string;
  /** The mailbox of this process, if it runs one: takes the mail of channels without `smtp`. */
  readonly localSmtp?: LocalSmtp;
}

/** How many attempts ended how. */
interface DrainReport {
  readonly sent: number;
  readonly failed: number;
  readonly dead: number;
}

/**
 * Carries notifications from the outbox to the outside. Any number of dispatchers may work
 * on one database. Delivery is at least once: a dispatcher that dies between sending and
 * noting it leaves a lease that runs out, and another one sends the message again, under
 * the same Message-ID and `Probity-Delivery` header.
 */
export interface Dispatcher {
  /** Begins to look for due notifications, now and every half second. */
  start(): void;
  /** Looks at once; for the process that has just committed a notification. */
  poke(): void;
  /** Delivers everything that is due now, then returns. */
  drainOnce(): Promise<DrainReport>;
  /** Takes no more work, gives deliveries under way five seconds, and returns when they have ended. */
  stop(): Promise<void>;
}

const IDLE_POLL_MS = 500;
/** Deliveries at the same time per dispatcher: enough that one dead server does not hold up the others. */
const BATCH_SIZE = 8;
/** Well over what an attempt can take, so that only a dead dispatcher loses its lease. */
const LEASE_MS = 4 * DELIVERY_TIMEOUT_MS;
const STOP_GRACE_MS = 5_000;

/** @throws ProbityError CONFIG_INVALID when `ca_file` cannot be read */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const name = `dispatcher-${randomUUID()}`;
  const ca = certificateAuthorities(options.config.ca_file);
  const aborted = new AbortController();
  const stopped = new AbortController();
  let loop: Promise<void> | undefined;
  let wake: (() => void) | undefined;
  let poked = false;

  async function drainOnce(): Promise<DrainReport> {
    const report = { sent: 0, failed: 0, dead: 0 };
    while (!aborted.signal.aborted) {
      const batch = await claim(options, name);
      const ends = await Promise.allSettled(
        batch.map((claimed) => attemptDelivery(options, claimed, { ca, signal: aborted.signal })),
      );
      for (const end of ends) {
        if (end.status === "rejected") throw end.reason;
        if (end.value !== undefined) report[end.value] += 1;
      }
      if (batch.length < BATCH_SIZE || stopped.signal.aborted) break;
    }
    return report;
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), poked ? 0 : IDLE_POLL_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function work(): Promise<void> {
    let broken = false;
    while (!stopped.signal.aborted) {
      try {
        poked = false;
        await drainOnce();
        broken = false;
      } catch (error) {
        // Said once per outage, not twice a second.
        if (!broken) options.log.error({ reason: messageOf(error) }, "notifications cannot be dispatched");
        broken = true;
        poked = false;
      }
      if (!stopped.signal.aborted) await idle();
    }
  }

  return {
    start() {
      loop ??= work();
    },
    poke() {
      poked = true;
      wake?.();
    },
    drainOnce,
    async stop() {
      stopped.abort();
      wake?.();
      const grace = setTimeout(() => aborted.abort(), STOP_GRACE_MS);
      await loop;
      clearTimeout(grace);
    },
  };
}

function claim({ db, clock, config, localSmtp }: DispatcherOptions, dispatcher: string) {
  // Mail for the local mailbox waits for the process that runs it.
  const exceptChannels = Object.entries(config.channels)
    .filter(
      ([, channel]) => channel.type === "email" && channel.smtp === undefined && localSmtp === undefined,
    )
    .map(([channel]) => channel);
  const now = clock.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const attemptsMax = config.retry.attempts;
  return db.transaction((tx) =>
    claimDue(tx, { now, leaseUntil, limit: BATCH_SIZE, dispatcher, exceptChannels, attemptsMax }),
  );
}
