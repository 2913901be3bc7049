import { isUtf8 } from "node:buffer";
import type { ListFile } from "./list-file.ts";

const CHARACTER_BYTES_MAX = 4;

/**
 * The file in UTF-8, where its publisher used to write Windows-1252 and says nowhere which it is. The first
 * character beyond ASCII decides for the whole file: is it UTF-8, nothing is changed and later bytes that are
 * not UTF-8 are refused as in any list; is it not, all is Windows-1252, and the five bytes that this encoding
 * leaves undefined are refused. `onWestern` is called when it is.
 */
export function utf8OrWestern(file: ListFile, onWestern: () => void): ListFile {
  return { name: file.name, bytes: converted(file.bytes, onWestern) };
}

async function* converted(
  bytes: AsyncIterable<Uint8Array>,
  onWestern: () => void,
): AsyncGenerator<Uint8Array> {
  let western: boolean | undefined;
  let kept: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    const piece: Uint8Array = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    kept = new Uint8Array();
    if (western === undefined) {
      const first = piece.findIndex((byte) => byte > 0x7f);
      if (first >= 0 && piece.length - first < CHARACTER_BYTES_MAX) {
        kept = piece;
        continue;
      }
      if (first >= 0) western = !startsUtf8(piece.subarray(first));
      if (western === true) onWestern();
    }
    yield western === true ? fromWestern(piece) : piece;
  }
  if (kept.length === 0) return;
  if (startsUtf8(kept.subarray(kept.findIndex((byte) => byte > 0x7f)))) yield kept;
  else {
    onWestern();
    yield fromWestern(kept);
  }
}

/** Whether the bytes begin with one whole character of UTF-8. */
function startsUtf8(bytes: Uint8Array): boolean {
  return [2, 3, 4].some((length) => length <= bytes.length && isUtf8(bytes.subarray(0, length)));
}

function fromWestern(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder("windows-1252").decode(bytes);
  if (/[\u0080-\u009f]/.test(text))
    throw new Error("the bytes are neither UTF-8 nor Windows-1252; convert the file to UTF-8");
  return Buffer.from(text);
}
