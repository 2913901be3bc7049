import { Worker } from "node:worker_threads";
import { ProbityError } from "../core/index.ts";
import type { IndexImage } from "./matching/index-image.ts";
import type { Circumstances, Frame, Refusal, Row, ScreeningResult } from "./screener.ts";

/** What a thread is sent. */
export type PoolMessage =
  | { readonly kind: "index"; readonly image: IndexImage }
  | { readonly kind: "rows"; readonly rows: readonly Row[]; readonly circumstances: Circumstances };

/** What it answers to rows. */
export type PoolAnswer = { readonly results: readonly ScreeningResult[] } | { readonly error: Refusal };

/** Threads that screen batches, all on one copy of the index. */
export interface ScreeningPool {
  /**
   * Screens rows, in order. What a thread was doing when it died is done again by another one.
   * @throws ProbityError as a screening does; INTERNAL when three threads died of the same rows
   */
  screen(frame: Frame, rows: readonly Row[]): Promise<readonly ScreeningResult[]>;
  /** Threads that work or wait for work. */
  threads(): readonly Worker[];
  close(): Promise<void>;
}

/** A thread that dies of the same rows this often dies of them and not by chance. */
const DEATHS_MAX = 3;
/** Memory of a thread beside the shared index: some thousand rows and their answers. */
const THREAD_MEMORY_MB = 256;

interface Job {
  readonly image: IndexImage;
  readonly circumstances: Circumstances;
  readonly rows: readonly Row[];
  readonly resolve: (results: readonly ScreeningResult[]) => void;
  readonly reject: (error: unknown) => void;
  deaths: number;
}

interface Thread {
  readonly worker: Worker;
  image?: IndexImage;
  job?: Job | undefined;
}

/** Threads start when there is work for them; idle ones do not keep the process alive. */
export function createScreeningPool(size: number): ScreeningPool {
  const threads = new Set<Thread>();
  const waiting: Job[] = [];
  let isClosed = false;

  const start = (): Thread => {
    const worker = new Worker(new URL("./screening-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
    });
    const thread: Thread = { worker };
    threads.add(thread);
    let cause: unknown;
    worker.on("message", (answer: PoolAnswer) => finish(thread, answer));
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => bury(thread, cause));
    return thread;
  };

  const finish = (thread: Thread, answer: PoolAnswer): void => {
    const { job } = thread;
    thread.job = undefined;
    thread.worker.unref();
    if (job && "results" in answer) job.resolve(answer.results);
    else if (job && "error" in answer) job.reject(new ProbityError(answer.error.code, answer.error.message));
    dispatch();
  };

  const bury = (thread: Thread, cause: unknown): void => {
    threads.delete(thread);
    const { job } = thread;
    if (job) {
      job.deaths++;
      if (isClosed || job.deaths >= DEATHS_MAX) {
        const why = isClosed ? "screening was stopped" : "threads that screened a batch stopped working";
        job.reject(new ProbityError("INTERNAL", why, { cause }));
      } else {
        waiting.unshift(job);
      }
    }
    dispatch();
  };

  const dispatch = (): void => {
    while (waiting.length > 0 && !isClosed) {
      const idle = [...threads].find(({ job }) => job === undefined);
      const thread = idle ?? (threads.size < size ? start() : undefined);
      const job = thread && waiting.shift();
      if (!job) return;
      thread.job = job;
      thread.worker.ref();
      if (thread.image !== job.image) {
        thread.image = job.image;
        send(thread, { kind: "index", image: job.image });
      }
      send(thread, { kind: "rows", rows: job.rows, circumstances: job.circumstances });
    }
  };

  const send = (thread: Thread, message: PoolMessage): void => thread.worker.postMessage(message);

  return {
    screen({ index, ...circumstances }, rows) {
      if (isClosed) return Promise.reject(new ProbityError("INTERNAL", "screening was stopped"));
      return new Promise((resolve, reject) => {
        waiting.push({ image: index.image, circumstances, rows, resolve, reject, deaths: 0 });
        dispatch();
      });
    },
    threads: () => [...threads].map(({ worker }) => worker),
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0))
        reject(new ProbityError("INTERNAL", "screening was stopped"));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
