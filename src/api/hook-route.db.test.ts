import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi, webhooks } from "../../test/support/api-server.ts";
import { signWebhook } from "../core/index.ts";
import { createServer } from "./index.ts";

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const body = JSON.stringify({ customer_id: "C-1" });
const secretOf = (path: string) => webhooks[path]?.secret ?? "";

interface Sent {
  readonly path?: string;
  readonly payload?: string | Buffer;
  readonly signature?: string;
  readonly headers?: Record<string, string>;
}

function send({ path = "core-banking", payload = body, signature, headers = {} }: Sent) {
  const signed =
    signature ?? signWebhook({ secret: secretOf("core-banking"), body: payload, at: api.clock.now() });
  return api.call({
    method: "POST",
    url: `/hooks/${path}`,
    payload,
    headers: { "content-type": "application/json", "probity-signature": signed, ...headers },
  });
}

const plain = (payload: string | Buffer) =>
  `sha256=${createHmac("sha256", secretOf("crm-contacts")).update(payload).digest("hex")}`;

describe("webhooks", () => {
  test("a signed delivery starts a run with the body as its input", async () => {
    const response = await send({});
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ workflowId: "kyc-check", existing: false });
    expect(api.starts.at(-1)).toMatchObject({
      input: { customer_id: "C-1" },
      actor: { kind: "service", id: "webhook:core-banking", via: "webhook" },
      trigger: { kind: "webhook", detail: "core-banking" },
    });
  });

  test("another sender's plain HMAC over the exact bytes is understood as its trigger describes it", async () => {
    const headers = { "x-hub-signature-256": plain(body), "x-event-id": "e-1" };
    const [first, again] = [
      await send({ path: "crm-contacts", headers }),
      await send({ path: "crm-contacts", headers }),
    ];
    expect([first.json().existing, again.json().existing]).toEqual([false, true]);
    const changed = await send({ path: "crm-contacts", payload: `${body} `, headers });
    expect(changed.statusCode).toBe(401);
  });

  test.each(["probity-delivery", "idempotency-key"])("the same %s starts one run", async (header) => {
    api.clock.advance(1_000);
    const headers = { [header]: `d-${header}` };
    const [first, again] = [await send({ headers }), await send({ headers })];
    expect([first.json().existing, again.json().existing]).toEqual([false, true]);
    expect(again.json().runId).toBe(first.json().runId);
  });

  test("a recorded delivery sent again starts nothing, named, unnamed or under another name", async () => {
    const payload = JSON.stringify({ customer_id: "C-2" });
    const signature = signWebhook({ secret: secretOf("core-banking"), body: payload, at: api.clock.now() });
    const answers = [
      await send({ payload, signature, headers: { "probity-delivery": "d-1" } }),
      await send({ payload, signature }),
      await send({ payload, signature, headers: { "probity-delivery": "d-2" } }),
    ];
    expect(answers.map((answer) => answer.json().existing)).toEqual([false, true, true]);
    api.clock.advance(1_000);
    const retried = await send({ payload, headers: { "probity-delivery": "d-1" } });
    expect(retried.json()).toMatchObject({ existing: true, runId: answers[0]?.json().runId });
    api.clock.advance(1_000);
    const another = await send({ payload, headers: { "probity-delivery": "d-3" } });
    expect(another.json().existing).toBe(false);
  });

  test("nor does it after a restart, or with more signatures around the right one", async () => {
    api.clock.advance(1_000);
    const payload = JSON.stringify({ customer_id: "C-3" });
    const signature = signWebhook({ secret: secretOf("core-banking"), body: payload, at: api.clock.now() });
    const first = await send({ payload, signature, headers: { "probity-delivery": "d-10" } });
    expect(first.json().existing).toBe(false);
    const restarted = createServer({ probity: api.probity, baseUrl: "http://localhost:4780" });
    const answer = await restarted.inject({
      method: "POST",
      url: "/api/v1/hooks/core-banking",
      payload,
      headers: { "probity-signature": signature, "probity-delivery": "d-11" },
    });
    await restarted.close();
    const dressedUp = [
      `${signature},v1=${"0".repeat(64)}`,
      signature.replace(",", " , "),
      `${signature},${signature.split(",")[1]}`,
    ];
    const answers = [answer];
    for (const dressed of dressedUp) {
      answers.push(
        await send({ payload, signature: dressed, headers: { "probity-delivery": dressed.slice(-9) } }),
      );
    }
    expect(answers.map((each) => each.json())).toEqual(
      answers.map(() => ({ ...first.json(), existing: true })),
    );
  });

  test("identical bodies under a signature without a timestamp are two events unless they are named", async () => {
    const headers = { "x-hub-signature-256": plain(body) };
    const [first, second] = [
      await send({ path: "crm-contacts", headers }),
      await send({ path: "crm-contacts", headers }),
    ];
    expect([first.json().existing, second.json().existing]).toEqual([false, false]);
  });

  test("wrong signatures, an unknown path and other paths' secrets get one and the same answer", async () => {
    const at = api.clock.now();
    const secret = secretOf("core-banking");
    const good = signWebhook({ secret, body, at });
    const starts = api.starts.length;
    const answers = [
      await send({ path: "nobody-listens-here" }),
      await send({ path: "__proto__" }),
      await send({ path: "core-banking-x" }),
      await send({ path: "%2e%2e%2fcore-banking" }),
      await send({ signature: "" }),
      await send({ signature: "t=0,v1=" }),
      await send({ signature: good.replace(/.$/, good.endsWith("0") ? "1" : "0") }),
      await send({ signature: signWebhook({ secret: "wrong", body, at }) }),
      await send({ signature: signWebhook({ secret, body: `${body} `, at }) }),
      await send({ signature: signWebhook({ secret, body, at: new Date(at.getTime() - 301_000) }) }),
      await send({ signature: signWebhook({ secret, body, at: new Date(at.getTime() + 301_000) }) }),
      await send({ path: "crm-contacts", headers: { "x-hub-signature-256": "sha256=" } }),
      await send({ path: "crm-contacts", headers: { "x-hub-signature-256": plain("other") } }),
      await send({ path: "crm-contacts" }),
    ];
    const seen = answers.map((answer) => {
      const { reference: _reference, ...rest } = answer.json();
      return JSON.stringify([answer.statusCode, rest]);
    });
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.json().code).toBe("SIGNATURE_INVALID");
    expect(api.starts.length).toBe(starts);
  });

  test("within five minutes a delivery may be late or early", async () => {
    for (const skewMs of [-299_000, 299_000]) {
      const at = new Date(api.clock.now().getTime() + skewMs);
      const response = await send({ signature: signWebhook({ secret: secretOf("core-banking"), body, at }) });
      expect(response.statusCode).toBe(201);
    }
  });

  test.each(["not json", "", '{"a":"\\u0000"}', '{"__proto__":{}}', "[".repeat(5_000) + "]".repeat(5_000)])(
    "a signed body that is no sound JSON (%#) starts nothing",
    async (payload) => {
      const starts = api.starts.length;
      const response = await send({ payload });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({
        code: "REQUEST_INVALID",
        detail: expect.not.stringMatching(/not json|__proto__|\[/),
      });
      expect(api.starts.length).toBe(starts);
    },
  );

  test("a signed body that is not UTF-8 starts nothing", async () => {
    const starts = api.starts.length;
    const payload = Buffer.from('{"name":"M\xfcller"}', "latin1");
    const signature = signWebhook({
      secret: secretOf("core-banking"),
      body: payload,
      at: api.clock.now(),
    });
    const response = await send({ payload, signature });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: "REQUEST_INVALID", detail: "The body is not UTF-8." });
    expect(api.starts.length).toBe(starts);
  });

  test("a body of more than a megabyte is refused before its signature is looked at", async () => {
    const response = await send({ payload: JSON.stringify({ a: "x".repeat(1_048_576) }), signature: "x" });
    expect(response.statusCode).toBe(413);
    expect(response.json().code).toBe("PAYLOAD_TOO_LARGE");
  });

  test("the content type does not matter: the signature is over bytes", async () => {
    const response = await send({ headers: { "content-type": "application/vnd.bank.event+json" } });
    expect(response.statusCode).toBe(201);
  });
});
