import type { JsonObject, Sha256Hex, WorkflowId } from "../core/index.ts";
import { hashJson } from "../core/index.ts";

/**
 * The checked plan of a workflow: what a YAML definition becomes once nothing is wrong with
 * it and every default is filled in. It is plain JSON, frozen in meaning by `format`, and is
 * all the engine needs: it is stored by {@link definitionHash} and loaded again without the
 * YAML. Members are absent, never null, when they do not apply.
 *
 * Two kinds of text inside are expressions and are evaluated only when a run gets there:
 * - *CEL*: a bare expression, such as `steps.screening.outcome == "review"`;
 * - *template*: any JSON value whose strings may hold `${{ CEL }}`. A string that is exactly
 *   one `${{ … }}` becomes the value of the expression with its type; otherwise the values
 *   are put into the text. See `renderTemplate` and `evaluate`.
 */
export interface WorkflowDefinition {
  /** Version of this plan's own format; a plan of another format is refused, never guessed at. */
  readonly format: 1;
  readonly id: WorkflowId;
  readonly name: string;
  /** Free text shown to people. The identity of a definition is its hash. */
  readonly version?: string;
  readonly description?: string;
  /** What starts a run; never empty. Every workflow can also be triggered by hand. */
  readonly triggers: readonly Trigger[];
  /** JSON Schema 2020-12 of the run's input; see `validateRunInput`. Absent: any JSON object. */
  readonly input?: JsonObject;
  readonly concurrency?: Concurrency;
  /** In the order of the file; `needs` says what waits for what and only names steps of this list. Free of cycles. */
  readonly steps: readonly Step[];
  /** Run one after the other when a run ends as rejected or failed; `failure` is in scope. */
  readonly onFailure: readonly Step[];
  /** Template of the run's outputs, rendered when all steps have finished. */
  readonly outputs?: JsonObject;
}

/** At most `limit` runs with the same rendered `key` at a time; the others wait in order or are refused. */
export interface Concurrency {
  /** Template that renders to a string or a number. A constant limits the workflow as a whole. */
  readonly key: string;
  readonly limit: number;
  readonly onLimit: "queue" | "reject";
}

export type Trigger = EventTrigger | ScheduleTrigger | WebhookTrigger | ListUpdateTrigger | ManualTrigger;

/** Starts a run for each event of that name; the event's payload is the run's input. */
export interface EventTrigger {
  readonly kind: "event";
  readonly event: string;
}

export interface ScheduleTrigger {
  readonly kind: "schedule";
  /** Five cron fields, or six with seconds first. */
  readonly cron: string;
  /** IANA time zone, such as `Europe/Berlin`; `UTC` unless the file says otherwise. */
  readonly timezone: string;
  /** The run's input, literally; it fits the input schema. */
  readonly input: JsonObject;
}

/**
 * Starts a run for each signed POST to `/api/v1/hooks/<path>`; its JSON body is the run's input.
 * The default header carries its own timestamp and cannot be played back (`signWebhook` in core).
 * Any other holds an HMAC (RFC 2104) over the body's bytes, or over `<timestamp>.<body>` when a
 * timestamp header is named.
 */
export interface WebhookTrigger {
  readonly kind: "webhook";
  readonly path: string;
  /** Name of the secret that is the HMAC key; never the key itself. */
  readonly secret: string;
  readonly signature: {
    /** Lower-case header that carries the signature. */
    readonly header: string;
    readonly algorithm: "sha256" | "sha512";
    readonly encoding: "hex" | "base64";
    /** Text before the signature in the header, such as `sha256=`; may be empty. */
    readonly prefix: string;
    /** Lower-case header with Unix seconds; a request outside the tolerance is refused. */
    readonly timestampHeader?: string;
    readonly toleranceMs: number;
  };
  /** Lower-case header whose value makes a repeated delivery start no second run. */
  readonly idempotencyHeader: string;
}

/** Starts a run when a new snapshot of one of the lists is published, with input `{list, version, ...input}`. */
export interface ListUpdateTrigger {
  readonly kind: "list_update";
  readonly lists: readonly string[];
  readonly input: JsonObject;
}

/** Only people, the CLI and the API start runs. */
export interface ManualTrigger {
  readonly kind: "manual";
}

export interface Step {
  /** Unique over `steps` and `onFailure`; usable in CEL as `steps.<id>` (letters, digits and `_`). */
  readonly id: string;
  readonly name: string;
  /** Key of the action catalogue. `wait`, `human_review` and `run_workflow` are carried out by the engine itself. */
  readonly action: string;
  /** Template of the action's input. `${{ secrets.NAME }}` occurs only where the action's effects are external. */
  readonly with: JsonObject;
  /**
   * CEL by member name, for members that `with` leaves out: the action's declared defaults at the
   * time the definition was checked. An expression that fails for a missing key or yields null
   * leaves its member out. See `renderStepInput`.
   */
  readonly defaults: Readonly<Record<string, string>>;
  /**
   * Ids of steps that must have finished (succeeded, skipped, or failed with `continueOn`) first.
   * Resolved: the sequential default is already in here. Empty: starts at once.
   */
  readonly needs: readonly string[];
  /** CEL that yields a bool; false skips the step: status `skipped`, no output. It does not skip what needs it. */
  readonly condition?: string;
  readonly retry: RetryPolicy;
  /** Time of one attempt in milliseconds. */
  readonly timeoutMs?: number;
  readonly forEach?: ForEach;
  /** Outcomes that do not stop the run: `fail` (would reject it) and `error` (would fail it, after all retries). */
  readonly continueOn: readonly ("fail" | "error")[];
  readonly onTimeout: OnTimeout;
}

/**
 * What happens when time is up: `timeout` of an attempt, or `due` of a human review.
 * - `fail`: error STEP_TIMEOUT, which is retried and counts as `error` for `continueOn`. Default of all but human_review.
 * - `reject`: no retry; the step concludes with outcome `fail` (a review: decision `reject`, decided by the system).
 * - `continue`: no retry; a review concludes with decision `timed_out` and outcome `review`; another step
 *   ends as failed, without output, and the run goes on.
 * - `escalate` (human_review only, its default): the review stays open, is marked as escalated, moves to
 *   `escalate_to` when that is given, and waits for a decision without end. Nobody's silence ever approves.
 */
export type OnTimeout = "fail" | "reject" | "continue" | "escalate";

/** Runs after the first attempt wait `initialMs`, then (exponential) twice as long each time, at most `maxMs`. */
export interface RetryPolicy {
  /** Including the first: 1 means no retry. Only errors that are retryable are tried again. */
  readonly attempts: number;
  readonly backoff: "fixed" | "exponential";
  readonly initialMs: number;
  readonly maxMs: number;
}

/**
 * Carries the step out once per element; `item` and `index` (from 0) are in scope of `with` and `defaults`.
 * The condition is evaluated once, before the list. The step's output is `{ items: [...] }` with
 * each item's `{ index, status, outcome, output }` in the order of the list; its outcome is the worst one.
 */
export interface ForEach {
  /** CEL that yields a list of at most FOR_EACH_ITEMS_MAX elements. */
  readonly items: string;
  readonly maxParallel: number;
}

/**
 * The identity of a definition: SHA-256 of the canonical JSON (RFC 8785) of its plan. Comments,
 * white space, quoting, the order of keys and defaults that are written out do not change it;
 * anything that could change what a run does, and the texts people see, do.
 */
export function definitionHash(definition: WorkflowDefinition): Sha256Hex {
  return hashJson(definition);
}
