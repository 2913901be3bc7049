import type {
  ActionCall,
  ActionDefinition,
  ActionHandler,
  ActionResult,
  Json,
  JsonObject,
} from "../core/index.ts";
import { messageOf, ProbityError, STEP_OUTPUT_BYTES_MAX } from "../core/index.ts";
import { renderStepInput } from "../definitions/index.ts";
import { keyedHash } from "./audit-events.ts";
import type { RunContext, Stop, Unit } from "./run-context.ts";
import { scopeOf, snapshotsOf } from "./run-context.ts";
import type { EngineRuntime } from "./runtime.ts";

/** What stands for a secret in whatever is stored. */
const SECRET_MASK = "***";
/** An attempt of a step without a `timeout` ends here: a handler that never answers must not hold its run for ever. */
const ATTEMPT_MS_MAX = 3_600_000;

/** The resolved input of a unit: what is stored, and what the action is called with. */
export interface RenderedInput {
  /** Secrets left as `***`. */
  readonly masked: JsonObject;
  readonly actual: JsonObject;
  readonly hash: string;
}

/** Evaluates a unit's `with` over the recorded results. @throws ProbityError EXPRESSION_FAILED, SECRET_MISSING. */
export function renderInput(context: RunContext, unit: Unit): RenderedInput {
  const scope = scopeOf(context, unit);
  let secrets = 0;
  const actual = renderStepInput(unit.step, scope, {
    secret(name) {
      secrets++;
      return context.runtime.host.secret(name);
    },
  });
  const masked = secrets === 0 ? actual : renderStepInput(unit.step, scope, { secret: () => SECRET_MASK });
  return { masked, actual, hash: keyedHash(context.runtime, masked) };
}

/** Checks the input of an action. @throws ProbityError ACTION_INPUT_INVALID with every issue; it is not worth a retry. */
function parseInput<T>(action: Pick<ActionDefinition, "id" | "input">, unit: Unit, input: JsonObject): T {
  const parsed = action.input.safeParse(input);
  if (parsed.success) return parsed.data as T;
  throw new ProbityError(
    "ACTION_INPUT_INVALID",
    `step "${unit.id}": the input does not fit action ${action.id}`,
    {
      issues: parsed.error.issues.map((issue) => ({
        where: [`steps.${unit.step.id}.with`, ...issue.path.map(String)].join("."),
        message: issue.message,
      })),
    },
  );
}

/** The resolved input of an action the engine carries out itself: as it is stored, and as its schema reads it. */
export function renderOwnInput<T>(context: RunContext, unit: Unit): { rendered: JsonObject; input: T } {
  const rendered = renderInput(context, unit).masked;
  const action = context.runtime.actions.get(unit.step.action);
  const input = action === undefined ? (rendered as unknown as T) : parseInput<T>(action, unit, rendered);
  return { rendered, input };
}

export type Executed = ActionResult<Json> & { readonly outputHash: string };

/**
 * Calls the action of a unit once, outside any transaction, and checks what it returns.
 *
 * @throws ProbityError STEP_BROKEN_ON_PURPOSE, ACTION_UNKNOWN, ACTION_INPUT_INVALID,
 *   ACTION_LOAD_FAILED, STEP_TIMEOUT, ACTION_OUTPUT_INVALID, and whatever the handler throws.
 */
export async function executeAction(
  context: RunContext,
  unit: Unit,
  attempt: number,
  input: RenderedInput,
): Promise<Executed> {
  const { runtime, record } = context;
  const action = runtime.actions.get(unit.step.action);
  if (action === undefined) {
    throw new ProbityError(
      "ACTION_UNKNOWN",
      `step "${unit.id}": there is no action ${unit.step.action} here`,
    );
  }
  const parsed = parseInput(action, unit, input.actual);
  const result = await withTimeout(context.signal, unit, async (signal) => {
    const handler = await loadHandler(runtime, action);
    const release = await runtime.connectors.acquire(action.connector, record.priority, signal);
    try {
      signal.throwIfAborted();
      return await handler(parsed, callOf(context, unit, attempt, signal));
    } finally {
      // A handler that ignores its signal still uses the connector after its time is up.
      release();
    }
  });
  return checkOutput(runtime, action, unit, result);
}

