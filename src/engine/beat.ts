import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Log, RunId } from "../core/index.ts";
import { messageOf } from "../core/index.ts";
import { HALT_CHANNEL } from "./dbos-control.ts";
import { beat, lead, markStopped } from "./worker-store.ts";

/**
 * The pulse of a worker, on a connection and in a loop of its own, so that neither load nor work
 * delays it. Whoever holds the lease is the leader and looks after the runs of dead workers,
 * schedules and stuck runs; a leader that dies or freezes is replaced when its lease is over.
 *
 * A worker that is only slow loses its runs too. That costs work and breaks nothing: every
 * write of a run proves that its execution still owns it.
 */
export interface Beat {
  /** Whether this worker had the lead at its last beat. */
  leads(): boolean;
  stop(): Promise<void>;
}

/** A beat that takes longer has lost its connection. */
const STATEMENT_TIMEOUT = "30s";

export async function startBeat(options: {
  readonly appUrl: string;
  readonly log: Log;
  readonly workerId: string;
  readonly everyMs: number;
  /** How long the lead lasts without another beat. */
  readonly leaseMs: number;
  /** Whether a run was begun since the last beat, or there is no room for another one. */
  readonly progressed: () => boolean;
  /** A run was taken away from whoever carries it out. */
  readonly onHalt: (runId: RunId) => void;
  /** The connection is new: notifications may have been missed. */
  readonly onReconnect: () => void;
}): Promise<Beat> {
  const { log, workerId } = options;
  const worker = { id: workerId, host: hostname(), pid: process.pid };
  let stopping = false;
  let leading = false;
  let client = await connect(options);
  await beat(client, worker, options.progressed());
  const ended = new AbortController();
  const running = loop();

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        await beat(client, worker, options.progressed());
        leading = await lead(client, workerId, options.leaseMs);
      } catch (error) {
        leading = false;
        if (stopping) break;
        log.warn({ workerId, reason: messageOf(error) }, "a beat of the worker failed");
        await reconnect();
      }
      await sleep(options.everyMs, undefined, { signal: ended.signal }).catch(() => {});
    }
  }

  async function reconnect(): Promise<void> {
    await client.end().catch(() => {});
    try {
      client = await connect(options);
      options.onReconnect();
    } catch {
      // The loop tries again after a beat, and says so.
    }
  }

  return {
    leads: () => leading,
    async stop() {
      stopping = true;
      ended.abort();
      await running;
      await markStopped(client, workerId).catch(() => {});
      await client.end().catch(() => {});
    },
  };
}

async function connect(options: {
  readonly appUrl: string;
  readonly onHalt: (runId: RunId) => void;
}): Promise<pg.Client> {
  const fresh = new pg.Client({ connectionString: options.appUrl, application_name: "probity beat" });
  // The next statement fails and says so; without a listener the process would end.
  fresh.on("error", () => {});
  fresh.on("notification", ({ payload }) => {
    if (payload) options.onHalt(payload as RunId);
  });
  await fresh.connect();
  await fresh.query(`set statement_timeout = '${STATEMENT_TIMEOUT}'; listen ${HALT_CHANNEL}`);
  return fresh;
}
