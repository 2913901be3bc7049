import { ProbityError } from "../core/index.ts";

export type DocumentMime = "image/jpeg" | "image/png" | "image/webp" | "application/pdf";

interface Signature {
  readonly name: string;
  readonly offset: number;
  readonly bytes: string;
  readonly mime?: DocumentMime;
}

/** First bytes of the kinds we read, and of those people send by mistake, so that the refusal can name them. */
const signatures: readonly Signature[] = [
  { name: "JPEG", offset: 0, bytes: "\xff\xd8\xff", mime: "image/jpeg" },
  { name: "PNG", offset: 0, bytes: "\x89PNG\r\n\x1a\n", mime: "image/png" },
  { name: "WebP", offset: 8, bytes: "WEBP", mime: "image/webp" },
  { name: "PDF", offset: 0, bytes: "%PDF-", mime: "application/pdf" },
  { name: "GIF", offset: 0, bytes: "GIF8" },
  { name: "BMP", offset: 0, bytes: "BM" },
  { name: "TIFF", offset: 0, bytes: "II*\0" },
  { name: "TIFF", offset: 0, bytes: "MM\0*" },
  { name: "HEIC", offset: 4, bytes: "ftyphe" },
  { name: "HEIC", offset: 4, bytes: "ftypmif1" },
  { name: "AVIF", offset: 4, bytes: "ftypavi" },
  { name: "JPEG 2000", offset: 4, bytes: "jP  \r\n" },
  { name: "JPEG XL", offset: 4, bytes: "JXL \r\n" },
  { name: "ZIP or Office", offset: 0, bytes: "PK\x03\x04" },
  { name: "gzip", offset: 0, bytes: "\x1f\x8b" },
  { name: "PostScript", offset: 0, bytes: "%!PS" },
  { name: "Windows program", offset: 0, bytes: "MZ" },
  { name: "ELF program", offset: 0, bytes: "\x7fELF" },
];

/** Words near the start that give text formats away, lower case. */
const textMarks: readonly (readonly [mark: string, name: string])[] = [
  ["<svg", "SVG"],
  ["<!doctype html", "HTML"],
  ["<html", "HTML"],
  ["<script", "HTML"],
  ["<?xml", "XML"],
];

const HEAD_BYTES = 1024;

/**
 * The kind of a document by its first bytes; names and declared types are not believed.
 *
 * @throws ProbityError DOCUMENT_UNSUPPORTED naming the kind when it is none of JPEG, PNG, WebP, PDF.
 */
export function sniffDocument(bytes: Uint8Array): DocumentMime {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    "latin1",
  );
  const found = signatures.find(({ offset, bytes: mark }) => head.startsWith(mark, offset));
  if (found?.mime) return found.mime;
  const lower = head.toLowerCase();
  const name = found?.name ?? textMarks.find(([mark]) => lower.includes(mark))?.[1];
  throw new ProbityError(
    "DOCUMENT_UNSUPPORTED",
    `the document is ${name === undefined ? "of an unknown kind" : `a ${name} file`}; send JPEG, PNG, WebP or PDF`,
  );
}
