import type { Ajv2020 } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "../core/index.ts";
import { messageOf } from "../core/index.ts";
import { linearPattern } from "./linear-pattern.ts";
import { newSchemaCompiler, pointerPath } from "./schema-compiler.ts";
import { didYouMean } from "./suggestion.ts";

/** A problem of a schema, with the path inside it. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
  readonly suggestion?: string;
  /** The key at the end of the path is wrong, rather than its value. */
  readonly atKey?: true;
}

/** An input schema larger than this has swallowed data; the FHIR and ISO 20022 ones we know have less. */
const SCHEMA_BYTES_MAX = 200_000;
/** Comparing all elements with each other is only affordable in short lists. */
const UNIQUE_ITEMS_MAX = 1_000;

/** The types of JSON Schema 2020-12 (Validation, section 6.1.1). */
const types = ["object", "string", "number", "integer", "boolean", "array", "null"];

/** Keywords whose value is a schema, a list of schemas, or schemas by name (Core, section 10). */
const schemaKeywords: ReadonlySet<string> = new Set([
  ...["items", "contains", "additionalProperties", "propertyNames", "unevaluatedItems"],
  ...["unevaluatedProperties", "not", "if", "then", "else", "contentSchema"],
]);
const listKeywords: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const namedKeywords: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "dependentSchemas",
]);

/**
 * References beyond the schema itself, and re-basing of references: neither fits a definition
 * that has to mean the same for ever.
 */
const refusedKeywords: ReadonlySet<string> = new Set(["$id", "$dynamicRef", "$dynamicAnchor", "$vocabulary"]);

/** What is wrong with an input schema; JSON Schema 2020-12 as ajv reads it strictly. */
export function inputSchemaProblems(schema: JsonObject): SchemaProblem[] {
  const size = JSON.stringify(schema).length;
  if (size > SCHEMA_BYTES_MAX) {
    return [{ path: [], message: `the schema has ${size} characters; ${SCHEMA_BYTES_MAX} are allowed` }];
  }
  const problems: SchemaProblem[] = [];
  refuseUnsafe(schema, [], problems);
  if (problems.length > 0) return problems;
  const ajv = newSchemaCompiler();
  checkKeywords(schema, [], ajv, problems);
  if (!ajv.validateSchema(schema)) addMetaSchemaErrors(ajv, problems);
  if (problems.length > 0) return problems;
  try {
    ajv.compile(schema);
  } catch (error) {
    return [compileProblem(messageOf(error))];
  }
  return acceptsObject(schema)
    ? []
    : [{ path: ["type"], message: "a run's input is an object, so the schema's type must be `object`" }];
}

/** One problem per place: the meta-schema says the same several times, once per vocabulary. */
function addMetaSchemaErrors(ajv: Ajv2020, problems: SchemaProblem[]): void {
  for (const error of ajv.errors ?? []) {
    const path = pointerPath(error.instancePath);
    const isKnown = problems.some((known) => startsWith(known.path, path) || startsWith(path, known.path));
    if (!isKnown) problems.push({ path, message: `${placeText(path)} ${error.message ?? "is not valid"}` });
  }
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => part === path[index]);
}

function placeText(path: readonly string[]): string {
  return path.length === 0 ? "the schema" : `\`${path.join(".")}\``;
}

/** What strict compilation says: the sentence without its mode, and the place it ends with. */
function compileProblem(text: string): SchemaProblem {
  const [, pointer = ""] = / at (?:path )?"#([^"]*)"/.exec(text) ?? [];
  const message = text
    .replace(/^strict mode: /, "")
    .replace(/ (?:ignored in schema )?at (?:path )?"#[^"]*"/, "")
    .replace(/ \(strict\w+\)$/, "")
    .replace(/ from id #$/, "");
  const path = pointerPath(pointer);
  return { path: text.endsWith("(strictRequired)") ? [...path, "required"] : path, message };
}

