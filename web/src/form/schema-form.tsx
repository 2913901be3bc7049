import "./form.css";
import { type ReactNode, useId, useState } from "react";
import type { Issue } from "../api/contract.ts";
import { Icon } from "../ui/icon.tsx";
import { pathKey, type SortedIssues } from "./issues.ts";
import { blank, type Control, type Field, type JsonValue, type Path, valueAt, withValueAt } from "./model.ts";

interface FormState {
  readonly value: JsonValue | undefined;
  readonly onChange: (next: JsonValue | undefined) => void;
  readonly issues: SortedIssues;
}

/** The fields of a run input, built from its schema. */
export function SchemaForm({ form, ...state }: FormState & { form: Extract<Control, { kind: "group" }> }) {
  return <GroupFields fields={form.fields} path={[]} {...state} />;
}

function GroupFields({ fields, path, ...state }: FormState & { fields: readonly Field[]; path: Path }) {
  return (
    <div className="form-fields">
      {fields.map((field) => (
        <FormField key={field.key} field={field} path={[...path, field.key]} {...state} />
      ))}
    </div>
  );
}

function FormField({ field, path, ...state }: FormState & { field: Field; path: Path }) {
  const { control } = field;
  if (control.kind !== "group" && control.kind !== "list") {
    return <Leaf field={field} control={control} path={path} {...state} />;
  }
  return (
    <fieldset className="form-group">
      <legend>
        {field.label}
        <OptionalMark field={field} />
      </legend>
      {field.description === undefined ? null : <p className="field-hint">{field.description}</p>}
      <Errors issues={state.issues.byField.get(pathKey(path))} />
      {control.kind === "group" ? (
        <GroupFields fields={control.fields} path={path} {...state} />
      ) : (
        <ListItems item={control.item} path={path} {...state} />
      )}
    </fieldset>
  );
}

