import { Liquid } from "liquidjs";
import { type JsonObject, messageOf, ProbityError } from "../core/index.ts";

/** A message as its author wrote it: Liquid in both places. */
export interface Template {
  readonly subject: string;
  readonly body: string;
}

export type Severity = "info" | "warning" | "critical";

/**
 * What templates may speak of: ids, names of steps and workflows, error codes, links. No
 * personal data, except what an author hands over in `data`.
 */
export interface TemplateContext {
  readonly workflow: { readonly id: string; readonly name: string };
  readonly run: { readonly id: string; readonly url: string };
  readonly step: { readonly id: string; readonly name: string };
  readonly failure?: {
    readonly step_id: string;
    readonly step_name: string;
    readonly code: string;
    readonly message: string;
  };
  readonly steps: readonly { readonly id: string; readonly status: string; readonly outcome: string }[];
  readonly severity: Severity;
  readonly drill: boolean;
  readonly data: JsonObject;
}

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  /** The text again, escaped, for mail programs that show HTML. */
  readonly html: string;
}

/** Templates that ship; a template of the same name in the configuration replaces one. */
export const builtInTemplates: Readonly<Record<string, Template>> = {
  "step-failed": {
    subject: "{{ workflow.name }}: step {{ failure.step_name }} failed",
    body: `The step "{{ failure.step_name }}" of the workflow "{{ workflow.name }}" failed, and the run has stopped.

Error: {{ failure.code }}
{{ failure.message }}

Run: {{ run.id }}
{{ run.url }}`,
  },
  "run-rejected": {
    subject: "{{ workflow.name }}: rejected at {{ failure.step_name }}",
    body: `A run of the workflow "{{ workflow.name }}" was rejected by the step "{{ failure.step_name }}". Nothing is broken: the step finished and its outcome was "fail".

The evidence is on the page of the run.

Run: {{ run.id }}
{{ run.url }}`,
  },
  "review-waiting": {
    subject: "{{ workflow.name }}: a decision is waiting",
    body: `A run of the workflow "{{ workflow.name }}" needs a person to decide.
{% for step in steps %}{% if step.outcome == "review" %}
- {{ step.id }} asks for review{% endif %}{% endfor %}

Run: {{ run.id }}
{{ run.url }}`,
  },
  operational: {
    subject: "Probity needs attention: {{ data.kind }}",
    body: `{{ data.message }}

{% if workflow.id != "" %}Workflow: {{ workflow.id }}
{% endif %}{% if run.id != "" %}Run: {{ run.id }}
{{ run.url }}{% endif %}`,
  },
  drill: {
    subject: "{{ workflow.name }}: alert drill",
    body: `This message comes from a drill: somebody broke a step of the workflow "{{ workflow.name }}" on purpose to see whether the alert arrives. No customer is concerned and nothing needs to be done.

Run: {{ run.id }}
{{ run.url }}`,
  },
};

/** Put before the subject and on top of the body of every message of a drill. */
const DRILL_MARK = "[DRILL]";

/** Longest subject sent; mail programs show less. Longer ones are cut. */
const SUBJECT_LENGTH_MAX = 200;
/** Longest text sent; an alert is a pointer to the run, not the run. Longer ones are cut, and say so. */
const TEXT_LENGTH_MAX = 20_000;

/**
 * In-memory templates only, so that `include` cannot read files; own properties only;
 * unknown names are errors. The limits stop a template that loops: 64 k characters of
 * source, one second, about a million objects.
 */
const liquid = new Liquid({
  templates: {},
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  timezoneOffset: 0,
  parseLimit: 65_536,
  renderLimit: 1_000,
  memoryLimit: 1_000_000,
});

/**
 * Fills a template. The result is the same for the same input, so a replayed step enqueues
 * the same message.
 *
 * @throws ProbityError TEMPLATE_INVALID for syntax errors, unknown variables and filters,
 *   and templates that take too long.
 */
export function renderMessage(name: string, template: Template, context: TemplateContext): RenderedMessage {
  const subject = singleLine(fill(`${name}: subject`, template.subject, context));
  const body = fill(`${name}: body`, template.body, context).trim();
  if (subject === "" || body === "") {
    throw new ProbityError("TEMPLATE_INVALID", `the template ${name} gives an empty subject or body`);
  }
  const text = cut(context.drill ? `${DRILL_MARK} This is a test of the alerting.\n\n${body}` : body);
  return {
    subject: (context.drill ? `${DRILL_MARK} ${subject}` : subject)
      .slice(0, SUBJECT_LENGTH_MAX)
      .toWellFormed(),
    text,
    html: htmlOf(text, context.run.url),
  };
}

function fill(place: string, source: string, context: TemplateContext): string {
  try {
    return String(liquid.parseAndRenderSync(source, context));
  } catch (cause) {
    throw new ProbityError(
      "TEMPLATE_INVALID",
      `template ${place}: ${reasonOf(cause)}; values belong in "data" and are written {{ data.name }}`,
      { cause },
    );
  }
}

/**
 * The template engine quotes the template, which may hold values of the run. Kept is what
 * it says before the quotation, a single name of a variable or filter, and the place.
 */
function reasonOf(cause: unknown): string {
  const message = messageOf(cause);
  const [clause = ""] = message.split(/[,:"'\n]/);
  const name = /^undefined (?:variable|filter): ([\w.[\]-]{1,64}),/.exec(message)?.[1];
  const place = /line:\d+, col:\d+/.exec(message)?.[0];
  return [clause.trim(), name, place === undefined ? undefined : `(${place})`]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Line breaks in a subject would start new mail headers. */
function singleLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function cut(text: string): string {
  if (text.length <= TEXT_LENGTH_MAX) return text.toWellFormed();
  return `${text.slice(0, TEXT_LENGTH_MAX).toWellFormed()}\n\n(cut after ${TEXT_LENGTH_MAX} characters)`;
}

function htmlOf(text: string, runUrl: string): string {
  const link = escapeHtml(runUrl);
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => escapeHtml(paragraph).replaceAll("\n", "<br>"))
    .map((paragraph) => `<p>${paragraph.replaceAll(link, `<a href="${link}">${link}</a>`)}</p>`);
  return `<!doctype html><html><body>${paragraphs.join("\n")}</body></html>`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
