import type { IncomingMessage } from "node:http";
import { setTimeout as systemSleep } from "node:timers/promises";
import { messageOf, ProbityError, plainHost } from "../../../core/index.ts";
import { LIST_FILE_BYTES_MAX } from "../list-file.ts";
import { askForFile, TransientFailure, type Transport } from "./http-answer.ts";
import {
  digestOf,
  dropPart,
  finishPart,
  openPart,
  type PartialFile,
  partialFile,
  startOfPart,
  type Validators,
} from "./partial-file.ts";

/** Attempts at one file; with the waits between them about a minute, and each goes on where the last one ended. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A connection that brings nothing for that long is dead. */
const IDLE_MS = 30_000;
/** The largest list has 110 MB; who brings it slower than 1 Mbit/s is not waited for in one go. */
const FILE_MS = 15 * 60_000;
/** Bytes looked at to tell a web page from a list. */
const SNIFFED_BYTES = 512;

/** Time and chance, so that tests need not wait. */
export interface DownloadTiming {
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** A number from 0 up to 1. */
  readonly random?: (() => number) | undefined;
  readonly idleMs?: number | undefined;
  readonly fileMs?: number | undefined;
  readonly bytesMax?: number | undefined;
}

export interface DownloadRequest extends Transport, DownloadTiming {
  /** With its secrets in place; never logged. */
  readonly address: string;
  /** Where the finished file goes; its folder is made. What is there already is replaced in one step. */
  readonly path: string;
  /** Ask only for something newer than this. */
  readonly newerThan?: Validators | undefined;
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes there so far, and in all where the server says it. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number | undefined) => void) | undefined;
}

export type Downloaded =
  /** Nothing newer than `newerThan` is there. */
  | { readonly fetched: false }
  | {
      readonly fetched: true;
      readonly sha256: string;
      readonly bytes: number;
      readonly validators: Validators;
    };

/**
 * Downloads one file: conditionally, with retries, going on where a cut connection ended. The file
 * gets its name only when all its bytes are there.
 *
 * @throws ProbityError ADDRESS_FORBIDDEN, HTTP_REQUEST_FAILED saying what the publisher answered
 */
export async function downloadFile(request: DownloadRequest): Promise<Downloaded> {
  const sleep = request.sleep ?? ((ms, signal) => systemSleep(ms, undefined, { signal }));
  const random = request.random ?? Math.random;
  const deadline = AbortSignal.timeout(request.fileMs ?? FILE_MS);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
  const host = plainHost(new URL(request.address));
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptDownload(request, signal);
    } catch (error) {
      if (deadline.aborted && request.signal?.aborted !== true) {
        throw failed(`${host} did not deliver the file within ${request.fileMs ?? FILE_MS} ms`, true);
      }
      if (!(error instanceof TransientFailure)) throw error;
      if (attempt === ATTEMPTS) throw failed(`${error.message}, also after ${ATTEMPTS} attempts`, true);
      const backoffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      // Half to all of it, so that installations that failed together do not come back together.
      await sleep(error.waitMs ?? Math.round(backoffMs * (0.5 + random() / 2)), signal).catch(() => {});
    }
  }
}

async function attemptDownload(request: DownloadRequest, signal: AbortSignal): Promise<Downloaded> {
  const { address, path } = request;
  const part = await partialFile(path, address);
  const answer = await askForFile(address, {
    ...request,
    signal,
    headers: { ...requestHeaders(request, part), "user-agent": request.userAgent },
  });
  try {
    const host = plainHost(new URL(address));
    const { statusCode } = answer;
    if (statusCode === 304) {
      if (request.newerThan !== undefined) return { fetched: false };
      throw failed(`${host} answered "not modified" to an unconditional request`);
    }
    if (statusCode === 416) {
      await dropPart(path);
      throw new TransientFailure(`${host} has changed its file meanwhile`);
    }
    const append = statusCode === 206 && part !== undefined && continues(answer, part);
    if (statusCode === 206 && !append) {
      await dropPart(path);
      throw new TransientFailure(`${host} sent another part of the file than was asked for`);
    }
    checkKind(answer, host);
    await receive(request, answer, { host, offset: append ? part.bytes : 0, signal });
    return await finish(request, answer, host);
  } finally {
    answer.destroy();
  }
}

