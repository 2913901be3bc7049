import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { oddNames } from "../../test/support/odd-names.ts";
import { screeningResult, suppression } from "../contract/index.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const NDJSON = "application/x-ndjson";
const roles = ["analyst"] as const;

async function screen(payload: object) {
  return api.call({ method: "POST", url: "/screenings", roles, payload });
}

async function batch(payload: string, type = NDJSON) {
  return api.call({
    method: "POST",
    url: "/screenings/batch",
    roles,
    payload,
    headers: { "content-type": type },
  });
}

async function screeningsAudited(): Promise<number> {
  const { rows } = await api.database.db.query<{ count: string }>(
    "select count(*) from audit.entry where action = 'screening'",
  );
  return Number(rows[0]?.count);
}

describe("one screening", () => {
  test("answers in the stable shape, can be read again and replayed", async () => {
    const answer = await screen({
      ref: "C-7",
      name: "Viktor Drozdov-Petrenko",
      names: ["V. Drozdov"],
      birth_date: "1971",
      nationality: ["RU"],
      passport: "P1234567",
      gender: "male",
      lists: ["sample"],
    });
    expect(answer.statusCode).toBe(200);
    const result = screeningResult.parse(answer.json());
    expect(result).toMatchObject({
      ref: "C-7",
      hits: [{ entityId: "90007", ofacScore: expect.any(Number) }],
    });
    const url = `/screenings/${result.screeningId}`;
    const stored = (await api.call({ method: "GET", url, roles: ["auditor"] })).json();
    expect(stored).toMatchObject({ id: result.screeningId, ref: "C-7", query: { birthDate: "1971" } });
    const replay = await api.call({ method: "POST", url: `${url}/replay`, roles: ["auditor"] });
    expect(replay.json()).toMatchObject({
      identical: true,
      differences: [],
      storedSha256: stored.resultSha256,
    });
  });

  test("who looks at one is logged", async () => {
    const { screeningId } = (await screen({ name: "Viktor Drozdov-Petrenko" })).json();
    await api.call({ method: "GET", url: `/screenings/${screeningId}`, roles: ["approver"] });
    const { rows } = await api.database.db.query(
      "select 1 from audit.entry where action = 'personal-data.viewed'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test.each(oddNames)("a name $what", async ({ name, refused, warned, hit }) => {
    const response = await screen({ name });
    if (refused) {
      expect([400, 422]).toContain(response.statusCode);
      expect(response.json().detail).toMatch(refused);
      return;
    }
    expect(response.statusCode).toBe(200);
    const { warnings = [], hits } = screeningResult.parse(response.json());
    if (warned) expect(warnings.join()).toMatch(warned);
    else expect(warnings).toEqual([]);
    if (hit) expect(hits[0]).toMatchObject({ entityId: "90007" });
  });

  test.each([
    [{}, 422, /no name/],
    [{ name: "A B", birth_date: "31/12/1970" }, 400, /birth_date/],
    [{ name: "A B", country: "Narnia" }, 400, /country/],
    [{ name: "A B", type: "robot" }, 400, /type/],
    [{ name: "A B", lists: ["un"] }, 409, /"un" is not loaded/],
    [{ name: "A B", nam: "x" }, 400, /nam/],
    [{ name: ["A"] }, 400, /name/],
    [{ names: Array.from({ length: 51 }, () => "A") }, 400, /names/],
    [{ name: "A B", ref: "x".repeat(201) }, 400, /ref/],
    [{ name: "A B", identifiers: [{ kind: "shoe", value: "42" }] }, 400, /identifiers/],
  ])("%j is refused with %d", async (payload, status, detail) => {
    const response = await screen(payload);
    expect([response.statusCode, response.json().detail]).toEqual([status, expect.stringMatching(detail)]);
  });
});

describe("a batch", () => {
  test("as NDJSON answers each line in order, recorded and audited, also those that are no customers", async () => {
    const before = await screeningsAudited();
    const lines = Array.from({ length: 250 }, (_, at) =>
      JSON.stringify({
        ref: String(at),
        name: at % 10 === 0 ? "Viktor Drozdov-Petrenko" : "Marta Lindqvist",
      }),
    );
    lines[100] = "not json";
    lines[101] = '{"ref":"101","name":""}';
    const response = await batch(`${lines.join("\n")}\n`);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toContain(NDJSON);
    const answers = response.body
      .trim()
      .split("\n")
      .map((line) => screeningResult.parse(JSON.parse(line)));
    expect(answers).toHaveLength(250);
    expect(answers.map(({ ref }) => ref)).toEqual(lines.map((_, at) => (at === 100 ? "" : String(at))));
    expect(answers[0]?.decision).not.toBe("clear");
    expect(answers[1]?.decision).toBe("clear");
    expect(answers[100]).toMatchObject({ decision: "review", error: { code: "REQUEST_INVALID" } });
    expect(answers[101]).toMatchObject({ decision: "review", error: { code: "NAME_INVALID" } });
    expect((await screeningsAudited()) - before).toBe(250);
  });

  test("as a JSON array answers an array", async () => {
    const body = JSON.stringify([
      { ref: "a", name: "Marta Lindqvist" },
      { ref: "b", name: "Viktor Drozdov-Petrenko" },
    ]);
    const answers = (await batch(body, "application/json")).json();
    expect(answers.map(({ ref }: { ref: string }) => ref)).toEqual(["a", "b"]);
    expect((await batch("[]", "application/json")).json()).toEqual([]);
  });

  test.each([
    ["application/json", "{", 400, /not valid JSON/],
    ["application/json", "{}", 400, /no array/],
    ["application/json", '[{"nam":"x"}]', 400, /0/],
    ["application/json", `[${Array.from({ length: 10_001 }, () => '{"name":"a b"}').join()}]`, 413, /10000/],
    ["application/json", `[${" ".repeat(8_388_608)}]`, 413, /8388608 bytes/],
    ["text/csv", "name\nA", 415, /./],
  ])("%s is refused: %#", async (type, body, status, detail) => {
    const response = await batch(body, type);
    expect([response.statusCode, response.json().detail]).toEqual([status, expect.stringMatching(detail)]);
  });

  test("is refused without a key, and for whoever may not screen, before it is read", async () => {
    const url = "/screenings/batch";
    const headers = { "content-type": NDJSON };
    const nobody = await api.call({ method: "POST", url, payload: "{}", headers });
    expect(nobody.statusCode).toBe(401);
    const engineer = await api.call({ method: "POST", url, payload: "{}", headers, roles: ["engineer"] });
    expect(engineer.statusCode).toBe(403);
  });

  test("that breaks half-way says so in its last line, and what was answered is recorded", async () => {
    const before = await screeningsAudited();
    const good = Array.from({ length: 300 }, () => '{"name":"Marta Lindqvist"}\n').join("");
    const response = await batch(
      Buffer.concat([Buffer.from(good), Buffer.from([0xff])]) as unknown as string,
    );
    const lines = response.body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.at(-1).error).toMatchObject({ code: "REQUEST_INVALID" });
    expect((await screeningsAudited()) - before).toBe(lines.length - 1);
  });
});

