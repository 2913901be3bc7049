/**
 * SHA-256 of 0x00 and the UTF-8 bytes of the body, hexadecimal (RFC 6962, section 2.1).
 * `undefined` where the browser offers no cryptography: only on HTTPS and localhost it does.
 */
export async function leafHash(body: string): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const bytes = new TextEncoder().encode(body);
  const leaf = new Uint8Array(bytes.length + 1);
  leaf.set(bytes, 1);
  const digest = await crypto.subtle.digest("SHA-256", leaf);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