function requestHeaders(request: DownloadRequest, part: PartialFile | undefined): Record<string, string> {
  const identity = { accept: "*/*", "accept-encoding": "identity" };
  if (part !== undefined) return { ...identity, range: `bytes=${part.bytes}-`, "if-range": part.ifRange };
  const { etag, lastModified } = request.newerThan ?? {};
  return {
    ...identity,
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

/** Whether an answer 206 goes on exactly where the part ends. */
function continues(answer: IncomingMessage, part: PartialFile): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.headers["content-range"] ?? "");
  if (range === null) return false;
  const [, from, to, total] = range;
  return Number(from) === part.bytes && Number(to) === Number(total) - 1;
}

function checkKind(answer: IncomingMessage, host: string): void {
  const type = (answer.headers["content-type"] ?? "").toLowerCase();
  if (/^(text\/html|application\/xhtml\+xml)\b/.test(type)) {
    throw failed(`${host} answered with a web page instead of the list`);
  }
  const encoding = answer.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw failed(`${host} sent the list compressed (${encoding}), which was not asked for`);
  }
}

/** Reads the body into the part of the file. @throws TransientFailure where the connection ends early */
async function receive(
  request: DownloadRequest,
  answer: IncomingMessage,
  { host, offset, signal }: { host: string; offset: number; signal: AbortSignal },
): Promise<void> {
  const bytesMax = request.bytesMax ?? LIST_FILE_BYTES_MAX;
  const length = answer.headers["content-length"];
  const total = length === undefined ? undefined : offset + Number(length);
  if (total !== undefined && total > bytesMax)
    throw failed(`the file of ${host} is larger than ${bytesMax} bytes`);
  const idleMs = request.idleMs ?? IDLE_MS;
  answer.setTimeout(idleMs, () => answer.destroy(new Error(`nothing came for ${idleMs} ms`)));
  const part = await onDisk(request, () =>
    openPart(request.path, {
      address: request.address,
      ifRange: strongValidator(answer),
      append: offset > 0,
    }),
  );
  let done = offset;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      done += chunk.length;
      if (done > bytesMax) throw failed(`the file of ${host} is larger than ${bytesMax} bytes`);
      await onDisk(request, () => part.write(chunk));
      request.onProgress?.(done, total);
    }
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    if (signal.aborted) throw signal.reason;
    throw new TransientFailure(`the connection to ${host} broke after ${done} bytes: ${messageOf(error)}`);
  } finally {
    await part.close();
  }
  if (total !== undefined && done !== total) {
    throw new TransientFailure(`${host} announced ${total} bytes and sent ${done}`);
  }
}

/** A full or forbidden disk is no reason for another attempt; what lies there makes room. */
async function onDisk<T>(request: DownloadRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await dropPart(request.path).catch(() => {});
    throw failed(`the download cannot be written to ${request.path}: ${messageOf(error)}`);
  }
}

/** What a later attempt can go on with; a weak validator does not say that the bytes are the same. */
function strongValidator(answer: IncomingMessage): string | undefined {
  const { etag, date } = answer.headers;
  if (etag?.startsWith('"')) return etag;
  const lastModified = answer.headers["last-modified"];
  if (lastModified === undefined || date === undefined) return undefined;
  // RFC 9110 section 8.8.2.2: strong when at least a second older than the answer.
  return Date.parse(date) - Date.parse(lastModified) >= 1_000 ? lastModified : undefined;
}

async function finish(request: DownloadRequest, answer: IncomingMessage, host: string): Promise<Downloaded> {
  const start = await startOfPart(request.path, SNIFFED_BYTES);
  if (/^\uFEFF?\s*<(!doctype\s+html|html)[\s>]/i.test(start)) {
    await dropPart(request.path);
    throw failed(`${host} answered with a web page instead of the list`);
  }
  await finishPart(request.path);
  const digest = await digestOf(request.path);
  if (digest === undefined) throw failed(`${request.path} is gone`);
  const { etag } = answer.headers;
  const lastModified = answer.headers["last-modified"];
  return { fetched: true, ...digest, validators: { etag, lastModified } };
}

function failed(message: string, retryable = false): ProbityError {
  return new ProbityError("HTTP_REQUEST_FAILED", message, { retryable });
}
