import { parentPort } from "node:worker_threads";
import { ProbityError } from "../core/index.ts";
import type { IndexImage } from "./matching/index-image.ts";
import { type MatchIndex, openIndex } from "./matching/match-index.ts";
import { screenRowUnder } from "./screener.ts";
import type { PoolAnswer, PoolMessage } from "./screening-pool.ts";

/** A thread of screening-pool.ts: it shares the memory of the index and keeps nothing of its own. */
let index: MatchIndex | undefined;

parentPort?.on("message", (message: PoolMessage) => {
  if (message.kind === "index") index = open(message.image);
  else parentPort?.postMessage(answer(message));
});

/** The thread that sent it verified the image. */
function open(image: IndexImage): MatchIndex {
  return openIndex(image, { trusted: true });
}

function answer({ rows, circumstances }: PoolMessage & { readonly kind: "rows" }): PoolAnswer {
  try {
    const opened = index;
    if (!opened) throw new ProbityError("INTERNAL", "rows were sent to a thread that has no index");
    return { results: rows.map((row) => screenRowUnder(row, circumstances, opened)) };
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}
