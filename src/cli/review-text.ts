import type { ReviewSummary } from "../app/index.ts";
import { type Json, type JsonObject, ProbityError } from "../core/index.ts";
import { printable } from "./output.ts";

type Fields = NonNullable<ReviewSummary["form"]>;

/** What is laid before the reviewer, as names and texts; nested values stay JSON. */
export function factsOf(show: Json | undefined): [name: string, text: string][] {
  if (show === undefined || show === null) return [];
  if (typeof show !== "object" || Array.isArray(show)) return [["", textOf(show)]];
  return Object.entries(show).map(([name, value]) => [printable(name), textOf(value ?? null)]);
}

/** A review as people read it: what it is about, what it asks, who decided what. */
export function reviewLines(review: ReviewSummary): string[] {
  const { decisions, state, form } = review;
  const facts = factsOf(review.show);
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  const missing = review.approvalsNeeded - decisions.filter((item) => item.decision === "approve").length;
  return [
    `${review.id}  ${state}  queue ${printable(review.queue)}  run ${review.runId}`,
    ...(review.roles === undefined ? [] : [`  for the roles ${review.roles.map(printable).join(", ")}`]),
    ...(review.instructions ?? "").split("\n").flatMap((line) => (line ? [`  ${printable(line)}`] : [])),
    ...facts.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    ...fieldLines(form),
    ...decisions.flatMap((item) => [
      `  ${item.at.toISOString()} ${item.actor.id} ${item.decision}: ${printable(item.reason)}`,
      ...factsOf(item.form).map(([name, text]) => `    ${name}: ${text}`),
    ]),
    ...(state === "open" ? [`  ${missing} more approval${missing === 1 ? "" : "s"} needed`] : []),
  ];
}

function fieldLines(form: Fields | undefined): string[] {
  if (form === undefined) return [];
  const lines = Object.entries(form).map(([name, { label, type, required, choices }]) => {
    const kind = choices === undefined ? type : `one of ${choices.join(", ")}`;
    return `    ${name}  ${printable(label)} (${printable(kind)}${required ? ", required" : ""})`;
  });
  return ["  asks, to be given with --form name=value:", ...lines];
}

/**
 * Answers typed as `name=value`, in the types that the form asks for. What does not fit a type
 * stays text, and the engine says what is wrong with it.
 *
 * @throws ProbityError REQUEST_INVALID for one without a name
 */
export function typedAnswers(pairs: readonly string[], form: Fields | undefined): JsonObject {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new ProbityError("REQUEST_INVALID", "--form takes name=value, once per field.");
      const name = pair.slice(0, at);
      const text = pair.slice(at + 1);
      const field = form !== undefined && Object.hasOwn(form, name) ? form[name] : undefined;
      return [name, typed(text, field?.type)];
    }),
  );
}

function typed(text: string, type: Fields[string]["type"] | undefined): Json {
  if (type === "boolean") return { true: true, yes: true, false: false, no: false }[text] ?? text;
  if (type !== "number" || text.trim() === "") return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function textOf(value: Json): string {
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}
