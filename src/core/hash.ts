import { createHash } from "node:crypto";
import type { Sha256Hex } from "./ids.ts";
import { canonicalJson } from "./json.ts";

/** SHA-256 of bytes, or of a text's UTF-8 bytes. */
export function sha256Hex(data: string | Uint8Array): Sha256Hex {
  return createHash("sha256").update(data).digest("hex") as Sha256Hex;
}

/** The identity of a JSON value: SHA-256 of its canonical JSON. */
export function hashJson(value: unknown): Sha256Hex {
  return sha256Hex(canonicalJson(value));
}
