import http, { type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ActionCall, ActionHost, JsonObject } from "../core/index.ts";
import { alertingActions, httpRequestInput, httpRequestOutput } from "./actions.ts";

const servers: http.Server[] = [];

async function listen(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function request(port: number, withBlock: JsonObject, signal = new AbortController().signal) {
  const allow = [{ host: "127.0.0.1", port, allow_private: true }];
  const host = { config: () => ({ outgoing: { allow } }) } as unknown as ActionHost;
  const handler = await alertingActions.find((action) => action.id === "http_request")?.load?.(host);
  const input = httpRequestInput.parse({ url: `http://127.0.0.1:${port}/path?token=t`, ...withBlock });
  const result = await handler?.(input, { idempotencyKey: "run_1/step", signal } as ActionCall);
  if (result === undefined) throw new Error("http_request has no handler");
  return { ...result, output: httpRequestOutput.parse(result.output) };
}

describe("http_request", () => {
  test("sends JSON under the step's idempotency key and reads JSON", async () => {
    const seen: IncomingMessage["headers"][] = [];
    const port = await listen((incoming, response) => {
      seen.push(incoming.headers);
      response.setHeader("set-cookie", "session=1");
      response.setHeader("content-type", "application/problem+json");
      response.setHeader("x-request-id", "r-1");
      incoming.pipe(response);
    });
    const block = {
      method: "POST",
      json: { a: [1, null] },
      headers: { "Idempotency-Key": "forged", Accept: "a/b" },
    };
    const { output, auditDetails, summary } = await request(port, block);
    expect(output).toMatchObject({ status: 200, json: { a: [1, null] }, headers: { "x-request-id": "r-1" } });
    expect(output.headers["set-cookie"]).toBeUndefined();
    expect(seen[0]).toMatchObject({
      "idempotency-key": "run_1/step",
      "content-type": "application/json",
      accept: "a/b",
    });
    expect(auditDetails).toEqual({ method: "POST", host: "127.0.0.1", status: 200, bytes: 14 });
    expect(summary).not.toContain("token");
  });

  test("text stays text, and no body is no body", async () => {
    const port = await listen((incoming, response) =>
      response.end(incoming.method === "GET" ? "grüße" : undefined),
    );
    expect((await request(port, {})).output.body).toBe("grüße");
    expect((await request(port, { method: "DELETE" })).output).not.toHaveProperty("body");
  });

  test.each([
    [503, true],
    [429, true],
    [404, false],
    [302, false],
    [400, false],
  ])("an unexpected status %i is an error, retryable: %s", async (status, retryable) => {
    const port = await listen((_incoming, response) => response.writeHead(status).end("secret detail"));
    const error = await request(port, {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "HTTP_REQUEST_FAILED", retryable });
    expect(String(error)).not.toMatch(/secret|token/);
  });

  test("statuses the author expects are values", async () => {
    const port = await listen((_incoming, response) => response.writeHead(404).end());
    expect((await request(port, { expect_status: [200, 404] })).output.status).toBe(404);
    expect((await request(port, { expect_status: 404 })).output.status).toBe(404);
    await expect(request(port, { expect_status: 200 })).rejects.toMatchObject({
      code: "HTTP_REQUEST_FAILED",
    });
  });

  test("answers that are neither text nor the JSON they claim to be are errors", async () => {
    const broken = await listen((_incoming, response) =>
      response.setHeader("content-type", "application/json").end("{"),
    );
    await expect(request(broken, {})).rejects.toThrow("JSON that cannot be read");
    const binary = await listen((_incoming, response) => response.end(Buffer.from([0xff, 0xfe, 0x00])));
    await expect(request(binary, {})).rejects.toMatchObject({ retryable: false });
  });

  test("ends with the step's own timeout, and when the run is cancelled", async () => {
    const port = await listen(() => {});
    await expect(request(port, { timeout: "100ms" })).rejects.toThrow("100 ms");
    await expect(request(port, {}, AbortSignal.timeout(50))).rejects.toMatchObject({
      code: "HTTP_REQUEST_FAILED",
    });
  });

  test("a host outside the list is refused, and the list is empty by default", async () => {
    const port = await listen((_incoming, response) => response.end());
    await expect(request(port + 1, { url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({
      code: "ADDRESS_FORBIDDEN",
    });
  });

  test.each([
    { url: "https://a.example", body: "x", json: {} },
    { url: "https://a.example", timeout: "3m" },
    { url: "https://a.example", method: "CONNECT" },
    { url: "" },
  ])("refuses the input %j", (input) => {
    expect(httpRequestInput.safeParse(input).success).toBe(false);
  });
});
