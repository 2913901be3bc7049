import http from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { outboxTests } from "../../test/support/outbox.ts";
import { DELIVERY_HEADER, type Json, SIGNATURE_HEADER, verifyWebhookSignature } from "../core/index.ts";

const { clock, onCleanup, setup, only } = outboxTests();
const hour = 3_600_000;

describe("webhooks", () => {
  interface Received {
    readonly headers: http.IncomingHttpHeaders;
    readonly body: string;
  }

  async function receiver(statuses: number[], headers: http.OutgoingHttpHeaders = {}) {
    const received: Received[] = [];
    const server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        received.push({ headers: request.headers, body });
        response.writeHead(statuses.shift() ?? 204, headers).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onCleanup(() => new Promise((resolve) => server.close(resolve)));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return { url, received };
  }

  const hookTo = (url: string, allow_private = true): Json => ({
    type: "webhook",
    url,
    secret: { secret: "HOOK" },
    allow_private,
  });

  test("carry a signature the receiver can check, over the bytes it received", async () => {
    const { url, received } = await receiver([]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    const id = await enqueue("hook");
    expect(await dispatcher().drainOnce()).toEqual({ sent: 1, failed: 0, dead: 0 });
    const [hit] = received;
    const header = String(hit?.headers[SIGNATURE_HEADER]);
    const check = {
      secret: "whsec_test",
      header,
      body: hit?.body ?? "",
      now: clock.now(),
      toleranceMs: 1_000,
    };
    expect(verifyWebhookSignature(check)).toBe("valid");
    expect(verifyWebhookSignature({ ...check, body: `${check.body} ` })).toBe("mismatch");
    expect(hit?.headers[DELIVERY_HEADER]).toBe(id);
    expect(JSON.parse(hit?.body ?? "")).toMatchObject({
      id,
      type: "notification",
      drill: true,
      severity: "critical",
      subject: "[DRILL] Alert run_1",
      run: { id: "run_1", url: "http://localhost:4780/runs/run_1" },
    });
    expect(await only()).toMatchObject({ remoteId: "HTTP 204" });
  });

  test("every attempt has the same body and delivery id, and a fresh signature", async () => {
    const { url, received } = await receiver([503, 200]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    clock.advance(5_000);
    await dispatcher().drainOnce();
    const [first, second] = received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers[DELIVERY_HEADER]).toBe(first?.headers[DELIVERY_HEADER]);
    expect(second?.headers[SIGNATURE_HEADER]).not.toBe(first?.headers[SIGNATURE_HEADER]);
  });

  test.each([
    [200, "sent"],
    [429, "failed"],
    [500, "failed"],
    [408, "failed"],
    [302, "dead"],
    [400, "dead"],
    [410, "dead"],
  ])("status %i means %s", async (status, state) => {
    const { url } = await receiver([status]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect((await only()).state).toBe(state);
  });

  test.each([
    ["seconds", () => "600", 600_000],
    ["a date", () => new Date(clock.now().getTime() + 1_200_000).toUTCString(), 1_200_000],
    ["longer than the longest wait", () => "999999", hour],
  ])("Retry-After as %s is honoured within the longest wait", async (_what, value, waitMs) => {
    const { url } = await receiver([429], { "retry-after": value() });
    const { dispatcher, enqueue } = setup({ hook: hookTo(url) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect((await only()).nextAttemptAt).toEqual(new Date(clock.now().getTime() + waitMs));
  });

  test("do not reach into private networks unless the channel says so", async () => {
    const { url, received } = await receiver([]);
    const { dispatcher, enqueue } = setup({ hook: hookTo(url, false) });
    await enqueue("hook");
    await dispatcher().drainOnce();
    expect(await only()).toMatchObject({ state: "dead", lastError: expect.stringContaining("loopback") });
    expect(received).toHaveLength(0);
  });
});
