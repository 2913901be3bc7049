import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits: nobody guesses them, however many guesses are made. */
const TOKEN_BYTES = 32;
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Characters that 32 bytes need in base 62: 256 / log2(62), rounded up. */
const TOKEN_CHARACTERS = 43;

/** A fresh secret of 32 random bytes as 43 letters and digits; safe in URLs, cookies and shells. */
export function newSecret(): string {
  let rest = BigInt(`0x${randomBytes(TOKEN_BYTES).toString("hex")}`);
  let text = "";
  for (let place = 0; place < TOKEN_CHARACTERS; place++) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

/** Whether `text` has the form of {@link newSecret}; spares the database what cannot be a secret. */
export function isSecret(text: string): boolean {
  return /^[0-9A-Za-z]{43}$/.test(text);
}

/**
 * What is stored of a secret: its SHA-256. Slow hashes (argon2, bcrypt) make guessing human
 * passwords expensive; 256 random bits cannot be guessed at any speed, and a slow hash per
 * request would only hand attackers a way to keep the server busy.
 */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Compares two hashes in constant time, so that timing tells nothing about a stored one. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The token a session's page must send along with every change. It is derived from the
 * cookie's secret, so it belongs to that session alone, needs no storage, and cannot be
 * computed by a page of another origin, which never sees the cookie.
 */
export function csrfTokenOf(sessionSecret: string): string {
  return createHmac("sha256", sessionSecret).update("probity/csrf/v1").digest("base64url");
}
