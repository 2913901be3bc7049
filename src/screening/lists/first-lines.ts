import type { ListFile } from "./list-file.ts";

/** Bytes looked at for the first lines; no header of a list is longer. */
const FIRST_LINES_BYTES_MAX = 65_536;

/** The first lines of a file as text, up to `count`, and the file from its beginning. */
export async function withFirstLines(
  file: ListFile,
  count: number,
): Promise<{ file: ListFile; lines: readonly string[] }> {
  const iterator = file.bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let lineFeeds = 0;
  while (size < FIRST_LINES_BYTES_MAX && lineFeeds < count) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
    size += next.value.length;
    for (const byte of next.value) if (byte === 0x0a) lineFeeds++;
  }
  const text = Buffer.concat(pieces)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const lines = text === "" ? [] : text.split(/\r?\n/).slice(0, count);
  return { file: { name: file.name, bytes: joined(pieces, iterator) }, lines };
}

async function* joined(
  pieces: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* pieces;
  yield* { [Symbol.asyncIterator]: () => rest };
}
