import type {
  ActionDefinition,
  ActionHost,
  Clock,
  Database,
  DataCipher,
  Log,
  Queryable,
  RunId,
} from "../core/index.ts";
import type { ConnectorGate } from "./connector-gate.ts";

/** What an execution of a run needs of the process it happens in. */
export interface EngineRuntime {
  readonly workerId: string;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly cipher: DataCipher;
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  readonly host: ActionHost;
  readonly connectors: ConnectorGate;
  readonly control: ExecutorControl;
  /** True once the process leaves: nothing new is begun. */
  readonly draining: () => boolean;
  /** True once the process has left: nothing more is recorded. */
  readonly stopped: () => boolean;
  /** Counts a handler that is called; call what it gives back when it has returned and is recorded. */
  readonly underway: () => () => void;
  /** Told whenever a run starts or stops having something under way in this process besides waiting. */
  readonly busy: (runId: RunId, busy: boolean) => void;
  /** Told when a run of this process has ended or only waits, and everybody can see it. */
  readonly rested: (runId: RunId) => void;
}

/** What our transactions tell the durable executor. Everything joins the given transaction. */
export interface ExecutorControl {
  /**
   * Locks the executor's row of a run until the end of the transaction. Everybody who locks more
   * than one row about a run does so in the same order, so that nobody waits in a circle: this
   * one, then the run, then its reviews.
   */
  hold(tx: Queryable, runId: RunId): Promise<void>;
  /** Hands a run to the workers. */
  enqueue(
    tx: Queryable,
    run: { readonly id: RunId; readonly definitionHash: string; readonly priority: number },
  ): Promise<void>;
  /** Wakes a run that waits for this topic; a second message with the same key is dropped. */
  send(
    tx: Queryable,
    message: { readonly to: RunId; readonly topic: string; readonly text: string; readonly key: string },
  ): Promise<void>;
  /** Takes runs away from whoever carries them out; their executions notice at once or at their next write. */
  halt(tx: Queryable, runIds: readonly RunId[]): Promise<void>;
  /** Hands a halted run to the workers again. */
  proceed(tx: Queryable, runId: RunId): Promise<void>;
}