/** Misspelt keywords, types and formats, and patterns that cannot be used, each at its place. */
function checkKeywords(
  schema: Json | undefined,
  path: readonly string[],
  ajv: Ajv2020,
  problems: SchemaProblem[],
): void {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return;
  for (const [key, value] of Object.entries(schema as JsonObject)) {
    const at = [...path, key];
    if (!Object.hasOwn(ajv.RULES.keywords, key)) {
      const suggestion = didYouMean(key, Object.keys(ajv.RULES.keywords));
      const message = `unknown keyword "${key}"`;
      problems.push({ path: at, message, atKey: true, ...(suggestion === undefined ? {} : { suggestion }) });
    } else if (key === "type") checkType(value, at, problems);
    else if (key === "format") checkFormat(value, at, ajv, problems);
    else if (key === "pattern") checkPattern(value, at, problems);
    else if (schemaKeywords.has(key)) checkKeywords(value, at, ajv, problems);
    else if (listKeywords.has(key) || namedKeywords.has(key)) {
      if (typeof value !== "object" || value === null) continue;
      for (const [name, member] of Object.entries(value)) {
        if (key === "patternProperties") checkPattern(name, [...at, name], problems, true);
        checkKeywords(member as Json, [...at, name], ajv, problems);
      }
    }
  }
}

function checkType(value: Json | undefined, path: readonly string[], problems: SchemaProblem[]): void {
  for (const [index, type] of (Array.isArray(value) ? value : [value]).entries()) {
    if (typeof type === "string" && types.includes(type)) continue;
    const suggestion = (typeof type === "string" && didYouMean(type, types)) || `known: ${types.join(", ")}`;
    const message = typeof type === "string" ? `there is no type "${type}"` : "a type is given by its name";
    problems.push({ path: Array.isArray(value) ? [...path, String(index)] : path, message, suggestion });
  }
}

function checkFormat(
  value: Json | undefined,
  path: readonly string[],
  ajv: Ajv2020,
  problems: SchemaProblem[],
): void {
  if (typeof value !== "string" || Object.hasOwn(ajv.formats, value)) return;
  const suggestion = didYouMean(value, Object.keys(ajv.formats));
  const message = `unknown format "${value}"`;
  problems.push({ path, message, ...(suggestion === undefined ? {} : { suggestion }) });
}

function checkPattern(
  value: Json | undefined,
  path: readonly string[],
  problems: SchemaProblem[],
  isKey = false,
): void {
  if (typeof value !== "string") return;
  try {
    linearPattern(value);
  } catch (error) {
    const message = `this pattern cannot be used: ${messageOf(error)}`;
    problems.push({ path, message, ...(isKey ? { atKey: true as const } : {}) });
  }
}

function acceptsObject(schema: JsonObject): boolean {
  const { type } = schema;
  return type === undefined || type === "object" || (Array.isArray(type) && type.includes("object"));
}

function refuseUnsafe(part: Json | undefined, path: readonly string[], problems: SchemaProblem[]): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    const at = [...path, key];
    // Below `properties` and the like, keys are names and not keywords.
    const isName = ["properties", "$defs", "dependentSchemas", "patternProperties"].includes(
      path.at(-1) ?? "",
    );
    if (!isName && refusedKeywords.has(key)) {
      problems.push({ path: at, message: `\`${key}\` is not supported` });
    }
    if (!isName && key === "$ref" && typeof value === "string" && !value.startsWith("#")) {
      problems.push({ path: at, message: "a reference must stay inside the schema: `#/$defs/…`" });
    }
    if (!isName && key === "uniqueItems" && value === true && !boundedItems(part as JsonObject)) {
      problems.push({
        path: at,
        message: `\`uniqueItems\` needs \`maxItems\` of at most ${UNIQUE_ITEMS_MAX}`,
      });
    }
    refuseUnsafe(value as Json, at, problems);
  }
}

function boundedItems(schema: JsonObject): boolean {
  const { maxItems } = schema;
  return typeof maxItems === "number" && maxItems <= UNIQUE_ITEMS_MAX;
}
