import type { AuditEvent } from "../audit/index.ts";
import type { Queryable } from "../core/index.ts";
import type { StepWrite } from "./run-step-store.ts";

/**
 * The durable memory of one run: a list of operations, numbered in the order in which the
 * scheduler begins them. An operation that has been recorded is never carried out again; its
 * recorded output is given back instead. The scheduler must therefore begin the same
 * operations in the same order whenever it is executed over the same records.
 */
export interface Journal {
  /** Reserves the next number. Synchronous, so that the order is the order of the calls. */
  begin(name: string): Operation;
  /**
   * Records an operation together with its step's row, its audit entry and its `effect`, in one
   * transaction that also proves that this execution still owns the run. A lost connection is
   * waited out, however long it takes. Whatever else fails rolls everything back and is thrown.
   */
  commit(
    operation: Operation,
    checkpoint: Checkpoint,
    effect?: (tx: Queryable) => Promise<void>,
  ): Promise<string>;
  /** As `commit`, for a checkpoint that only the transaction itself can know. */
  transact(operation: Operation, decide: (tx: Queryable) => Promise<Checkpoint>): Promise<string>;
  /**
   * Records an operation together with the next transaction of this run. Right for decisions
   * without an effect of their own: until something that follows from them is recorded, they
   * may just as well be made again.
   */
  defer(operation: Operation, checkpoint: Checkpoint): void;
  /** Records what was deferred. To be awaited before `receive` whenever `hasDeferred`. */
  flush(): Promise<void>;
  readonly hasDeferred: boolean;
  /** Waits for a message; undefined when none came in time. The time counts from the first call and survives restarts. */
  receive(topic: string, timeoutMs: number): Promise<string | undefined>;
}

export interface Operation {
  readonly id: number;
  readonly name: string;
  /** What an earlier execution recorded. */
  readonly recorded: string | undefined;
}

/** What is written with an operation. */
export interface Checkpoint {
  /** What a replay is given back. */
  readonly output: string;
  readonly step?: StepWrite;
  readonly audit?: AuditEvent;
}
