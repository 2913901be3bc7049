import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { linearPattern } from "./linear-pattern.ts";

/** JSON Schema 2020-12 read strictly, with patterns that run in linear time. */
export function newSchemaCompiler(): Ajv2020 {
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

/** The path of a JSON Pointer (RFC 6901). */
export function pointerPath(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
