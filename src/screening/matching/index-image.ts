import { createHash } from "node:crypto";
import { ProbityError } from "../../core/index.ts";
import { ENGINE_VERSION } from "./engine-version.ts";

/**
 * An index as one immutable run of bytes: what is written to a file, read back, or shared by
 * worker threads, without being unpacked. All sections are typed arrays.
 *
 * Layout, little-endian: 8 bytes `PRBINDEX`, u32 format version, u32 length of the head,
 * 32 bytes SHA-256 of everything else, the head (JSON: engine, counts, sections with
 * kind, offset and length), then the sections, each beginning at a multiple of 8.
 */
export type IndexImage = Uint8Array;

const MAGIC = "PRBINDEX";
const FORMAT_VERSION = 1;
const HASH_AT = 16;
const HEAD_AT = 48;
/** Bytes of the head; it names some forty sections. */
const HEAD_BYTES_MAX = 65_536;

const kinds = {
  u8: Uint8Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
} as const;
type Kind = keyof typeof kinds;
export type Section = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array;

interface Placed {
  readonly kind: Kind;
  readonly at: number;
  readonly length: number;
}

interface Head {
  readonly engine: string;
  readonly statistic: string;
  readonly facts: unknown;
  readonly sections: Readonly<Record<string, Placed>>;
}

/** What an image holds besides the machinery of {@link readImage}. */
export interface ImageContent {
  /** Version of the name statistic the weights come from. */
  readonly statistic: string;
  /** Small facts (counts, ids of lists), as JSON. */
  readonly facts: unknown;
  readonly sections: Readonly<Record<string, Section>>;
}

/** Writes an image into memory that worker threads can share. The same content gives the same bytes. */
export function writeImage(content: ImageContent): IndexImage {
  const place = (from: number): { sections: Record<string, Placed>; end: number } => {
    const sections: Record<string, Placed> = {};
    let end = from;
    for (const [name, section] of Object.entries(content.sections)) {
      end = aligned(end);
      sections[name] = { kind: kindOf(section), at: end, length: section.length };
      end += section.byteLength;
    }
    return { sections, end };
  };
  // Offsets count from the end of the head, whose own length depends on their digits.
  const { sections, end } = place(0);
  const head: Head = {
    engine: ENGINE_VERSION,
    statistic: content.statistic,
    facts: content.facts,
    sections,
  };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  if (headBytes.length > HEAD_BYTES_MAX) throw new RangeError("the head of the index image is too long");
  const base = aligned(HEAD_AT + headBytes.length);
  const image = new Uint8Array(new SharedArrayBuffer(base + end));
  const view = new DataView(image.buffer);
  image.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, headBytes.length, true);
  image.set(headBytes, HEAD_AT);
  for (const [name, section] of Object.entries(content.sections)) {
    const bytes = new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
    image.set(bytes, base + (sections[name]?.at ?? 0));
  }
  image.set(hashOf(image), HASH_AT);
  return image;
}

/**
 * The content of an image, its sections as views onto the given bytes. `trusted` skips the
 * hash, for an image this process (or the one that shares its memory) has verified.
 * @throws ProbityError LIST_INVALID when the bytes are no image, were altered, or were written
 *   by another version of the engine or with another name statistic.
 */
export function readImage(image: IndexImage, statistic: string, trusted: boolean): ImageContent {
  const refuse = (what: string): ProbityError =>
    new ProbityError("LIST_INVALID", `the index image ${what}; build it again from the lists`);
  if (image.byteOffset % 8 !== 0) return readImage(Uint8Array.from(image), statistic, trusted);
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  if (bytes.length < HEAD_AT || bytes.toString("latin1", 0, 8) !== MAGIC) throw refuse("is none");
  if (bytes.readUInt32LE(8) !== FORMAT_VERSION) throw refuse("has another format");
  const headLength = bytes.readUInt32LE(12);
  if (headLength > HEAD_BYTES_MAX || HEAD_AT + headLength > bytes.length) throw refuse("is cut off");
  if (!trusted) {
    if (!hashOf(bytes).equals(bytes.subarray(HASH_AT, HEAD_AT))) throw refuse("was altered or cut off");
  }
  const head = JSON.parse(bytes.toString("utf8", HEAD_AT, HEAD_AT + headLength)) as Head;
  if (head.engine !== ENGINE_VERSION) throw refuse(`was built by ${head.engine}, not ${ENGINE_VERSION}`);
  if (head.statistic !== statistic) throw refuse("was built with another name statistic");
  const base = image.byteOffset + aligned(HEAD_AT + headLength);
  const sections: Record<string, Section> = {};
  for (const [name, { kind, at, length }] of Object.entries(head.sections)) {
    sections[name] = new kinds[kind](image.buffer as ArrayBuffer, base + at, length);
  }
  return { statistic, facts: head.facts, sections };
}

function hashOf(image: Uint8Array): Buffer {
  return createHash("sha256").update(image.subarray(0, HASH_AT)).update(image.subarray(HEAD_AT)).digest();
}

/** Hash of an image's content, in hex: what names it. */
export function imageHash(image: IndexImage): string {
  return Buffer.from(image.buffer, image.byteOffset + HASH_AT, HEAD_AT - HASH_AT).toString("hex");
}

function aligned(at: number): number {
  return Math.ceil(at / 8) * 8;
}

function kindOf(section: Section): Kind {
  if (section instanceof Uint8Array) return "u8";
  if (section instanceof Uint16Array) return "u16";
  if (section instanceof Int32Array) return "i32";
  return section instanceof Uint32Array ? "u32" : "f32";
}
