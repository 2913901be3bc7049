import type { ParseResult } from "@marcbachmann/cel-js";
import type { Json, JsonObject } from "../core/index.ts";
import { formatDuration, ProbityError, RUN_INPUT_BYTES_MAX } from "../core/index.ts";
import { compileExpression, problemOf, resetIterationMeter } from "./compile-expression.ts";
import { Decimal, formatDecimal } from "./decimal.ts";
import type { Step } from "./definition.ts";
import { createExpressionEnvironment, missingValueCodes } from "./expression-environment.ts";
import type { TemplatePart } from "./template-text.ts";
import { isTemplate, soleExpression, splitTemplate } from "./template-text.ts";

/** What expressions see of a finished step. `output` is absent when the step was skipped or failed. */
export interface StepScope {
  readonly status: "succeeded" | "rejected" | "failed" | "skipped";
  readonly outcome?: "pass" | "review" | "fail";
  readonly output?: Json;
}

/** The variables of an expression. All of it is recorded data: the same scope always gives the same result. */
export interface ExpressionScope {
  readonly input: JsonObject;
  /** Every step that has finished, by id. */
  readonly steps: Readonly<Record<string, StepScope>>;
  /** `started_at` is an RFC 3339 instant; expressions see it as a timestamp. */
  readonly run: { readonly id: string; readonly started_at: string; readonly workflow: string };
  /** In `for_each`: the element and its position from 0. */
  readonly item?: Json;
  readonly index?: number;
  /** In `on_failure`: what went wrong. */
  readonly failure?: {
    readonly step_id: string;
    readonly step_name: string;
    readonly code: string;
    readonly message: string;
  };
}

/** Names of the variables; `secrets` is none of them, see {@link renderTemplate}. */
const variables = ["input", "steps", "run", "item", "index", "failure"] as const;

const environment = createExpressionEnvironment();
for (const name of variables) environment.registerVariable(name, "dyn");

/** Compiled expressions kept per process; a definition has a few dozen. */
const CACHE_MAX = 5_000;
const compiled = new Map<string, ParseResult>();

function compile(expression: string): ParseResult {
  let parsed = compiled.get(expression);
  if (parsed === undefined) {
    parsed = compileExpression(environment, expression);
    if (compiled.size >= CACHE_MAX) compiled.clear();
    compiled.set(expression, parsed);
  }
  return parsed;
}

/**
 * The JSON value of a bare CEL expression. Integers become numbers, timestamps RFC 3339 text,
 * durations text such as `1h30m`, decimals their digits.
 *
 * @param place where the expression stands, for the error: `steps.review.if`.
 * @throws ProbityError EXPRESSION_FAILED naming the place, the expression and what is wrong; never values.
 */
export function evaluate(expression: string, scope: ExpressionScope, place: string): Json {
  try {
    return evaluateUnguarded(expression, scope);
  } catch (error) {
    throw expressionFailed(expression, place, error);
  }
}

/** The value of a condition. @throws ProbityError EXPRESSION_FAILED also when it is not a bool. */
export function evaluateCondition(expression: string, scope: ExpressionScope, place: string): boolean {
  const value = evaluate(expression, scope, place);
  if (typeof value === "boolean") return value;
  throw expressionFailed(expression, place, new TypeError("a condition must be true or false"));
}

function evaluateUnguarded(expression: string, scope: ExpressionScope): Json {
  const context: Record<string, unknown> = {
    input: scope.input,
    steps: scope.steps,
    run: { ...scope.run, started_at: new Date(scope.run.started_at) },
  };
  if (scope.item !== undefined) context["item"] = scope.item;
  if (scope.index !== undefined) context["index"] = BigInt(scope.index);
  if (scope.failure !== undefined) context["failure"] = scope.failure;
  resetIterationMeter();
  return toJson(compile(expression)(context), { rest: RESULT_SIZE_MAX });
}

function expressionFailed(expression: string, place: string, cause: unknown): ProbityError {
  const { code, summary, partStart, end } = problemOf(cause);
  const part = expression.slice(partStart, end);
  let reason = summary;
  if (missingValueCodes.has(code)) reason = `there is no value at \`${part}\``;
  else if (quotesValues(code)) reason = `a value cannot be converted at \`${part}\``;
  return new ProbityError("EXPRESSION_FAILED", `${place}: ${reason} in \`${expression}\``, { cause });
}

/** Errors of the library whose text repeats the value, which may be personal data. */
function quotesValues(code: string): boolean {
  return code.endsWith("conversion_error") || code === "invalid_duration" || code === "numeric_overflow";
}

/**
 * Size of one result: characters of its texts and eight per value. A document inside the
 * run's input may pass through an expression, so it is the limit of that input.
 */
const RESULT_SIZE_MAX = RUN_INPUT_BYTES_MAX;
const RESULT_DEPTH_MAX = 64;

