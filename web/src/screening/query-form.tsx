import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { ApiError } from "../api/client.ts";
import { listsQuery } from "../api/queries.ts";
import { givenParts } from "../format/given-text.ts";
import { humanize } from "../format/text.ts";
import { GivenText } from "../ui/given-text.tsx";
import { Icon } from "../ui/icon.tsx";
import { hasMoreFacts, identifierKinds, type QueryDraft } from "./query-draft.ts";

interface QueryFormProps {
  readonly initial: QueryDraft;
  readonly pending: boolean;
  /** What the server refused last; what it says about a field stands at the field. */
  readonly error: unknown;
  readonly onScreen: (draft: QueryDraft) => void;
}

/** Facts that show at their field what is wrong with them. */
const fields = new Set(["birth_date", "country", "nationality"]);

/** What the server refused: at which field, and what has none. */
export function factIssues(error: unknown): {
  readonly byField: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
} {
  const byField = new Map<string, string>();
  const rest: string[] = [];
  for (const { where, message } of error instanceof ApiError ? error.problem.issues : []) {
    const text = message.startsWith(where) ? humanize(where) + message.slice(where.length) : message;
    if (fields.has(where)) byField.set(where, text);
    else rest.push(text);
  }
  return { byField, rest };
}

/** Whom to screen: what tells people apart first, everything else one step away. */
export function QueryForm({ initial, pending, error, onScreen }: QueryFormProps) {
  const [draft, setDraft] = useState(initial);
  const name = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => name.current?.focus(), []);
  const set = <Key extends keyof QueryDraft>(key: Key, value: QueryDraft[Key]) =>
    setDraft((before) => ({ ...before, [key]: value }));
  const issues = factIssues(error).byField;
  const ready = draft.name.trim() !== "" && !pending;
  return (
    <form
      className="screen-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onScreen(draft);
      }}
    >
      <div className="screen-line">
        <Labelled label="Name" id={`${id}-name`}>
          <input
            id={`${id}-name`}
            ref={name}
            className="input"
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            placeholder="In any script and order"
            value={draft.name}
            onChange={(event) => set("name", event.target.value)}
          />
          {givenParts(draft.name).some((part) => part.control !== undefined) ? (
            <span className="field-hint">
              Holds characters that cannot be seen: <GivenText text={draft.name} />
            </span>
          ) : null}
        </Labelled>
        <TextField
          label="Birth date"
          hint="YYYY-MM-DD or YYYY"
          value={draft.birthDate}
          wrong={issues.get("birth_date")}
          onChange={(value) => set("birthDate", value)}
        />
        <TextField
          label="Country"
          hint="Name or code"
          value={draft.country}
          wrong={issues.get("country")}
          onChange={(value) => set("country", value)}
        />
        <Choice
          label="Type"
          value={draft.type}
          choices={[
            ["", "Any"],
            ["person", "Person"],
            ["entity", "Entity"],
            ["vessel", "Vessel"],
            ["aircraft", "Aircraft"],
          ]}
          onChange={(value) => set("type", value)}
        />
        <button type="submit" className="button primary" disabled={!ready}>
          <Icon name="search" size={14} /> {pending ? "Screening…" : "Screen"}
        </button>
      </div>
      <details className="drawer" open={hasMoreFacts(initial)}>
        <summary>More facts: further names, nationality, gender, identifiers, lists</summary>
        <div className="screen-more">
          <Labelled label="Further names" id={`${id}-names`} hint="One per line: aliases, other scripts">
            <textarea
              id={`${id}-names`}
              className="textarea"
              dir="auto"
              spellCheck={false}
              value={draft.names}
              onChange={(event) => set("names", event.target.value)}
            />
          </Labelled>
          <div className="stack tight">
            <TextField
              label="Nationality"
              hint="Several: with semicolons"
              value={draft.nationality}
              wrong={issues.get("nationality")}
              onChange={(value) => set("nationality", value)}
            />
            <Choice
              label="Gender"
              value={draft.gender}
              choices={[
                ["", "Unknown"],
                ["female", "Female"],
                ["male", "Male"],
              ]}
              onChange={(value) => set("gender", value)}
            />
            <TextField
              label="Customer reference"
              hint="Your own number"
              value={draft.ref}
              onChange={(value) => set("ref", value)}
            />
          </div>
          <Identifiers draft={draft} onChange={(identifiers) => set("identifiers", identifiers)} />
          <Lists chosen={draft.lists} onChange={(lists) => set("lists", lists)} />
        </div>
      </details>
    </form>
  );
}

function Labelled(props: { label: string; id: string; hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint === undefined ? null : <span className="field-hint">{props.hint}</span>}
    </div>
  );
}

function TextField(props: {
  label: string;
  hint: string;
  value: string;
  wrong?: string | undefined;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        className="input"
        dir="auto"
        placeholder={props.hint}
        autoComplete="off"
        aria-invalid={props.wrong !== undefined}
        aria-describedby={props.wrong === undefined ? undefined : `${id}-wrong`}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.wrong === undefined ? null : (
        <span id={`${id}-wrong`} className="field-error">
          {props.wrong}
        </span>
      )}
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="select"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.choices.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

function Identifiers({
  draft,
  onChange,
}: {
  draft: QueryDraft;
  onChange: (identifiers: QueryDraft["identifiers"]) => void;
}) {
  const { identifiers } = draft;
  return (
    <fieldset className="screen-set">
      <legend className="field-label">Identifiers</legend>
      {identifiers.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
        <div key={index} className="screen-identifier">
          <select
            className="select"
            aria-label={`Kind of identifier ${index + 1}`}
            value={one.kind}
            onChange={(event) => {
              const kind = identifierKinds.find((known) => known === event.target.value) ?? "other";
              onChange(identifiers.with(index, { ...one, kind }));
            }}
          >
            {identifierKinds.map((kind) => (
              <option key={kind} value={kind}>
                {humanize(kind)}
              </option>
            ))}
          </select>
          <input
            className="input mono"
            aria-label={`Identifier ${index + 1}`}
            autoComplete="off"
            value={one.value}
            onChange={(event) => onChange(identifiers.with(index, { ...one, value: event.target.value }))}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove identifier ${index + 1}`}
            onClick={() => onChange(identifiers.toSpliced(index, 1))}
          >
            <Icon name="cross" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button small"
        onClick={() => onChange([...identifiers, { kind: "passport", value: "" }])}
      >
        <Icon name="plus" size={13} /> Add an identifier
      </button>
    </fieldset>
  );
}

function Lists({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (lists: readonly string[]) => void;
}) {
  const lists = useQuery(listsQuery).data?.items ?? [];
  return (
    <fieldset className="screen-set">
      <legend className="field-label">Lists</legend>
      <div className="screen-lists">
        {lists.map(({ list }) => (
          <label key={list}>
            <input
              type="checkbox"
              checked={chosen.includes(list)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, list] : chosen.filter((one) => one !== list))
              }
            />
            {list}
          </label>
        ))}
      </div>
      <span className="field-hint">
        {chosen.length === 0 ? "None chosen: all that are in use" : `Only ${chosen.join(", ")}`}
      </span>
    </fieldset>
  );
}
