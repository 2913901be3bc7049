import type { Issue, Review } from "../api/contract.ts";
import { type SortedIssues, sortIssues } from "../form/issues.ts";
import type { Control, Field } from "../form/model.ts";

type ReviewField = NonNullable<Review["form"]>[string];
type Group = Extract<Control, { kind: "group" }>;

/** The controls for what a review asks, in the order of its definition; undefined when it asks nothing. */
export function controlsOf(form: Review["form"]): Group | undefined {
  if (form === undefined) return undefined;
  const fields = Object.entries(form).map(([key, field]): Field => {
    return { key, label: field.label, required: field.required, control: controlOf(field) };
  });
  return fields.length === 0 ? undefined : { kind: "group", fields };
}

function controlOf({ type, choices }: ReviewField): Control {
  switch (type) {
    case "number":
      return { kind: "number", integer: false };
    case "boolean":
      return { kind: "boolean" };
    case "choice":
      return { kind: "choice", options: choices ?? [] };
    default:
      return { kind: "text", format: type === "date" ? "date" : "plain", multiline: false };
  }
}

/** What the server finds wrong with the answers, by field: it names them `form.<field>`. */
export function sortAnswerIssues(issues: readonly Issue[], controls: Group): SortedIssues {
  const within = issues.map((issue) => ({
    ...issue,
    where: issue.where.replace(/^(?:body\.)?form\./, "input."),
  }));
  return sortIssues(within, controls);
}

/** Answers under the labels they were asked with. */
export function labelled(
  answers: Readonly<Record<string, unknown>>,
  form: Review["form"],
): readonly (readonly [label: string, answer: string])[] {
  return Object.entries(answers).map(([name, answer]) => {
    const label = form !== undefined && Object.hasOwn(form, name) ? form[name]?.label : undefined;
    const text = typeof answer === "boolean" ? (answer ? "yes" : "no") : String(answer);
    return [label ?? name, text];
  });
}
