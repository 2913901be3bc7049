import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync } from "node:crypto";
import { ProbityError } from "./errors.ts";
import type { Json } from "./json.ts";
import { freshBytes } from "./random-bytes.ts";

/**
 * Personal data at rest. Run inputs, outputs and evidence are stored only as AES-256-GCM
 * ciphertext (NIST SP 800-38D) under the installation's data key, and looked up only by
 * keyed hash, so a copy of the database alone reveals neither.
 *
 * Sealed text: `v1.<base64url(iv 12 bytes || ciphertext || tag 16 bytes)>`.
 */
export interface DataCipher {
  /** Encrypts a JSON value. `context` is authenticated and must be the same when opening. */
  seal(value: unknown, context: string): string;
  /** @throws ProbityError CIPHER_UNREADABLE when the text was altered or belongs to another key or context. */
  open(sealed: string, context: string): Json;
  /** HMAC-SHA-256 in hexadecimal: equal values can be found, values cannot be guessed without the key. */
  blindIndex(value: string, context: string): string;
}

const VERSION = "v1.";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A cipher from 32 bytes of key material; separate keys for encryption and look-up are derived (RFC 5869). */
export function createDataCipher(key: Uint8Array): DataCipher {
  if (key.length !== 32)
    throw new ProbityError("CIPHER_KEY_INVALID", `the data key has ${key.length} bytes, not 32`);
  const derived = (info: string) => createSecretKey(Buffer.from(hkdfSync("sha256", key, "", info, 32)));
  const sealKey = derived("probity/seal/v1");
  const indexKey = derived("probity/blind-index/v1");
  return {
    seal(value, context) {
      const iv = freshBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealKey, iv).setAAD(Buffer.from(context));
      const text = JSON.stringify(value ?? null);
      const body = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return VERSION + body.toString("base64url");
    },
    open(sealed, context) {
      try {
        if (!sealed.startsWith(VERSION)) throw new Error("unknown version");
        const body = Buffer.from(sealed.slice(VERSION.length), "base64url");
        const decipher = createDecipheriv("aes-256-gcm", sealKey, body.subarray(0, IV_BYTES));
        decipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(body.length - TAG_BYTES));
        const text = decipher.update(body.subarray(IV_BYTES, body.length - TAG_BYTES));
        return JSON.parse(Buffer.concat([text, decipher.final()]).toString("utf8")) as Json;
      } catch (cause) {
        throw new ProbityError("CIPHER_UNREADABLE", `stored value (${context}) cannot be decrypted`, {
          cause,
        });
      }
    },
    blindIndex(value, context) {
      return createHmac("sha256", indexKey).update(`${context}\0${value}`).digest("hex");
    },
  };
}
