import type { ListFile } from "./list-file.ts";

/** Bytes looked at for the first line; no header of a list is longer. */
const FIRST_LINE_BYTES_MAX = 65_536;

/** The first line of a file as text, and the file from its beginning. */
export async function withFirstLine(file: ListFile): Promise<{ file: ListFile; line: string }> {
  const iterator = file.bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size < FIRST_LINE_BYTES_MAX) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
    size += next.value.length;
    if (next.value.includes(0x0a)) break;
  }
  const [line = ""] = Buffer.concat(pieces).toString("utf8").split(/\r?\n/);
  return { file: { name: file.name, bytes: joined(pieces, iterator) }, line };
}

async function* joined(
  pieces: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* pieces;
  yield* { [Symbol.asyncIterator]: () => rest };
}
