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
  const crew = createCrew(size);
  return {
    screen({ index, ...circumstances }, rows) {
      return new Promise((resolve, reject) => {
        crew.take({ image: index.image, circumstances, rows, resolve, reject, deaths: 0 });
      });
    },
    threads: crew.workers,
    close: crew.dismiss,
  };
}

/** The threads of a pool and the jobs that wait for one. */
function createCrew(size: number) {
  const threads = new Set<Thread>();
  const waiting: Job[] = [];
  let isDismissed = false;

  const dispatch = (): void => {
    while (waiting.length > 0 && !isDismissed) {
      const idle = [...threads].find(({ job }) => job === undefined);
      const thread = idle ?? (threads.size < size ? start() : undefined);
      const job = thread && waiting.shift();
      if (!job) return;
      assign(thread, job);
    }
  };

  const start = (): Thread => {
    const thread: Thread = { worker: startWorker() };
    threads.add(thread);
    let cause: unknown;
    thread.worker.on("message", (answer: PoolAnswer) => {
      finish(thread, answer);
      dispatch();
    });
    thread.worker.on("error", (error) => {
      cause = error;
    });
    thread.worker.on("exit", () => {
      threads.delete(thread);
      if (thread.job) mourn(thread.job, cause);
      dispatch();
    });
    return thread;
  };

  /** What a thread was doing when it died is done again, unless that is what it died of. */
  const mourn = (job: Job, cause: unknown): void => {
    job.deaths++;
    if (isDismissed) job.reject(stopped(cause));
    else if (job.deaths < DEATHS_MAX) waiting.unshift(job);
    else {
      const why = "threads that screened a batch stopped working";
      job.reject(new ProbityError("INTERNAL", why, { cause }));
    }
  };

  return {
    take(job: Job): void {
      if (isDismissed) job.reject(stopped());
      else waiting.push(job);
      dispatch();
    },
    workers: () => [...threads].map(({ worker }) => worker),
    async dismiss() {
      isDismissed = true;
      for (const { reject } of waiting.splice(0)) reject(stopped());
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL("./screening-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
  });
}

/** Hands a job to an idle thread, with the index it needs unless that is the one the thread has. */
function assign(thread: Thread, job: Job): void {
  const { image, rows, circumstances } = job;
  const send = (message: PoolMessage): void => thread.worker.postMessage(message);
  thread.job = job;
  thread.worker.ref();
  if (thread.image !== image) {
    thread.image = image;
    send({ kind: "index", image });
  }
  send({ kind: "rows", rows, circumstances });
}

function finish(thread: Thread, answer: PoolAnswer): void {
  const { job } = thread;
  thread.job = undefined;
  thread.worker.unref();
  if (job && "results" in answer) job.resolve(answer.results);
  else if (job && "error" in answer) job.reject(new ProbityError(answer.error.code, answer.error.message));
}

function stopped(cause?: unknown): ProbityError {
  return new ProbityError("INTERNAL", "screening was stopped", { cause });
}