function callOf(context: RunContext, unit: Unit, attempt: number, signal: AbortSignal): ActionCall {
  const { record, failure } = context;
  return {
    runId: record.id,
    workflow: { id: record.workflowId, name: record.workflowName, definitionHash: record.definitionHash },
    stepId: unit.id,
    stepName: unit.step.name,
    attempt,
    idempotencyKey: `${record.id}/${unit.id}`,
    signal,
    steps: snapshotsOf(context),
    ...(failure === undefined ? {} : { failure: failureOf(failure) }),
    drill: record.drill,
  };
}

function failureOf({ step, error }: Stop) {
  return { stepId: step.id, stepName: step.name, code: error.code, message: error.message };
}

const handlers = new WeakMap<ActionDefinition, Promise<ActionHandler<unknown, unknown>>>();

function loadHandler(
  runtime: EngineRuntime,
  action: ActionDefinition,
): Promise<ActionHandler<unknown, unknown>> {
  const { load } = action;
  if (load === undefined) {
    throw new ProbityError(
      "ACTION_UNKNOWN",
      `action ${action.id} has no handler and is none of the engine's own`,
    );
  }
  let handler = handlers.get(action);
  if (handler === undefined) {
    handler = load(runtime.host) as Promise<ActionHandler<unknown, unknown>>;
    handlers.set(action, handler);
    // What failed to load once may load later, when a file or a setting is there.
    handler.catch(() => handlers.delete(action));
  }
  return handler.catch((cause: unknown) => {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError(
      "ACTION_LOAD_FAILED",
      `action ${action.id} could not be loaded: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  });
}

/** How long an attempt may take, with everything it waits for: its handler to load, its connector, its answer. */
export function attemptLimitMs(unit: Unit): number {
  return unit.step.timeoutMs ?? ATTEMPT_MS_MAX;
}

/** Gives the work a signal that aborts when the time is up or the run ends, and does not wait for it longer than that. */
async function withTimeout<T>(
  outer: AbortSignal,
  unit: Unit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limitMs = attemptLimitMs(unit);
  const own = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ProbityError("STEP_TIMEOUT", `step "${unit.id}" took longer than ${limitMs} ms`);
      own.abort(error);
      reject(error);
    }, limitMs);
  });
  const working = work(AbortSignal.any([outer, own.signal]));
  working.catch(() => {});
  try {
    return await Promise.race([working, expired]);
  } finally {
    clearTimeout(timer);
  }
}

function checkOutput(
  runtime: EngineRuntime,
  action: ActionDefinition,
  unit: Unit,
  result: ActionResult<unknown>,
): Executed {
  const invalid = (why: string) =>
    new ProbityError("ACTION_OUTPUT_INVALID", `step "${unit.id}": action ${action.id} ${why}`);
  if (!["pass", "review", "fail"].includes(result?.outcome)) throw invalid("returned no outcome");
  if (typeof result.summary !== "string" || !Array.isArray(result.evidence)) {
    throw invalid("returned no summary or no evidence");
  }
  const parsed = action.output.safeParse(result.output);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`returned an output that breaks its schema: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const output = parsed.data as Json;
  let hash: string;
  try {
    hash = keyedHash(runtime, output);
  } catch (error) {
    throw invalid(`returned an output that is not JSON: ${messageOf(error)}`);
  }
  const bytes = Buffer.byteLength(JSON.stringify([output, result.evidence]));
  if (bytes > STEP_OUTPUT_BYTES_MAX) {
    throw invalid(`returned ${bytes} bytes of output and evidence, more than ${STEP_OUTPUT_BYTES_MAX}`);
  }
  return { ...result, output, outputHash: hash };
}
