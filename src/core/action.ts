import type { z } from "zod";
import type { DataCipher } from "./cipher.ts";
import type { Clock } from "./clock.ts";
import type { RunId, Sha256Hex, WorkflowId } from "./ids.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Log } from "./log.ts";
import type { Database, Queryable } from "./sql.ts";

/** What a step concludes. Errors are not outcomes: they are thrown. */
export type Outcome = "pass" | "review" | "fail";

/**
 * One reason for an outcome, in one sentence with the numbers in it, then the facts.
 * Evidence is stored encrypted and may hold personal data.
 */
export interface Evidence {
  /** Stable id of the check, for example `mrz.check-digit.birth-date`. */
  readonly id: string;
  readonly outcome: Outcome | "info" | "not_performed";
  readonly summary: string;
  readonly data?: JsonObject;
}

export interface ActionResult<Output> {
  readonly outcome: Outcome;
  readonly output: Output;
  /** One sentence for people; it may hold personal data and is stored encrypted. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  /** Versions that the outcome rests on: list snapshots, policies, models. Goes into the audit entry in clear. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Facts for the audit entry in clear. Never personal data. */
  readonly auditDetails?: JsonObject;
  /**
   * Local effects. Runs inside the transaction that also writes the audit entry and the
   * checkpoint, so all three happen or none does. Must use only the given transaction
   * and must be quick: no network, no waiting. What it did that the step's own entry does not
   * say goes to `note`, once it is known.
   */
  readonly commit?: (tx: Queryable, note: NoteEvents) => Promise<void>;
}

/** Writes audit entries about a run's step besides the step's own, in the transaction that commits it. */
export type NoteEvents = (events: readonly ActionEvent[]) => Promise<void>;

/** What happened besides, for an audit entry of its own. Never personal data. */
export interface ActionEvent {
  readonly action: string;
  readonly status: string;
  readonly details: JsonObject;
}

/** What a finished earlier step of the same run concluded. */
export interface StepSnapshot {
  readonly status: "succeeded" | "rejected" | "failed" | "skipped";
  readonly outcome?: Outcome;
  readonly summary?: string;
  readonly versions?: Readonly<Record<string, string>>;
}

/** The circumstances of one attempt of one step. */
export interface ActionCall {
  readonly runId: RunId;
  readonly workflow: { readonly id: WorkflowId; readonly name: string; readonly definitionHash: Sha256Hex };
  /** Id of the step; of a `for_each` item `screen[3]`. */
  readonly stepId: string;
  readonly stepName: string;
  /** From 1. */
  readonly attempt: number;
  /** The same for every attempt and every replay of this step: hand it to other systems as idempotency key. */
  readonly idempotencyKey: string;
  /** Aborts when the step's timeout passes or the run is cancelled. */
  readonly signal: AbortSignal;
  /** Steps that finished before this one started, by id. */
  readonly steps: Readonly<Record<string, StepSnapshot>>;
  /** Set for steps of `on_failure`: what went wrong. No personal data. */
  readonly failure?: {
    readonly stepId: string;
    readonly stepName: string;
    readonly code: string;
    readonly message: string;
  };
  /** True in a drill: outgoing messages are marked as a test. */
  readonly drill: boolean;
}

export type ActionHandler<Input, Output> = (input: Input, call: ActionCall) => Promise<ActionResult<Output>>;

/** What the application lends to handlers, once per process. */
export interface ActionHost {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  readonly log: Log;
  /** `$PROBITY_HOME`, absolute. */
  readonly home: string;
  /** The folder relative file paths in inputs are resolved against; paths outside it, and into `home`, are refused. */
  readonly filesRoot: string;
  /** The domain's own section of the configuration, already checked by its schema. */
  config(section: string): Json | undefined;
  /** The value of a named secret. @throws ProbityError SECRET_MISSING */
  secret(name: string): string;
}

/**
 * An action as the catalogue knows it: cheap to import, so that validation, documentation
 * and the editor schema need no handler. `load` imports the handler when it is first used.
 */
export interface ActionDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** The word used in YAML, snake_case: `verify_document`. */
  readonly id: string;
  /** Changes whenever the same input may give another outcome. */
  readonly version: string;
  readonly summary: string;
  /** `none`: pure. `local`: writes our database. `external`: reaches other systems. */
  readonly effects: "none" | "local" | "external";
  readonly input: Input;
  readonly output: Output;
  /** CEL expressions that fill `with` members a step leaves out, by member name. Those that yield nothing are left out. */
  readonly defaults?: Readonly<Record<string, string>>;
  /**
   * `with` members that are kept in clear, in the audit log or a column people filter by. A definition may
   * write them out or derive them from the course of the run, not from its input or what steps found:
   * those hold personal data.
   */
  readonly clearMembers?: readonly string[];
  /** A `with` block that shows the action in use; documentation and tests run it. */
  readonly example: JsonObject;
  /** Limits shared by all runs and workers: one queue per connector. */
  readonly connector?: {
    readonly name: string;
    readonly concurrency?: number;
    readonly rate?: { readonly count: number; readonly perMs: number };
  };
  /** Absent for the actions the engine itself carries out: wait, human_review, run_workflow. */
  readonly load?: (host: ActionHost) => Promise<ActionHandler<z.output<Input>, z.input<Output>>>;
}

/** Keeps the types of an action's input and output while it is put into a catalogue. */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType>(
  definition: ActionDefinition<Input, Output>,
): ActionDefinition {
  return definition as unknown as ActionDefinition;
}
