import { messageOf, ProbityError } from "../core/index.ts";
import { unpackSnapshot } from "./lists/snapshot.ts";
import { compileIndex } from "./matching/compile-index.ts";
import type { IndexImage } from "./matching/index-image.ts";
import type { Party } from "./party/party.ts";

/** A stored snapshot of a list, packed. */
export interface PackedSnapshot {
  readonly hash: string;
  readonly content: Uint8Array;
}

/** The index of stored snapshots. @throws ProbityError LIST_INVALID when one was altered */
export function compileSnapshots(snapshots: readonly PackedSnapshot[]): IndexImage {
  return compileIndex(partiesOf(snapshots));
}

function* partiesOf(snapshots: readonly PackedSnapshot[]): Generator<Party> {
  for (const { hash, content } of snapshots) yield* unpacked(hash, content);
}

/** @throws ProbityError LIST_INVALID, also for bytes that cannot even be unpacked */
function unpacked(hash: string, content: Uint8Array): Party[] {
  try {
    return unpackSnapshot(hash, content);
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    throw new ProbityError(
      "LIST_INVALID",
      `the stored list snapshot ${hash} cannot be unpacked (${messageOf(error)}); import the list again from its files`,
    );
  }
}
