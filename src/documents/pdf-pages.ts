import { Worker } from "node:worker_threads";
import { ProbityError } from "../core/index.ts";
import { type DecodedImage, IMAGE_PIXELS_MAX, WORK_SIDE_MAX } from "./raster.ts";

/** An identity document has two sides; a scan of a folded passport and its cover has four. */
const PDF_PAGES_MAX = 5;
/** Rendering five scanned pages takes about two seconds on one core. */
const RENDER_MS_MAX = 10_000;
const WORKER_HEAP_MB = 256;

/** What the worker is sent. */
export interface PdfJob {
  readonly bytes: Uint8Array;
  readonly pagesMax: number;
  readonly sideMax: number;
  readonly pixelsMax: number;
}

/** What the worker sends back: the pages, or which of the ways it failed. */
export type PdfAnswer =
  | { readonly kind: "pages"; readonly pages: readonly DecodedImage[] }
  | { readonly kind: "encrypted" }
  | { readonly kind: "too_many_pages"; readonly count: number }
  | { readonly kind: "damaged" };

/**
 * Renders a PDF's pages to grey pictures in a thread of its own, which is stopped when it
 * runs too long or out of memory, so that a hostile file costs at most that.
 *
 * @throws ProbityError DOCUMENT_UNREADABLE, DOCUMENT_UNSUPPORTED (encrypted), DOCUMENT_TOO_LARGE
 */
export async function renderPdf(
  bytes: Uint8Array,
  renderMsMax = RENDER_MS_MAX,
): Promise<readonly DecodedImage[]> {
  const answer = await askWorker(
    // The copy is given away to the worker; the caller's bytes stay usable.
    {
      bytes: Uint8Array.from(bytes),
      pagesMax: PDF_PAGES_MAX,
      sideMax: WORK_SIDE_MAX,
      pixelsMax: IMAGE_PIXELS_MAX,
    },
    renderMsMax,
  );
  switch (answer.kind) {
    case "pages":
      return answer.pages;
    case "encrypted":
      throw new ProbityError("DOCUMENT_UNSUPPORTED", "the PDF is encrypted; send it without a password");
    case "too_many_pages":
      throw new ProbityError(
        "DOCUMENT_TOO_LARGE",
        `the PDF has ${answer.count} pages; send at most ${PDF_PAGES_MAX}`,
      );
    case "damaged":
      throw new ProbityError("DOCUMENT_UNREADABLE", "the PDF is damaged and cannot be rendered");
  }
}

async function askWorker(job: PdfJob, renderMsMax: number): Promise<PdfAnswer> {
  const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    // The worker needs nothing of this process's environment, and a hostile file should find nothing there.
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>();
  const timer = setTimeout(() => {
    reject(new ProbityError("DOCUMENT_TOO_LARGE", `rendering the PDF took longer than ${renderMsMax} ms`));
  }, renderMsMax);
  worker.once("message", resolve);
  worker.once("error", (cause) => {
    const memory = "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
    reject(
      memory
        ? new ProbityError("DOCUMENT_TOO_LARGE", "rendering the PDF takes too much memory", { cause })
        : new ProbityError("DOCUMENT_UNREADABLE", "the PDF cannot be rendered", { cause }),
    );
  });
  worker.once("exit", () => reject(new ProbityError("DOCUMENT_UNREADABLE", "rendering the PDF ended early")));
  worker.postMessage(job, [job.bytes.buffer as ArrayBuffer]);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
