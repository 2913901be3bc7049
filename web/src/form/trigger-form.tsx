import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ApiError, request } from "../api/client.ts";
import type { WorkflowDetail } from "../api/contract.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemNotice } from "../ui/page.tsx";
import { sortIssues } from "./issues.ts";
import { blank, formOf, type JsonValue } from "./model.ts";
import { parseJson, printed, SchemaForm } from "./schema-form.tsx";

const nothingWrong = { byField: new Map(), rest: [] };

interface StartedRun {
  readonly runId: string;
}

/** Starts a run: fields from the input schema, or the input as JSON, or a sample to begin with. */
export function TriggerForm({ workflow }: { workflow: WorkflowDetail }) {
  const form = useMemo(() => formOf(workflow.inputSchema), [workflow.inputSchema]);
  const [mode, setMode] = useState<"fields" | "json">(form === undefined ? "json" : "fields");
  const [value, setValue] = useState<JsonValue | undefined>(() => (form === undefined ? {} : blank(form)));
  const [text, setText] = useState(() => printed(value));
  // One key per input: pressing the button twice must not start two runs.
  const [key, setKey] = useState(() => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (input: JsonValue | undefined) =>
      request<StartedRun>(`/workflows/${encodeURIComponent(workflow.id)}/runs`, {
        method: "POST",
        body: { input: input ?? {} },
        headers: { "idempotency-key": key },
      }),
    onSuccess: async ({ runId }) => {
      void client.invalidateQueries({ queryKey: ["runs"] });
      await navigate({ to: "/runs/$runId", params: { runId } });
    },
  });
  const change = (next: JsonValue | undefined) => {
    setValue(next);
    setKey(crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  };
  const parsed = parseJson(text);
  const switchTo = (next: "fields" | "json") => {
    if (next === "json") setText(printed(value));
    setMode(next);
  };
  const problem = start.error instanceof ApiError ? start.error.problem : undefined;
  const issues =
    problem === undefined || form === undefined || mode === "json"
      ? nothingWrong
      : sortIssues(problem.issues, form);
  const isAllInFields = problem !== undefined && issues.byField.size > 0 && issues.rest.length === 0;

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mode === "fields" || parsed.ok) start.mutate(value);
      }}
    >
      <div className="form-bar">
        <fieldset className="chips" aria-label="How to give the input">
          {form === undefined ? null : (
            <button
              type="button"
              className="chip"
              aria-pressed={mode === "fields"}
              onClick={() => switchTo("fields")}
            >
              Fields
            </button>
          )}
          <button
            type="button"
            className="chip"
            aria-pressed={mode === "json"}
            onClick={() => switchTo("json")}
          >
            JSON
          </button>
        </fieldset>
        {workflow.samples.length === 0 ? null : (
          <select
            className="select form-samples"
            aria-label="Fill in a sample"
            value=""
            onChange={(event) => {
              const sample = workflow.samples.find((one) => one.name === event.target.value);
              if (sample === undefined) return;
              change(sample.input as JsonValue);
              setText(printed(sample.input as JsonValue));
              start.reset();
            }}
          >
            <option value="">Fill in a sample…</option>
            {workflow.samples.map((sample) => (
              <option key={sample.name} value={sample.name}>
                {sample.name}
              </option>
            ))}
          </select>
        )}
      </div>
      {mode === "fields" && form !== undefined ? (
        <SchemaForm form={form} value={value} onChange={change} issues={issues} />
      ) : (
        <div className="field">
          <label htmlFor="trigger-json">Input as JSON</label>
          <textarea
            id="trigger-json"
            className="textarea mono"
            rows={12}
            spellCheck={false}
            value={text}
            aria-invalid={!parsed.ok}
            onChange={(event) => {
              setText(event.target.value);
              const next = parseJson(event.target.value);
              if (next.ok) change(next.value);
            }}
          />
          {parsed.ok ? null : <p className="field-error">Not JSON: {parsed.why}</p>}
        </div>
      )}
      {isAllInFields ? (
        <p className="field-error" role="alert">
          <Icon name="alert" size={13} />
          {issues.byField.size === 1
            ? "One field needs a change; nothing was started."
            : `${issues.byField.size} fields need a change; nothing was started.`}
        </p>
      ) : start.error !== null ? (
        <ProblemNotice error={start.error} />
      ) : null}
      <div className="form-end">
        {workflow.paused ? <span className="muted">The workflow is paused.</span> : null}
        <button
          type="submit"
          className="button primary"
          disabled={start.isPending || (mode === "json" && !parsed.ok)}
        >
          <Icon name="play" size={14} />
          {start.isPending ? "Starting…" : "Start a run"}
        </button>
      </div>
    </form>
  );
}
