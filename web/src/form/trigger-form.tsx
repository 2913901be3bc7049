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
  const [key, setKey] = useState(newKey);
  const start = useStart(workflow, key);
  const change = (next: JsonValue | undefined) => {
    setValue(next);
    setKey(newKey());
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
        <ModeSwitch mode={mode} hasFields={form !== undefined} onSwitch={switchTo} />
        <Samples
          workflow={workflow}
          onPick={(input) => {
            change(input);
            setText(printed(input));
            start.reset();
          }}
        />
      </div>
      {mode === "fields" && form !== undefined ? (
        <SchemaForm form={form} value={value} onChange={change} issues={issues} />
      ) : (
        <JsonText
          text={text}
          onText={(next, parsedNext) => {
            setText(next);
            if (parsedNext.ok) change(parsedNext.value);
          }}
        />
      )}
      <Refused error={start.error} fields={isAllInFields ? issues.byField.size : 0} />
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

/** One idempotency key per input; older browsers offer no UUID outside HTTPS. */
function newKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}

function useStart(workflow: WorkflowDetail, key: string) {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
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
}

function ModeSwitch(props: {
  mode: "fields" | "json";
  hasFields: boolean;
  onSwitch: (mode: "fields" | "json") => void;
}) {
  const modes = props.hasFields ? (["fields", "json"] as const) : (["json"] as const);
  return (
    <fieldset className="chips" aria-label="How to give the input">
      {modes.map((mode) => (
        <button
          key={mode}
          type="button"
          className="chip"
          aria-pressed={props.mode === mode}
          onClick={() => props.onSwitch(mode)}
        >
          {mode === "fields" ? "Fields" : "JSON"}
        </button>
      ))}
    </fieldset>
  );
}

function Samples({ workflow, onPick }: { workflow: WorkflowDetail; onPick: (input: JsonValue) => void }) {
  if (workflow.samples.length === 0) return null;
  return (
    <select
      className="select form-samples"
      aria-label="Fill in a sample"
      value=""
      onChange={(event) => {
        const sample = workflow.samples.find((one) => one.name === event.target.value);
        if (sample !== undefined) onPick(sample.input as JsonValue);
      }}
    >
      <option value="">Fill in a sample…</option>
      {workflow.samples.map((sample) => (
        <option key={sample.name} value={sample.name}>
          {sample.name}
        </option>
      ))}
    </select>
  );
}

function JsonText(props: {
  text: string;
  onText: (text: string, parsed: ReturnType<typeof parseJson>) => void;
}) {
  const parsed = parseJson(props.text);
  return (
    <div className="field">
      <label htmlFor="trigger-json">Input as JSON</label>
      <textarea
        id="trigger-json"
        className="textarea mono"
        rows={12}
        spellCheck={false}
        value={props.text}
        aria-invalid={!parsed.ok}
        onChange={(event) => props.onText(event.target.value, parseJson(event.target.value))}
      />
      {parsed.ok ? null : <p className="field-error">Not JSON: {parsed.why}</p>}
    </div>
  );
}

/** When every issue stands at its field, one line is enough. */
function Refused({ error, fields }: { error: unknown; fields: number }) {
  if (error === null) return null;
  if (fields === 0) return <ProblemNotice error={error} />;
  return (
    <p className="field-error" role="alert">
      <Icon name="alert" size={13} />
      {fields === 1
        ? "One field needs a change; nothing was started."
        : `${fields} fields need a change; nothing was started.`}
    </p>
  );
}
