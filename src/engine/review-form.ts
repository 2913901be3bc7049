import type { Issue, Json, JsonObject } from "../core/index.ts";
import { formatPartialDate, ProbityError, parsePartialDate } from "../core/index.ts";
import type { ReviewField } from "./port.ts";

/** Characters of one answer; what is longer belongs into a document. */
const ANSWER_LENGTH_MAX = 2_000;

/**
 * The answers to the fields of a review, checked. A field left empty (absent, null or blank text)
 * has no answer; `required` holds for a rejection as for an approval.
 *
 * @returns undefined for a review without a form, else the answers given, by field.
 * @throws ProbityError INPUT_INVALID with every issue (`where` is `form.<field>`); answers are
 *   about people, so no message repeats one.
 */
export function checkAnswers(
  form: Readonly<Record<string, ReviewField>> | undefined,
  given: Json | undefined,
): JsonObject | undefined {
  const fields = form ?? {};
  const answers = given ?? {};
  if (typeof answers !== "object" || Array.isArray(answers)) {
    throw new ProbityError("INPUT_INVALID", "the answers to a form are an object of field names and values");
  }
  const issues: Issue[] = Object.keys(answers)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ where: `form.${name}`, message: unknownField(Object.keys(fields)) }));
  const taken: [string, Json][] = [];
  for (const [name, field] of Object.entries(fields)) {
    const answer = Object.hasOwn(answers, name) ? (answers as JsonObject)[name] : undefined;
    const isEmpty = answer === undefined || answer === null || (typeof answer === "string" && !answer.trim());
    const wrong = isEmpty ? (field.required ? "is required" : undefined) : problemWith(field, answer);
    if (wrong !== undefined) issues.push({ where: `form.${name}`, message: wrong });
    else if (!isEmpty) taken.push([name, answer]);
  }
  if (issues.length > 0) {
    const all = issues.map(({ where, message }) => `${where} ${message}`).join("; ");
    throw new ProbityError("INPUT_INVALID", `the answers do not fit the form: ${all}`, { issues });
  }
  return form === undefined ? undefined : Object.fromEntries(taken);
}

function unknownField(names: readonly string[]): string {
  return names.length === 0
    ? "is not asked: this review has no form"
    : `is no field of this form; it has ${names.join(", ")}`;
}

function problemWith(field: ReviewField, answer: Json): string | undefined {
  switch (field.type) {
    case "boolean":
      return typeof answer === "boolean" ? undefined : "must be true or false";
    case "number":
      return typeof answer === "number" && Number.isFinite(answer) ? undefined : "must be a number";
    case "date":
      return isDay(answer) ? undefined : "must be a day that exists, as YYYY-MM-DD";
    case "choice": {
      const choices: readonly Json[] = field.choices ?? [];
      return choices.includes(answer) ? undefined : `must be one of ${choices.join(", ")}`;
    }
    default:
      if (typeof answer !== "string" || !answer.isWellFormed()) return "must be text";
      return answer.length <= ANSWER_LENGTH_MAX
        ? undefined
        : `must be at most ${ANSWER_LENGTH_MAX} characters`;
  }
}

function isDay(answer: Json): boolean {
  const date = typeof answer === "string" ? parsePartialDate(answer) : undefined;
  return date?.precision === "day" && formatPartialDate(date) === answer;
}
