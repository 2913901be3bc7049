import { type Clock, type Database, ProbityError, sha256Hex } from "../core/index.ts";
import { hashSecret } from "./secret-token.ts";
import * as store from "./store.ts";

/** Remembered at least this long; a signature that counts for longer is remembered for as long as it counts. */
const REMEMBERED_MS = 3_600_000;

/** A delivery whose signature was found to be right. */
export interface SignedDelivery {
  readonly path: string;
  /** The signature in the one form it has: an equal one is the same delivery. */
  readonly signature: string;
  /** The sender's name for it; names are not signed. */
  readonly name: string | undefined;
  /** The signature is accepted up to this long before and after the time in it. */
  readonly toleranceMs: number;
}

/**
 * The name that a delivery goes by: the one its signature first came with, in whichever
 * process and however it is named now. A sender's retry under a new signature keeps its name.
 *
 * @returns 64 hexadecimal digits.
 */
export async function nameDelivery(db: Database, clock: Clock, delivery: SignedDelivery): Promise<string> {
  const { path, signature, name = `signature ${signature}`, toleranceMs } = delivery;
  const at = clock.now();
  const signatureHash = hashSecret(`${path} ${signature}`);
  return db.transaction(async (tx) => {
    await store.deleteExpiredDeliveries(tx, at);
    await store.insertDelivery(tx, {
      signatureHash,
      name: sha256Hex(`${path} ${name}`),
      expiresAt: new Date(at.getTime() + Math.max(REMEMBERED_MS, 2 * toleranceMs)),
    });
    const first = await store.findDeliveryName(tx, signatureHash);
    if (first === undefined) throw new ProbityError("INTERNAL", "a delivery that was just noted is gone");
    return first;
  });
}
