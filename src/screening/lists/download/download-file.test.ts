import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Fault, type ListServer, listServer } from "../../../../test/support/list-server.ts";
import { type DownloadRequest, downloadFile } from "./download-file.ts";

const content = Array.from({ length: 20_000 }, (_, index) => `row ${index}`).join("\n");
let server: ListServer;
let folder: string;
let waits: number[];

beforeEach(async () => {
  server = await listServer();
  server.files.set("/list.csv", { content });
  folder = mkdtempSync(join(tmpdir(), "probity-download-"));
  waits = [];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, "ofac-sdn", "list");
function download(options: Partial<DownloadRequest> = {}) {
  return downloadFile({
    address: `${server.url}/list.csv`,
    path: path(),
    allowPrivate: true,
    userAgent: "probity/test",
    sleep: async (ms) => void waits.push(ms),
    random: () => 1,
    ...options,
  });
}
const breaks = (...faults: Fault[]) => server.faults.set("/list.csv", faults);
const downloaded = () => readFileSync(path(), "utf8");

describe("downloading a file of a list", () => {
  test("brings every byte, and says what to ask with the next time", async () => {
    const got = await download();
    expect(downloaded()).toBe(content);
    expect(got).toMatchObject({
      fetched: true,
      bytes: content.length,
      validators: { etag: expect.any(String) },
    });
    const again = await download({ newerThan: got.fetched ? got.validators : {} });
    expect(again).toEqual({ fetched: false });
  });

  test("goes on where a cut connection ended, and brings no byte twice", async () => {
    breaks({ kind: "cut" }, { kind: "cut" });
    await download();
    expect(downloaded()).toBe(content);
    expect(server.requests.map(({ range }) => range !== undefined)).toEqual([false, true, true]);
    expect(server.sent()).toBe(content.length);
  });

  test("goes on in another process where the last one died", async () => {
    breaks(...Array.from({ length: 6 }, () => ({ kind: "cut" }) as const));
    await expect(download()).rejects.toMatchObject({ code: "HTTP_REQUEST_FAILED", retryable: true });
    expect(existsSync(path())).toBe(false);
    await download();
    expect(downloaded()).toBe(content);
    expect(server.sent()).toBe(content.length);
  });

  test("never joins parts of two versions", async () => {
    breaks({ kind: "cut" });
    const changing = download({
      sleep: async () => void server.files.set("/list.csv", { content: content.toUpperCase() }),
    });
    await changing;
    expect(downloaded()).toBe(content.toUpperCase());
  });

  test.each(["weak", "none"] as const)("begins again where the validator is %s", async (validators) => {
    server.files.set("/list.csv", { content, validators });
    breaks({ kind: "cut" });
    await download();
    expect(downloaded()).toBe(content);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  test("does not go on with the part of another address", async () => {
    breaks(...Array.from({ length: 6 }, () => ({ kind: "cut" }) as const));
    await expect(download()).rejects.toThrow();
    await download({ address: `${server.url}/list.csv?token=other` });
    expect(downloaded()).toBe(content);
    expect(server.requests.at(-1)?.range).toBeUndefined();
  });

  test("begins again where the server ignores ranges or sends another one", async () => {
    breaks({ kind: "cut" }, { kind: "no-ranges" });
    await download();
    expect(downloaded()).toBe(content);
    rmSync(path());
    breaks({ kind: "cut" }, { kind: "wrong-range" });
    await download();
    expect(downloaded()).toBe(content);
  });

  test("tries again after 500 and 503, waiting longer each time or as long as the server says", async () => {
    breaks(
      { kind: "status", status: 500 },
      { kind: "status", status: 500 },
      { kind: "status", status: 503, headers: { "retry-after": "7" } },
      { kind: "status", status: 429, headers: { "retry-after": "86400" } },
    );
    await download();
    expect(downloaded()).toBe(content);
    expect(waits).toEqual([1_000, 2_000, 7_000, 60_000]);
  });

  test.each([400, 401, 403, 404, 410])("status %d is final", async (status) => {
    breaks({ kind: "status", status });
    await expect(download()).rejects.toMatchObject({ code: "HTTP_REQUEST_FAILED", retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  test("bytes that are announced and do not come are not taken for the file", async () => {
    breaks(...Array.from({ length: 6 }, () => ({ kind: "wrong-length", extra: 10 }) as const));
    await expect(download()).rejects.toMatchObject({ code: "HTTP_REQUEST_FAILED" });
    expect(existsSync(path())).toBe(false);
  });

  test.each(["text/html; charset=utf-8", "application/octet-stream"])(
    "a web page sent as %s is not a list, and the file that is there stays",
    async (type) => {
      await download();
      breaks({ kind: "html", type });
      await expect(download()).rejects.toThrow("web page");
      expect(downloaded()).toBe(content);
    },
  );

  test("a server that drips, and one that says nothing, are given up in time", async () => {
    breaks({ kind: "drip" });
    await expect(download({ fileMs: 300 })).rejects.toThrow("within 300 ms");
    breaks({ kind: "silence" });
    await download({ answerWithinMs: 100 });
    expect(downloaded()).toBe(content);
    expect(waits).toHaveLength(1);
  });

  test("a file beyond the limit is refused before and while it comes", async () => {
    await expect(download({ bytesMax: 1_000 })).rejects.toThrow("larger than 1000 bytes");
    breaks({ kind: "drip" });
    await expect(download({ bytesMax: 3 })).rejects.toThrow("larger than 3 bytes");
    expect(existsSync(path())).toBe(false);
  });

  test("a disk that cannot be written to is said and not tried again", async () => {
    writeFileSync(join(folder, "ofac-sdn"), "a file where the folder should be");
    await expect(download()).rejects.toThrow(/cannot be written to .*ofac-sdn/);
    expect(server.requests).toHaveLength(1);
  });

  test("an answer that nobody asked for, compressed or not modified, is refused", async () => {
    breaks({ kind: "status", status: 304 });
    await expect(download()).rejects.toThrow("unconditional");
    breaks({ kind: "status", status: 200, headers: { "content-encoding": "gzip" } });
    await expect(download()).rejects.toThrow("compressed");
  });
});

describe("redirects", () => {
  const redirect = (location: string, status = 302): Fault => ({
    kind: "status",
    status,
    headers: { location },
  });

  test("are followed within limits", async () => {
    server.files.set("/moved.csv", { content });
    breaks(redirect("/moved.csv", 308));
    await download();
    expect(downloaded()).toBe(content);
    breaks(...Array.from({ length: 9 }, () => redirect("/list.csv")));
    await expect(download()).rejects.toThrow("redirects more than 5 times");
  });

  test.each([
    ["a private address", "http://10.0.0.1/x", "ADDRESS_FORBIDDEN"],
    ["the machine's credentials", "http://169.254.169.254/latest/meta-data/", "ADDRESS_FORBIDDEN"],
    ["another protocol", "ftp://127.0.0.1/x", "HTTP_REQUEST_FAILED"],
    ["an address with a password", "http://u:p@127.0.0.1/x", "HTTP_REQUEST_FAILED"],
    ["nowhere", "http://", "HTTP_REQUEST_FAILED"],
  ])("to %s are refused", async (_what, location, code) => {
    breaks(redirect(location));
    await expect(download()).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(1);
  });

  test("no address of this machine is asked unless the configuration allows it", async () => {
    await expect(download({ allowPrivate: false })).rejects.toMatchObject({ code: "ADDRESS_FORBIDDEN" });
    const resolve = async () => ["127.0.0.1"];
    const { port } = new URL(server.url);
    const address = `http://lists.example:${port}/list.csv`;
    await expect(download({ allowPrivate: false, address, resolve })).rejects.toMatchObject({
      code: "ADDRESS_FORBIDDEN",
    });
    await download({ address, resolve });
    expect(downloaded()).toBe(content);
  });

  test("messages never hold the token of an address", async () => {
    breaks({ kind: "status", status: 403 });
    const address = `${server.url}/list.csv?token=s3cret`;
    await expect(download({ address })).rejects.toThrow(/^127\.0\.0\.1 answered with status 403$/);
    await server.close();
    server = await listServer();
    await expect(download({ address })).rejects.toThrow(
      /^127\.0\.0\.1 cannot be reached: ECONNREFUSED, also/,
    );
  });
});
