import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one answer; the next request is answered rightly unless there is a further fault. */
export type Fault =
  /** Half of the bytes, then the connection is cut. */
  | { readonly kind: "cut" }
  | { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string> }
  /** The announced length is not what comes. */
  | { readonly kind: "wrong-length"; readonly extra: number }
  | { readonly kind: "html"; readonly type: string }
  /** A byte at a time, for ever. */
  | { readonly kind: "drip" }
  /** Headers never come. */
  | { readonly kind: "silence" }
  /** Ignores Range and If-Range, and begins again. */
  | { readonly kind: "no-ranges" }
  /** Another part than the one that was asked for. */
  | { readonly kind: "wrong-range" };

export interface ServedFile {
  content: Uint8Array | string;
  /** Sent with ETag and Last-Modified unless said; `weak` makes the tag weak. */
  validators?: "strong" | "weak" | "none";
}

export interface ListServer {
  readonly url: string;
  /** Served under its key: `/sdn.csv`. */
  readonly files: Map<string, ServedFile>;
  /** Faults of the next answers for a path, in order. */
  readonly faults: Map<string, Fault[]>;
  /** Requests so far: path and the headers that matter. */
  readonly requests: { readonly path: string; readonly range?: string; readonly ifNoneMatch?: string }[];
  /** Bytes of file content sent. */
  readonly sent: () => number;
  close(): Promise<void>;
}

/** A publisher of lists on this machine that knows conditional and range requests, and breaks on purpose. */
export async function listServer(): Promise<ListServer> {
  const files = new Map<string, ServedFile>();
  const faults = new Map<string, Fault[]>();
  const requests: ListServer["requests"] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    requests.push({
      path,
      ...(request.headers.range === undefined ? {} : { range: request.headers.range }),
      ...(request.headers["if-none-match"] === undefined
        ? {}
        : { ifNoneMatch: request.headers["if-none-match"] }),
    });
    const file = files.get(path);
    const fault = faults.get(path)?.shift();
    if (fault !== undefined && answerWrongly(fault, response)) return;
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    sent += answer(file, request, response, fault);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    faults,
    requests,
    sent: () => sent,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function answerWrongly(fault: Fault, response: ServerResponse): boolean {
  if (fault.kind === "silence") return true;
  if (fault.kind === "status") {
    response.writeHead(fault.status, fault.headers ?? {}).end("something is wrong");
    return true;
  }
  if (fault.kind === "html") {
    response
      .writeHead(200, { "content-type": fault.type })
      .end("\n<!DOCTYPE html><html><body>Sorry</body></html>");
    return true;
  }
  if (fault.kind === "drip") {
    response.writeHead(200, { "content-type": "text/csv" });
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
    return true;
  }
  return false;
}

function answer(
  file: ServedFile,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): number {
  const bytes = Buffer.from(file.content);
  const tag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
  const validators = file.validators ?? "strong";
  const etag = validators === "weak" ? `W/${tag}` : tag;
  const headers: Record<string, string | number> = {
    "content-type": "application/octet-stream",
    ...(validators === "none" ? {} : { etag }),
  };
  if (validators !== "none" && request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return 0;
  }
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const from = Number(range?.[1] ?? 0);
  const usesRange = range !== null && fault?.kind !== "no-ranges" && request.headers["if-range"] === etag;
  if (usesRange && from >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return 0;
  }
  const start = usesRange ? (fault?.kind === "wrong-range" ? from + 1 : from) : 0;
  const body = bytes.subarray(start);
  if (usesRange) headers["content-range"] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  headers["content-length"] = body.length + (fault?.kind === "wrong-length" ? fault.extra : 0);
  response.writeHead(usesRange ? 206 : 200, headers);
  if (fault?.kind === "cut" || fault?.kind === "wrong-length") {
    const part = fault.kind === "cut" ? body.subarray(0, Math.ceil(body.length / 2)) : body;
    response.write(part, () => setTimeout(() => response.destroy(), 10));
    return part.length;
  }
  response.end(body);
  return body.length;
}
