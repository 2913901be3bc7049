import type { ErrorObject, ValidateFunction } from "ajv";
import type { Issue, JsonObject } from "../core/index.ts";
import { RUN_INPUT_BYTES_MAX } from "../core/index.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { newSchemaCompiler, pointerPath } from "./schema-compiler.ts";

/** Issues reported for one input. */
const INPUT_ISSUES_MAX = 100;

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
      validate = newSchemaCompiler().compile(definition.input);
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
