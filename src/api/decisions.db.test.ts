import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { createEngineStandIn } from "../../test/support/engine-stand-in.ts";
import type { EnginePort } from "../app/index.ts";
import { ProbityError } from "../core/index.ts";

type Decision = Parameters<EnginePort["decide"]>[0];

let api: TestApi;
let decided: Decision[];
const { review } = createEngineStandIn();

beforeAll(async () => {
  api = await testApi();
});
beforeEach(() => {
  decided = [];
  asks({});
});
afterAll(() => api.close());

/** Lets the engine hold the one review, changed so, and note what it is told. */
function asks(change: Partial<typeof review>, refuse?: ProbityError): void {
  const changed = { ...review, ...change };
  Object.assign(api.engine, {
    getReview: async (id: string) => (id === review.id ? changed : undefined),
    decide: async (request: Decision) => {
      if (refuse !== undefined) throw refuse;
      decided.push(request);
      return changed;
    },
  } satisfies Partial<EnginePort>);
}

const decide = (roles: Parameters<TestApi["call"]>[0]["roles"], more: object = {}, id: string = review.id) =>
  api.call({
    method: "POST",
    url: `/reviews/${id}/decisions`,
    payload: { decision: "approve", reason: "seen", ...more },
    ...(roles === undefined ? {} : { roles }),
  });

describe("who decides a review", () => {
  test("any approver, when the definition names no roles", async () => {
    expect((await decide(["approver"])).statusCode).toBe(200);
    expect(decided).toHaveLength(1);
  });

  test("an approver without the named role is refused before the engine hears of it, and told which role", async () => {
    asks({ roles: ["auditor"] });
    const response = await decide(["approver"]);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: "FORBIDDEN" });
    expect(response.json().detail).toContain("the role auditor");
    expect(decided).toEqual([]);
  });

  test("a named role is no substitute for the permission to decide", async () => {
    asks({ roles: ["auditor"] });
    expect((await decide(["auditor"])).statusCode).toBe(403);
    expect(decided).toEqual([]);
    expect((await decide(["auditor", "approver"])).statusCode).toBe(200);
    expect(decided).toHaveLength(1);
  });

  test("one of several named roles is enough, and an empty list lets nobody decide", async () => {
    asks({ roles: ["head-of-compliance", "analyst"] });
    expect((await decide(["approver", "analyst"])).statusCode).toBe(200);
    expect((await decide(["approver", "admin"])).json().detail).toContain("head-of-compliance, analyst");
    asks({ roles: [] });
    expect((await decide(["approver", "admin", "analyst"])).statusCode).toBe(403);
    expect(decided).toHaveLength(1);
  });

  test.each(["rev_019a0000-0000-7000-8000-000000000000", "nonsense"])("there is no review %s", async (id) => {
    expect((await decide(["approver"], {}, id)).statusCode).toBe(404);
  });
});

describe("answers to the form", () => {
  test("reach the engine as they were given", async () => {
    const form = { seen: true, note: "", amount: 1.5, seen_on: null };
    expect((await decide(["approver"], { form })).statusCode).toBe(200);
    expect(decided).toMatchObject([{ form }]);
  });

  test.each([
    ["text", "yes"],
    ["a list", ["yes"]],
    ["a nested answer", { seen: { really: true } }],
    ["an overlong name", { ["x".repeat(51)]: true }],
  ])("%s is refused as a request", async (_name, form) => {
    const response = await decide(["approver"], { form });
    expect(response.json()).toMatchObject({ code: "REQUEST_INVALID" });
    expect(decided).toEqual([]);
  });

  test("what the engine finds wrong comes back with the place of every field", async () => {
    const issues = [{ where: "form.seen", message: "is required" }];
    asks({}, new ProbityError("INPUT_INVALID", "the answers do not fit the form", { issues }));
    const response = await decide(["approver"], { form: {} });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: "INPUT_INVALID", issues });
  });

  test("are shown with the decision, but not to those who may not see personal data", async () => {
    asks({
      decisions: review.decisions.map((decision) => ({ ...decision, form: { seen: true, note: "Ana" } })),
    });
    const url = `/reviews/${review.id}`;
    const seen = (await api.call({ method: "GET", url, roles: ["auditor"] })).json();
    expect(seen.decisions).toMatchObject([{ form: { seen: true, note: "Ana" } }]);
    const blind = (await api.call({ method: "GET", url, roles: ["engineer"] })).json();
    expect(blind.decisions[0]).not.toHaveProperty("form");
  });
});
