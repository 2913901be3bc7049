import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { problem } from "../contract/index.ts";
import { ProbityError } from "../core/index.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

/** The answer is a problem document of this code, and nothing of the server shines through. */
function expectProblem(
  response: { statusCode: number; headers: object; body: string },
  status: number,
  code: string,
) {
  const document = problem.strict().parse(JSON.parse(response.body));
  expect({ status: response.statusCode, code: document.code, inside: document.status }).toEqual({
    status,
    code,
    inside: status,
  });
  expect(response.headers).toMatchObject({
    "content-type": expect.stringMatching(/^application\/problem\+json/),
  });
  expect(document.type).toBe(`urn:probity:error:${code}`);
  expect(document.reference).toMatch(/^req_/);
  expect(response.body).not.toMatch(/node_modules|\bat .*\.ts|FST_ERR/);
  return document;
}

const asAdmin = { roles: ["admin"] } as const;
const json = { "content-type": "application/json" };

describe("errors are problem documents", () => {
  test("validation names every wrong member by its path", async () => {
    const payload = { name: "", roles: ["root"], extra: 1 };
    const response = await api.call({ method: "POST", url: "/keys", payload, ...asAdmin });
    const document = expectProblem(response, 400, "REQUEST_INVALID");
    expect(document.issues.map((issue) => issue.where).sort()).toEqual(["body", "body.name", "body.roles.0"]);
  });

  test.each([
    ["/workflows/kyc-check/runs", {}, 'body.input is missing: send {"input": {…}}'],
    ["/workflows/kyc-check/runs", { customer: 1 }, 'body.input is missing: send {"input": {…}}'],
    ["/events/new_customer", {}, 'body.input is missing: send {"input": {…}}'],
    ["/workflows/validate", {}, "body.yaml is missing"],
    ["/workflows/kyc-check/backfill", { from: "2026-01-01T00:00:00Z" }, "body.to is missing"],
  ])("a member that is not there is called missing: %s %j", async (url, payload, detail) => {
    const response = await api.call({ method: "POST", url, payload, ...asAdmin });
    const document = expectProblem(response, 400, "REQUEST_INVALID");
    expect(document.detail).toContain(detail);
    expect(response.body).not.toMatch(/undefined|nonoptional/);
  });

  test("a missing body, and a query that is misspelt or out of range", async () => {
    expectProblem(await api.call({ method: "POST", url: "/keys", ...asAdmin }), 400, "REQUEST_INVALID");
    for (const query of [
      "stat=running",
      "state=broken",
      "limit=0",
      "limit=201",
      "limit=ten",
      "limit=1&limit=2",
    ]) {
      const response = await api.call({ method: "GET", url: `/runs?${query}`, ...asAdmin });
      expectProblem(response, 400, "REQUEST_INVALID");
    }
  });

  test("an unknown path, and a known path with another method", async () => {
    expectProblem(await api.call({ method: "GET", url: "/nothing", ...asAdmin }), 404, "NOT_FOUND");
    expectProblem(await api.call({ method: "PUT", url: "/keys", ...asAdmin }), 404, "NOT_FOUND");
    expectProblem(await api.app.inject({ method: "GET", url: "/" }), 404, "NOT_FOUND");
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ])("a body of type %s", async (type) => {
    const response = await api.call({
      method: "POST",
      url: "/keys",
      payload: "name=x",
      headers: { "content-type": type },
      ...asAdmin,
    });
    expectProblem(response, 415, "MEDIA_TYPE_UNSUPPORTED");
  });

  test("a body that is too large, also when it only says so", async () => {
    const large = { name: "x".repeat(70_000), roles: ["auditor"] };
    expectProblem(
      await api.call({ method: "POST", url: "/keys", payload: large, ...asAdmin }),
      413,
      "PAYLOAD_TOO_LARGE",
    );
    const announced = await api.call({
      method: "POST",
      url: "/keys",
      payload: "{}",
      headers: { ...json, "content-length": String(10 ** 12) },
      ...asAdmin,
    });
    expectProblem(announced, 413, "PAYLOAD_TOO_LARGE");
  });

  test.each([
    ["not JSON", "{ not json"],
    ["a prototype attack", '{"name":"x","roles":["auditor"],"__proto__":{"admin":true}}'],
    ["a constructor attack", '{"name":"x","roles":["auditor"],"constructor":{"prototype":{"admin":true}}}'],
    ["nested 30,000 deep", "[".repeat(30_000) + "]".repeat(30_000)],
    ["a NUL character", '{"name":"a\\u0000b","roles":["auditor"]}'],
    ["half a character", '{"name":"\\ud800","roles":["auditor"]}'],
    ["a NUL character in a name", '{"name":"x","roles":["auditor"],"a\\u0000":1}'],
  ])("a body that is %s", async (_what, payload) => {
    const response = await api.call({ method: "POST", url: "/keys", payload, headers: json, ...asAdmin });
    expectProblem(response, 400, "REQUEST_INVALID");
  });

  test("errors of Probity keep their code, detail and issues", async () => {
    const response = await api.call({
      method: "POST",
      url: "/workflows",
      payload: { yaml: "broken" },
      ...asAdmin,
    });
    const document = expectProblem(response, 422, "DEFINITION_INVALID");
    expect(document.detail).toBe("workflow.yaml has 1 error.");
    expect(document.issues).toEqual([
      { where: "workflow.yaml:1:1", message: "is broken", suggestion: "mend it" },
    ]);
  });

  test("an unexpected error tells the caller nothing and the log where it happened", async () => {
    const { listRuns } = api.engine;
    Object.assign(api.engine, {
      listRuns: async () => {
        throw Object.assign(new Error('duplicate key value (name)=("Ana Musterfrau")'), { code: "23505" });
      },
    });
    try {
      const response = await api.call({ method: "GET", url: "/runs", ...asAdmin });
      const document = expectProblem(response, 500, "INTERNAL");
      expect(response.body).not.toContain("Musterfrau");
      const line = api.log.find(({ fields }) => fields["reference"] === document.reference && fields["at"]);
      expect(line).toMatchObject({ level: "error", fields: { code: "INTERNAL", errorCode: "23505" } });
      expect(JSON.stringify(line)).not.toContain("Musterfrau");
    } finally {
      Object.assign(api.engine, { listRuns });
    }
  });

  test("a database that is away is 503 and worth a retry", async () => {
    const { listRuns } = api.engine;
    Object.assign(api.engine, {
      listRuns: async () => {
        throw new ProbityError("DATABASE_UNAVAILABLE", "The database does not answer.");
      },
    });
    try {
      const response = await api.call({ method: "GET", url: "/runs", ...asAdmin });
      expectProblem(response, 503, "DATABASE_UNAVAILABLE");
    } finally {
      Object.assign(api.engine, { listRuns });
    }
  });

  test("401 says how to sign in, 429 when to come back", async () => {
    const refused = await api.call({ method: "GET", url: "/runs" });
    expect(refused.headers["www-authenticate"]).toMatch(/^Bearer/);
    const limited = await testApi({ requestsPerMinute: { address: 3 } });
    try {
      const answers = [];
      for (let count = 0; count < 4; count++)
        answers.push(await limited.call({ method: "GET", url: "/health" }));
      expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429]);
      expectProblem(answers[3] as never, 429, "RATE_LIMITED");
      expect(Number(answers[3]?.headers["retry-after"])).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });

  test("a key's budget is its own, whatever addresses it uses", async () => {
    const limited = await testApi({ requestsPerMinute: { principal: 2 } });
    try {
      const ask = (role: "admin" | "auditor", remoteAddress: string) =>
        limited.call({ method: "GET", url: "/me", roles: [role], remoteAddress });
      const first = [await ask("admin", "192.0.2.1"), await ask("admin", "192.0.2.2")];
      expect(first.map((answer) => answer.statusCode)).toEqual([200, 200]);
      expectProblem(await ask("admin", "192.0.2.3"), 429, "RATE_LIMITED");
      expect((await ask("auditor", "192.0.2.3")).statusCode).toBe(200);
    } finally {
      await limited.close();
    }
  });
});

