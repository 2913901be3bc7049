import { Environment } from "@marcbachmann/cel-js";
import {
  addDecimals,
  compareDecimals,
  Decimal,
  formatDecimal,
  parseDecimal,
  subtractDecimals,
} from "./decimal.ts";
import { linearPattern } from "./linear-pattern.ts";

/**
 * Part of the interpreter's identity: it changes whenever the same expression over the same
 * values could give another result, so that runs in flight keep the meaning they began with.
 */
export const CEL_ENVIRONMENT_VERSION = "cel-1";

/** Longer expressions belong into an action. */
export const EXPRESSION_LENGTH_MAX = 4_096;

/** Bounds of one expression's syntax tree; with them parsing and checking take microseconds. */
const syntaxLimits = {
  maxAstNodes: 1_000,
  maxDepth: 48,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 16,
};

/** A subject longer than this is not matched against patterns. */
const SUBJECT_MAX = 100_000;

const TIMESTAMP = "google.protobuf.Timestamp";
const DAY_MS = 86_400_000;

/**
 * The functions and operators expressions may use, without any variables. Everything is pure:
 * no clock, no randomness, no local time zone.
 */
export function createExpressionEnvironment(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false, limits: syntaxLimits });
  registerNumbers(environment);
  registerDecimals(environment);
  registerText(environment);
  registerTime(environment);
  registerDefault(environment);
  return environment;
}

/** JSON has one kind of number and CEL has two: a double meets an int as a double. */
function registerNumbers(environment: Environment): void {
  const arithmetic: Record<string, (a: number, b: number) => number> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "%": (a, b) => a % b,
  };
  for (const [operator, apply] of Object.entries(arithmetic)) {
    const handler = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${operator} int`, handler);
    environment.registerOperator(`int ${operator} double`, handler);
  }
  environment.registerOperator("double % double", (a: number, b: number) => a % b);
  environment.registerOperator(
    "double == int",
    (a: number, b: bigint) => Number.isInteger(a) && BigInt(a) === b,
  );
}

function registerDecimals(environment: Environment): void {
  environment.registerType("Decimal", { ctor: Decimal, fields: {} });
  environment.registerFunction("decimal(string): Decimal", parseDecimal);
  environment.registerFunction("decimal(int): Decimal", (value: bigint) => parseDecimal(String(value)));
  environment.registerFunction("decimal(double): Decimal", (value: number) => parseDecimal(String(value)));
  environment.registerFunction("string(Decimal): string", formatDecimal);
  const comparisons: Record<string, (order: number) => boolean> = {
    "==": (order) => order === 0,
    "<": (order) => order < 0,
    "<=": (order) => order <= 0,
    ">": (order) => order > 0,
    ">=": (order) => order >= 0,
  };
  for (const [operator, holds] of Object.entries(comparisons)) {
    environment.registerOperator(`Decimal ${operator} Decimal`, (a: Decimal, b: Decimal) =>
      holds(compareDecimals(a, b)),
    );
  }
  environment.registerOperator("Decimal + Decimal", addDecimals);
  environment.registerOperator("Decimal - Decimal", subtractDecimals);
}

function registerText(environment: Environment): void {
  environment.registerFunction("lower(string): string", (text: string) => text.toLowerCase());
  environment.registerFunction("upper(string): string", (text: string) => text.toUpperCase());
  environment.registerFunction(`string.${LINEAR_MATCHES}(string): bool`, (text: string, pattern: string) => {
    if (text.length > SUBJECT_MAX) {
      throw new RangeError(`matches() takes at most ${SUBJECT_MAX} characters`);
    }
    return linearPattern(pattern).test(text);
  });
}

/** Our own implementation of `matches`; calls are redirected to it when an expression is parsed. */
export const LINEAR_MATCHES = "matches_in_linear_time";

function registerTime(environment: Environment): void {
  environment.registerFunction(`date(string): ${TIMESTAMP}`, parseDay);
  environment.registerFunction(`date_text(${TIMESTAMP}): string`, (at: Date) =>
    at.toISOString().slice(0, 10),
  );
  environment.registerFunction("days(int): google.protobuf.Duration", daysDuration);
  environment.registerFunction("days(double): google.protobuf.Duration", daysDuration);
  environment.registerFunction(`days_between(${TIMESTAMP}, ${TIMESTAMP}): int`, (from: Date, to: Date) =>
    BigInt(Math.trunc((to.getTime() - from.getTime()) / DAY_MS)),
  );
  environment.registerFunction(`years_between(${TIMESTAMP}, ${TIMESTAMP}): int`, yearsBetween);
}

/** Midnight UTC of a day. @throws RangeError when the text is no `YYYY-MM-DD` or there is no such day. */
function parseDay(text: string): Date {
  const at = new Date(`${text}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text)) {
    throw new RangeError("date() takes a day as YYYY-MM-DD");
  }
  return at;
}

// The library exports no constructor of durations, so ours come from its own function.
const durations = new Environment().registerVariable("text", "string").parse("duration(text)");

function daysDuration(count: bigint | number): unknown {
  if (typeof count === "number" && !Number.isSafeInteger(count)) {
    throw new RangeError("days() takes a whole number");
  }
  return durations({ text: `${BigInt(count) * 24n}h` });
}

/** Whole years from one day to another, as ages are counted: 29 February turns a year on 1 March. */
function yearsBetween(from: Date, to: Date): bigint {
  let years = to.getUTCFullYear() - from.getUTCFullYear();
  const beforeAnniversary =
    to.getUTCMonth() < from.getUTCMonth() ||
    (to.getUTCMonth() === from.getUTCMonth() && to.getUTCDate() < from.getUTCDate());
  if (beforeAnniversary) years--;
  return BigInt(years);
}

/** Errors that say a value is not there, as opposed to a mistake in the expression. */
export const missingValueCodes: ReadonlySet<string> = new Set([
  "no_such_key",
  "index_out_of_bounds",
  "index_out_of_range",
]);

/** `default(x, fallback)`: the fallback when `x` is null or a key on the way to it is missing. */
function registerDefault(environment: Environment): void {
  environment.registerFunction("default(ast, ast): dyn", ({ args }) => ({
    value: args[0],
    fallback: args[1],
    typeCheck(checker: MacroChecker, macro: DefaultMacro, context: unknown) {
      const type = checker.check(macro.value, context);
      return type === checker.check(macro.fallback, context) ? type : checker.getType("dyn");
    },
    evaluate(evaluator: MacroEvaluator, macro: DefaultMacro, context: unknown) {
      try {
        const value = evaluator.run(macro.value, context);
        return value === null ? evaluator.run(macro.fallback, context) : value;
      } catch (error) {
        if (!missingValueCodes.has((error as { code?: string }).code ?? "")) throw error;
        return evaluator.run(macro.fallback, context);
      }
    },
  }));
}

interface DefaultMacro {
  readonly value: unknown;
  readonly fallback: unknown;
}
interface MacroChecker {
  check(ast: unknown, context: unknown): unknown;
  getType(name: string): unknown;
}
interface MacroEvaluator {
  run(ast: unknown, context: unknown): unknown;
}
