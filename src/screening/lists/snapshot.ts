import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { canonicalJson, ProbityError, type Sha256Hex, sha256Hex } from "../../core/index.ts";
import type { Party } from "../party/party.ts";

/** Version of the party model inside a snapshot; part of its content, hence of its hash. */
const FORMAT = "probity-list/1";
/** Bytes of an unpacked snapshot; guards against a decompression bomb in a foreign database. */
const SNAPSHOT_BYTES_MAX = 1_073_741_824;
/** Entries of one list; twenty times the largest known. */
export const LIST_ENTITIES_MAX = 500_000;

/** One publication of one list, ready to store. */
export interface Snapshot {
  /** SHA-256 of the text: a header line, then one canonical JSON line per party, by id. */
  readonly hash: Sha256Hex;
  readonly content: Buffer;
  readonly entities: number;
  readonly names: number;
  readonly weakNames: number;
  /** Content hash of each party, by id. */
  readonly contentHashes: ReadonlyMap<string, Sha256Hex>;
}

/** Takes the parties of a list one by one and keeps only their text. */
export interface SnapshotPacker {
  /** @throws ProbityError LIST_INVALID for an id that occurs twice, or for more entries than a list has */
  add(party: Party): void;
  /** The same parties in any order give the same hash. */
  pack(): Snapshot;
}

/** An empty packer for one list. */
export function createSnapshotPacker(list: string): SnapshotPacker {
  const lines = new Map<string, string>();
  const contentHashes = new Map<string, Sha256Hex>();
  let names = 0;
  let weakNames = 0;
  return {
    add(party) {
      if (lines.has(party.id)) {
        throw new ProbityError("LIST_INVALID", `${list}: two entries have the id ${party.id}`);
      }
      if (lines.size >= LIST_ENTITIES_MAX) {
        throw new ProbityError("LIST_INVALID", `${list}: more than ${LIST_ENTITIES_MAX} entries`);
      }
      lines.set(party.id, canonicalJson(party));
      contentHashes.set(party.id, party.contentHash);
      names += party.names.length;
      for (const name of party.names) if (name.quality === "weak") weakNames++;
    },
    pack() {
      const ids = [...lines.keys()].sort((a, b) => (a < b ? -1 : 1));
      const head = canonicalJson({ format: FORMAT, list, parties: ids.length });
      const text = Buffer.from(`${[head, ...ids.map((id) => lines.get(id))].join("\n")}\n`);
      const hash = sha256Hex(text);
      return { hash, content: zstdCompressSync(text), entities: ids.length, names, weakNames, contentHashes };
    },
  };
}

/** Packs parties that are at hand. */
export function packSnapshot(list: string, parties: Iterable<Party>): Snapshot {
  const packer = createSnapshotPacker(list);
  for (const party of parties) packer.add(party);
  return packer.pack();
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
export function compareSnapshots(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ListChanges {
  const added: string[] = [];
  const changed: string[] = [];
  for (const [id, hash] of after) {
    const known = before.get(id);
    if (known === undefined) added.push(id);
    else if (known !== hash) changed.push(id);
  }
  return { added, removed: [...before.keys()].filter((id) => !after.has(id)), changed };
}
