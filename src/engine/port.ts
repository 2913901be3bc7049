import type {
  Evidence,
  Json,
  JsonObject,
  Outcome,
  Queryable,
  ReviewId,
  RunId,
  Sha256Hex,
  WorkflowId,
} from "../core/index.ts";
import type { WorkflowDefinition } from "../definitions/index.ts";
import type { FoundWebhook } from "./webhook-lookup.ts";

/**
 * What the rest of Probity may ask of the durable engine. Only this folder knows which
 * library carries it out; a second engine would be a second implementation of this file.
 */

/** Who asks. Every change of a run carries one into the audit log. */
export interface Actor {
  readonly kind: "human" | "service" | "agent" | "model";
  /** `key:ops-laptop`, `user:…`, `schedule:kyc-refresh`. No e-mail addresses or names. */
  readonly id: string;
  /** The surface it came through: `cli`, `api`, `web`, `webhook`, `schedule`, `engine`. */
  readonly via: string;
}

/** The six states of interface.md plus `cancelled` and `paused`; the same words everywhere. */
export type RunState =
  | "queued"
  | "running"
  | "waiting"
  | "paused"
  | "succeeded"
  | "rejected"
  | "failed"
  | "cancelled";

export type StepState =
  | "pending"
  | "running"
  | "waiting"
  | "retrying"
  | "succeeded"
  | "rejected"
  | "failed"
  | "skipped"
  | "cancelled";

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly stepId?: string;
}

export interface RunSummary {
  readonly id: RunId;
  readonly workflowId: WorkflowId;
  readonly workflowName: string;
  readonly definitionHash: Sha256Hex;
  readonly state: RunState;
  readonly trigger: {
    readonly kind:
      | "manual"
      | "event"
      | "schedule"
      | "webhook"
      | "list_update"
      | "workflow"
      | "fork"
      | "drill";
    readonly detail?: string;
  };
  readonly drill: boolean;
  readonly startedBy: Actor;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly error?: RunError;
  readonly parentRunId?: RunId;
  readonly forkedFrom?: RunId;
  /** Set by the stuck-run detector: since when nothing has moved although something should. */
  readonly stuckSince?: Date;
}

export interface AttemptView {
  readonly attempt: number;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
}

export interface StepView {
  /** Step id; an item of a `for_each` is `screen[3]`; a step of on_failure is `on_failure.notify`. */
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly state: StepState;
  readonly outcome?: Outcome;
  readonly summary?: string;
  readonly attempts: readonly AttemptView[];
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  /** Resolved `with`, secrets left as `***`. */
  readonly input?: Json;
  readonly output?: Json;
  readonly evidence: readonly Evidence[];
  readonly versions: Readonly<Record<string, string>>;
  readonly error?: RunError;
  readonly childRunId?: RunId;
  readonly reviewId?: ReviewId;
  /** For a wait or a parked decision: until when. */
  readonly until?: Date;
}

export interface RunDetail extends RunSummary {
  readonly input: Json;
  readonly outputs?: Json;
  /** Why somebody cancelled it, in their words. */
  readonly cancelReason?: string;
  readonly steps: readonly StepView[];
}

/** One field of the form that a review asks its reviewers to fill in. */
export interface ReviewField {
  readonly label: string;
  /** A `date` is a day, YYYY-MM-DD. */
  readonly type: "text" | "number" | "boolean" | "date" | "choice";
  readonly required: boolean;
  /** What a `choice` chooses from. */
  readonly choices?: readonly string[];
}

export interface ReviewSummary {
  readonly id: ReviewId;
  readonly runId: RunId;
  readonly workflowId: WorkflowId;
  readonly workflowName: string;
  readonly stepId: string;
  readonly stepName: string;
  readonly queue: string;
  readonly approvalsNeeded: number;
  readonly state: "open" | "approved" | "rejected" | "timed_out" | "cancelled";
  /** Roles that may decide, when the definition names any; the surfaces enforce them. */
  readonly roles?: readonly string[];
  readonly due?: Date;
  /** Since when it is overdue and has moved on. */
  readonly escalatedAt?: Date;
  readonly createdAt: Date;
  readonly decidedAt?: Date;
  /** What the definition asks the reviewer to look at. */
  readonly instructions?: string;
  /** Fields the reviewer fills in, by name. */
  readonly form?: Readonly<Record<string, ReviewField>>;
  /** Facts laid before the reviewer. */
  readonly show?: Json;
  readonly decisions: readonly {
    readonly actor: Actor;
    readonly decision: "approve" | "reject";
    readonly reason: string;
    /** Answers to the form, by field. */
    readonly form?: JsonObject;
    readonly at: Date;
  }[];
}

export interface StartRequest {
  readonly workflowId: WorkflowId;
  readonly input: Json;
  readonly actor: Actor;
  readonly trigger: RunSummary["trigger"];
  /** The same key for the same workflow returns the first run; another input under it is IDEMPOTENCY_KEY_REUSED. */
  readonly idempotencyKey?: string;
  /** Breaks these steps on purpose (code STEP_BROKEN_ON_PURPOSE); the run is marked as a drill. */
  readonly breakSteps?: readonly string[];
}

