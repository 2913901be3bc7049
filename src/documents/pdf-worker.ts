import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { parentPort } from "node:worker_threads";
import { getDocument, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PdfAnswer, PdfJob } from "./pdf-pages.ts";
import type { DecodedImage } from "./raster.ts";

/**
 * The thread behind pdf-pages.ts: one job, one answer. Fonts, character maps and decoders
 * come from the installed package, never from the system or the network.
 */
const assets = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const folder = (name: string) => join(assets, name) + sep;

parentPort?.once("message", async (job: PdfJob) => {
  const answer = await render(job).catch((cause: unknown): PdfAnswer => {
    const name = cause instanceof Error ? cause.name : "";
    return { kind: name === "PasswordException" ? "encrypted" : "damaged" };
  });
  const buffers = answer.kind === "pages" ? answer.pages.map((page) => page.data.buffer as ArrayBuffer) : [];
  parentPort?.postMessage(answer, buffers);
});

async function render(job: PdfJob): Promise<PdfAnswer> {
  const task = getDocument({
    data: job.bytes,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: true,
    maxImageSize: job.pixelsMax,
    canvasMaxAreaInBytes: job.pixelsMax * 4,
    standardFontDataUrl: folder("standard_fonts"),
    cMapUrl: folder("cmaps"),
    iccUrl: folder("iccs"),
    wasmUrl: folder("wasm"),
    verbosity: 0,
  });
  const document = await task.promise;
  if (document.numPages > job.pagesMax) return { kind: "too_many_pages", count: document.numPages };
  if (document.numPages === 0) return { kind: "damaged" };
  const pages: DecodedImage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    pages.push(
      await renderPage(await document.getPage(number), document.canvasFactory as CanvasFactory, job.sideMax),
    );
  }
  return { kind: "pages", pages };
}

/** The part of pdf.js's canvas factory we use; its own types know only the browser's canvas. */
interface CanvasFactory {
  create(width: number, height: number): { canvas: object; context: Context };
}
interface Context {
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

async function renderPage(
  page: PDFPageProxy,
  factory: CanvasFactory,
  sideMax: number,
): Promise<DecodedImage> {
  const natural = page.getViewport({ scale: 1 });
  const scale = sideMax / Math.max(natural.width, natural.height);
  const viewport = page.getViewport({ scale });
  const width = Math.max(1, Math.floor(viewport.width));
  const height = Math.max(1, Math.floor(viewport.height));
  const { canvas, context } = factory.create(width, height);
  await page.render({ canvas, canvasContext: context, viewport, background: "white" }).promise;
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const at = pixel * 4;
    // ITU-R BT.601 luma in whole numbers.
    data[pixel] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, data, originalWidth: width, originalHeight: height };
}
