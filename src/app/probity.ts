import type { Access } from "../access/index.ts";
import type { AuditEntry, Health, ListInfo, ScreeningResult, ValidationResult } from "../contract/index.ts";
import type { ActionDefinition, Clock, Log, WorkflowId } from "../core/index.ts";
import type { Actor, EnginePort, Page } from "../engine/index.ts";

/** A webhook trigger of a deployed workflow, found by the path it listens on. */
export interface WebhookTarget {
  readonly workflowId: WorkflowId;
  /** Resolved value of the secret the trigger names; never logged or sent. */
  readonly secret: string;
  /** How the sender signs: HMAC (RFC 2104) over the body's bytes, or over `<timestamp>.<body>` with a timestamp header. */
  readonly signature: {
    readonly header: string;
    readonly algorithm: "sha256" | "sha512";
    readonly encoding: "hex" | "base64";
    readonly prefix: string;
    readonly timestampHeader?: string;
    readonly toleranceMs: number;
  };
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
  ): Promise<{ workflowId: WorkflowId; definitionHash: string; changed: boolean }>;
  /** Ready inputs that ship for a workflow. */
  samples(workflowId: WorkflowId): Promise<readonly { name: string; input: unknown }[]>;
  /** The webhook trigger that listens on `path`, if a deployed workflow has one. */
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
