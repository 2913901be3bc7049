import { describe, expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { builtInTemplates, renderMessage, type Template, type TemplateContext } from "./templates.ts";

const context: TemplateContext = {
  workflow: { id: "kyc-onboarding", name: "KYC Onboarding" },
  run: { id: "run_1", url: "https://probity.example/runs/run_1" },
  step: { id: "on_failure.notify", name: "notify" },
  failure: {
    step_id: "document",
    step_name: "Document Verification",
    code: "DOCUMENT_UNREADABLE",
    message: "not an image",
  },
  steps: [
    { id: "document", status: "succeeded", outcome: "review" },
    { id: "screening", status: "succeeded", outcome: "pass" },
  ],
  severity: "critical",
  drill: false,
  data: {
    ref: "C-1042",
    list: ["a", "b"],
    kind: "run stuck",
    message: "Nothing has moved in KYC Onboarding.",
  },
};

function render(template: Partial<Template>, change: Partial<TemplateContext> = {}) {
  return renderMessage("test", { subject: "s", body: "b", ...template }, { ...context, ...change });
}

describe("renderMessage", () => {
  test.each(Object.keys(builtInTemplates))("%s renders, with a link to the run", (name) => {
    const message = renderMessage(name, builtInTemplates[name] ?? { subject: "", body: "" }, context);
    expect(`${message.subject}\n${message.text}`).toContain("KYC Onboarding");
    expect(message.text).toContain(context.run.url);
    expect(message.html).toContain(`<a href="${context.run.url}">`);
  });

  test("step-failed says which step failed, and why", () => {
    const message = renderMessage(
      "step-failed",
      builtInTemplates["step-failed"] ?? { subject: "", body: "" },
      context,
    );
    expect(message.subject).toBe("KYC Onboarding: step Document Verification failed");
    expect(message.text).toContain("Error: DOCUMENT_UNREADABLE\nnot an image");
  });

  test("a drill is marked in subject, text and HTML", () => {
    const message = render({ subject: "failed" }, { drill: true });
    expect(message.subject).toBe("[DRILL] failed");
    expect(message.text).toMatch(/^\[DRILL\] /);
    expect(message.html).toContain("[DRILL]");
    expect(render({}).text).not.toContain("DRILL");
  });

  test("values are text in the HTML, whatever they contain", () => {
    const { html } = render({ body: "{{ data.x }}" }, { data: { x: `<img src=x onerror="alert(1)">&` } });
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;");
    expect(html).not.toContain("<img");
  });

  test("a value cannot add a mail header through the subject", () => {
    const { subject } = render(
      { subject: "{{ data.x }}" },
      { data: { x: "a\r\nBcc: eve@example.com\u2028b" } },
    );
    expect(subject).toBe("a Bcc: eve@example.com b");
  });

  test("a value is never read as a template", () => {
    const data = { x: "{{ failure.message }}{% for i in (1..9) %}" };
    expect(render({ body: "{{ data.x }}" }, { data }).text).toBe(data.x);
  });

  test("long subjects and texts are cut, and a cut text says so", () => {
    const { subject, text } = render(
      { subject: "{{ data.x }}", body: "{{ data.x }}" },
      { data: { x: "😀".repeat(20_000) } },
    );
    expect(subject.length).toBeLessThanOrEqual(201);
    expect(subject.isWellFormed() && text.isWellFormed()).toBe(true);
    expect(text).toMatch(/\(cut after 20000 characters\)$/);
  });

  test.each([
    ["an unclosed tag", "{% for x in data.list %}", /body: tag/],
    ["an unknown variable", "{{ data.nmae }}", /undefined variable data\.nmae \(line:1, col:/],
    ["an unknown filter", "{{ data.ref | shout }}", /undefined filter shout/],
    ["a file", "{% include '/etc/passwd' %}", /ENOENT/],
    ["inherited properties", "{{ data.constructor }}", /undefined variable/],
    ["an endless loop", "{% for a in (1..99999999) %}x{% endfor %}", /limit/],
    ["nested loops", "{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}", /limit/],
    ["nothing at all", "{% if false %}x{% endif %}", /empty subject or body/],
  ])("refuses %s", (_what, body, message) => {
    expect(() => render({ body })).toThrow(ProbityError);
    expect(() => render({ body })).toThrow(message);
  });

  test("an error does not repeat what stands in the template", () => {
    expect(() => render({ body: "Dear Jane Roe {% oops Jane Roe %}" })).toThrow(/^(?!.*Jane)/s);
  });
});
