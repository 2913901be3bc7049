import http, { type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { type GuardedRequest, guardedRequest } from "./guarded-http.ts";

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

function send(url: string, change: Partial<GuardedRequest> = {}) {
  return guardedRequest({
    method: "GET",
    url,
    allow: [],
    timeoutMs: 5_000,
    responseBytesMax: 1_000,
    ...change,
  });
}

async function errorOf(work: Promise<unknown>): Promise<ProbityError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProbityError)) throw new Error(`expected a ProbityError, got ${String(error)}`);
  return error;
}

const anywhere = (host: string, port?: number) => [
  { host, allow_private: true, ...(port === undefined ? {} : { port }) },
];

describe("guardedRequest", () => {
  test("reaches an allowed host and returns status, headers and body as they are", async () => {
    const port = await listen((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        response.writeHead(418, { "x-seen": request.headers.host ?? "" });
        response.end(
          `${request.method} ${request.headers["x-own"]} ${request.headers["content-length"]} ${body}`,
        );
      });
    });
    const response = await send(`http://127.0.0.1:${port}/a`, {
      method: "POST",
      body: "grüße",
      headers: { "x-own": "1" },
      allow: anywhere("127.0.0.1", port),
    });
    expect(response.status).toBe(418);
    expect(response.headers["x-seen"]).toBe(`127.0.0.1:${port}`);
    expect(response.body.toString()).toBe("POST 1 7 grüße");
  });

  test("connects to the address that was checked, although the name would resolve otherwise", async () => {
    const port = await listen((request, response) => response.end(request.headers.host));
    let asked = 0;
    const response = await send(`http://crm.invalid:${port}/`, {
      allow: anywhere("crm.invalid", port),
      resolve: async () => {
        asked += 1;
        return ["127.0.0.1"];
      },
    });
    expect(response.body.toString()).toBe(`crm.invalid:${port}`);
    expect(asked).toBe(1);
  });

  test("a name server that changes its answer between check and connection gains nothing", async () => {
    let reached = false;
    const port = await listen((_request, response) => {
      reached = true;
      response.end();
    });
    const answers = [["192.0.2.1"], ["127.0.0.1"]];
    const error = await errorOf(
      send(`http://rebind.invalid:${port}/`, {
        allow: anywhere("rebind.invalid", port),
        resolve: async () => answers.shift() ?? [],
      }),
    );
    expect(error.code).toBe("ADDRESS_FORBIDDEN");
    expect(answers).toHaveLength(1);
    expect(reached).toBe(false);
  });

  test.each([
    ["a public and a private address", ["8.8.8.8", "10.0.0.1"]],
    ["loopback", ["127.0.0.1"]],
    ["loopback in IPv6", ["::1"]],
    ["IPv4-mapped loopback", ["::ffff:127.0.0.1"]],
    ["the metadata service", ["169.254.169.254"]],
    ["unique local addresses", ["fd00::1"]],
  ])("an allowed name that resolves to %s is refused", async (_what, addresses) => {
    const error = await errorOf(
      send("https://partner.example.com/", {
        allow: [{ host: "partner.example.com", allow_private: false }],
        resolve: async () => addresses,
      }),
    );
    expect(error.code).toBe("ADDRESS_FORBIDDEN");
  });

  test("link-local addresses stay forbidden where private ones are allowed", async () => {
    const allow = anywhere("169.254.169.254", 80);
    expect((await errorOf(send("http://169.254.169.254/latest/meta-data/", { allow }))).code).toBe(
      "ADDRESS_FORBIDDEN",
    );
  });

  test.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:1]/",
    "http://①②⑦.0.0.1/",
    "http://localhost/",
    "http://localhost./",
    "https://allowed.example.com.evil.example/",
    "https://allowed.example.com:8443/",
    "https://evilallowed.example.com/",
    "https://example.com/",
    "https://evil.example\\@allowed.example.com/",
    "https://allowed.example.com@evil.example/",
    "https://user:password@allowed.example.com/",
    "https://allowed.example.com%23@evil.example/",
    "ftp://allowed.example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//allowed.example.com/",
    "",
    `https://allowed.example.com/${"a".repeat(2_100)}`,
  ])("refuses %s before anything is sent", async (url) => {
    const error = await errorOf(
      send(url, {
        allow: [{ host: "allowed.example.com", allow_private: false }],
        resolve: async () => {
          throw new Error("nothing may be resolved");
        },
      }),
    );
    expect(error.code).toBe("ADDRESS_FORBIDDEN");
  });

  test.each([
    ["http://2130706433:PORT/", "127.0.0.1"],
    ["http://0x7f.1:PORT/", "127.0.0.1"],
    ["http://CRM.Invalid.:PORT/", "crm.invalid"],
    ["http://a.b.crm.invalid:PORT/", "*.crm.invalid"],
    ["http://bücher.invalid:PORT/", "bücher.invalid"],
  ])("%s is the allowed host %s", async (url, host) => {
    const port = await listen((_request, response) => response.end("ok"));
    const response = await send(url.replace("PORT", String(port)), {
      allow: anywhere(host, port),
      resolve: async () => ["127.0.0.1"],
    });
    expect(response.body.toString()).toBe("ok");
  });

  test("*.example.com does not allow example.com itself", async () => {
    const allow = [{ host: "*.example.com", allow_private: false }];
    expect((await errorOf(send("https://example.com/", { allow }))).code).toBe("ADDRESS_FORBIDDEN");
  });

  test("without TLS only this machine is reached", async () => {
    const error = await errorOf(send("http://10.1.2.3/", { allow: anywhere("10.1.2.3") }));
    expect(error.message).toContain("needs https");
  });

  test("does not follow a redirect", async () => {
    let followed = false;
    const target = await listen((_request, response) => {
      followed = true;
      response.end();
    });
    const port = await listen((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${target}/` }).end();
    });
    const response = await send(`http://127.0.0.1:${port}/`, { allow: anywhere("127.0.0.1", port) });
    expect(response.status).toBe(302);
    expect(followed).toBe(false);
  });

  test("stops reading a response that is too large, and does not ask for it again", async () => {
    const port = await listen((_request, response) => {
      const pump = () => {
        while (response.write("x".repeat(10_000)));
        response.once("drain", pump);
      };
      pump();
    });
    const error = await errorOf(send(`http://127.0.0.1:${port}/`, { allow: anywhere("127.0.0.1", port) }));
    expect(error).toMatchObject({ code: "HTTP_REQUEST_FAILED", retryable: false });
  });

  test("stops at endless response headers", async () => {
    const port = await listen((_request, response) => {
      for (let index = 0; index < 100; index++) response.setHeader(`x-${index}`, "y".repeat(1_000));
      response.end();
    });
    const error = await errorOf(send(`http://127.0.0.1:${port}/`, { allow: anywhere("127.0.0.1", port) }));
    expect(error.code).toBe("HTTP_REQUEST_FAILED");
  });

  test.each([
    ["never answers", () => {}],
    [
      "sends a byte now and then",
      (_request: unknown, response: http.ServerResponse) => {
        const timer = setInterval(() => response.write("x"), 20);
        response.on("close", () => clearInterval(timer));
      },
    ],
  ])("gives up on a server that %s", async (_what, listener) => {
    const port = await listen(listener as RequestListener);
    const error = await errorOf(
      send(`http://127.0.0.1:${port}/`, { allow: anywhere("127.0.0.1", port), timeoutMs: 150 }),
    );
    expect(error).toMatchObject({ code: "HTTP_REQUEST_FAILED", retryable: true });
    expect(error.message).toContain("150 ms");
  });

  test("gives up on a name server that never answers, and on the caller's word", async () => {
    const allow = anywhere("slow.invalid");
    const resolve = () => new Promise<never>(() => {});
    const late = await errorOf(send("https://slow.invalid/", { allow, resolve, timeoutMs: 50 }));
    expect(late.code).toBe("HTTP_REQUEST_FAILED");
    const signal = AbortSignal.abort();
    expect((await errorOf(send("https://slow.invalid/", { allow, resolve, signal }))).code).toBe(
      "HTTP_REQUEST_FAILED",
    );
  });

  test.each([
    [{ host: "internal" }],
    [{ "Transfer-Encoding": "chunked" }],
    [{ "content-length": "0" }],
    [{ "x-a": "b\r\nx-evil: 1" }],
    [{ "bad name": "x" }],
  ])("refuses the header %j", async (headers) => {
    const error = await errorOf(send("https://a.example/", { headers, allow: anywhere("a.example") }));
    expect(error.code).toBe("ACTION_INPUT_INVALID");
  });

  test("errors name the host, and neither path nor query", async () => {
    const error = await errorOf(
      send("http://127.0.0.1:1/customers/Jane?ssn=1", { allow: anywhere("127.0.0.1", 1) }),
    );
    expect(error.code).toBe("HTTP_REQUEST_FAILED");
    expect(error.message).toContain("127.0.0.1");
    expect(error.message).not.toMatch(/Jane|ssn/);
  });
});
