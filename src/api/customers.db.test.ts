import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";
import { listed, publish } from "../../test/support/population.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  await publish(
    api.database.db,
    "sample",
    [listed("sample", "1", ["DROZDOV-PETRENKO, Viktor Anatolievich"])],
    api.clock.now(),
  );
});
afterAll(() => api.close());

const viktor = { ref: "C/1", name: "Viktor Anatolievich Drozdov-Petrenko", country: "RU" };

async function rescreened(): Promise<void> {
  const begun = await api.call({ method: "POST", url: "/rescreenings", roles: ["engineer"], payload: {} });
  expect(begun.statusCode).toBe(201);
  const { id } = begun.json();
  await expect
    .poll(async () => (await api.call({ url: `/rescreenings/${id}`, roles: ["engineer"] })).json().state)
    .toBe("done");
}

describe("customers over HTTP", () => {
  test("a customer is registered, re-screened and shown with its hits; the look is logged", async () => {
    const registered = await api.call({
      method: "POST",
      url: "/customers",
      roles: ["analyst"],
      payload: viktor,
    });
    expect(registered.statusCode).toBe(200);
    expect(registered.json()).toMatchObject({ result: "created", customer: { ref: "C/1", version: 1 } });
    await rescreened();
    const { id } = registered.json().customer;
    const seen = (await api.call({ url: `/customers/${id}`, roles: ["auditor"] })).json();
    expect(seen).toMatchObject({
      names: [viktor.name],
      screening: { openHits: 1, upToDate: true },
      hits: [{ list: "sample", entityId: "1", state: "open", hit: { queryName: viktor.name } }],
      versions: [{ version: 1, status: "active" }],
      outcomes: [{ version: 1, hits: 1, newHits: 1, closedHits: 0 }],
    });
    expect((await api.call({ url: "/customers/C%2F1", roles: ["auditor"] })).json().id).toBe(id);
    const { rows } = await api.database.db.query(
      "select 1 from audit.entry where action = 'personal-data.viewed'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test("who may not read personal data sees that there is a customer and how it stands, not who", async () => {
    await api.call({ method: "POST", url: "/customers", roles: ["analyst"], payload: viktor });
    for (const url of ["/customers", "/customers/C%2F1"]) {
      const answer = await api.call({ url, roles: ["engineer"] });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain("hidden");
      expect(answer.body).not.toMatch(/Drozdov|"RU"|C\/1|DROZDOV/);
    }
    const written = await api.call({
      method: "POST",
      url: "/customers",
      roles: ["engineer"],
      payload: viktor,
    });
    expect(written.json()).toMatchObject({ result: "unchanged" });
    expect(written.body).not.toMatch(/Drozdov/);
  });

  test("why a relationship ended is shown to whom may read personal data, and to nobody else", async () => {
    await api.call({ method: "POST", url: "/customers", roles: ["analyst"], payload: viktor });
    const reason = "Drozdov moved to another bank";
    const closed = await api.call({
      method: "POST",
      url: "/customers/C%2F1/close",
      roles: ["analyst"],
      payload: { reason },
    });
    expect(closed.statusCode).toBe(200);
    const seen = (await api.call({ url: "/customers/C%2F1", roles: ["auditor"] })).json();
    expect(seen.versions[0]).toMatchObject({ status: "closed", reason });
    const masked = await api.call({ url: "/customers/C%2F1", roles: ["engineer"] });
    expect(masked.body).not.toContain("Drozdov");
    expect(masked.json().versions[0]).toMatchObject({ status: "closed" });
  });

  test("a batch registers what it can and names the lines it cannot", async () => {
    const lines = [
      '{"ref":"B-1","name":"Ada King"}',
      "{",
      '{"ref":"B-2"}',
      '{"ref":"B-3","name":"Lucy","country":"Narnia"}',
    ];
    const answer = await api.call({
      method: "POST",
      url: "/customers/batch",
      roles: ["engineer"],
      headers: { "content-type": "application/x-ndjson" },
      payload: lines.join("\n"),
    });
    expect(answer.json()).toMatchObject({ rows: 4, created: 1, refused: 3 });
    expect(answer.json().problems.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4]);
    expect(answer.body).not.toContain("Narnia");
  });

  test.each([
    ["no key", undefined, 401],
    ["a role that may not", ["auditor"] as const, 403],
  ])("a batch of a caller with %s is refused before it is read", async (_what, roles, status) => {
    const answer = await api.call({
      method: "POST",
      url: "/customers/batch",
      ...(roles ? { roles } : {}),
      headers: { "content-type": "application/x-ndjson" },
      payload: '{"ref":"X","name":"Ada"}',
    });
    expect(answer.statusCode).toBe(status);
  });

  test.each([
    [{ ref: "1" }, /name is missing/],
    [{ ref: "1", name: "Lucy", country: "Narnia" }, /country/],
    [{ ref: "1", name: "Ada", nmae: "x" }, /./],
  ])("%j is refused with the member that is wrong", async (payload, detail) => {
    const answer = await api.call({ method: "POST", url: "/customers", roles: ["analyst"], payload });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.json().detail).toMatch(detail);
    expect(answer.body).not.toContain("Narnia");
  });

  test("the proof counts who is behind, and a list nobody uses is not found", async () => {
    await rescreened();
    const before = (await api.call({ url: "/rescreenings/proof", roles: ["auditor"] })).json();
    expect(before.lists).toMatchObject([{ list: "sample", behind: 0 }]);
    await api.call({
      method: "POST",
      url: "/customers",
      roles: ["analyst"],
      payload: { ref: "P-1", name: "Grace" },
    });
    const after = (await api.call({ url: "/rescreenings/proof?list=sample", roles: ["auditor"] })).json();
    expect(after.lists).toMatchObject([{ covered: before.customers, behind: 1 }]);
    expect((await api.call({ url: "/rescreenings/proof?list=un", roles: ["auditor"] })).statusCode).toBe(404);
  });

  test("a payment message is screened by party; a broken one is refused with its place", async () => {
    const message =
      "<Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr><CdtTrfTxInf>" +
      "<PmtId><EndToEndId>E</EndToEndId></PmtId><Dbtr><Nm>Ada King</Nm></Dbtr><Cdtr><Nm>Viktor Drozdov-Petrenko</Nm></Cdtr>" +
      "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>";
    const call = (text: string) =>
      api.call({
        method: "POST",
        url: "/screenings/pacs008",
        roles: ["analyst"],
        payload: { message: text },
      });
    const [payment] = (await call(message)).json().transactions;
    expect(payment.decision).not.toBe("clear");
    expect(payment.parties).toMatchObject([
      { role: "debtor", decision: "clear", hits: [] },
      {
        role: "creditor",
        place: "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf[1]/Cdtr",
        hits: [{ entityId: "1" }],
      },
    ]);
    const { screeningId } = payment.parties[1];
    expect((await api.call({ url: `/screenings/${screeningId}`, roles: ["auditor"] })).statusCode).toBe(200);
    const refused = await call(message.replace("<NbOfTxs>1", "<NbOfTxs>2"));
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: "PAYMENT_INVALID",
      detail: expect.stringContaining("NbOfTxs"),
    });
  });
});
