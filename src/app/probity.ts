import type { Access } from "../access/index.ts";
import type {
  AuditEntry,
  Graph,
  Health,
  ListDetail,
  ListDiff,
  ListImport,
  ListInfo,
  ListOverview,
  ListSync,
  Role,
  ScreenBody,
  ScreenedPayment,
  ScreeningPolicy,
  ScreeningReplay,
  ScreeningResult,
  StoredScreening,
  Suppression,
  ValidationResult,
} from "../contract/index.ts";
import type { ActionDefinition, Clock, Json, Log, WorkflowId } from "../core/index.ts";
import type { WebhookTrigger, WorkflowDefinition } from "../definitions/index.ts";
import type { Actor, EnginePort, Page } from "../engine/index.ts";
import type { Config } from "./config.ts";
import type { CustomerDesk } from "./customer-desk.ts";
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

/** Hears how far a list is: bytes done, and in all as far as that is known. */
export type ListProgress = (list: string, doneBytes: number, totalBytes: number) => void;

/** A publication on disk. */
export interface ListFilesOnDisk {
  readonly list: string;
  /** Files, or one folder with them. */
  readonly paths: readonly string[];
  /** Id of the format; told from the files when absent. */
  readonly format?: string | undefined;
  /** Column map of an own CSV; that of the configuration when absent. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
}

export interface ListImportFiles extends ListFilesOnDisk {
  /** When it was published, if the files do not say so. */
  readonly publishedAt?: Date | undefined;
  /** Why to take it although it looks wrong. */
  readonly forcedReason?: string | undefined;
  readonly onProgress?: ListProgress | undefined;
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

  /** The lists in use. */
  listStatus(): Promise<readonly ListInfo[]>;
  /** The lists in use, and those that are configured or were refused and of which nothing is in use. */
  listOverview(): Promise<ListOverview>;
  /** @throws ProbityError NOT_FOUND for a list nobody knows */
  listDetail(list: string): Promise<ListDetail>;
  /**
   * What differs between two versions; by default between the one in use and the one before it.
   * @throws ProbityError NOT_FOUND, REQUEST_INVALID
   */
  diffList(
    list: string,
    options: { from?: string | undefined; to?: string | undefined; limit?: number | undefined },
  ): Promise<ListDiff>;
  /**
   * Downloads what is new of the named lists, or of all that are downloaded by the schedule.
   * What fails with one list is its outcome.
   * @throws ProbityError NOT_FOUND for a list without addresses
   */
  syncLists(
    request: {
      lists?: readonly string[] | undefined;
      onProgress?: ListProgress | undefined;
      signal?: AbortSignal | undefined;
    },
    actor: Actor,
  ): Promise<readonly ListSync[]>;
  /** Takes a publication out of quarantine and into use. @throws ProbityError NOT_FOUND, CONFLICT */
  releaseList(request: { list: string; version: string; reason: string }, actor: Actor): Promise<ListImport>;
  /** Screens one name, records the screening and its audit entry in one transaction. */
  screen(customer: ScreenBody, actor: Actor, options?: ScreenOptions): Promise<ScreeningResult>;
  /** Screens a batch, in order; every row is recorded and audited before it is answered. */
  screenBatch(
    batch: AsyncIterable<Uint8Array | string>,
    actor: Actor,
    options?: ScreenOptions & { readonly format?: "csv" | "ndjson" | undefined },
  ): AsyncIterable<ScreeningResult>;
  /**
   * Screens every party and the free text of every transaction of a pacs.008 message, in its order.
   * @throws ProbityError PAYMENT_INVALID with place and reason
   */
  screenPayments(
    message: AsyncIterable<Uint8Array>,
    actor: Actor,
    options?: ScreenOptions,
  ): AsyncIterable<ScreenedPayment>;
  /** The institution's customers and their re-screening. */
  readonly customers: CustomerDesk;
  /** A recorded screening; `latest` stands for the newest one. @throws ProbityError NOT_FOUND */
  screening(id: string): Promise<StoredScreening>;
  /** Carries out a recorded screening again and compares byte for byte; audited. @throws ProbityError NOT_FOUND */
  replayScreening(id: string, actor: Actor): Promise<ScreeningReplay>;
  /** Hits that people set aside. */
  readonly suppressions: SuppressionDesk;
  /** Every version of the screening policy, the earliest first. */
  screeningPolicies(): readonly ScreeningPolicy[];

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

/** How alike two names are. */
export interface NameComparison {
  readonly ref?: string;
  readonly score: number;
  readonly decision: string;
  /** By the method OFAC publishes for its search, 0 to 100, the second name taken as listed. */
  readonly ofacScore: number;
  /** One sentence. */
  readonly explanation: string;
  /** Which parts correspond, and how. */
  readonly alignment?: unknown;
  readonly warnings?: readonly string[];
  /** Why a row of a batch could not be compared. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What one screening does otherwise than the installation. */
export interface ScreenOptions {
  /** A policy file to decide under, in place of the configured one. */
  readonly policyFile?: string | undefined;
}

/** Suppressions as surfaces use them; errors as those of the screening domain. */
export interface SuppressionDesk {
  propose(
    request: {
      readonly screeningId: string;
      readonly list: string;
      readonly entityId: string;
      readonly reason: string;
      readonly until?: Date | undefined;
    },
    actor: Actor,
  ): Promise<Suppression>;
  approve(id: string, actor: Actor): Promise<Suppression>;
  revoke(id: string, reason: string, actor: Actor): Promise<Suppression>;
  get(id: string): Promise<Suppression>;
  list(query: {
    readonly state?: Suppression["state"] | undefined;
    readonly list?: string | undefined;
    readonly entityId?: string | undefined;
    readonly ref?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<{ readonly items: readonly Suppression[]; readonly nextCursor?: string }>;
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

  importList(request: ListImportFiles, actor: Actor): Promise<ListImport>;
  /** What a publication on disk would change; nothing is written. */
  diffListFiles(request: ListFilesOnDisk & { limit?: number | undefined }): Promise<ListDiff>;
  compareNames(name1: string, name2: string, type?: string): NameComparison;
  /** CSV with the columns `ref,name1,name2,type`. */
  compareBatch(csv: AsyncIterable<Uint8Array | string>): AsyncIterable<NameComparison>;
  /** Reads a policy file. @throws ProbityError CONFIG_INVALID with file:line:column of everything wrong */
  checkPolicy(file: string): readonly ScreeningPolicy[];
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
