import { isUtf8 } from "node:buffer";
import { ProbityError } from "../../core/index.ts";

/** Bytes of the longest character in UTF-8. */
const CHARACTER_BYTES_MAX = 4;
const LINE_FEED = 0x0a;

/**
 * The text of UTF-8 bytes that arrive in pieces; pieces that are text already pass.
 * @throws ProbityError REQUEST_INVALID with the place of the first byte that is no UTF-8,
 *   counted from 0, and the row it stands in, counted from 1.
 */
export async function* decodeUtf8(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let before = 0;
  let row = 1;
  let tail = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([tail, typeof piece === "string" ? Buffer.from(piece) : piece]);
    const whole = wholeCharacters(bytes);
    const text = bytes.subarray(0, whole);
    if (!isUtf8(text)) throw notUtf8(text, before, row);
    if (text.length > 0) yield decoder.decode(text);
    before += whole;
    row += lineFeedsIn(text);
    tail = bytes.subarray(whole);
  }
  if (tail.length > 0) throw notUtf8(tail, before, row);
}

/** How many of the bytes end with a whole character; a character cut off at the end waits for its rest. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back < CHARACTER_BYTES_MAX && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Finds the first wrong byte: the longest start that is UTF-8 ends before it. */
function notUtf8(bytes: Buffer, before: number, row: number): ProbityError {
  let good = 0;
  while (good < bytes.length) {
    const lengths = Array.from({ length: CHARACTER_BYTES_MAX }, (_, at) => at + 1);
    const length = lengths.find((count) => isUtf8(bytes.subarray(good, good + count)));
    if (length === undefined) break;
    good += length;
  }
  const at = row + lineFeedsIn(bytes.subarray(0, good));
  return new ProbityError(
    "REQUEST_INVALID",
    `the text is not UTF-8 at byte ${before + good} (row ${at}); save it as UTF-8 and send it again`,
  );
}

function lineFeedsIn(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === LINE_FEED) count++;
  return count;
}
