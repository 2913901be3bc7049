import { dirname, resolve } from "node:path";
import { type Clock, messageOf } from "../core/index.ts";
import { verifyDocument } from "../documents/index.ts";

/**
 * Reads and checks one file, as `probity document verify` shows it. A file that cannot be
 * used is a result too (`fail`, with the reason), so that a batch goes on.
 */
export async function verifyDocumentFile(
  file: string,
  surroundings: { cwd: string; clock: Clock },
): Promise<Record<string, unknown>> {
  const path = resolve(surroundings.cwd, file);
  const startedMs = performance.now();
  try {
    const report = await verifyDocument(
      { image: path },
      { filesRoot: dirname(path), now: surroundings.clock.now() },
    );
    return { file, ...report, tookMs: Math.round(performance.now() - startedMs) };
  } catch (error) {
    const check = { id: "ingest", outcome: "fail", detail: messageOf(error), confidence: null };
    return {
      file,
      decision: "fail",
      documentType: null,
      mrz: null,
      checks: [check],
      tookMs: Math.round(performance.now() - startedMs),
    };
  }
}