function toJson(value: unknown, budget: { rest: number }, depth = 0): Json {
  budget.rest -= typeof value === "string" ? value.length + 8 : 8;
  if (budget.rest < 0) throw new RangeError(`the result is larger than ${RESULT_SIZE_MAX} bytes`);
  if (depth > RESULT_DEPTH_MAX) throw new RangeError(`the result is nested deeper than ${RESULT_DEPTH_MAX}`);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("the result is not a finite number");
    return value;
  }
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError("the result is too large to be exact in JSON");
    return number;
  }
  if (Array.isArray(value)) return value.map((entry) => toJson(entry, budget, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Decimal) return formatDecimal(value);
  if (typeof value === "object") {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const members: [string, Json][] = [];
      for (const [key, member] of Object.entries(value)) {
        budget.rest -= key.length;
        if (member !== undefined) members.push([key, toJson(member, budget, depth + 1)]);
      }
      return Object.fromEntries(members);
    }
    if (value.constructor.name === "Duration") return durationText(value);
  }
  throw new TypeError("the result has no JSON form; convert it with string() or int()");
}

function durationText(duration: object): string {
  const ms = Number(duration.valueOf());
  if (!Number.isInteger(ms) || ms < 0) throw new RangeError("the result is not a whole, positive duration");
  return formatDuration(ms);
}

export interface RenderOptions {
  /**
   * Gives the value for `${{ secrets.NAME }}`. Render once with real values to call the action,
   * inside the step, and once with a mask for whatever is recorded or hashed. Texts that
   * come out of data are never looked at again, so data cannot ask for a secret.
   */
  readonly secret?: (name: string) => string;
  /** Leaves out members of objects that are exactly one expression and yield null. */
  readonly omitNull?: boolean;
}

/** `secrets.NAME` and nothing else, the only form in which a secret may occur. */
export function secretName(expression: string): string | undefined {
  return /^secrets\s*\.\s*([A-Z][A-Z0-9_]{0,99})$/.exec(expression)?.[1];
}

/**
 * Replaces every `${{ … }}` in the strings of a JSON value; keys are left alone. A string that
 * is exactly one expression becomes its value with its type. In mixed text, numbers and booleans
 * are written as JSON does, null as nothing, and lists and objects as JSON.
 *
 * @param place of the value, for errors: `steps.document.with`.
 * @throws ProbityError EXPRESSION_FAILED
 */
export function renderTemplate(
  value: Json,
  scope: ExpressionScope,
  place: string,
  options: RenderOptions = {},
): Json {
  if (typeof value === "string") return isTemplate(value) ? renderText(value, scope, place, options) : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    return value.map((entry: Json, at) => renderTemplate(entry, scope, `${place}[${at}]`, options));
  }
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(value as JsonObject)) {
    if (member === undefined) continue;
    const rendered = renderTemplate(member, scope, `${place}.${key}`, options);
    if (rendered === null && member !== null && options.omitNull) continue;
    members.push([key, rendered]);
  }
  return Object.fromEntries(members);
}

function renderText(text: string, scope: ExpressionScope, place: string, options: RenderOptions): Json {
  let parts: TemplatePart[];
  try {
    parts = splitTemplate(text);
  } catch (error) {
    throw expressionFailed(text, place, error);
  }
  const resolve = (expression: string): Json => {
    const name = secretName(expression);
    if (name === undefined) return evaluate(expression, scope, place);
    if (options.secret === undefined) {
      throw expressionFailed(expression, place, new Error("secrets are not available here"));
    }
    return options.secret(name);
  };
  const sole = soleExpression(parts);
  if (sole !== undefined) return resolve(sole);
  return parts.map((part) => (part.kind === "text" ? part.text : textOf(resolve(part.expression)))).join("");
}

function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The input of a step's action: `with` rendered, then the defaults for members it leaves out.
 * A default that meets a missing key, or yields null, leaves its member out; so does an
 * expression in `with` that yields null, as in `${{ default(input.birth_date, null) }}`.
 *
 * @throws ProbityError EXPRESSION_FAILED
 */
export function renderStepInput(
  step: Pick<Step, "id" | "with" | "defaults">,
  scope: ExpressionScope,
  options: RenderOptions = {},
): JsonObject {
  const place = `steps.${step.id}.with`;
  const rendered = renderTemplate(step.with, scope, place, { ...options, omitNull: true }) as JsonObject;
  const filled: Record<string, Json> = {};
  for (const [member, expression] of Object.entries(step.defaults)) {
    if (member in step.with) continue;
    const value = evaluateDefault(expression, scope, `${place}.${member}`);
    if (value !== null) filled[member] = value;
  }
  return { ...filled, ...rendered };
}

function evaluateDefault(expression: string, scope: ExpressionScope, place: string): Json {
  try {
    return evaluateUnguarded(expression, scope);
  } catch (error) {
    if (missingValueCodes.has(problemOf(error).code)) return null;
    throw expressionFailed(expression, place, error);
  }
}
