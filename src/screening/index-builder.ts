import { parentPort } from "node:worker_threads";
import { ProbityError } from "../core/index.ts";
import { compileSnapshots, type PackedSnapshot } from "./compile-snapshots.ts";
import type { IndexImage } from "./matching/index-image.ts";
import type { Refusal } from "./screener.ts";

export type BuilderAnswer = { readonly image: IndexImage } | { readonly error: Refusal };

/**
 * The thread that index-cache.ts builds a large index in: a list update takes seconds of work, which
 * must not keep screenings waiting, and memory that is given back with the thread.
 */
parentPort?.once("message", (snapshots: readonly PackedSnapshot[]) => {
  parentPort?.postMessage(build(snapshots));
});

function build(snapshots: readonly PackedSnapshot[]): BuilderAnswer {
  try {
    return { image: compileSnapshots(snapshots) };
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}
