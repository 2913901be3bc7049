import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { allowed, roles } from "../access/index.ts";
import type { Route } from "./route.ts";
import { routeTable } from "./route-table.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

/** A request that only the guard can refuse: the path exists, the body has the right shape. */
function requestFor(route: Route) {
  const ids: Record<string, string> = {
    "/workflows": api.workflow.id,
    "/runs": api.run.id,
    "/reviews": api.review.id,
    "/lists": "ofac-sdn",
    "/customers": "cus_019a0000-0000-7000-8000-000000000000",
    "/rescreenings": "rsc_019a0000-0000-7000-8000-000000000000",
    "/keys": "key_019a0000-0000-7000-8000-000000000000",
    "/screenings": "scr_019a0000-0000-7000-8000-000000000000",
    "/suppressions": "sup_019a0000-0000-7000-8000-000000000000",
  };
  const [, top = ""] = route.path.split("/");
  const url = route.path.replace(":id", ids[`/${top}`] ?? "").replace(":event", "new_customer");
  const payload = route.body === undefined ? {} : { payload: bodies[route.operationId] ?? {} };
  return { method: route.method, url, ...payload };
}

const bodies: Record<string, object> = {
  signIn: { token: "x" },
  deployWorkflow: { yaml: "name: x" },
  validateWorkflow: { yaml: "name: x" },
  startRun: { input: {} },
  emitEvent: { input: {} },
  backfillWorkflow: { from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
  cancelRun: { reason: "a test" },
  forkRun: { stepId: "screen" },
  decideReview: { decision: "approve", reason: "a test" },
  releaseList: { version: "abcdef", reason: "a test" },
  syncLists: { lists: [] },
  registerCustomer: { ref: "C-1", name: "Sam Sample" },
  closeCustomer: { reason: "a test" },
  startRescreening: {},
  screenPayments: {
    message:
      "<Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf>" +
      "<PmtId><EndToEndId>E</EndToEndId></PmtId><Dbtr><Nm>Ada King</Nm></Dbtr><Cdtr><Nm>Sam Sample</Nm></Cdtr>" +
      "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>",
  },
  createKey: { name: "made by a test", roles: ["auditor"] },
  screen: { name: "Sam Sample" },
  proposeSuppression: { screeningId: "scr_unknown", list: "sample-sdn", entityId: "1", reason: "a test" },
  revokeSuppression: { reason: "a test" },
};

/** Operations that are asked for something that is not there. */
const aboutUnknown: readonly string[] = [
  "revokeKey",
  "getCustomer",
  "closeCustomer",
  "getRescreening",
  "getScreening",
  "replayScreening",
  "proposeSuppression",
  "getSuppression",
  "approveSuppression",
  "revokeSuppression",
];

const guarded = routeTable.filter((route) => route.guard !== "open");
const inWords = (route: Route) => `${route.method} ${route.path}`;

describe("who may do what", () => {
  test("the table holds every operation, and only three are open", () => {
    expect(routeTable.length).toBeGreaterThanOrEqual(30);
    const open = routeTable.filter((route) => route.guard === "open").map(inWords);
    expect(open).toEqual(["GET /health", "GET /openapi.json", "POST /session"]);
  });

  test.each(guarded.map((route) => [inWords(route), route] as const))(
    "%s is refused without a key, and with a wrong one",
    async (_name, route) => {
      const request = requestFor(route);
      for (const authorization of [undefined, "Bearer pby_wrong", "Basic YWRtaW46YWRtaW4=", "Bearer"]) {
        const headers = authorization === undefined ? {} : { authorization };
        const response = await api.call({ ...request, headers });
        expect([401, 429]).toContain(response.statusCode);
        expect(response.json().code).toMatch(/^(UNAUTHENTICATED|RATE_LIMITED)$/);
      }
    },
  );

  const matrix = guarded.flatMap((route) => roles.map((role) => [inWords(route), role, route] as const));
  test.each(matrix)("%s as %s", async (_name, role, route) => {
    const response = await api.call({ ...requestFor(route), roles: [role] });
    const may = route.guard === "signed-in" || route.guard === "open" || allowed([role], route.guard);
    if (may) {
      expect([200, 201, 204, 404, 409]).toContain(response.statusCode);
      // The one that another role began may still go on.
      if (response.statusCode === 409) expect(route.operationId).toBe("startRescreening");
      if (response.statusCode === 404) expect(aboutUnknown).toContain(route.operationId);
    } else {
      expect(response.statusCode).toBe(403);
      expect(response.json().code).toBe("FORBIDDEN");
    }
  });

  test("a refused caller learns nothing about its body: the guard comes first", async () => {
    const response = await api.call({
      method: "POST",
      url: "/keys",
      roles: ["analyst"],
      payload: "{ not JSON",
      headers: { "content-type": "application/json" },
    });
    expect(response.statusCode).toBe(403);
  });
});

describe("sessions", () => {
  const changing = guarded.filter((route) => route.method !== "GET" && route.operationId !== "signOut");

  test.each(changing.map((route) => [inWords(route), route] as const))(
    "%s by session takes that session's CSRF token",
    async (_name, route) => {
      const [mine, other] = [await api.signIn(roles), await api.signIn(roles)];
      const request = requestFor(route);
      const withToken = (csrf?: string) =>
        api.call({
          ...request,
          cookies: mine.cookies,
          ...(csrf === undefined ? {} : { headers: { "x-csrf-token": csrf } }),
        });
      expect((await withToken()).statusCode).toBe(403);
      expect((await withToken("")).statusCode).toBe(403);
      expect((await withToken(other.csrf)).statusCode).toBe(403);
      expect([200, 201, 204, 404]).toContain((await withToken(mine.csrf)).statusCode);
    },
  );

  test("reading takes no CSRF token, and the token is handed to its own page", async () => {
    const { cookies, csrf } = await api.signIn(["auditor"]);
    const response = await api.call({ method: "GET", url: "/me", cookies });
    expect(response.json()).toEqual({ id: "user:jo", name: "Jo", roles: ["auditor"], csrfToken: csrf });
  });

  test("the cookie is out of reach for scripts and other sites", async () => {
    const link = {
      subject: "jo",
      name: "Jo",
      roles: ["auditor"],
      actor: { kind: "service", id: "t", via: "cli" },
    };
    const { token } = await api.probity.access.createLoginLink(link as never);
    const response = await api.call({ method: "POST", url: "/session", payload: { token } });
    expect(response.cookies).toMatchObject([
      { name: "probity_session", httpOnly: true, sameSite: "Strict", path: "/" },
    ]);
    expect(response.cookies[0]?.secure).toBeUndefined();
    expect(response.json()).not.toHaveProperty("secret");
    const elsewhere = { remoteAddress: "192.0.2.7" };
    const again = await api.call({ method: "POST", url: "/session", payload: { token }, ...elsewhere });
    expect(again.statusCode).toBe(401);
    expect(again.cookies).toEqual([]);
  });

  test("over https the cookie is Secure and bound to the host", async () => {
    const secure = await testApi({ baseUrl: "https://probity.example" });
    try {
      const { token } = await secure.probity.access.createLoginLink({
        subject: "jo",
        name: "Jo",
        roles: ["auditor"],
        actor: { kind: "service", id: "t", via: "cli" },
      });
      const response = await secure.call({ method: "POST", url: "/session", payload: { token } });
      expect(response.cookies).toMatchObject([{ name: "__Host-probity_session", secure: true, path: "/" }]);
      expect(response.headers["strict-transport-security"]).toBe("max-age=31536000");
    } finally {
      await secure.close();
    }
  });

  test("an expired session is refused, and one that was signed out", async () => {
    const [idle, out] = [await api.signIn(["auditor"]), await api.signIn(["auditor"])];
    const headers = { "x-csrf-token": out.csrf };
    const ended = await api.call({ method: "DELETE", url: "/session", cookies: out.cookies, headers });
    expect(ended.statusCode).toBe(204);
    expect(ended.cookies).toMatchObject([{ name: "probity_session", value: "" }]);
    expect((await api.call({ method: "GET", url: "/me", cookies: out.cookies })).statusCode).toBe(401);
    api.clock.advance(3_600_000);
    expect((await api.call({ method: "GET", url: "/me", cookies: idle.cookies })).statusCode).toBe(401);
  });

  test("a revoked key is refused by the next request", async () => {
    const actor = { kind: "service", id: "t", via: "cli" } as const;
    const { id, key } = await api.probity.access.createKey({ name: "x", roles: ["auditor"], actor });
    const headers = { authorization: `Bearer ${key}` };
    expect((await api.call({ method: "GET", url: "/me", headers })).statusCode).toBe(200);
    expect((await api.call({ method: "DELETE", url: `/keys/${id}`, roles: ["admin"] })).statusCode).toBe(204);
    expect((await api.call({ method: "GET", url: "/me", headers })).statusCode).toBe(401);
  });
});
