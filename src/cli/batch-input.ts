import { createReadStream, statSync } from "node:fs";
import { messageOf, ProbityError } from "../core/index.ts";
import { progressBar } from "./output.ts";

/**
 * The bytes of a batch file, or of standard input for `-`. A progress bar follows along
 * where the answers go into a file or a pipe and do not show the progress themselves.
 *
 * @throws ProbityError NOT_FOUND when there is no such file.
 */
export async function* readBatch(file: string, label: string): AsyncGenerator<Uint8Array> {
  if (file === "-") return yield* process.stdin;
  let totalBytes: number;
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new Error("it is a folder; name the file");
    totalBytes = found.size;
  } catch (cause) {
    throw new ProbityError("NOT_FOUND", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  const bar = process.stdout.isTTY ? undefined : progressBar(label);
  let doneBytes = 0;
  try {
    for await (const chunk of createReadStream(file)) {
      yield chunk;
      doneBytes += chunk.length;
      bar?.update(doneBytes, totalBytes);
    }
  } finally {
    bar?.end();
  }
}
