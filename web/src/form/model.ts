import { humanize } from "../format/text.ts";

/**
 * From a JSON Schema to a form: what controls to show, in which order. Only what a form can
 * say well becomes a control; everything else is edited as JSON, so no schema is refused.
 */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type Path = readonly (string | number)[];

export type Control =
  | {
      readonly kind: "text";
      readonly format: "plain" | "date" | "date-time" | "email" | "uri";
      readonly multiline: boolean;
      readonly placeholder?: string;
    }
  | { readonly kind: "number"; readonly integer: boolean }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly options: readonly JsonValue[] }
  | { readonly kind: "group"; readonly fields: readonly Field[] }
  | { readonly kind: "list"; readonly item: Control }
  | { readonly kind: "json" };

export interface Field {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly required: boolean;
  readonly control: Control;
}

type Schema = Readonly<Record<string, unknown>>;

/** Deeper than this a form helps nobody; it also ends schemas that contain themselves. */
const DEPTH_MAX = 6;
/** From this length on a text gets several lines. */
const LONG_TEXT = 300;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The controls of a run input. `undefined` when the schema describes nothing a form can show. */
export function formOf(schema: unknown): Extract<Control, { kind: "group" }> | undefined {
  if (!isSchema(schema)) return undefined;
  const control = controlOf(schema, schema, 0);
  return control.kind === "group" && control.fields.length > 0 ? control : undefined;
}

function controlOf(schema: Schema, root: Schema, depth: number): Control {
  const resolved = resolve(schema, root);
  if (resolved === undefined || depth > DEPTH_MAX) return { kind: "json" };
  if (Array.isArray(resolved["enum"])) return { kind: "choice", options: resolved["enum"] as JsonValue[] };
  if (resolved["const"] !== undefined) {
    return { kind: "choice", options: [resolved["const"] as JsonValue] };
  }
  switch (typeOf(resolved)) {
    case "string":
      return textControl(resolved);
    case "number":
      return { kind: "number", integer: false };
    case "integer":
      return { kind: "number", integer: true };
    case "boolean":
      return { kind: "boolean" };
    case "object":
      return groupControl(resolved, root, depth);
    case "array":
      return isSchema(resolved["items"])
        ? { kind: "list", item: controlOf(resolved["items"], root, depth + 1) }
        : { kind: "json" };
    default:
      return { kind: "json" };
  }
}

function textControl(schema: Schema): Control {
  const format = schema["format"];
  const known = format === "date" || format === "date-time" || format === "email" || format === "uri";
  const maxLength = schema["maxLength"];
  const examples = schema["examples"];
  const example = Array.isArray(examples) ? examples[0] : undefined;
  return {
    kind: "text",
    format: known ? format : "plain",
    multiline: !known && typeof maxLength === "number" && maxLength > LONG_TEXT,
    ...(typeof example === "string" ? { placeholder: example } : {}),
  };
}

function groupControl(schema: Schema, root: Schema, depth: number): Control {
  const properties = schema["properties"];
  if (!isSchema(properties) || Object.keys(properties).length === 0) return { kind: "json" };
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(properties).map(([key, raw]): Field => {
    const property = isSchema(raw) ? raw : {};
    const resolved = resolve(property, root) ?? property;
    const title = property["title"] ?? resolved["title"];
    const description = property["description"] ?? resolved["description"];
    return {
      key,
      label: typeof title === "string" ? title : humanize(key),
      ...(typeof description === "string" ? { description } : {}),
      required: required.includes(key),
      control: controlOf(property, root, depth + 1),
    };
  });
  return { kind: "group", fields: fields.toSorted((a, b) => rank(a) - rank(b)) };
}

/** What must be given first, then what may be; groups after the plain fields, so that these stay together. */
function rank(field: Field): number {
  const isBig = field.control.kind === "group" || field.control.kind === "list";
  return (isBig ? 2 : 0) + (field.required ? 0 : 1);
}

/** Follows `#/…` references and sees through `anyOf: [X, null]`; gives up on anything cleverer. */
function resolve(schema: Schema, root: Schema, hops = 0): Schema | undefined {
  if (hops > DEPTH_MAX) return undefined;
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    if (!reference.startsWith("#/")) return undefined;
    let target: unknown = root;
    for (const part of reference.slice(2).split("/")) {
      target = isSchema(target) ? target[part.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
    }
    return isSchema(target) ? resolve(target, root, hops + 1) : undefined;
  }
  for (const word of ["anyOf", "oneOf"]) {
    const options = schema[word];
    if (!Array.isArray(options)) continue;
    const real = options.filter((option) => isSchema(option) && option["type"] !== "null");
    return real.length === 1 && isSchema(real[0]) ? resolve(real[0], root, hops + 1) : undefined;
  }
  return schema;
}

function typeOf(schema: Schema): string | undefined {
  const type = schema["type"];
  if (typeof type === "string") return type;
  if (Array.isArray(type)) {
    const real = type.filter((word) => word !== "null");
    return real.length === 1 ? String(real[0]) : undefined;
  }
  return isSchema(schema["properties"]) ? "object" : undefined;
}

/** What a new list item or a required group starts as; `undefined` where nothing is typed yet. */
export function blank(control: Control): JsonValue | undefined {
  if (control.kind === "list") return [];
  if (control.kind !== "group") return control.kind === "text" ? "" : undefined;
  const filled: Record<string, JsonValue> = {};
  for (const field of control.fields) {
    if (field.required && (field.control.kind === "group" || field.control.kind === "list")) {
      const value = blank(field.control);
      if (value !== undefined) filled[field.key] = value;
    }
  }
  return filled;
}

export function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at as JsonValue | undefined;
}

/** A copy of `value` with `next` at `path`; `undefined` takes the member or item out. */
export function withValueAt(
  value: JsonValue | undefined,
  path: Path,
  next: JsonValue | undefined,
): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (typeof key === "number") {
    const items = Array.isArray(value) ? [...(value as readonly JsonValue[])] : [];
    const item = withValueAt(items[key], rest, next);
    if (item === undefined) items.splice(key, 1);
    else items[key] = item;
    return items;
  }
  const members: Record<string, JsonValue> =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...(value as Record<string, JsonValue>) }
      : {};
  const member = withValueAt(members[key], rest, next);
  if (member === undefined) delete members[key];
  else members[key] = member;
  return members;
}
