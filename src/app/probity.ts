import type { Access } from "../access/index.ts";
import type {
  AuditEntry,
  Graph,
  Health,
  ListInfo,
  Role,
  ScreeningResult,
  ValidationResult,
} from "../contract/index.ts";
import type { ActionDefinition, Clock, Json, Log, WorkflowId } from "../core/index.ts";
import type { WebhookTrigger, WorkflowDefinition } from "../definitions/index.ts";
import type { Actor, EnginePort, Page } from "../engine/index.ts";
import type { Config } from "./config.ts";
import type { OpenedDatabase } from "./database.ts";

export type {
  Actor,
  EnginePort,
  Page,
  ReviewSummary,
  RunDetail,
  RunSummary,
  StepView,
  WorkflowSummary,
} from "../engine/index.ts";

/** A webhook trigger of a deployed workflow, found by the path it listens on. */
export interface WebhookTarget {
  readonly workflowId: WorkflowId;
  /** Resolved value of the secret the trigger names; never logged or sent. */
  readonly secret: string;
  /** How the sender signs. */
  readonly signature: WebhookTrigger["signature"];
  /** Lower-case header whose value makes a repeated delivery start no second run. */
  readonly idempotencyHeader: string;
}

/** One installation, opened: everything the surfaces (api, cli, web) may use. */
export interface Probity {
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly engine: EnginePort;
  readonly access: Access;
  readonly actions: ReadonlyMap<string, ActionDefinition>;

  health(): Promise<Health>;
  /** Every error and warning of a definition at once; never throws for bad YAML. */
  validate(yaml: string | Uint8Array, file: string): ValidationResult;
  /** @throws ProbityError DEFINITION_INVALID with all issues (`where` is file:line:column). */
  deploy(
    yaml: string | Uint8Array,
    file: string,
    actor: Actor,
    options?: {
      /** Deploy under this workflow id instead of the file's own. */
      as?: string | undefined;
    },
  ): Promise<{ workflowId: WorkflowId; definitionHash: string; changed: boolean }>;
  /** The picture of a checked plan: what the run page and the workflow page draw. */
  graphOf(definition: WorkflowDefinition): Graph;
  /** Ready inputs that ship for a workflow. */
  samples(workflowId: WorkflowId): Promise<readonly { name: string; input: unknown }[]>;
  /** The webhook trigger that listens on `path`, if a deployed workflow that is not paused has one. */
  webhook(path: string): Promise<WebhookTarget | undefined>;

  listStatus(): Promise<readonly ListInfo[]>;
  /** Screens one name, records the screening and its audit entry in one transaction. */
  screen(
    query: { ref?: string; name: string; type?: string; birth_date?: string; country?: string },
    actor: Actor,
  ): Promise<ScreeningResult>;

  listAudit(query: {
    run?: string;
    workflow?: string;
    action?: string;
    status?: string;
    cursor?: string;
    limit: number;
  }): Promise<Page<AuditEntry>>;
  /** Writes an audit entry for something a surface did (an export, a sign-in, a view of personal data). */
  recordAudit(event: {
    actor: Actor;
    action: string;
    status: string;
    runId?: string;
    details?: Record<string, unknown>;
  }): Promise<void>;

  close(): Promise<void>;
}

/** What an import of a list did. */
export interface ListImport {
  readonly list: string;
  readonly version: string;
  /** False when this very content was current already. */
  readonly changed: boolean;
  readonly entities: number;
  readonly names: number;
  readonly weakAliases: number;
  readonly added: number;
  readonly removed: number;
  readonly modified: number;
  /** Runs that the new snapshot triggered. */
  readonly runs: readonly string[];
}

export interface DrillReport {
  readonly workflowId: string;
  readonly stepId: string;
  readonly runId: string;
  /** The run ended as failed, because of the broken step and nothing else. */
  readonly runFailed: boolean;
  /** Audit entries of the run that record the failure of the broken step. */
  readonly auditEntries: readonly { readonly id: string; readonly action: string; readonly status: string }[];
  readonly alerts: readonly {
    readonly channel: string;
    readonly state: string;
    readonly attempts: number;
    /** What the receiving server answered. */
    readonly response?: string;
    readonly messageId?: string;
  }[];
  /** True when the run failed, the audit log says so and every alert was accepted by its receiver. */
  readonly controlWorks: boolean;
  readonly findings: readonly string[];
}

export interface DoctorCheck {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
  readonly fix?: string;
}

/** An installation opened by the process that owns it: what the command line may do beyond the surfaces. */
export interface Installation extends Probity {
  readonly home: string;
  readonly baseUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly config: Config;
  /** Connection strings; the application role cannot change the audit log. */
  readonly database: OpenedDatabase;

  /** Whether some process, this one or another, carries out runs. */
  hasLiveWorker(): Promise<boolean>;
  /** A link that signs in to the web once. */
  loginLink(request: {
    name: string;
    roles: readonly Role[];
    actor: Actor;
    baseUrl?: string;
  }): Promise<string>;
  /** Makes this process a worker and a sender of notifications. */
  startWorker(): Promise<void>;
  /** Running steps get `graceMs` to finish; what is left goes on elsewhere or later. */
  stopWorker(graceMs?: number): Promise<void>;

  importList(
    request: {
      list: string;
      folder: string;
      force: boolean;
      onProgress?: (done: number, total: number) => void;
    },
    actor: Actor,
  ): Promise<ListImport>;
  screenBatch(csv: AsyncIterable<Uint8Array | string>, actor: Actor): AsyncIterable<ScreeningResult>;
  compareNames(
    name1: string,
    name2: string,
    type?: string,
  ): { score: number; decision: string; explanation: string };
  compareBatch(
    csv: AsyncIterable<Uint8Array | string>,
  ): AsyncIterable<{ ref?: string; score: number; decision: string }>;
  verifyDocument(file: string): Promise<Record<string, unknown>>;
  /** Recomputes every audit entry's leaf and query columns. */
  verifyAudit(): Promise<{
    ok: boolean;
    entries: number;
    checkpoint: null;
    firstBad: string | null;
    findings: readonly string[];
  }>;
  /** Without an input a sample that ships with the workflow is used. */
  drill(workflowId: string, stepId: string, actor: Actor, input?: Json): Promise<DrillReport>;
  mailbox(): Promise<readonly { file: string; receivedAt: string; to: string; subject: string }[]>;
}