describe("a suppression over HTTP", () => {
  test("is proposed by one, approved by another, and revoked", async () => {
    const customer = { ref: "C-8", name: "Viktor Drozdov-Petrenko", birth_date: "1972" };
    const { screeningId } = (await screen(customer)).json();
    const proposal = { screeningId, list: "sample", entityId: "90007", reason: "another man" };
    const proposed = await api.call({ method: "POST", url: "/suppressions", roles, payload: proposal });
    expect(proposed.statusCode).toBe(201);
    const { id } = suppression.parse(proposed.json());
    const approve = { method: "POST", url: `/suppressions/${id}/approve` } as const;
    expect((await api.call({ ...approve, roles })).statusCode, "an analyst approves nothing").toBe(403);
    const same = await api.call({ ...approve, roles: ["approver"] });
    // Both keys were made by one actor, so they are one person.
    expect(same.statusCode).toBe(403);
    expect(same.json().detail).toContain("four eyes");
    const { key } = await api.probity.access.createKey({
      name: "somebody else",
      roles: ["approver"],
      actor: { kind: "human", id: "user:bob", via: "cli" },
    });
    const approved = await api.call({ ...approve, headers: { authorization: `Bearer ${key}` } });
    expect(approved.json()).toMatchObject({ state: "active" });
    expect((await screen(customer)).json()).toMatchObject({
      decision: "clear",
      hits: [{ suppressed: { id } }],
    });
    const list = await api.call({
      method: "GET",
      url: "/suppressions?state=active&ref=C-8",
      roles: ["auditor"],
    });
    expect(list.json().items.map((one: { id: string }) => one.id)).toEqual([id]);
    const revoke = {
      method: "POST",
      url: `/suppressions/${id}/revoke`,
      payload: { reason: "new facts" },
    } as const;
    expect((await api.call({ ...revoke, roles })).json()).toMatchObject({
      state: "revoked",
      endedReason: "new facts",
    });
    expect((await screen(customer)).json().decision).not.toBe("clear");
    const again = await api.call({ ...revoke, roles });
    expect(again.statusCode).toBe(409);
  });

  test("the policies show which one is in force", async () => {
    const { items } = (await api.call({ method: "GET", url: "/screening-policies", roles })).json();
    expect(items.filter(({ inForce }: { inForce: boolean }) => inForce)).toHaveLength(1);
    expect(items[0]).toMatchObject({ review: expect.any(Number), onMatch: "review" });
  });
});
