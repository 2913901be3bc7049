import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { canonicalJson, ProbityError, type Sha256Hex, sha256Hex } from "../../core/index.ts";
import type { Party } from "../party/party.ts";

/** Version of the party model inside a snapshot; part of its content, hence of its hash. */
const FORMAT = "probity-list/1";
/** Bytes of an unpacked snapshot; guards against a decompression bomb in a foreign database. */
const SNAPSHOT_BYTES_MAX = 1_073_741_824;

/** One publication of one list, ready to store. */
export interface Snapshot {
  /** SHA-256 of the text: a header line, then one canonical JSON line per party, by id. */
  readonly hash: Sha256Hex;
  readonly content: Buffer;
}

/** Packs parties; the same parties in any order give the same hash. */
export function packSnapshot(list: string, parties: readonly Party[]): Snapshot {
  const sorted = [...parties].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const lines = [{ format: FORMAT, list, parties: parties.length }, ...sorted].map(canonicalJson);
  const text = `${lines.join("\n")}\n`;
  return { hash: sha256Hex(text), content: zstdCompressSync(text) };
}

/**
 * Unpacks a stored snapshot.
 * @throws ProbityError LIST_INVALID when the content does not have the hash it is stored under.
 */
export function unpackSnapshot(hash: string, content: Uint8Array): Party[] {
  const text = zstdDecompressSync(content, { maxOutputLength: SNAPSHOT_BYTES_MAX });
  if (sha256Hex(text) !== hash) {
    throw new ProbityError(
      "LIST_INVALID",
      `the stored list snapshot ${hash} was altered; import the list again from its files`,
    );
  }
  const [, ...lines] = text.toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Party);
}

/** What changed between two snapshots of one list, by party id. */
export interface ListChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Compares two states of a list by the content hash of each party. */
export function compareSnapshots(before: readonly Party[], after: readonly Party[]): ListChanges {
  const known = new Map(before.map((party) => [party.id, party.contentHash]));
  const added: string[] = [];
  const changed: string[] = [];
  for (const party of after) {
    const hash = known.get(party.id);
    if (hash === undefined) added.push(party.id);
    else if (hash !== party.contentHash) changed.push(party.id);
    known.delete(party.id);
  }
  return { added, removed: [...known.keys()], changed };
}
