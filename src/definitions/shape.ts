import type { Json, JsonObject } from "../core/index.ts";

/**
 * What is known about a JSON value before a run: derived from the input schema of a workflow
 * and from the output schemas of actions, and used to check expressions. Deliberately coarser
 * than JSON Schema: where it cannot tell, it says `any`.
 */
export type Shape =
  | { readonly kind: "any" }
  | { readonly kind: "null" }
  | { readonly kind: "bool" }
  | { readonly kind: "number" }
  | { readonly kind: "timestamp" }
  | { readonly kind: "string"; readonly values?: readonly string[] }
  | { readonly kind: "list"; readonly items: Shape }
  | { readonly kind: "map"; readonly values: Shape }
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Field> }
  | { readonly kind: "union"; readonly options: readonly Shape[] };

export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
}

export const anyShape: Shape = { kind: "any" };
export const stringShape: Shape = { kind: "string" };

/** A closed object; every field is required unless its name ends in `?`. */
export function objectShape(fields: Readonly<Record<string, Shape>>): Shape {
  return {
    kind: "object",
    fields: new Map(
      Object.entries(fields).map(([name, shape]) => [
        name.replace(/\?$/, ""),
        { shape, required: !name.endsWith("?") },
      ]),
    ),
  };
}

/** Parts of a schema that are looked at, references followed; the rest may be anything. */
const PARTS_MAX = 20_000;

interface SchemaWalk {
  readonly root: Json | undefined;
  /** References that are being followed: one that leads back to itself is not followed again. */
  readonly following: ReadonlySet<string>;
  readonly budget: { rest: number };
}

/**
 * The shape of a JSON Schema. An object that declares `properties` has only those, unless it
 * says `additionalProperties` itself: a reference to anything else is far likelier a typing
 * mistake than a wish.
 */
export function shapeOfSchema(schema: Json | undefined): Shape {
  return shapeOfPart(schema, { root: schema, following: new Set(), budget: { rest: PARTS_MAX } });
}

function shapeOfPart(schema: Json | undefined, walk: SchemaWalk): Shape {
  if (--walk.budget.rest < 0 || !isObject(schema)) return anyShape;
  const below = (part: Json | undefined) => shapeOfPart(part, walk);
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    if (walk.following.has(reference)) return anyShape;
    const following = new Set(walk.following).add(reference);
    return shapeOfPart(resolveReference(reference, walk.root), { ...walk, following });
  }
  if (schema["const"] !== undefined) return shapeOfValue(schema["const"]);
  const alternatives = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(alternatives)) return unionShape(alternatives.map(below));
  const all = schema["allOf"];
  if (Array.isArray(all) && schema["type"] === undefined) {
    return all.length === 1 ? below(all[0]) : anyShape;
  }
  const types = schema["type"];
  if (Array.isArray(types)) return unionShape(types.map((type: Json) => below({ ...schema, type })));
  switch (types) {
    case "string":
      return stringShapeOf(schema["enum"]);
    case "number":
    case "integer":
      return { kind: "number" };
    case "boolean":
      return { kind: "bool" };
    case "null":
      return { kind: "null" };
    case "array":
      return { kind: "list", items: below(schema["items"]) };
    case "object":
      return shapeOfObject(schema, below);
    default:
      return Array.isArray(schema["enum"]) ? unionShape(schema["enum"].map(shapeOfValue)) : anyShape;
  }
}

function stringShapeOf(values: Json | undefined): Shape {
  const isWordList = Array.isArray(values) && values.every((value: Json) => typeof value === "string");
  return isWordList ? { kind: "string", values: values as string[] } : stringShape;
}

function shapeOfObject(schema: JsonObject, below: (part: Json | undefined) => Shape): Shape {
  const properties = schema["properties"];
  const additional = schema["additionalProperties"];
  if (schema["patternProperties"] !== undefined) return anyShape;
  if (!isObject(properties)) {
    return additional === undefined || additional === true || additional === false
      ? anyShape
      : { kind: "map", values: below(additional) };
  }
  // A declared object that is open has members nobody knows the shape of.
  const open = additional === true || isObject(additional);
  if (open) return anyShape;
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(properties).map(([name, part]): [string, Field] => [
    name,
    { shape: below(part), required: required.includes(name) },
  ]);
  return { kind: "object", fields: new Map(fields) };
}

function resolveReference(reference: string, root: Json | undefined): Json | undefined {
  if (reference === "#") return root;
  if (!reference.startsWith("#/")) return undefined;
  let current = root;
  for (const part of reference.slice(2).split("/")) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The shape of a literal. */
export function shapeOfValue(value: Json): Shape {
  if (value === null) return { kind: "null" };
  if (typeof value === "string") return { kind: "string", values: [value] };
  if (typeof value === "number") return { kind: "number" };
  if (typeof value === "boolean") return { kind: "bool" };
  if (Array.isArray(value)) return { kind: "list", items: unionShape(value.map(shapeOfValue)) };
  return objectShape(
    Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOfValue(member ?? null)])),
  );
}

/** One of several shapes; alternatives that are the same scalar are joined. */
export function unionShape(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === "union" ? shape.options : [shape]));
  const [first] = flat;
  if (first === undefined || flat.some((shape) => shape.kind === "any")) return anyShape;
  if (flat.every((shape) => shape.kind === "string")) {
    const values = flat.flatMap((shape) => (shape.kind === "string" && shape.values ? shape.values : []));
    const closed = flat.every((shape) => shape.kind === "string" && shape.values !== undefined);
    return closed ? { kind: "string", values: [...new Set(values)] } : stringShape;
  }
  if (flat.every((shape) => shape.kind === first.kind && isScalarKind(shape.kind))) return first;
  return flat.length === 1 ? first : { kind: "union", options: flat };
}

function isScalarKind(kind: Shape["kind"]): boolean {
  return kind === "number" || kind === "bool" || kind === "null" || kind === "timestamp";
}

/** Whether a value of shape `given` can be one of shape `wanted`; `any` can be everything. */
export function canBe(given: Shape, wanted: Shape): boolean {
  if (given.kind === "any" || wanted.kind === "any") return true;
  if (given.kind === "union") return given.options.some((option) => canBe(option, wanted));
  if (wanted.kind === "union") return wanted.options.some((option) => canBe(given, option));
  // A timestamp becomes RFC 3339 text when it leaves an expression.
  if (given.kind === "timestamp") return wanted.kind === "string" || wanted.kind === "timestamp";
  if (given.kind === "object" || given.kind === "map")
    return wanted.kind === "object" || wanted.kind === "map";
  if (given.kind === "list" && wanted.kind === "list") return canBe(given.items, wanted.items);
  if (given.kind === "string" && wanted.kind === "string" && given.values && wanted.values) {
    return given.values.some((value) => wanted.values?.includes(value));
  }
  return given.kind === wanted.kind;
}

/** The shape in words, for messages. */
export function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case "any":
      return "anything";
    case "bool":
      return "true or false";
    case "string":
      return shape.values === undefined
        ? "text"
        : `one of ${shape.values.map((value) => `"${value}"`).join(", ")}`;
    case "map":
    case "object":
      return "an object";
    case "list":
      return "a list";
    case "union":
      return [...new Set(shape.options.map(describeShape))].join(" or ");
    case "null":
      return "null";
    case "number":
      return "a number";
    case "timestamp":
      return "a timestamp";
    default: {
      const never: never = shape;
      return never;
    }
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
