import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import type { Issue, Json, JsonObject } from "../core/index.ts";
import { messageOf, RUN_INPUT_BYTES_MAX } from "../core/index.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { linearPattern } from "./linear-pattern.ts";

/** A problem of a schema, with the path inside it. */
export interface SchemaProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** An input schema larger than this has swallowed data; the FHIR and ISO 20022 ones we know have less. */
const SCHEMA_BYTES_MAX = 200_000;
/** Comparing all elements with each other is only affordable in short lists. */
const UNIQUE_ITEMS_MAX = 1_000;
/** Issues reported for one input. */
const INPUT_ISSUES_MAX = 100;

/**
 * References beyond the schema itself, and re-basing of references: neither fits a definition
 * that has to mean the same for ever.
 */
const refusedKeywords: ReadonlySet<string> = new Set(["$id", "$dynamicRef", "$dynamicAnchor", "$vocabulary"]);

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictTuples: false,
    logger: false,
    unicodeRegExp: false,
    // Standalone code generation would print `code`; we compile in this process only.
    code: { regExp: Object.assign(linearPattern, { code: "linearPattern" }) },
  });
  formats.default.default(ajv);
  return ajv;
}

/** What is wrong with an input schema; JSON Schema 2020-12 as ajv reads it strictly. */
export function inputSchemaProblems(schema: JsonObject): SchemaProblem[] {
  const size = JSON.stringify(schema).length;
  if (size > SCHEMA_BYTES_MAX) {
    return [{ path: [], message: `the schema has ${size} characters; ${SCHEMA_BYTES_MAX} are allowed` }];
  }
  const problems: SchemaProblem[] = [];
  refuseUnsafe(schema, [], problems);
  if (problems.length > 0) return problems;
  const ajv = newAjv();
  if (!ajv.validateSchema(schema)) {
    return (ajv.errors ?? []).map((error) => ({
      path: pointerPath(error.instancePath),
      message: error.message ?? "is not valid",
    }));
  }
  try {
    ajv.compile(schema);
  } catch (error) {
    return [{ path: [], message: messageOf(error).replace(/^strict mode: /, "") }];
  }
  return acceptsObject(schema)
    ? []
    : [{ path: ["type"], message: "a run's input is an object, so the schema's type must be `object`" }];
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

function pointerPath(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Compiled validators, as long as their definition is in use. */
const validators = new WeakMap<object, ValidateFunction>();

/**
 * Whether a run of the workflow can be started with this input. Issues carry paths such as
 * `input.customer.name` and never the values themselves.
 */
export function validateRunInput(
  definition: Pick<WorkflowDefinition, "input">,
  input: unknown,
): { readonly ok: true; readonly input: JsonObject } | { readonly ok: false; readonly issues: Issue[] } {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { ok: false, issues: [{ where: "input", message: "must be an object" }] };
  }
  let size: number;
  try {
    size = Buffer.byteLength(JSON.stringify(input));
  } catch {
    return { ok: false, issues: [{ where: "input", message: "must be JSON" }] };
  }
  if (size > RUN_INPUT_BYTES_MAX) {
    const message = `has ${size} bytes as JSON; ${RUN_INPUT_BYTES_MAX} are allowed`;
    return { ok: false, issues: [{ where: "input", message }] };
  }
  if (definition.input !== undefined) {
    let validate = validators.get(definition.input);
    if (validate === undefined) {
      validate = newAjv().compile(definition.input);
      validators.set(definition.input, validate);
    }
    if (!validate(input)) {
      return { ok: false, issues: (validate.errors ?? []).slice(0, INPUT_ISSUES_MAX).map(inputIssue) };
    }
  }
  return { ok: true, input: input as JsonObject };
}

function inputIssue(error: ErrorObject): Issue {
  const path = pointerPath(error.instancePath);
  const { params } = error as { params: Record<string, unknown> };
  const missing = params["missingProperty"];
  if (typeof missing === "string") return { where: place([...path, missing]), message: "is missing" };
  const extra = params["additionalProperty"] ?? params["unevaluatedProperty"];
  if (typeof extra === "string") return { where: place([...path, extra]), message: "is not expected" };
  const allowed = params["allowedValues"];
  if (Array.isArray(allowed))
    return { where: place(path), message: `must be one of ${allowed.map(String).join(", ")}` };
  return { where: place(path), message: error.message ?? "is not valid" };
}

function place(path: readonly string[]): string {
  return ["input", ...path].reduce((text, part) =>
    /^\d+$/.test(part) ? `${text}[${part}]` : `${text}.${part}`,
  );
}