function ListItems({ item, path, ...state }: FormState & { item: Control; path: Path }) {
  const current = valueAt(state.value, path);
  const items = Array.isArray(current) ? current : [];
  const set = (at: Path, next: JsonValue | undefined) => state.onChange(withValueAt(state.value, at, next));
  return (
    <div className="form-list">
      {items.map((_, index) => {
        const field: Field = {
          key: String(index),
          label: `Item ${index + 1}`,
          required: true,
          control: item,
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item of a list has no identity but its place.
          <div key={index} className="form-item">
            <FormField field={field} path={[...path, index]} {...state} />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove item ${index + 1}`}
              onClick={() => set([...path, index], undefined)}
            >
              <Icon name="cross" />
            </button>
          </div>
        );
      })}
      <button
        type="button"
        className="button small"
        onClick={() => set([...path, items.length], blank(item) ?? null)}
      >
        <Icon name="plus" size={14} /> Add
      </button>
    </div>
  );
}

function OptionalMark({ field }: { field: Field }) {
  return field.required ? null : <span className="required"> optional</span>;
}

function Errors({ issues, id }: { issues: readonly Issue[] | undefined; id?: string }) {
  if (issues === undefined) return null;
  return (
    <div id={id}>
      {issues.map((issue) => (
        <p key={issue.message} className="field-error">
          <Icon name="alert" size={13} />
          <span>
            {capitalized(issue.message)}
            {issue.suggestion === undefined ? null : ` ${issue.suggestion}`}
          </span>
        </p>
      ))}
    </div>
  );
}

/** The server's messages go on after the name of the member: `is missing`. */
function capitalized(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function Leaf({
  field,
  control,
  path,
  value,
  onChange,
  issues,
}: FormState & { field: Field; control: Control; path: Path }) {
  const id = useId();
  const found = issues.byField.get(pathKey(path));
  const current = valueAt(value, path);
  const set = (next: JsonValue | undefined) => onChange(withValueAt(value, path, next));
  const common: InputProps = {
    id,
    "aria-invalid": found !== undefined,
    "aria-describedby": found === undefined ? undefined : `${id}-error`,
    "aria-required": field.required,
  };
  const isWide = control.kind === "json" || (control.kind === "text" && control.multiline);
  return (
    <div className={isWide ? "field form-wide" : "field"}>
      <label htmlFor={id}>
        {field.label}
        <OptionalMark field={field} />
      </label>
      {inputOf(control, current, set, common)}
      {field.description === undefined ? null : <p className="field-hint">{field.description}</p>}
      <Errors issues={found} id={`${id}-error`} />
    </div>
  );
}

interface InputProps {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
  readonly "aria-required": boolean;
}

function inputOf(
  control: Control,
  current: JsonValue | undefined,
  set: (next: JsonValue | undefined) => void,
  common: InputProps,
): ReactNode {
  switch (control.kind) {
    case "text":
      return <TextInput control={control} current={current} set={set} common={common} />;
    case "number":
      return <NumberInput integer={control.integer} current={current} set={set} common={common} />;
    case "boolean":
      return (
        <select
          {...common}
          className="select"
          value={typeof current === "boolean" ? String(current) : ""}
          onChange={(event) => set(event.target.value === "" ? undefined : event.target.value === "true")}
        >
          <option value="">Not given</option>
          <option value="true">Yes</option>
          <option value="false">No</option>
        </select>
      );
    case "choice": {
      const at = control.options.findIndex((option) => JSON.stringify(option) === JSON.stringify(current));
      return (
        <select
          {...common}
          className="select"
          value={at === -1 ? "" : String(at)}
          onChange={(event) =>
            set(event.target.value === "" ? undefined : control.options[Number(event.target.value)])
          }
        >
          <option value="">Not given</option>
          {control.options.map((option, index) => (
            <option key={JSON.stringify(option)} value={index}>
              {typeof option === "string" ? option : JSON.stringify(option)}
            </option>
          ))}
        </select>
      );
    }
    default:
      return <JsonInput current={current} set={set} common={common} />;
  }
}

interface LeafInput {
  readonly current: JsonValue | undefined;
  readonly set: (next: JsonValue | undefined) => void;
  readonly common: InputProps;
}

function TextInput({
  control,
  current,
  set,
  common,
}: LeafInput & { control: Extract<Control, { kind: "text" }> }) {
  // A value of another type (from the JSON tab) is shown as it is, and goes when it is typed over.
  const text = typeof current === "string" ? current : current === undefined ? "" : JSON.stringify(current);
  const change = (next: string) => set(next === "" ? undefined : next);
  const placeholder =
    control.placeholder ?? (control.format === "date-time" ? "2026-11-23T09:00:00Z" : undefined);
  if (control.multiline) {
    return (
      <textarea
        {...common}
        className="textarea"
        dir="auto"
        value={text}
        placeholder={placeholder}
        onChange={(event) => change(event.target.value)}
      />
    );
  }
  // Dates are typed, not picked: a birth date may be partial, and picking 1961 from a calendar is slow.
  return (
    <input
      {...common}
      className="input"
      dir="auto"
      type={control.format === "email" ? "email" : "text"}
      value={text}
      placeholder={control.format === "date" ? "YYYY-MM-DD" : placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function NumberInput({ integer, current, set, common }: LeafInput & { integer: boolean }) {
  const [text, setText] = useState(current === undefined ? "" : String(current));
  // A sample or the JSON tab may have changed the number from outside.
  const shown = typeof current === "number" && Number(text) !== current ? String(current) : text;
  return (
    <input
      {...common}
      className="input"
      inputMode={integer ? "numeric" : "decimal"}
      value={shown}
      autoComplete="off"
      onChange={(event) => {
        const next = event.target.value.trim();
        setText(next);
        const number = Number(next);
        // What is no number goes to the server as typed, which says what is wrong with it.
        set(next === "" ? undefined : Number.isFinite(number) ? number : next);
      }}
    />
  );
}

function JsonInput({ current, set, common }: LeafInput) {
  const [text, setText] = useState(() => printed(current));
  const [broken, setBroken] = useState(false);
  return (
    <>
      <textarea
        {...common}
        className="textarea mono"
        value={text}
        spellCheck={false}
        placeholder="JSON"
        onChange={(event) => {
          setText(event.target.value);
          const parsed = parseJson(event.target.value);
          setBroken(!parsed.ok);
          if (parsed.ok) set(parsed.value);
        }}
      />
      {broken ? <p className="field-error">This is not JSON yet, so the last valid value is kept.</p> : null}
    </>
  );
}

export function printed(value: JsonValue | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** Parses what somebody is typing; an empty text is no value. */
export function parseJson(
  text: string,
): { ok: true; value: JsonValue | undefined } | { ok: false; why: string } {
  if (text.trim() === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
