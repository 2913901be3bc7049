import { readFileSync } from "node:fs";
import { type Json, messageOf, ProbityError, RUN_INPUT_BYTES_MAX } from "../core/index.ts";

/**
 * The JSON of a file, or of standard input for `-`.
 *
 * @throws ProbityError NOT_FOUND, PAYLOAD_TOO_LARGE, INPUT_INVALID naming file, line and column of a syntax error
 */
export function readJsonFile(file: string): Json {
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw new ProbityError("NOT_FOUND", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (text.length > RUN_INPUT_BYTES_MAX)
    throw new ProbityError("PAYLOAD_TOO_LARGE", `${file} is larger than ${RUN_INPUT_BYTES_MAX} bytes.`);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new ProbityError("INPUT_INVALID", `${file} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