export interface WorkflowSummary {
  readonly id: WorkflowId;
  readonly name: string;
  readonly version?: string;
  readonly definitionHash: Sha256Hex;
  readonly deployedAt: Date;
  readonly deployedBy: Actor;
  readonly paused: boolean;
  readonly definition: WorkflowDefinition;
  readonly yaml: string;
  readonly nextFires: readonly Date[];
  readonly runsByState: Readonly<Partial<Record<RunState, number>>>;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface RunFilter {
  readonly workflowId?: WorkflowId;
  readonly state?: RunState;
  readonly cursor?: string;
  /** 1 to 200. */
  readonly limit: number;
}

export interface WorkerView {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  readonly lastBeatAt: Date;
  readonly alive: boolean;
}

export interface EnginePort {
  /** Makes this process a worker: takes runs, beats, recovers runs of dead workers, fires schedules. */
  launch(): Promise<void>;
  /** Lets running steps finish for at most `graceMs`, then leaves; unfinished runs go on elsewhere or later. */
  shutdown(graceMs?: number): Promise<void>;

  /**
   * Stores the definition by content hash and makes it the current one; schedules follow. Same hash: `changed` is false.
   * @throws ProbityError CONFLICT when another workflow has one of its webhook paths.
   */
  deploy(request: {
    yaml: string;
    definition: WorkflowDefinition;
    definitionHash: Sha256Hex;
    actor: Actor;
  }): Promise<{ workflowId: WorkflowId; definitionHash: Sha256Hex; changed: boolean }>;
  listWorkflows(): Promise<readonly WorkflowSummary[]>;
  getWorkflow(id: WorkflowId): Promise<WorkflowSummary | undefined>;
  getDefinition(hash: Sha256Hex): Promise<{ yaml: string; definition: WorkflowDefinition } | undefined>;
  setWorkflowPaused(id: WorkflowId, paused: boolean, actor: Actor): Promise<void>;
  /** The webhook trigger that listens on a path; none while its workflow is paused. Cheap: strangers may ask. */
  findWebhook(path: string): Promise<FoundWebhook | undefined>;

  /** Checks the input against the schema (INPUT_INVALID with all issues), then starts. */
  start(request: StartRequest): Promise<{ runId: RunId; existing: boolean }>;
  /**
   * Starts every current workflow that listens to the event, all or none.
   * @throws ProbityError as `start`, when one of them refuses.
   */
  emit(request: {
    event: string;
    input: Json;
    actor: Actor;
    idempotencyKey?: string;
  }): Promise<readonly { workflowId: WorkflowId; runId: RunId; existing: boolean }[]>;
  /**
   * Notes in the transaction that publishes a list that the workflows which watch it are to be
   * started; from its commit on that is certain to happen, whoever dies.
   */
  noteListUpdate(tx: Queryable, update: { list: string; version: string; actor: Actor }): Promise<void>;
  /**
   * Starts the workflows that watch a list, once per version. One that refuses is left out; the
   * audit log holds why (`list_update.refused`).
   */
  listUpdated(request: { list: string; version: string; actor: Actor }): Promise<readonly RunId[]>;
  /** Starts the runs a schedule would have started from `from` on and before `to`; instants that already ran are left alone. */
  backfill(request: {
    workflowId: WorkflowId;
    from: Date;
    to: Date;
    actor: Actor;
  }): Promise<readonly RunId[]>;

  getRun(id: RunId): Promise<RunDetail | undefined>;
  listRuns(filter: RunFilter): Promise<Page<RunSummary>>;
  /** Resolves when the run has ended or waits for a person, or after `timeoutMs`. */
  waitForRun(id: RunId, timeoutMs: number): Promise<RunSummary>;
  cancel(id: RunId, actor: Actor, reason: string): Promise<void>;
  pause(id: RunId, actor: Actor): Promise<void>;
  resume(id: RunId, actor: Actor): Promise<void>;
  /** A new run that keeps the results of the steps before `stepId` and does the rest again. */
  fork(id: RunId, stepId: string, actor: Actor): Promise<RunId>;

  listReviews(filter: {
    state?: ReviewSummary["state"];
    queue?: string;
    cursor?: string;
    limit: number;
  }): Promise<Page<ReviewSummary>>;
  getReview(id: ReviewId): Promise<ReviewSummary | undefined>;
  /**
   * Records a decision and, when it completes the quorum, resumes the run, in one transaction.
   * One person decides once, and never on a run they started (four eyes; enforced in the database).
   * @throws ProbityError CONFLICT when already decided, FORBIDDEN when the actor may not decide,
   *   INPUT_INVALID with every issue when the answers do not fit the form.
   */
  decide(request: {
    reviewId: ReviewId;
    decision: "approve" | "reject";
    reason: string;
    /** Answers to the fields of the review's form, by name. */
    form?: Json;
    actor: Actor;
  }): Promise<ReviewSummary>;

  workers(): Promise<readonly WorkerView[]>;
}