describe("hostile input", () => {
  const texts = [
    "..",
    "../../etc/passwd",
    "%00",
    "'; drop table probity.api_key; --",
    "kyc-check\n",
    "run_0",
    "\u202Eevil",
    "𝕏".repeat(60),
    "x".repeat(5_000),
    "__proto__",
    "constructor",
    "{{7*7}}",
  ];
  const paths = ["/workflows/#", "/runs/#", "/reviews/#"];
  test.each(texts.flatMap((text) => paths.map((path) => [path, text] as const)))(
    "GET %s with %j finds nothing and breaks nothing",
    async (path, text) => {
      const url = path.replace("#", encodeURIComponent(text));
      const response = await api.call({ method: "GET", url, ...asAdmin });
      expect([400, 404]).toContain(response.statusCode);
      expectProblem(
        response,
        response.statusCode,
        response.statusCode === 400 ? "REQUEST_INVALID" : "NOT_FOUND",
      );
    },
  );

  test.each(["/runs/%00", "/runs/%ff", "/runs/%", "/runs/%zz", "/workflows/a%2Fb"])(
    "GET %s is refused",
    async (url) => {
      const response = await api.app.inject({
        method: "GET",
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${(await newKey()).key}` },
      });
      expect([400, 404]).toContain(response.statusCode);
      expectProblem(
        response,
        response.statusCode,
        response.statusCode === 400 ? "REQUEST_INVALID" : "NOT_FOUND",
      );
    },
  );

  const newKey = () =>
    api.probity.access.createKey({
      name: "x",
      roles: ["admin"],
      actor: { kind: "service", id: "t", via: "cli" },
    });

  test.each(["a b", "ä", "x".repeat(201), ""])(
    "the Idempotency-Key %j is refused or means none",
    async (key) => {
      const response = await api.call({
        method: "POST",
        url: "/workflows/kyc-check/runs",
        payload: { input: {} },
        headers: { "idempotency-key": key },
        ...asAdmin,
      });
      expectProblem(response, 400, "REQUEST_INVALID");
    },
  );

  test.each([
    ["Latin-1", '{"input":{"name":"M\xfcller"}}'],
    ["an overlong form", '{"input":{"name":"\xc0\xaf"}}'],
    ["half a sequence", '{"input":{"name":"\xe2\x82"}}'],
    ["a surrogate", '{"input":{"name":"\xed\xa0\x80"}}'],
  ])("a body that is not UTF-8 (%s) is refused", async (_what, bytes) => {
    const starts = api.starts.length;
    const response = await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: Buffer.from(bytes, "latin1"),
      headers: json,
      ...asAdmin,
    });
    expect(expectProblem(response, 400, "REQUEST_INVALID").detail).toBe("The body is not UTF-8.");
    expect(api.starts.length).toBe(starts);
  });

  test("a body that is UTF-8 beyond ASCII arrives as it was sent", async () => {
    const input = { name: "Müller 李 \u{1F600}" };
    const response = await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: { input },
      ...asAdmin,
    });
    expect(response.statusCode).toBe(201);
    expect(api.starts.at(-1)?.input).toEqual(input);
  });

  test("bytes that are no HTTP get a problem document as well", async () => {
    const address = await api.app.listen({ host: "127.0.0.1", port: 0 });
    const answer = await new Promise<string>((resolve, reject) => {
      let text = "";
      const socket = connect(Number(new URL(address).port), "127.0.0.1", () =>
        socket.write("\x16\x03\x01 hello\r\n\r\n"),
      );
      socket.on("data", (data) => {
        text += data;
      });
      socket.on("end", () => resolve(text));
      socket.on("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(problem.parse(JSON.parse(answer.slice(answer.indexOf("{"))))).toMatchObject({
      code: "REQUEST_INVALID",
    });
  });
});

describe("host names (DNS rebinding)", () => {
  test.each(["localhost:4780", "127.0.0.1", "[::1]:9", "LOCALHOST"])("%s is ours", async (host) => {
    expect((await api.app.inject({ url: "/api/v1/health", headers: { host } })).statusCode).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "localhost:80@evil.example",
    "127.0.0.1.nip.io",
    "192.0.2.1",
  ])("%s is not", async (host) => {
    const response = await api.app.inject({ url: "/api/v1/health", headers: { host } });
    expectProblem(response, 421, "HOST_UNKNOWN");
  });
});

describe("starting runs", () => {
  const start = (key: string | undefined, role: "engineer" | "analyst") =>
    api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: { input: { a: 1 } },
      roles: [role],
      ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
    });

  test("a repeated Idempotency-Key starts one run, and two callers never share one", async () => {
    const [first, again, other] = [
      await start("order-1", "engineer"),
      await start("order-1", "engineer"),
      await start("order-1", "analyst"),
    ];
    expect([first, again, other].map((response) => response.statusCode)).toEqual([201, 201, 201]);
    expect([first, again, other].map((response) => response.json().existing)).toEqual([false, true, false]);
    expect(again?.json().runId).toBe(first?.json().runId);
    expect(other?.json().runId).not.toBe(first?.json().runId);
  });

  test("the engine is told who asked and through which surface", async () => {
    await start(undefined, "engineer");
    expect(api.starts.at(-1)).toMatchObject({
      workflowId: "kyc-check",
      input: { a: 1 },
      actor: { kind: "service", id: expect.stringMatching(/^key:key_/), via: "api" },
      trigger: { kind: "manual" },
    });
    const { cookies, csrf } = await api.signIn(["analyst"]);
    const headers = { "x-csrf-token": csrf };
    await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: { input: {} },
      cookies,
      headers,
    });
    expect(api.starts.at(-1)).toMatchObject({
      input: {},
      actor: { kind: "human", id: "user:jo", via: "web" },
    });
  });

  test("a document of several megabytes fits into an input", async () => {
    const payload = { input: { image: "A".repeat(8_000_000) } };
    const response = await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload,
      ...asAdmin,
    });
    expect(response.statusCode).toBe(201);
  });

  test("a request without an input is refused, not taken for an empty one", async () => {
    const response = await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: {},
      ...asAdmin,
    });
    const document = expectProblem(response, 400, "REQUEST_INVALID");
    expect(document.issues.map((issue) => issue.where)).toEqual(["body.input"]);
  });

  test("a backfill of a period that ends before it starts is refused", async () => {
    const payload = { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" };
    const response = await api.call({
      method: "POST",
      url: "/workflows/kyc-check/backfill",
      payload,
      ...asAdmin,
    });
    expectProblem(response, 400, "REQUEST_INVALID");
  });
});

describe("every answer", () => {
  test("forbids frames, foreign and inline scripts, sniffing, referrers and caching", async () => {
    const { headers } = await api.call({ method: "GET", url: "/health" });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    expect(headers).not.toHaveProperty("strict-transport-security");
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });
});
