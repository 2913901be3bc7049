import { describe, expect, test } from "vitest";
import { csrfTokenOf, hashSecret, isSecret, newSecret, sameHash } from "./secret-token.ts";

describe("secret tokens", () => {
  test("every one is 43 letters and digits and none comes twice", () => {
    const secrets = Array.from({ length: 2_000 }, newSecret);
    expect(secrets.filter((secret) => !isSecret(secret))).toEqual([]);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  test("all 62 characters occur, so no part of the 256 bits is lost", () => {
    const seen = new Set(Array.from({ length: 500 }, newSecret).join(""));
    expect(seen.size).toBe(62);
  });

  test.each([
    "",
    "short",
    "x".repeat(44),
    `${"x".repeat(42)}-`,
    `${"x".repeat(42)}\n`,
    `x${"x".repeat(42)}\0`,
  ])("%j is not taken for a secret", (text) => {
    expect(isSecret(text)).toBe(false);
  });

  test("hashes are equal for the same secret alone", () => {
    const [a, b] = [newSecret(), newSecret()];
    expect(sameHash(hashSecret(a), hashSecret(a))).toBe(true);
    expect(sameHash(hashSecret(a), hashSecret(b))).toBe(false);
    expect(sameHash(hashSecret(a), Buffer.alloc(0))).toBe(false);
  });

  test("a CSRF token belongs to its session and does not reveal it", () => {
    const [a, b] = [newSecret(), newSecret()];
    expect(csrfTokenOf(a)).toBe(csrfTokenOf(a));
    expect(csrfTokenOf(a)).not.toBe(csrfTokenOf(b));
    expect(csrfTokenOf(a)).not.toContain(a);
    expect(csrfTokenOf(a)).not.toBe(hashSecret(a).toString("base64url"));
  });
});
