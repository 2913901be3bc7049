import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { PERSONAL } from "../../test/support/engine-stand-in.ts";
import { allowed, type Role, roles } from "../access/index.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});
beforeEach(() => api.clock.advance(3_600_000));
afterAll(() => api.close());

const sighted = roles.filter((role) => allowed([role], "personal-data.read"));
const hidden = expect.stringMatching(/^\[hidden: /);
const blind = roles.filter((role) => !allowed([role], "personal-data.read"));

async function views(): Promise<{ actor: string; run: string }[]> {
  const { rows } = await api.database.db.query<{ actor: string; run: string }>(
    `select convert_from(body, 'UTF8')::jsonb->'actor'->>'id' as actor, run_id as run
     from audit.entry where action = 'personal-data.viewed' order by id`,
  );
  return rows;
}

const runPage = (role: Role) => api.call({ method: "GET", url: `/runs/${api.run.id}`, roles: [role] });

describe("personal data", () => {
  test.each(blind)(
    "is hidden from the %s wherever a run or review may hold it, and no view is logged",
    async (role) => {
      const before = (await views()).length;
      const id = api.review.id;
      for (const url of ["/runs", `/runs/${api.run.id}`, "/reviews", `/reviews/${id}`]) {
        const response = await api.call({ method: "GET", url, roles: [role] });
        expect(response.statusCode).toBe(200);
        expect(response.body).not.toContain(PERSONAL);
      }
      expect((await views()).length).toBe(before);
    },
  );

  test.each(blind)("the %s still sees how the run went", async (role) => {
    const [step] = (await runPage(role)).json().steps;
    expect(step).toMatchObject({
      id: "screen",
      state: "succeeded",
      outcome: "review",
      versions: { sdn: "2026-02-28" },
    });
    expect(step.attempts).toHaveLength(1);
    expect(step.evidence).toMatchObject([{ id: "name.close", outcome: "review" }]);
  });

  test.each(sighted)("the %s sees it, and each look is logged once per ten minutes", async (role) => {
    const before = (await views()).length;
    const responses = [await runPage(role), await runPage(role)];
    expect(responses.map((response) => response.body.includes(PERSONAL))).toEqual([true, true]);
    expect((await views()).slice(before)).toMatchObject([{ run: api.run.id }]);
    api.clock.advance(10 * 60_000 - 1);
    await runPage(role);
    expect((await views()).length).toBe(before + 1);
    api.clock.advance(1);
    await runPage(role);
    expect((await views()).length).toBe(before + 2);
  });

  test.each(blind)("the %s still sees which fields a review asks for", async (role) => {
    const review = (
      await api.call({ method: "GET", url: `/reviews/${api.review.id}`, roles: [role] })
    ).json();
    expect(review).toMatchObject({ instructions: hidden, show: hidden });
    expect(review.form).toEqual({ seen: { label: hidden, type: "boolean", required: true } });
  });

  test.each(sighted)("the %s sees what a review is about, and that look is logged, too", async (role) => {
    api.clock.advance(10 * 60_000);
    for (const url of ["/reviews", `/reviews/${api.review.id}`]) {
      const before = (await views()).length;
      const { body } = await api.call({ method: "GET", url, roles: [role] });
      for (const part of [`Compare ${PERSONAL}`, `"customer":"${PERSONAL}"`, `passport of ${PERSONAL}`]) {
        expect(body).toContain(part);
      }
      // One look at a run, whether it began in the list or on its page.
      expect((await views()).slice(before)).toMatchObject(url === "/reviews" ? [{ run: api.run.id }] : []);
    }
  });

  test("two people who look leave two entries, each under their own id", async () => {
    const before = (await views()).length;
    await runPage("analyst");
    await runPage("auditor");
    const actors = (await views()).slice(before).map((view) => view.actor);
    expect(new Set(actors).size).toBe(2);
  });

  test("a look that cannot be logged is not granted", async () => {
    const record = api.probity.recordAudit;
    Object.assign(api.probity, {
      recordAudit: async () => {
        throw new Error("the log is full");
      },
    });
    try {
      const response = await runPage("analyst");
      expect(response.statusCode).toBe(500);
      expect(response.body).not.toContain(PERSONAL);
      expect(response.body).not.toContain("full");
    } finally {
      Object.assign(api.probity, { recordAudit: record });
    }
  });

  test("nothing personal reaches the log: patterns instead of paths, no queries, no bodies, no user names", async () => {
    const { cookies, csrf } = await api.signIn(["analyst"]);
    await api.call({ method: "GET", url: `/runs?workflow=${encodeURIComponent(PERSONAL)}`, cookies });
    await api.call({ method: "GET", url: `/workflows/${encodeURIComponent(PERSONAL)}`, cookies });
    await api.call({
      method: "POST",
      url: "/workflows/kyc-check/runs",
      payload: { input: { name: PERSONAL } },
      cookies,
      headers: { "x-csrf-token": csrf },
    });
    const text = JSON.stringify(api.log);
    expect(text).toContain("/api/v1/workflows/:id/runs");
    for (const secret of [
      PERSONAL,
      encodeURIComponent(PERSONAL),
      "user:jo",
      csrf,
      ...Object.values(cookies),
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});
