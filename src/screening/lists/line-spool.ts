import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";

/** Lines put aside in a temporary file, to be read again once; memory holds none of them. */
export interface LineSpool {
  /** Adds a line, which has no line break in it. */
  add(line: string): Promise<void>;
  /** All lines in the order they were added; nothing can be added afterwards. */
  lines(): AsyncGenerator<string>;
  /** Removes the file. */
  close(): Promise<void>;
}

/** Opens a spool that only this process' user can read. */
export async function openLineSpool(): Promise<LineSpool> {
  const folder = await mkdtemp(join(tmpdir(), "probity-list-"));
  const path = join(folder, "lines");
  const out = createWriteStream(path, { mode: 0o600 });
  return {
    async add(line) {
      if (!out.write(`${line}\n`)) await once(out, "drain");
    },
    async *lines() {
      out.end();
      await finished(out);
      yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
    },
    async close() {
      out.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
