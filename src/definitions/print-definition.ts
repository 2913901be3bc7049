import { stringify } from "yaml";
import type { Json, JsonObject } from "../core/index.ts";
import { formatDuration } from "../core/index.ts";
import type { Step, Trigger, WorkflowDefinition } from "./definition.ts";

/**
 * A definition as YAML in its canonical form: parsing it again, with the same actions, gives a
 * plan of the same hash. What the dialect fills in by itself is left out; comments are lost.
 */
export function printDefinition(definition: WorkflowDefinition): string {
  const { triggers, concurrency } = definition;
  const printed = triggers.map(printTrigger);
  const workflow: Record<string, unknown> = {
    id: definition.id,
    name: definition.name,
    version: definition.version,
    description: definition.description,
    trigger: printed.length === 1 ? printed[0] : printed,
    input: definition.input,
    concurrency:
      concurrency === undefined
        ? undefined
        : { key: concurrency.key, limit: concurrency.limit, on_limit: concurrency.onLimit },
    steps: definition.steps.map((step, position) => printStep(step, definition.steps[position - 1])),
    on_failure: definition.onFailure.length === 0 ? undefined : definition.onFailure.map(printFailureStep),
    outputs: definition.outputs,
  };
  return stringify(
    { workflow },
    { version: "1.2", schema: "core", lineWidth: 100, aliasDuplicateObjects: false },
  );
}

function printTrigger(trigger: Trigger): JsonObject {
  switch (trigger.kind) {
    case "event":
      return { event: trigger.event };
    case "schedule":
      return { schedule: trigger.cron, timezone: trigger.timezone, input: orAbsent(trigger.input) };
    case "list_update":
      return { list_update: trigger.lists, input: orAbsent(trigger.input) };
    case "manual":
      return { manual: true };
    case "webhook": {
      const { signature } = trigger;
      return {
        webhook: {
          secret: trigger.secret,
          path: trigger.path,
          header: signature.header,
          algorithm: signature.algorithm,
          encoding: signature.encoding,
          prefix: signature.prefix,
          timestamp_header: signature.timestampHeader,
          tolerance: formatDuration(signature.toleranceMs),
          idempotency_header: trigger.idempotencyHeader,
        },
      };
    }
    default: {
      const never: never = trigger;
      return never;
    }
  }
}

function orAbsent(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

function printStep(step: Step, previous: Step | undefined): JsonObject {
  const sequential = step.needs.length === (previous ? 1 : 0) && step.needs[0] === previous?.id;
  const { forEach } = step;
  // Saying the default aloud is not allowed everywhere, so it is never said.
  const isDefaultTimeout = step.onTimeout === (step.action === "human_review" ? "escalate" : "fail");
  return {
    ...printCommon(step),
    needs: sequential ? undefined : step.needs,
    for_each: forEach?.items,
    max_parallel: forEach?.maxParallel,
    on_timeout: isDefaultTimeout ? undefined : step.onTimeout,
    continue_on: step.continueOn.length === 0 ? undefined : step.continueOn,
  };
}

function printFailureStep(step: Step): JsonObject {
  return printCommon(step);
}

function printCommon(step: Step): JsonObject {
  const { retry, timeoutMs } = step;
  const isDefaultRetry =
    retry.attempts === 1 &&
    retry.backoff === "exponential" &&
    retry.initialMs === 1_000 &&
    retry.maxMs === 60_000;
  return {
    id: step.id,
    name: step.name,
    action: step.action,
    if: step.condition,
    with: orAbsent(step.with as { [key: string]: Json }),
    retry: isDefaultRetry
      ? undefined
      : {
          attempts: retry.attempts,
          backoff: retry.backoff,
          initial: formatDuration(retry.initialMs),
          max: formatDuration(retry.maxMs),
        },
    timeout: timeoutMs === undefined ? undefined : formatDuration(timeoutMs),
  };
}
