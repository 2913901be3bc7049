import { randomFillSync } from "node:crypto";

/** Drawn at once: one call to the generator costs about as much as thousands of bytes of it. */
const POOL_BYTES = 4_096;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/**
 * Bytes of the cryptographic generator that nobody was given before, for ids and for the nonces of
 * ciphers. They wait in memory until they are used, so secrets are not made of them.
 *
 * @param size at most 4,096
 */
export function freshBytes(size: number): Buffer {
  if (size > POOL_BYTES) throw new RangeError(`${size} fresh bytes are more than ${POOL_BYTES}`);
  if (used + size > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += size;
  return Buffer.from(pool.subarray(used - size, used));
}
